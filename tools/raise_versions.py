"""Raise the `mod` of every note type whose templates, fields or style have changed.

Run it after you change something in `src/star2anki/notetypes/`, and commit what it writes with your change.
"""

import re
import time
from pathlib import Path

from star2anki.notetypes import NOTETYPES
from star2anki.notetypes.fingerprint import fingerprint
from star2anki.notetypes.versions import VERSIONS, Version

FILE = Path(__file__).parent.parent / "src/star2anki/notetypes/versions.py"


def main() -> None:
    """Rewrite `versions.py`; an unchanged note type keeps its `mod`."""
    lines = []
    for notetype in NOTETYPES:
        old = VERSIONS.get(notetype.key, Version(0, ""))
        content = fingerprint(notetype)
        mod = old.mod if old.content == content else max(int(time.time()), old.mod + 1)
        lines.append(f'    "{notetype.key}": Version({mod:_}, "{content}"),\n')
    text = FILE.read_text(encoding="utf-8")
    table = "VERSIONS: dict[str, Version] = {\n" + "".join(lines) + "}\n"
    FILE.write_text(
        re.sub(r"VERSIONS: dict\[str, Version\] = \{.*?\}\n", table, text, flags=re.DOTALL), encoding="utf-8"
    )


if __name__ == "__main__":
    main()

"""How good the coach is: precision and recall of each rule, on the texts used to tune it and on the others.

    python benchmarks/coach.py [--show]

The texts are in `tests/coach/labelled/`. Their authors had not seen the rules. A weak text counts as found if at least
one finding has one of its labels; a strong text is wronged by a warning. A rule's precision is the share of its
findings that have a matching label, and its recall the share of its labels that it found, over all texts of the part.
`--show` prints the tuning texts that went wrong, and never untouched ones.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from labelled import Labelled, read
from star2anki.coach.registry import BY_CODE, RULES
from star2anki.diagnostics import Severity

PARTS = ("tuning", "untouched")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print the tuning texts that went wrong")
    parser.add_argument("--part", choices=PARTS, help="only this part")
    options = parser.parse_args()
    for part in [options.part] if options.part else PARTS:
        texts = read(part)
        print(*report(part, texts), sep="\n")
        if options.show and part == "tuning":
            print(*_wrong(texts), sep="\n")


def report(part: str, texts: Sequence[Labelled]) -> Iterator[str]:
    """Write the measures of one part, as lines of Markdown."""
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    for text in texts:
        codes = {code for code, _ in text.findings}
        labels.update(text.codes)
        found.update(codes)
        right.update(codes & set(text.codes))
    weak = [text for text in texts if text.verdict == "weak"]
    strong = [text for text in texts if text.verdict == "strong"]
    met, wronged = sum(map(_is_met, weak)), sum(map(_is_wronged, strong))
    yield f"### The {part} part: {len(texts)} texts\n"
    yield f"- weak texts with a fitting finding: {met} of {len(weak)} ({met / len(weak):.1%})"
    yield f"- strong texts with a warning: {wronged} of {len(strong)} ({wronged / len(strong):.1%})\n"
    yield "| rule | labels | findings | precision | recall |\n|---|---|---|---|---|"
    for rule in RULES:
        code = rule.code
        if labels[code] or found[code]:
            precision = f"{right[code] / found[code]:.0%}" if found[code] else "–"
            recall = f"{right[code] / labels[code]:.0%}" if labels[code] else "–"
            yield f"| `{code}` | {labels[code]} | {found[code]} | {precision} | {recall} |"
    yield ""


def _is_met(text: Labelled) -> bool:
    return any(code in text.codes for code, _ in text.findings)


def _is_wronged(text: Labelled) -> bool:
    return any(BY_CODE[code].severity is not Severity.HINT for code, _ in text.findings)


def _wrong(texts: Sequence[Labelled]) -> Iterator[str]:
    for text in texts:
        if (text.verdict == "weak" and not _is_met(text)) or (text.verdict == "strong" and _is_wronged(text)):
            yield f"\n{text.verdict} {', '.join(text.codes)}: {text.fields}"
            yield from (f"   -> {code}: {finding.message}" for code, finding in text.findings)


if __name__ == "__main__":
    main()

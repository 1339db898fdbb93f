"""The bytes of a file -> its text, or the reason why it cannot be read as text."""

import errno
import re
from pathlib import Path

from star2anki.diagnostics import Code, Diagnostic
from star2anki.limited_files import NotAFileError, TooLargeError, read_file, too_large
from star2anki.yamlfile.places import Origin

MAX_BYTES = 1 << 20
"""A file over 1 MiB is not an interview story."""
MAX_CHARACTERS = 20
"""How many forbidden characters are reported per file."""
NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]|\ufeff")
"""A character that YAML forbids, or that nobody writes on purpose."""


_USUAL = "a story is about 12 KiB"


def read_bytes(
    path: Path, shown: str, limit: int = MAX_BYTES, usual: str = _USUAL
) -> tuple[bytes | None, list[Diagnostic]]:
    """Read a file that an author named or wrote. If that fails, say why.

    Args:
        path: The file.
        shown: Its name as the author should see it.
        limit: The most bytes that it may have, in whole MiB; a larger file is not read.
        usual: How large files of this kind usually are, as a sentence.
    """
    try:
        return read_file(path, limit), []
    except OSError as error:
        return None, [unreadable(error, shown, usual)]


def unreadable(error: OSError, shown: str, usual: str = _USUAL) -> Diagnostic:
    """Make a diagnostic of what kept a file from being read.

    Args:
        error: What was raised.
        shown: The file's name as the author should see it.
        usual: How large files of this kind usually are, as a sentence.
    """
    start = Origin(shown, "")
    if isinstance(error, TooLargeError):
        return start.error(0, Code.TOO_LARGE, str(error.strerror), f"{usual}; is this the right file?")
    if isinstance(error, NotAFileError):
        return start.error(0, Code.UNREADABLE, str(error.strerror), "name a file, or rename this")
    message = f"the file cannot be read: {error.strerror}"
    return start.error(0, Code.UNREADABLE, message, "check that it exists and that you may read it")


def decode(path: str, raw: bytes, limit: int = MAX_BYTES, usual: str = _USUAL) -> tuple[str | None, list[Diagnostic]]:
    """Read bytes as UTF-8 text that YAML allows, with or without a byte order mark.

    Args:
        path: The file's name as the author should see it.
        raw: The file's bytes.
        limit: The most bytes that it may have, in whole MiB.
        usual: How large files of this kind usually are, as a sentence.

    Returns:
        The text, or None with the diagnostics that say why not.
    """
    if len(raw) > limit:
        return None, [unreadable(TooLargeError(errno.EFBIG, too_large(limit, len(raw))), path, usual)]
    zeros = [byte == 0 for byte in raw[:4]]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or zeros in ([False, True] * 2, [True, False] * 2):
        hint = "save the file as UTF-8"
        return None, [Origin(path, "").error(0, Code.WRONG_ENCODING, "the file is UTF-16, not UTF-8", hint)]
    if b"\x00" in raw:
        hint = "save or export it as plain text first"
        return None, [Origin(path, "").error(0, Code.NOT_TEXT, "the file is not text", hint)]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").removeprefix("\ufeff")
        message = f"byte 0x{raw[error.start]:02X} is not UTF-8"
        hint = "save the file as UTF-8 (in many editors: File, Save with encoding)"
        return None, [Origin(path, before).error(len(before), Code.WRONG_ENCODING, message, hint)]
    text = text.removeprefix("\ufeff")
    origin = Origin(path, text)
    if text.replace("\n", "").isprintable():  # fast, and true for nearly every story
        return text, []
    diagnostics = [
        origin.error(
            bad.start(),
            Code.CONTROL_CHARACTER,
            f"the invisible character U+{ord(bad[0]):04X} is not allowed",
            "delete it; such characters often come with copied text",
        )
        for bad, _ in zip(NOT_YAML.finditer(text), range(MAX_CHARACTERS), strict=False)
    ]
    return (None if diagnostics else text), diagnostics

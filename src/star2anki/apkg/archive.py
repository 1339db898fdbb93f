"""Zip archives from bytes. The same content always gives the same archive."""

import io
import zipfile
from collections.abc import Sequence

_LEVEL = 6
_UNIX = 3
_PERMISSIONS = 0o100644 << 16
"""Those of a file that everybody may read; zip keeps them in the upper half."""


def make_archive(members: Sequence[tuple[str, bytes]]) -> bytes:
    """Pack named members, in order, into a zip archive.

    Args:
        members: Names and contents.

    Returns:
        The archive's bytes.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            member = zipfile.ZipInfo(name)  # dated 1 January 1980, the first day that the format knows
            member.create_system = _UNIX  # on every system
            member.external_attr = _PERMISSIONS
            archive.writestr(member, data, zipfile.ZIP_DEFLATED, _LEVEL)
    return packed.getvalue()

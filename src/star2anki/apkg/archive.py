"""A zip archive from bytes, deflated on all processors; the same content is the same archive.

`zipfile` deflates on one. zlib lets go of Python's lock while it works, and a deflate stream may be made of blocks that
are compressed apart, each with the end of the one before as its dictionary, so that it comes out no larger.
"""

import struct
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

LEVEL = 6
_BLOCK = 1 << 21
_WINDOW = 1 << 15
_RAW_DEFLATE = -15
_DOS_DATE = (1 << 5) | 1  # 1 January 1980, the first day that the format knows
_VERSION = 20
_MADE_ON_UNIX = (3 << 8) | _VERSION
_DEFLATED = 8
_PERMISSIONS = 0o100644 << 16


def make_archive(members: Sequence[tuple[str, bytes]]) -> bytes:
    """Pack named members, in order, into a zip archive.

    Args:
        members: ASCII names and contents; together less than 4 GiB, since the archive is no Zip64.

    Returns:
        The archive's bytes.
    """
    body = bytearray()
    directory = bytearray()
    for name, data in members:
        encoded = name.encode("ascii")
        packed, checksum = _deflate(data)
        # In both headers: version, flags, method, time, date, checksum, sizes, length of the name, no extra field.
        fields = (_VERSION, 0, _DEFLATED, 0, _DOS_DATE, checksum, len(packed), len(data), len(encoded), 0)
        common = struct.pack("<5H3L2H", *fields)
        directory += b"PK\1\2" + struct.pack("<H", _MADE_ON_UNIX) + common
        directory += struct.pack("<3H2L", 0, 0, 0, _PERMISSIONS, len(body)) + encoded
        body += b"PK\3\4" + common + encoded + packed
    count = len(members)
    end = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)


def _deflate(data: bytes) -> tuple[bytes, int]:
    """Give the deflated data and the checksum of the data itself."""
    starts = range(0, max(len(data), 1), _BLOCK)
    if len(starts) == 1:
        return _deflate_block(data, 0), zlib.crc32(data)
    with ThreadPoolExecutor() as pool:
        checksum = pool.submit(zlib.crc32, data)
        packed = b"".join(pool.map(lambda start: _deflate_block(data, start), starts))
        return packed, checksum.result()


def _deflate_block(data: bytes, start: int) -> bytes:
    before = data[max(0, start - _WINDOW) : start]
    if before:
        compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, _RAW_DEFLATE, zdict=before)
    else:
        compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, _RAW_DEFLATE)
    end = start + _BLOCK
    packed = compressor.compress(data[start:end])
    return packed + compressor.flush(zlib.Z_SYNC_FLUSH if end < len(data) else zlib.Z_FINISH)

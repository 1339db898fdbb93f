"""The archive writer: what a zip reader reads back, whatever was packed, and the same bytes each time."""

import io
import random
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from star2anki.apkg import archive
from star2anki.apkg.archive import make_archive

names = st.from_regex(r"[a-z0-9._]{1,20}", fullmatch=True)


@given(st.dictionaries(names, st.binary(max_size=2000), max_size=4))
def test_a_zip_reader_gets_back_what_was_packed(members: dict[str, bytes]) -> None:
    packed = make_archive(list(members.items()))
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        assert package.testzip() is None
        assert {name: package.read(name) for name in package.namelist()} == members
        assert package.namelist() == list(members)


@pytest.mark.parametrize("size", [archive._BLOCK - 1, archive._BLOCK, archive._BLOCK + 1, 3 * archive._BLOCK + 17])  # noqa: SLF001
def test_blocks_that_are_deflated_apart_read_as_one(size: int) -> None:
    words = [b"queue ", b"message ", b"lost ", b"ninth ", b"I ", b"fixed ", b"it "]
    draw = random.Random(size)  # noqa: S311 - sample text
    data = b"".join(draw.choices(words, k=size // 4))[:size].ljust(size, b".")
    packed = make_archive([("collection.anki2", data)])
    assert packed == make_archive([("collection.anki2", data)])
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        assert package.read("collection.anki2") == data
    at_once = io.BytesIO()
    with zipfile.ZipFile(at_once, "w", zipfile.ZIP_DEFLATED, compresslevel=archive.LEVEL) as package:
        package.writestr("collection.anki2", data)
    assert len(packed) < 1.01 * len(at_once.getvalue()), "no larger than what one processor makes of it"


@pytest.mark.skipif(shutil.which("unzip") is None, reason="needs the program unzip")
def test_another_program_finds_no_fault_with_it(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(make_archive([("one", b"1" * 5_000_000), ("two", b"")]))
    subprocess.run(["unzip", "-tq", str(path)], check=True, capture_output=True)

"""The archive writer: a zip reader reads back whatever was packed, and the bytes are always the same."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from star2anki.apkg.archive import make_archive

names = st.from_regex(r"[a-z0-9._]{1,20}", fullmatch=True)


@given(st.dictionaries(names, st.binary(max_size=2000), max_size=4))
def test_a_zip_reader_gets_back_what_was_packed(members: dict[str, bytes]) -> None:
    packed = make_archive(list(members.items()))
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        assert package.testzip() is None
        assert {name: package.read(name) for name in package.namelist()} == members
        assert package.namelist() == list(members)


def test_it_contains_nothing_about_the_day_or_the_system() -> None:
    packed = make_archive([("collection.anki2", b"I fixed it. " * 1000)])
    assert packed == make_archive([("collection.anki2", b"I fixed it. " * 1000)])
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        (member,) = package.infolist()
    assert member.date_time == (1980, 1, 1, 0, 0, 0)
    assert (member.create_system, member.external_attr) == (3, 0o100644 << 16), "a file on Unix, read by everybody"
    assert member.compress_type == zipfile.ZIP_DEFLATED
    assert member.compress_size < member.file_size / 50


@pytest.mark.skipif(shutil.which("unzip") is None, reason="needs the program unzip")
def test_another_program_finds_nothing_wrong_with_it(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(make_archive([("one", b"1" * 5_000_000), ("two", b"")]))
    subprocess.run(["unzip", "-tq", str(path)], check=True, capture_output=True)

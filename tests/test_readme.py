"""The README makes sense without its pictures, as in a terminal or with a screen reader."""

import re

import pytest

from project import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
PICTURES = re.findall(r"<img [^>]*>|!\[[^\]]*\]\([^)]*\)", README)
FEWEST_WORDS = 15


@pytest.mark.parametrize("picture", PICTURES)
def test_each_picture_says_in_words_what_it_shows(picture: str) -> None:
    alt = re.search(r'\balt="([^"]+)"|^!\[([^\]]+)\]', picture)
    assert alt
    assert len((alt[1] or alt[2]).split()) >= FEWEST_WORDS


@pytest.mark.parametrize("picture", PICTURES)
def test_no_sentence_needs_a_picture_to_be_complete(picture: str) -> None:
    before = README[: README.index(picture)].removesuffix("<p>\n").rstrip()
    assert before[-1] in ".>"

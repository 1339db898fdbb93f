"""The templates of our pages: a stranger's text stays text, and nothing is silently left out."""

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from star2anki.page_templates import Markup, page_template

HOSTILE = """<script>alert("it's")</script> & more"""
ESCAPED = "&lt;script&gt;alert(&quot;it&#x27;s&quot;)&lt;/script&gt; &amp; more"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package with its own templates."""
    name = f"pages_of_{tmp_path.name}"
    folder = tmp_path / name
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "page.html").write_text(
        '<b title="{{ text }}">{{ text }}</b>\n{% if safe %}\n{% include "part.html" %}\n{% endif %}\n',
        encoding="utf-8",
    )
    (folder / "part.html").write_text("{{ safe }}{{ 3 }}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return name


def test_a_text_is_escaped_with_the_entities_that_fields_have(package: str) -> None:
    page = page_template(package, "page.html").render(text=HOSTILE, safe=None)
    assert page == f'<b title="{ESCAPED}">{ESCAPED}</b>\n'


def test_safe_html_stays_as_it_is(package: str) -> None:
    page = page_template(package, "page.html").render(text="", safe=Markup("<i>it's</i>"))
    assert page == '<b title=""></b>\n<i>it\'s</i>3\n'


def test_a_missing_value_is_an_error(package: str) -> None:
    with pytest.raises(UndefinedError, match="text"):
        page_template(package, "page.html").render(safe=None)

"""The templates of our pages: HTML files next to the modules that fill them. The only module that uses jinja2."""

import html
from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

__all__ = ["Markup", "page_template"]


def page_template(package: str, name: str) -> Template:
    """Read a template.

    Every value is escaped unless it is `Markup`. A line that has only a jinja2 tag leaves no line.

    Args:
        package: Where the file is, such as `star2anki.coverage`.
        name: The file's name. The file may include others from the package.
    """
    return _environment(package).get_template(name)


@cache
def _environment(package: str) -> Environment:
    folder = resources.files(package)
    return Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
        autoescape=True,
        finalize=_escaped,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        lstrip_blocks=True,
        trim_blocks=True,
    )


def _escaped(value: object) -> Markup:
    """Escape as `markup` does. Autoescape stays on for safety, but it would use other entities for quotes."""
    return value if isinstance(value, Markup) else Markup(html.escape(str(value)))  # noqa: S704 - it is escaped

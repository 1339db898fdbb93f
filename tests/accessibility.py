"""What the accessibility checker axe finds in a page."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

_SERIOUS = """async part => {
  const found = await axe.run(part ? part : document, { resultTypes: ["violations"] });
  return found.violations.filter(each => ["serious", "critical"].includes(each.impact));
}"""
"""Only these leave the browser: what axe says about the elements with which all is well is many times as long."""


def serious_violations(page: "Page", axe: str, part: str = "") -> list[dict[str, Any]]:
    """Give what axe considers serious or critical.

    Args:
        page: As it is now.
        axe: The checker's source, which is put into the page once.
        part: Selector of the element to check; otherwise the whole page.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate(_SERIOUS, part)
    return found

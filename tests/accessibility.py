"""What the accessibility checker axe finds in a page."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

_SERIOUS = """async part => {
  const found = await axe.run(part ? part : document, { resultTypes: ["violations"] });
  return found.violations.filter(each => ["serious", "critical"].includes(each.impact));
}"""
"""Only these leave the browser. What axe says about all the other elements is many times as long."""


def serious_violations(page: "Page", axe: str, part: str = "") -> list[dict[str, Any]]:
    """Give what axe considers serious or critical.

    Args:
        page: The page, as it is now.
        axe: The checker's source. It is put into the page once.
        part: The selector of the element to check. If empty, the whole page is checked.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate(_SERIOUS, part)
    return found

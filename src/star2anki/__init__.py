"""Turn STAR interview stories into Anki decks that survive every edit.

Scripts can import the names of `star2anki.api` from here; docs/python.md shows how to use them.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from star2anki.api import (
        Diagnostic,
        Loaded,
        Location,
        Recipe,
        Scenario,
        Severity,
        StoriesError,
        build_deck,
        check_stories,
        has_errors,
        read_stories,
    )

__version__ = "1.0.0rc1"

__all__ = [
    "Diagnostic",
    "Loaded",
    "Location",
    "Recipe",
    "Scenario",
    "Severity",
    "StoriesError",
    "build_deck",
    "check_stories",
    "has_errors",
    "read_stories",
]

if sys.flags.optimize > 1:
    from star2anki import docstrings

    docstrings.keep()


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any of the names above
    """Load a name when a script asks for it. The command line asks for none, so it starts faster."""
    if name in __all__:
        return getattr(import_module("star2anki.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""What a deck costs its learner: cards, minutes and days. `effort.py` works it out.

Quick to import: this is all that a build needs of it if nothing has changed.
"""

import math
from dataclasses import dataclass

NEW_A_DAY = 20
"""How many new cards Anki shows a day unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one pass through a deck takes."""

    cards: int
    seconds: int

    @property
    def days(self) -> int:
        """Days until every card has come once, at Anki's usual number of new cards a day."""
        return math.ceil(self.cards / NEW_A_DAY)

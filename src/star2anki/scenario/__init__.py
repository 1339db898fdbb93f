"""What a story is: the format, and how it is read and written."""

from star2anki.scenario.model import Scenario

__all__ = ["Scenario"]

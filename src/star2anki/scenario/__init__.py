"""What a story is: the format, reading it, writing it."""

from star2anki.scenario.model import Scenario

__all__ = ["Scenario"]

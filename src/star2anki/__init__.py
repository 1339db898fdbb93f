"""Turn STAR interview stories into Anki decks that survive every edit."""

__version__ = "0.1.0"

"""Turn STAR interview stories into Anki decks that survive every edit."""

import sys

__version__ = "0.1.0"

if sys.flags.optimize > 1:
    from star2anki import docstrings

    docstrings.keep()

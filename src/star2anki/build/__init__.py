"""The road from stories to decks: `pipeline.py` is the road itself, and the command `build` calls `publish.py`."""

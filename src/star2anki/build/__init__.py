"""The road from stories to decks: `pipeline.py` is the road itself, `publish.py` what the command `build` calls."""

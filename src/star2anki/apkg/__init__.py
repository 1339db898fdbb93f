"""What leaves the house: Anki packages, written and read."""

"""Run the command line with `python -m star2anki`."""

from star2anki.cli import main

if __name__ == "__main__":
    main()

"""Where the program starts, as `star2anki` and as `python -m star2anki`."""

from star2anki import interrupts


def main() -> None:
    """Run the command line and end the process. Ctrl-C works from here on, before anything slow is imported."""
    interrupts.end_at_once()
    from star2anki.cli.run import run  # noqa: PLC0415 - the slow part

    run()


if __name__ == "__main__":
    main()

"""What a command works on when no paths are named."""

from collections.abc import Sequence
from pathlib import Path

import click

from star2anki.plan import DECKS, SCENARIOS, Plan, plan_recipes, plan_stories


def plan_for(paths: Sequence[Path]) -> Plan:
    """Plan the named stories; without any the recipes of this folder, or else all its stories.

    Raises:
        click.UsageError: There is nothing here.
    """
    folder = Path.cwd()
    if paths:
        return plan_stories(folder, paths)
    if any((folder / DECKS).glob("*.yaml")):
        return plan_recipes(folder)
    if not (folder / SCENARIOS).is_dir():
        raise click.UsageError(
            f"there is no {SCENARIOS}/ or {DECKS}/ here; `star2anki init` makes them, or name story files"
        )
    return plan_stories(folder, [folder / SCENARIOS])

"""`star2anki init`: a folder that is ready to build."""

import shlex
from pathlib import Path

import click

from star2anki.cli.console import clear_io_errors
from star2anki.cli.output import Output
from star2anki.cli.scaffold import SCHEMA_FILE, example_recipe, example_story, git_attributes, write_new, write_schema
from star2anki.project import DECKS, SCENARIOS, find_files


@click.command("init")
@click.argument("folder", type=Output("folder"), default=".")
def command(folder: Path) -> None:
    """Set up a folder to write stories in.

    FOLDER (by default the current one) gets scenarios/ with a short example,
    decks/ with a recipe, and settings that let git merge the lock. Existing
    files are not changed.
    """
    made: list[tuple[Path, bool]] = []
    with clear_io_errors():
        has_stories = any(find_files(folder, f"{SCENARIOS}/*.yaml"))
        has_recipes = any(find_files(folder, f"{DECKS}/*.yaml"))
        if not has_stories:
            story = folder / SCENARIOS / "example.yaml"
            made.append((story, write_new(story, example_story())))
        if not has_recipes:
            recipe = folder / DECKS / "my-stories.yaml"
            made.append((recipe, write_new(recipe, example_recipe())))
        attributes = folder / ".gitattributes"
        if made and not attributes.exists():
            made.append((attributes, write_new(attributes, git_attributes())))
        if write_schema(folder / SCENARIOS):
            made.append((folder / SCENARIOS / SCHEMA_FILE, True))
    for path, is_new in made:
        click.echo(f"{path}: {'written' if is_new else 'already exists; not overwritten'}")
    steps = [f"cd {shlex.quote(str(folder))}"] if folder != Path() else []
    steps += ["star2anki build", 'star2anki new "The title of your story"']
    click.echo("Next:\n" + "\n".join(f"  {step}" for step in steps))

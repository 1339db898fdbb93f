"""Import packages into the Anki that is installed with this Python, and report what the collection then contains.

`anki_versions.py` runs it in the environment of each version of Anki. It takes two files: a job to read (collections,
each a list of steps: `["import", PATH]` or `["study", ""]`), and a report to write (for each collection and step, what
`look` saw after it). It knows nothing about star2anki, and only as much about Anki as all versions have in common.
"""

import json
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

GOOD, EASY = 3, 4
V3 = 3
"""The scheduler of Anki 2.1.66 and newer."""


def main(job: str, report: str) -> None:
    """Do the job, and write the report."""
    import_module("anki.lang").set_lang("en")  # the oldest versions ask for a language
    collections = json.loads(Path(job).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        seen = [work(str(Path(folder) / f"{number}.anki2"), steps) for number, steps in enumerate(collections)]
    Path(report).write_text(json.dumps(seen), encoding="utf-8")


def work(path: str, steps: list[list[str]]) -> list[dict[str, Any]]:
    """Perform the steps in a new collection, and look at it after each."""
    collection = import_module("anki.collection").Collection(path)
    try:
        return [{"api": take(collection, *step), **look(collection)} for step in steps]
    finally:
        collection.close()


def take(collection: Any, step: str, package: str) -> str:  # noqa: ANN401 - each version has types of its own
    """Perform one step, and name the API. An import works as in Anki's window, with the options of a fresh profile."""
    if step == "study":
        return study(collection)
    if hasattr(import_module("anki.collection"), "ImportAnkiPackageRequest"):
        request = import_module("anki.import_export_pb2").ImportAnkiPackageRequest(package_path=package)
        request.options.SetInParent()
        collection.import_anki_package(request)
        return "request"
    if hasattr(collection, "import_anki_package"):
        collection.import_anki_package(package)
        return "path"
    import_module("anki.importing.apkg").AnkiPackageImporter(collection, package).run()
    return "importer"


def study(collection: Any) -> str:  # noqa: ANN401 - as above
    """Answer every new card once: in turn "good", which leaves it in learning, and "easy", which makes it a review."""
    for number, card_id in enumerate(sorted(collection.find_cards("is:new"))):
        card = collection.get_card(card_id) if hasattr(collection, "get_card") else collection.getCard(card_id)
        if collection.sched.version < V3:
            collection.sched.reset()  # it accepts no answer before it has counted
        (card.start_timer if hasattr(card, "start_timer") else card.startTimer)()
        collection.sched.answerCard(card, (GOOD, EASY)[number % 2])
    return ""


def look(collection: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Check the database, and give everything in the collection.

    Returns:
        `sound` and `problems`, as Check Database reports them; `notes` as rows (guid, note type, mod, tags, fields);
        `cards` as rows (guid, ordinal, deck's name or null, everything that studying changes); the names of all
        `decks`; the names of all `presets`; `options`, the name of each deck's preset.
    """
    problems, sound = collection.fix_integrity() if hasattr(collection, "fix_integrity") else collection.fixIntegrity()
    kinds = {kind.id: kind.name for kind in collection.models.all_names_and_ids()}
    decks = {deck.id: deck.name for deck in collection.decks.all_names_and_ids()}
    reviews: dict[int, list[list[int]]] = {}
    for card_id, *review in collection.db.all("select cid, id, ease, ivl, factor, type from revlog order by id"):
        reviews.setdefault(card_id, []).append(review)
    rows = collection.db.all(
        "select n.guid, c.ord, c.did, c.id, c.type, c.queue, c.due, c.ivl, c.factor, c.reps, c.lapses, c.left, c.data"
        " from cards c join notes n on n.id = c.nid order by c.id"
    )
    return {
        "sound": bool(sound),
        "problems": problems,
        "notes": [
            [guid, kinds.get(kind), mod, sorted(tags.split()), fields]
            for guid, kind, mod, tags, fields in collection.db.all("select guid, mid, mod, tags, flds from notes")
        ],
        "cards": [
            [guid, ordinal, decks.get(deck), [reviews.get(card_id, []), *earned]]
            for guid, ordinal, deck, card_id, *earned in rows
        ],
        "decks": sorted(decks.values()),
        "presets": sorted(preset["name"] for preset in collection.decks.all_config()),
        "options": {name: collection.decks.config_dict_for_deck_id(deck_id)["name"] for deck_id, name in decks.items()},
    }


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The rows of Anki's browser can be told apart by what a person recognizes."""

from collections import Counter
from pathlib import Path

from engine import learner
from project import SAMPLE_STORIES, Project


def test_no_two_cards_have_the_same_sort_field_and_card_name(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    project.recipe()
    for path in SAMPLE_STORIES:
        project.write(f"scenarios/{path.name}", path.read_text(encoding="utf-8"))
    project.run("build")
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        database = somebody.col.db
        assert database is not None
        shown = {id_: str(words) for id_, words in database.all("select id, sfld from notes")}
        rows = Counter((shown[card.nid], str(card.template()["name"])) for card in somebody.cards())
    assert len(rows) > 100
    assert [row for row, count in rows.items() if count > 1] == []
    assert all(words.strip() and "/" not in words for words in shown.values()), "names and sentences, no ids"

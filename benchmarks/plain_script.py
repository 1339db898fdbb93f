"""The script that people write today: `yaml.safe_load`, genanki note types, `write_to_file`.

It makes as many notes and cards as star2anki does from the same stories. It checks nothing, and running it again after
an edit does not make an update, but there is nothing better to compare with.

    python benchmarks/plain_script.py FOLDER OUTPUT NOTETYPES

NOTETYPES are star2anki's keys, separated by commas; empty for all.
"""

import html
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import genanki
import yaml

STEPS = ("situation", "task", "action", "result", "reflection")
CSS = ".card { font-family: sans-serif; font-size: 18px; text-align: left; } h1 { font-size: 20px; } q { color: #a33; }"
FIELDS = {
    "step": ("Step", "Question", "Target", "Strong example", "Key phrases", "Coaching", "Common mistake"),
    "follow-up": ("Question", "Probes", "Strong answer", "Key line", "Weak answer", "Why weak"),
    "quiz": ("Question", "Answer", "Choices", "Explanation"),
    "weak phrase": ("Phrase", "Why it fails", "Say instead"),
    "story": ("Question", "Beats", "Overview", "Summary"),
    "key phrases": ("Text", "Step", "Phrases"),
    "mistake": ("Mistake", "Step", "Coaching", "Strong example"),
    "weak answer": ("Answer", "Weaknesses", "Interviewer thinks"),
    "lens": ("Lens", "Lead with", "Emphasize", "Downplay"),
    "level": ("Level", "Focus", "Reflection", "Bar", "Length"),
}

KEYS = {
    "star-step": "step",
    "weak-phrase": "weak phrase",
    "key-phrases": "key phrases",
    "common-mistake": "mistake",
    "weak-answer": "weak answer",
}
"""star2anki's keys of the note types that have another name here."""


def make_model(number: int, kind: str) -> Any:  # noqa: ANN401 - genanki has no types
    """Make a note type: the first field on the front, all others on the back."""
    names = (*FIELDS[kind], "Story", "Principle")
    first, *others = names
    front = f"<h1>{{{{Story}}}}</h1>{{{{{first}}}}}"
    back = "{{FrontSide}}<hr id=answer>" + "".join(
        f"{{{{#{name}}}}}<h2>{name}</h2>{{{{{name}}}}}{{{{/{name}}}}}" for name in others
    )
    templates = [{"name": "Card", "qfmt": front, "afmt": back}]
    if kind == "story":
        templates.append({"name": "Tell", "qfmt": "<h1>Tell it</h1>{{Question}}", "afmt": back})
    if kind == "key phrases":
        templates = [{"name": "Cloze", "qfmt": "{{cloze:Text}}", "afmt": "{{cloze:Text}}<hr>{{Phrases}}"}]
    return genanki.Model(
        1_600_000_000 + number,
        f"Interview {kind}",
        fields=[{"name": name} for name in names],
        templates=templates,
        css=CSS,
        model_type=genanki.Model.CLOZE if kind == "key phrases" else genanki.Model.FRONT_BACK,
    )


def make_notes(story: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Give the kind and the fields of each note."""
    steps = {name: story[name] for name in STEPS if name in story}
    for name, step in steps.items():
        example, phrases = show(step["strong_example"]), step.get("key_phrases", [])
        listed = bullets(phrases)
        yield (
            "step",
            [
                name,
                show(story["question"]),
                step["target"],
                example,
                listed,
                show(step["coaching"]),
                show(step["common_mistake"]),
            ],
        )
        gaps = example
        for phrase in phrases:
            gaps = gaps.replace(show(phrase), "{{c1::" + show(phrase) + "}}")
        yield "key phrases", [gaps, name, listed]
        yield "mistake", [show(step["common_mistake"]), name, show(step["coaching"]), example]
    for item in story["follow_ups"]:
        yield "follow-up", texts(item, "question", "probes", "strong_answer", "key_line", "weak_answer", "why_weak")
    for item in story["quiz"]:
        choices = bullets([item["answer"], *item["distractors"]])
        yield "quiz", [show(item["question"]), show(item["answer"]), choices, show(item["explanation"])]
    weak = story["weak_answer"]
    for item in weak["weaknesses"]:
        if "phrase" in item:
            yield "weak phrase", texts(item, "phrase", "why_it_fails", "say_instead")
    weaknesses = bullets(item["why_it_fails"] for item in weak["weaknesses"])
    yield "weak answer", [show(weak["text"]), weaknesses, show(weak["interviewer_thinks"])]
    beats = bullets(step["strong_example"].split(".")[0] for step in steps.values())
    yield "story", [show(story["question"]), beats, show(story["overview"]), show(story["summary"])]
    for item in story["lenses"]:
        yield "lens", texts(item, "principle", "lead_with", "emphasize", "downplay")
    for item in story["levels"]:
        yield "level", texts(item, "level", "focus", "reflection", "bar", "length")


def show(text: str) -> str:
    """Turn a text into HTML."""
    return html.escape(text.strip()).replace("\n", "<br>")


def texts(item: dict[str, str], *keys: str) -> list[str]:
    """Turn the texts of some keys into HTML."""
    return [show(item[key]) for key in keys]


def bullets(lines: Any) -> str:  # noqa: ANN401 - any texts
    """Make an HTML list."""
    return "<ul>" + "".join(f"<li>{show(line)}</li>" for line in lines) + "</ul>"


def main() -> None:
    """Build one package from all stories in a folder."""
    folder, output = map(Path, sys.argv[1:3])
    wanted = {KEYS.get(key, key) for key in sys.argv[3].split(",")} if sys.argv[3] else set(FIELDS)
    models = {kind: make_model(number, kind) for number, kind in enumerate(FIELDS)}
    decks: dict[str, Any] = {}
    for path in sorted(folder.glob("scenarios/*.yaml")):
        story = yaml.safe_load(path.read_text(encoding="utf-8"))
        name = f"Stories::{story['principle']}"
        deck = decks.setdefault(name, genanki.Deck(1_700_000_000 + len(decks), name))
        for kind, fields in make_notes(story):
            if kind not in wanted:
                continue
            fields += [show(story["title"]), show(story["principle"])]
            deck.add_note(genanki.Note(model=models[kind], fields=fields, tags=story["tags"]))
    genanki.Package(list(decks.values())).write_to_file(str(output))


if __name__ == "__main__":
    main()

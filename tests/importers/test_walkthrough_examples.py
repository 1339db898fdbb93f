"""A page in our own words, in the forms in which such pages occur."""

from pathlib import Path

import pytest

from star2anki.importers import read_page
from star2anki.importers.draft import Draft, identify, lacks
from star2anki.importers.durations import find_duration
from star2anki.importers.page import Imported, Page, Reason, Refused
from star2anki.importers.reading import open_page
from star2anki.scenario.framework import load_frameworks

PAGES = Path(__file__).parent / "pages"
LAMP = (PAGES / "lamp.txt").read_text(encoding="utf-8")
FRAMEWORKS, _ = load_frameworks({})


def imported(text: str, name: str = "lamp.txt") -> Imported:
    page, _ = open_page(name, text.encode())
    assert page is not None
    stories = read_page(page, FRAMEWORKS)
    assert isinstance(stories, tuple), stories
    (story,) = stories
    return story


def test_every_part_of_the_page_is_in_the_story() -> None:
    draft = imported(LAMP).draft
    assert draft["title"] == "Tell Me About a Time You Kept a Promise - and Why"
    assert draft["question"] == draft["title"]
    assert draft["source"] == {
        "title": "Tell Me About a Time You Kept a Promise - and Why - Amazon LP STAR Walkthrough"
    }
    assert draft["framework"] == "amazon-leadership-principles"
    assert draft["principle"] == "Ownership"
    assert [draft[name]["target"] for name in ("situation", "task", "action", "result", "reflection")] == [
        30,
        20,
        90,
        20,
        15,
    ]
    assert draft["situation"]["key_phrases"] == ["went dark", "four hours before the first ferry", "the office’s lamp"]
    assert draft["reflection"]["by_level"].keys() == {"Clerk", "Manager"}
    assert "strong_example" not in draft["reflection"]
    assert draft["follow_ups"][0] == {
        "question": "Why did you not wait for the office?",
        "probes": "Judgement about what can wait.",
        "weak_answer": "I always do everything at once.",
        "why_weak": "A habit is no reason.",
        "strong_answer": "The first boat left before the office opened, and a fuse can be taken out again.",
        "key_line": "A fuse can be taken out again.",
    }
    assert draft["weak_answer"]["weaknesses"] == [
        {"phrase": "I told the office", "why_it_fails": "hands the night on."},
        {"phrase": "They came and mended it", "why_it_fails": "says they, and hides you."},
        {"why_it_fails": "No hour, no boat, no number."},
        {"phrase": "it was fine", "why_it_fails": "Closes with 'it was fine' where a result should be."},
    ]
    assert draft["weak_answer"]["interviewer_thinks"].startswith("Friendly, and nothing")
    assert [item["question"][:5] for item in draft["quiz"]] == ["Which", "What "]
    assert all(item.keys() == {"question", "explanation"} for item in draft["quiz"])
    assert [lens["principle"] for lens in draft["lenses"]] == ["Ownership", "Dive Deep"]
    assert [(level["level"], level["length"]) for level in draft["levels"]] == [("Clerk", 120), ("Manager", 180)]


def test_every_line_is_accounted_for_and_only_the_sites_own_lines_are_in_no_field() -> None:
    story = imported(LAMP)
    assert [placed.line for placed in story.placements] == [*range(1, LAMP.count("\n") + 1)]
    assert story.not_understood == ()
    aside = [placed.text for placed in story.placements if placed.reason is Reason.FURNITURE and placed.text]
    assert aside == [
        "Gull", "Raised Lamp0", "Amazon Leadership Principles", "Pick a preparation mode4 modes on offer",
        "🎬", "💭", "👤", "🏆", "🧠", "🧠",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("emoji", "damaged"),
    [("💡", "đź’ˇ"), ("💡", "πŸ’‘"), ("⏱", "ā±"), ("💭", "đź’­"), ("🧠", "рџ§\u00a0"), ("•", "вЂў"),
     ("⚠️", "вљ\u00a0пёЏ"), ("💡", "&#128161;"), ("💡", ":bulb:"), ("⚠️", "\ufffd\ufffd"), ("🏆", "馃弳")],
)  # fmt: skip
def test_one_kind_of_emoji_may_be_damaged(emoji: str, damaged: str) -> None:
    assert imported(LAMP.replace(emoji, damaged)).draft == imported(LAMP).draft


def test_all_emoji_and_all_empty_lines_may_be_missing() -> None:
    lines = ["".join(c for c in line if c.isascii() or c == "’") for line in LAMP.split("\n")]
    text = "\n".join(line.strip() for line in lines if line.strip())
    assert imported(text).draft == imported(LAMP).draft


def test_a_letter_counts_only_between_target_and_strong_example() -> None:
    text = LAMP.replace("Say whose job it was.", "Say whose job it was.\nR\nSay it aloud.")
    draft = imported(text).draft
    assert draft["task"]["coaching"] == "Say whose job it was.\nR\nSay it aloud."
    assert {**draft, "task": None} == {**imported(LAMP).draft, "task": None}


def test_sentences_that_begin_like_a_label_are_text() -> None:
    text = LAMP.replace("Name the hour and the boat.", "Target: the hour.\nBar none, this matters.\nStrong verbs.")
    assert (
        imported(text).draft["situation"]["coaching"].startswith("Target: the hour.\nBar none, this matters.\nStrong")
    )


def test_lines_below_the_last_level_are_shown_and_never_become_part_of_it() -> None:
    story = imported(f"{LAMP}Try the next one: a time you said no\n© Gull\n")
    assert [placed.text for placed in story.not_understood] == ["Try the next one: a time you said no"]
    assert story.draft == imported(LAMP).draft


def test_a_step_without_its_letter_is_shown_and_named_as_missing() -> None:
    story = imported(LAMP.replace("\nT\n", "\n"))
    assert "task" not in story.draft
    assert "Lamps aren't the desk's work. I decided that it was mine that night." in {
        p.text for p in story.not_understood
    }
    assert "task" in {lack.key for lack in lacks(story.draft) if lack.required}


def test_a_page_without_a_title_gives_a_draft_that_lacks_it() -> None:
    story = imported(LAMP.split("on offer\n")[1])
    assert not {"id", "title", "question"} & story.draft.keys()
    assert {"id", "title", "question"} <= {lack.key for lack in lacks(story.draft) if lack.required}


def test_a_page_cut_off_inside_its_last_sentence_is_questioned() -> None:
    story = imported(LAMP[: LAMP.index(" timetable without a ferry")])
    assert any("ends without a full stop" in remark for remark in story.remarks)
    assert not any("full stop" in remark for remark in imported(LAMP).remarks)


def test_quiz_options_are_shown_but_none_is_assumed_to_be_right() -> None:
    story = imported(LAMP.replace("an Ownership story?\n", "an Ownership story?\nA) I was sent.\nB) I took it on.\n"))
    assert [placed.text for placed in story.not_understood] == ["A) I was sent.", "B) I took it on."]
    assert story.draft == imported(LAMP).draft


def test_a_page_without_a_principle_gets_none_and_a_hint() -> None:
    story = imported(LAMP.replace("an Ownership story", "this story"))
    assert "principle" not in story.draft
    assert any(remark.startswith("principle:") for remark in story.remarks)


def test_the_framework_is_left_out_if_it_does_not_know_a_lens() -> None:
    story = imported(LAMP.replace("\nDive Deep\n", "\nBe Early\n"))
    assert "framework" not in story.draft
    assert any("no Be Early" in remark for remark in story.remarks)


def test_two_items_in_the_same_words_get_different_ids() -> None:
    story = imported(LAMP.replace("Who was cross with you?", "Why did you not wait for the office?"))
    assert [item.get("id") for item in story.draft["follow_ups"]] == [None, "why-did-you-not-wait-for-the-office-2"]


def test_importing_twice_gives_the_same_id_and_another_text_gives_another() -> None:
    first = imported(LAMP).draft["id"]
    assert first == imported(LAMP.replace("\n", "\r\n")).draft["id"] == imported(LAMP.replace("💡", "?")).draft["id"]
    assert first.startswith("tell-me-about-a-time-you-kept-a-promise-and-why-")
    assert first != imported(LAMP.replace("I called the keeper", "I rang the keeper")).draft["id"]


def test_the_id_of_a_draft_that_lacks_steps_is_also_permanent() -> None:
    draft: Draft = {"title": "The lamp", "task": {"strong_example": "It was mine."}, "result": {"target": 30}}
    identify(draft)
    assert draft["id"] == "the-lamp-bqd7"


def test_keys_that_the_page_lacks_are_listed() -> None:
    assert [str(lack) for lack in lacks(imported(LAMP.replace("⏱ Target: 20s\nT\n", "T\n")).draft)] == [
        "task.target",
        "weak_answer.weaknesses.say_instead (4 of 4)",
        "quiz.answer (2 of 2)",
        "quiz.distractors (2 of 2)",
    ]


@pytest.mark.parametrize("kind", ["competency", "evaluation"])
def test_a_sister_page_is_refused_by_its_kind(kind: str) -> None:
    refused = read_page(Page(kind, (PAGES / f"{kind}.txt").read_text(encoding="utf-8")), FRAMEWORKS)
    assert isinstance(refused, Refused)
    assert f"{kind} page (it has" in refused.why


def test_a_bare_transcript_and_an_empty_page_are_refused() -> None:
    for text, why in (
        ((PAGES / "transcript.txt").read_text(encoding="utf-8"), "a bare transcript"),
        (" \n\u00a0\n", "empty"),
    ):
        refused = read_page(Page("x", text), FRAMEWORKS)
        assert isinstance(refused, Refused)
        assert why in refused.why


def test_a_walkthrough_may_link_to_its_sisters() -> None:
    text = LAMP.replace("Gull\n", "Gull\nDefinition\nCore Signal\nEvaluate These Two Answers\n", 1)
    assert imported(text).draft == imported(LAMP).draft


def test_control_characters_are_dropped_and_nothing_else() -> None:
    assert imported(LAMP.replace("went dark,", "went\x07 dark,\x9f")).draft == imported(LAMP).draft


def test_html_that_would_lose_text_is_refused() -> None:
    page, (finding,) = open_page("x.html", b"<div>" * 20_000 + LAMP.encode())
    assert page is None
    assert finding.code == "too-deep"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b</p>c<i>d</i><div>e</div>", "a\n\nb\n\ncd\ne\n"),
        ("<ul><li>a</li><li><p>b</p></li></ul>", "• a\n• b\n"),
        ("a<br>b<br/><br>c", "a\nb\n\nc\n"),
        ("<p hidden>a<b>b</b></p>c<script>d</script><p style='DISPLAY:none'>e</p><button>f</button>g", "cg\n"),
        ("<p>&lt;b&gt; &amp;amp; {{c1::x}}\u00a0é</p>", "<b> &amp; {{c1::x}}\u00a0é\n"),
        (
            "<?xml version='1.0' encoding='latin-1'?><html xmlns='http://www.w3.org/1999/xhtml'><p>é<br/>b</p></html>",
            "é\nb\n",
        ),
        ("<pre>a\n  b</pre>", "a\n  b\n"),
        ("", ""),
    ],
)
def test_html_becomes_the_lines_that_a_browser_would_copy(html: str, text: str) -> None:
    page, _ = open_page("x.html", html.encode())
    assert page is not None
    assert page.text == text


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("30s", 30), ("90 s", 90), ("2m", 120), ("1m30s", 90), ("1 min 30 sec", 90), ("2.5 minutes", 150),
        ("20-30s", 30), ("2 to 3 minutes", 180), ("Keep to 2 minutes.", 120), ("1:30", 90), ("~45 seconds", 45),
        ("soon", None), ("0s", None), ("30", None), ("2 or 3 or 4 minutes", None), ("one minute", None),
    ],
)  # fmt: skip
def test_a_duration_is_read_however_people_write_it(said: str, seconds: int | None) -> None:
    found = find_duration(said)
    assert (found.seconds if found else None) == seconds

"""What the coach tells authors, and how they switch it off: the real program on real files."""

import json
from pathlib import Path
from typing import Any

import pytest

from project import Project
from star2anki.coach.english.figures import figures

CLEAN: dict[str, Any] = {
    "id": "mug-sold-twice-7q2m",
    "title": "The mug that was sold twice",
    "question": "Tell me about a time you found what others had missed.",
    "situation": {
        "target": "15s",
        "strong_example": (
            "Our shops sold mugs that they did not have. I kept the stock lists for nine of them, and in "
            "March a customer in Hove paid for a mug that another had carried home an hour before."
        ),
    },
    "task": {
        "target": "10s",
        "strong_example": ("The lists were mine, so I took it on to find out which of them lied."),
    },
    "action": {
        "target": "45s",
        "strong_example": (
            "I counted one shelf by hand and found 17 mugs where the list had 41. I read the till's log of "
            "that day and saw that refunds were added twice. I rang the shop and asked for a refund while I "
            "watched the list: it grew by two. I wrote a test that does the same, and I changed the one line "
            "that counted. Then I asked each shop to count one shelf with me on the telephone, and I kept a "
            "tally on the wall until all nine agreed with their lists for a week. I left the test with the "
            "tills, where it runs each night, and I wrote down on one page how to read it."
        ),
    },
    "result": {
        "target": "15s",
        "strong_example": (
            "Sales of things that were not there fell from thirteen a week to none, and have stayed there "
            "since. The shops stopped ringing customers to say sorry, which had cost them two hours a week."
        ),
    },
}
"""A story in which the coach finds nothing."""
NO_OTHERS = dict.fromkeys(("framework", "principle", "follow_ups", "weak_answer", "quiz", "lenses", "levels", "tags"))
"""A story without its other blocks."""


def project(folder: Path, **changes: Any) -> Project:  # noqa: ANN401 - any value the format has
    made = Project(folder)
    made.story("mug", **{**NO_OTHERS, **CLEAN, **changes})
    return made


def said(made: Project, *arguments: str, expect: int = 0) -> str:
    return made.run("check", "scenarios/mug.yaml", *arguments, expect=expect).stdout


def codes(made: Project) -> list[str]:
    return [finding["code"] for finding in json.loads(said(made, "--format", "json"))]


def test_the_coach_finds_nothing_in_a_well_told_story(tmp_path: Path) -> None:
    assert said(project(tmp_path), "--strict") == ""


def test_a_finding_names_the_words_their_place_the_rule_and_what_to_do(tmp_path: Path) -> None:
    made = project(tmp_path)
    made.replace("scenarios/mug.yaml", "which of them lied", "which of them, basically, lied")
    line = (made.folder / "scenarios/mug.yaml").read_text(encoding="utf-8").splitlines()
    row = next(number for number, text in enumerate(line, 1) if "basically" in text)
    column = line[row - 1].index("basically") + 1
    assert said(made) == (
        f'scenarios/mug.yaml:{row}:{column}: warning: "basically" adds nothing [filler]\n    leave it out\n'
    )


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("task: It was mine, maybe, to mend.\n", "maybe"),
        ("task: 'It wasn''t mine, maybe, but I took it on.'\n", "maybe"),
        ('task: "I said \\"no\\". It was mine, maybe, to mend."\n', "maybe"),
        ("task: >\n  It was mine to mend,\n  more\n  or less, and so\n  I did.\n", "more"),
        ("task:\n  strong_example: |\n    It was mine.\n\n    I was, somewhat, proud.\n", "somewhat"),
        ("task: Maybes are fine, and so it was mine, maybe.\n", "maybe."),
        ('task: I wrote "maybe" on it. It was mine, maybe, to mend.\n', "maybe, to"),
    ],
)
def test_the_place_is_that_of_the_words_however_the_text_is_quoted_or_wrapped(
    tmp_path: Path, written: str, words: str
) -> None:
    made = project(tmp_path)
    path = made.folder / "scenarios/mug.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("task:")
    path.write_text(text[:start] + written + text[text.index("action:") :], encoding="utf-8")
    finding = next(item for item in json.loads(said(made, "--format", "json")) if item["code"] == "hedge")
    line = path.read_text(encoding="utf-8").splitlines()[finding["line"] - 1]
    assert line[finding["column"] - 1 :].startswith(words)


def test_a_warning_fails_only_a_strict_check(tmp_path: Path) -> None:
    made = project(tmp_path, task="It was mine, maybe, to mend the lists of all those shops.")
    said(made)
    said(made, "--strict", expect=1)


def test_a_hint_fails_no_check(tmp_path: Path) -> None:
    made = project(tmp_path, id="mug-sold-twice")
    assert "[id-without-tail]" in said(made, "--strict")


def test_the_coach_can_be_left_out(tmp_path: Path) -> None:
    assert said(project(tmp_path, task="Maybe."), "--no-coach", "--strict") == ""


def test_a_story_may_break_a_rule_for_a_reason(tmp_path: Path) -> None:
    made = project(
        tmp_path,
        task="It was mine, maybe, to mend the lists of all those shops.",
        coach={"ignore": [{"code": "hedge", "reason": "The doubt is the point of the story."}]},
    )
    assert said(made, "--strict") == ""


def test_an_exception_without_a_reason_is_an_error(tmp_path: Path) -> None:
    made = project(tmp_path)
    path = made.folder / "scenarios/mug.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "coach:\n  ignore: [hedge]\n", encoding="utf-8")
    out = said(made, expect=1)
    assert "gives no reason" in out
    assert "{code: hedge, reason: ...}" in out


def test_an_exception_that_is_no_longer_needed_is_reported(tmp_path: Path) -> None:
    made = project(tmp_path, coach={"ignore": [{"code": "hedge", "reason": "Once it was."}]})
    assert "[needless-ignore]" in said(made, "--strict")


def test_an_exception_from_a_rule_that_does_not_exist_is_reported(tmp_path: Path) -> None:
    made = project(tmp_path, coach={"ignore": [{"code": "hegde", "reason": "A slip."}]})
    out = said(made)
    assert "[unknown-rule]" in out
    assert 'did you mean "hedge"?' in out


def test_the_exceptions_are_on_no_card(tmp_path: Path) -> None:
    made = project(tmp_path, coach={"ignore": [{"code": "hedge", "reason": "QQQQ"}]})
    made.recipe()
    made.run("build")
    assert b"QQQQ" not in made.deck.read_bytes()


def test_a_project_sets_pace_levels_and_known_terms(tmp_path: Path) -> None:
    made = project(tmp_path, task="It was mine, maybe, to read the XYZ of all those nine shops at once.")
    assert codes(made) == ["hedge", "unexplained-term"]
    made.write("coach.yaml", "pace: 150\nrules: {hedge: off}\nterms: [XYZ]\n")
    assert codes(made) == []
    made.write("coach.yaml", "pace: 90\nrules: {hedge: hint}\nterms: [XYZ]\n")
    assert "step-length" in codes(made)


def test_mistakes_in_the_settings_have_their_place(tmp_path: Path) -> None:
    made = project(tmp_path)
    made.write("coach.yaml", "pace: 9000\nrules:\n  hegde: off\n")
    out = said(made, expect=1)
    assert "coach.yaml:1:7: error" in out
    made.write("coach.yaml", "rules:\n  hegde: off\n")
    out = said(made, expect=1)
    assert 'coach.yaml:2:3: error: there is no rule "hegde" [unknown-rule]' in out
    assert 'did you mean "hedge"?' in out


def test_a_rule_that_a_project_makes_an_error_stops_the_build(tmp_path: Path) -> None:
    made = project(tmp_path, task="It was mine, maybe, to mend the lists of all those shops.")
    made.recipe()
    made.run("build")
    before = made.deck.read_bytes()
    made.write("coach.yaml", "rules: {hedge: error}\n")
    done = made.run("build", expect=1)
    assert "[hedge]" in done.stderr
    assert "nothing was written" in done.stderr
    assert made.deck.read_bytes() == before
    made.write("coach.yaml", "rules: {hedge: warning}\n")
    assert "[hedge]" not in made.run("build").stderr


def test_a_story_in_another_language_is_checked_only_by_rules_for_any_language(tmp_path: Path) -> None:
    made = project(
        tmp_path,
        language="de",
        task={
            "target": "5s",
            "strong_example": "Basically maybe a lot of " + "und wir haben dann auch " * 6,
            "key_phrases": ["fehlt hier"],
        },
    )
    assert set(codes(made)) == {"missing-key-phrase", "step-length"}


def test_the_same_story_with_another_name_is_detected(tmp_path: Path) -> None:
    made = project(tmp_path)
    made.story("again", **{**NO_OTHERS, **CLEAN, "id": "other-mug-8r3n", "title": "Another mug"})
    found = json.loads(made.run("check", "scenarios", "--format", "json").stdout)
    assert [(item["path"], item["code"]) for item in found] == [
        ("scenarios/mug.yaml", "same-story"),
        ("scenarios/mug.yaml", "same-front"),
    ]
    assert '"Another mug" in scenarios/again.yaml' in found[0]["message"]


def test_every_rule_has_a_page_to_read(tmp_path: Path) -> None:
    made = Project(tmp_path)
    listed = made.run("rules").stdout
    assert max(map(len, listed.splitlines())) <= 80
    assert "Fails:" in made.run("rules", "blame").stdout
    assert 'did you mean "blame"?' in made.run("rules", "blam", expect=2).stderr


def test_figures_are_also_compared_with_those_in_the_overview(tmp_path: Path) -> None:
    made = project(tmp_path, overview="I kept the stock lists of seven shops, and found the one that lied.")
    made.replace("scenarios/mug.yaml", "until all nine", "until all nine shops")
    out = said(made)
    assert '"nine shops", but the overview says "seven shops" [number-conflict]' in out


def test_a_text_that_keeps_breaking_a_rule_does_not_flood_the_list(tmp_path: Path) -> None:
    found = codes(project(tmp_path, task="It was mine, maybe, " * 2000))
    assert 10 < found.count("hedge") < 100


def test_a_finding_inside_another_is_left_out_unless_it_is_more_severe(tmp_path: Path) -> None:
    result = {"strong_example": "It went really well, and since then none was sold twice, instead of thirteen a week."}
    made = project(tmp_path, result=result)
    made.recipe()
    assert codes(made) == ["empty-praise"]
    made.write("coach.yaml", "rules: {filler: error}\n")
    assert "[filler]" in said(made, expect=1), "build refuses it, so check must say it"
    assert "[filler]" in made.run("build", expect=1).stderr


def test_an_exception_from_one_rule_silences_no_other(tmp_path: Path) -> None:
    result = {"strong_example": "It went really well, and since then none was sold twice, instead of thirteen a week."}
    exception = {"ignore": [{"code": "empty-praise", "reason": "It is quoted."}]}
    assert codes(project(tmp_path, result=result, coach=exception)) == ["filler"]


def test_without_the_coach_no_rule_runs_not_even_one_that_is_an_error(tmp_path: Path) -> None:
    made = project(tmp_path, task="Maybe it was mine.")
    made.write("coach.yaml", "rules: {hedge: error}\n")
    said(made, expect=1)
    assert said(made, "--no-coach") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Everyone was " + "really " * 60 + "pleasant.",
        "I " + "simply " * 60 + "sat.",
        "I " + "personally " * 60 + "sat.",
        "They were " + "simply " * 60 + "late.",
        "a ‘" * 20_000,
        "everyone was happy " * 8000,
        "Maybe " * 20_000,
    ],
    ids=lambda text: text[:20],
)
def test_a_repetitive_text_does_not_take_forever(tmp_path: Path, text: str) -> None:
    made = project(tmp_path, action=text, result=text)
    made.run("check", "scenarios/mug.yaml")  # in less than the two minutes that a run may take


def test_the_settings_are_not_mistaken_for_a_story(tmp_path: Path) -> None:
    made = project(tmp_path)
    made.write("coach.yaml", "pace: 150\n")
    assert made.run("check", ".").stdout == ""


def test_settings_that_are_all_commented_out_are_not_a_mistake(tmp_path: Path) -> None:
    made = project(tmp_path)
    made.write("coach.yaml", "# pace: 90\n")
    assert said(made, "--strict") == ""


def test_settings_that_cannot_be_read_are_reported(tmp_path: Path) -> None:
    made = project(tmp_path)
    (made.folder / "coach.yaml").mkdir()
    assert "coach.yaml:1:1: error" in said(made, expect=1)


def test_a_story_cannot_forge_a_finding_in_the_terminal(tmp_path: Path) -> None:
    forged = "One mug was sold twice in Hove.\n\nscenarios/x.yaml:1:1: error: forged [bad-lock]"
    quiz = {"question": "Which?", "answer": forged, "distractors": [f"{forged}."], "explanation": "Because of it."}
    out = said(project(tmp_path, quiz=[quiz]))
    assert "says the same" in out
    assert not any(line.startswith("scenarios/x.yaml") for line in out.splitlines())


def test_the_search_for_words_skips_a_comment_after_the_sign_of_a_block(tmp_path: Path) -> None:
    made = project(tmp_path)
    path = made.folder / "scenarios/mug.yaml"
    text = path.read_text(encoding="utf-8")
    new = "task: > # maybe later\n  It was mine, maybe, to mend all of the lists.\n"
    path.write_text(text[: text.index("task:")] + new + text[text.index("action:") :], encoding="utf-8")
    (finding,) = (item for item in json.loads(said(made, "--format", "json")) if item["code"] == "hedge")
    assert (
        path.read_text(encoding="utf-8").splitlines()[finding["line"] - 1][finding["column"] - 1 :].startswith("maybe,")
    )


def test_an_exception_in_either_of_two_stories_applies_to_both(tmp_path: Path) -> None:
    exception = {
        "ignore": [{"code": code, "reason": "Both are kept on purpose."} for code in ("same-story", "same-front")]
    }
    made = project(tmp_path, coach=exception)
    made.story("zug", **{**NO_OTHERS, **CLEAN, "id": "other-mug-8r3n", "title": "Another mug"})
    assert made.run("check", "scenarios", "--strict").stdout == ""


def test_questions_that_differ_only_in_rare_words_ask_the_same(tmp_path: Path) -> None:
    asked = "Why did the warehouse planners distrust the nightly frozen pallet count before Christmas"
    made = project(tmp_path, question=f"{asked}?")
    made.story("other", question=f"{asked} in Aberdeen and Zagreb?", id="other-mug-8r3n")
    found = json.loads(made.run("check", "scenarios", "--format", "json").stdout)
    assert "same-front" in [item["code"] for item in found]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("We serve 2000 customers instead of 1950.", [2000, 1950]),
        ("It began in 1999, and by May 2004 we had 12 shops.", [12]),
        ("Of fifty, twelve may fail.", [50, 12]),
        ("At 08:31 on 12 May, one label in twenty was wrong.", [5]),
        (
            "A team tried it in two days, 380,000 riders, half a million pounds, £1.5m.",
            [2, 380_000, 500_000, 1_500_000],
        ),
        ("Twenty-five rewritten macros and a hundred and twelve thousand rows.", [25, 112_000]),
    ],
)
def test_a_figure_is_distinguished_from_a_date(text: str, values: list[float]) -> None:
    assert [figure.value for figure in figures(text)] == values


def test_inch_marks_hide_no_words(tmp_path: Path) -> None:
    assert "hedge" in codes(
        project(tmp_path, task='The 24" screens were mine, maybe, and the 27" ones were not yet bought.')
    )

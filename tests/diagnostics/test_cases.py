"""Every kind of finding: a small project that provokes it, and exactly what `star2anki check` says about it.

Each folder in `cases/` is such a project; its `expected.txt` is the whole output, with the exit code in the last line.
After you change a message on purpose, `STAR2ANKI_UPDATE_EXPECTED=1 pytest tests/diagnostics` rewrites the files;
read the difference before you commit it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from star2anki.cli import main
from star2anki.diagnostics import Code
from star2anki.scenario.framework import load_frameworks
from star2anki.scenario.load import Loaded, load_scenario

HERE = Path(__file__).parent
CASES = sorted(folder.name for folder in (HERE / "cases").iterdir())
STORIES = [name for name in CASES if (HERE / "cases" / name / "scenarios" / "story.yaml").exists()]
DOCUMENT = HERE.parents[1] / "docs" / "diagnostics.md"
UPDATE = os.environ.get("STAR2ANKI_UPDATE_EXPECTED") == "1"
FRAMEWORKS, _ = load_frameworks({})

STORY = """\
id: late-train-7q2m
title: The late train
question: When did you fail?
situation: The train stood still.
task: I had to call.
action: I called.
result: They waited.
"""

MADE_HERE: dict[str, tuple[bytes, str]] = {
    "a picture": (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01",
        (
            "scenarios/story.yaml:1:1: error: the file is not text [not-text]\n"
            "    save or export it as plain text first\n"
        ),
    ),
    "a compressed file": (
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03story",
        (
            "scenarios/story.yaml:1:1: error: the file is not text [not-text]\n"
            "    save or export it as plain text first\n"
        ),
    ),
    "UTF-16 with its mark": (
        STORY.encode("utf-16"),
        "scenarios/story.yaml:1:1: error: the file is UTF-16, not UTF-8 [wrong-encoding]\n    save the file as UTF-8\n",
    ),
    "UTF-16 without a mark": (
        STORY.encode("utf-16-be"),
        "scenarios/story.yaml:1:1: error: the file is UTF-16, not UTF-8 [wrong-encoding]\n    save the file as UTF-8\n",
    ),
    "Latin-1": (
        STORY.replace("late", "très tard", 2).encode("latin-1"),
        (
            "scenarios/story.yaml:1:7: error: byte 0xE8 is not UTF-8 [wrong-encoding]\n"
            "    save the file as UTF-8 (in many editors: File, Save with encoding)\n"
        ),
    ),
    "Latin-1 after a byte order mark": (
        b"\xef\xbb\xbfid: d\xe9j\xe0-vu-7q2m\n",
        (
            "scenarios/story.yaml:1:6: error: byte 0xE9 is not UTF-8 [wrong-encoding]\n"
            "    save the file as UTF-8 (in many editors: File, Save with encoding)\n"
        ),
    ),
    "control characters": (
        STORY.replace("late train\n", "late\x07 train \x1b[31m\n").encode(),
        (
            "scenarios/story.yaml:2:16: error: the invisible character U+0007 is not allowed [control-character]\n"
            "    delete it; such characters often come with copied text\n"
            "scenarios/story.yaml:2:24: error: the invisible character U+001B is not allowed [control-character]\n"
            "    delete it; such characters often come with copied text\n"
        ),
    ),
    "5 MiB": (
        STORY.encode() + b"# and on it goes\n" * (5 * 1024 * 1024 // 17),
        (
            "scenarios/story.yaml:1:1: error: the file is 5.0 MiB; the limit is 1 MiB [too-large]\n"
            "    a story is about 12 KiB; is this the right file?\n"
        ),
    ),
    "10,000 brackets": (
        STORY.encode() + b"tags: " + b"[" * 10_000,
        (
            "scenarios/story.yaml:8:1006: error: this is nested more than 20 levels deep [too-deep]\n"
            "    a story needs at most four levels\n"
        ),
    ),
    "Windows line ends": (
        STORY.replace("The late train", "The fix: we waited").replace("\n", "\r\n").encode(),
        (
            "scenarios/story.yaml:2:15: error: a colon followed by a space makes YAML see a key [yaml-syntax]\n"
            "    write it as\n    title: 'The fix: we waited'\n"
        ),
    ),
    "a byte order mark and Windows line ends": (
        b"\xef\xbb\xbf" + STORY.replace("id: late-train-7q2m", "id: late train").replace("\n", "\r\n").encode(),
        (
            "scenarios/story.yaml:1:5: error: an id has only lowercase letters, digits and single dashes [bad-value]\n"
            "    write `id: late-train-7dbm`\n"
        ),
    ),
    "old Macintosh line ends": (
        STORY.replace("The late train", "The fix: we waited").replace("\n", "\r").encode(),
        (
            "scenarios/story.yaml:2:15: error: a colon followed by a space makes YAML see a key [yaml-syntax]\n"
            "    write it as\n    title: 'The fix: we waited'\n"
        ),
    ),
    "emoji before the mistake": (
        STORY.replace("The late train", "😀👩‍👧 The fix: we waited").encode(),
        (
            "scenarios/story.yaml:2:20: error: a colon followed by a space makes YAML see a key [yaml-syntax]\n"
            "    write it as\n    title: '😀👩‍👧 The fix: we waited'\n"
        ),
    ),
    "tabs before the mistake": (
        STORY.replace("title: The late train", "title:\t\tThe fix: we waited").encode(),
        (
            "scenarios/story.yaml:2:16: error: a colon followed by a space makes YAML see a key [yaml-syntax]\n"
            "    write it as\n    title: 'The fix: we waited'\n"
        ),
    ),
}
"""Files that git or an editor would damage, and what `check` says about each before the summary."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "scenarios").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_story(folder: Path, content: str | bytes) -> None:
    raw = content if isinstance(content, bytes) else content.encode()
    (folder / "scenarios" / "story.yaml").write_bytes(raw)


def structure(folder: Path) -> list[str]:
    """Leave out the coach unless the case is about it: these stories are short, and it would say so each time."""
    return [] if (folder / "coach.yaml").exists() else ["--no-coach"]


def check(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["check", *structure(Path.cwd()), *arguments], catch_exceptions=False)
    return f"{result.output}exit code {result.exit_code}\n"


def check_in_a_process(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "star2anki", "check", *structure(folder), *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def copy_of(name: str, tmp_path: Path) -> Path:
    return shutil.copytree(HERE / "cases" / name, tmp_path / "project", ignore=shutil.ignore_patterns("expected.txt"))


def expected(name: str) -> str:
    path = HERE / "cases" / name / "expected.txt"
    return path.read_text(encoding="utf-8") if path.exists() else "nothing is expected yet"


def read(content: str) -> Loaded:
    return load_scenario("story.yaml", content.encode(), FRAMEWORKS)


@pytest.mark.parametrize("name", CASES)
def test_check_prints_what_is_expected(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy_of(name, tmp_path))
    said = check()
    if UPDATE:
        (HERE / "cases" / name / "expected.txt").write_text(said, encoding="utf-8", newline="\n")
    assert said == expected(name)


@pytest.mark.parametrize(
    "name", ["all-well", "several-mistakes-in-one-file", "id-without-tail", "billion-laughs", "reworded-item"]
)
def test_a_real_process_prints_the_same(name: str, tmp_path: Path) -> None:
    done = check_in_a_process(copy_of(name, tmp_path))
    assert f"{done.stdout}exit code {done.returncode}\n" == expected(name)


@pytest.mark.parametrize("what", MADE_HERE)
def test_a_damaged_or_unusual_file_is_described(what: str, folder: Path) -> None:
    raw, findings = MADE_HERE[what]
    write_story(folder, raw)
    count = findings.count(": error: ")
    assert check() == f"{findings}1 story: {count} error{'s' if count > 1 else ''}\nexit code 1\n"


def test_checking_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copy_of("all-well", tmp_path)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    monkeypatch.chdir(folder)
    check()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_wrong_use_exits_with_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert check().endswith("exit code 2\n")
    assert check("no-such-file.yaml").endswith("exit code 2\n")
    assert check("--format", "xml").endswith("exit code 2\n")


BUILD_ONLY = {Code.NOT_REMEMBERED, Code.FOREIGN_DECK, Code.OLD_IDENTITY}
"""What `check` never says; `tests/test_memory.py` provokes them."""


@pytest.mark.parametrize("code", Code)
def test_every_code_has_a_case_and_a_heading(code: Code) -> None:
    outputs = [expected(name) for name in CASES] + [findings for _, findings in MADE_HERE.values()]
    assert any(f"[{code}]" in output for output in outputs) or code in BUILD_ONLY
    assert f"\n## {code}\n" in DOCUMENT.read_text(encoding="utf-8")


def test_the_headings_are_the_codes_in_alphabetical_order() -> None:
    headings = re.findall(r"^## ([a-z-]+)$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == sorted(Code)


# Suggested lines can be copied.


def with_proposals(content: str) -> str:
    """Replace lines by those that the hints suggest."""
    lines = content.splitlines()
    for finding in read(content).diagnostics:
        head, _, proposal = finding.hint.partition("\n")
        if head in ("write it as", "if it is text, write"):
            lines[finding.location.line - 1] = proposal
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("The fix: we waited", "The fix: we waited"),
        ("Le plan\u00a0: partir", "Le plan\u00a0: partir"),
        ("👩‍👧: 'we' waited", "👩‍👧: 'we' waited"),
        ('It\'s: "late"', 'It\'s: "late"'),
        ("Either: C:\\temp", "Either: C:\\temp"),
        ('"Late" is "late"', '"Late" is "late"'),
        ("'Late' is late", "'Late' is late"),
        ("'It's late'", "It's late"),
        ('"Late', "Late"),
        ("'Late", "Late"),
        ('"C:\\quay"', "C:\\quay"),
        ("%5 late", "%5 late"),
        ("@Ana", "@Ana"),
        ("`late`", "`late`"),
        ("*Late* again", "*Late* again"),
        ("**Late** again", "**Late** again"),
        ("* late", "* late"),
        ("&late again", "&late again"),
        ("!late again", "!late again"),
        ("! late", "! late"),
        ("!", "!"),
        ("[sic] late", "[sic] late"),
        ("{sic} late", "{sic} late"),
        ("- late", "- late"),
        ("? late", "? late"),
        (", late", ", late"),
        ("] late", "] late"),
        ("| late", "late"),
        (">- late", "late"),
        (">90% late", ">90% late"),
        ("> 90% late", "> 90% late"),
    ],
)
def test_a_suggested_line_says_what_was_meant(written: str, meant: str) -> None:
    content = STORY.replace("title: The late train", f"title: {written}")
    assert read(content).scenario is None
    fixed = read(with_proposals(content))
    assert fixed.diagnostics == ()
    assert fixed.scenario is not None
    assert fixed.scenario.title == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("tags: ['it's late', rail]", ("it's late", "rail")),
        ("tags: [rail, winter", ("rail", "winter")),
        ("tags: [a: b: c, rail]", ("a: b: c", "rail")),
        ("tags: [@noon, rail]", ("@noon", "rail")),
        ("tags:\n  * rail\n  * @noon", ("rail", "@noon")),
        ("tags:\n  - @noon\n  - rail", ("@noon", "rail")),
        ("tags:\n\t- rail\n\t- winter", ("rail", "winter")),
    ],
)
def test_a_suggested_list_has_the_items_that_were_meant(written: str, meant: tuple[str, ...]) -> None:
    fixed = read(with_proposals(f"{STORY}{written}\n"))
    assert fixed.scenario is not None
    assert fixed.scenario.tags == meant


@pytest.mark.parametrize("name", STORIES)
def test_after_all_suggestions_yaml_can_read_every_line(name: str) -> None:
    story = (HERE / "cases" / name / "scenarios" / "story.yaml").read_text(encoding="utf-8")
    fixed = read(with_proposals(story))
    assert not [finding for finding in fixed.diagnostics if finding.hint.startswith("write it as\n")]


def test_a_mistake_does_not_move_the_places_of_later_ones() -> None:
    content = STORY.replace("title: The", "title: | The").replace("task: I had", "task:  \t- I had") + "wether: snow\n"
    places = [(str(finding.location), finding.code) for finding in read(content).diagnostics]
    assert places == [
        ("story.yaml:2:8", Code.YAML_SYNTAX),
        ("story.yaml:5:9", Code.YAML_SYNTAX),
        ("story.yaml:8:1", Code.UNKNOWN_KEY),
    ]


# For programs.


def objects(output: str) -> list[dict[str, object]]:
    """Read what `--format json` printed."""
    found = json.loads(output)
    assert isinstance(found, list)
    return found


def test_json_is_one_array_of_objects_on_standard_output(folder: Path) -> None:
    write_story(folder, STORY.replace("late train\n", "fix: we waited 😀\n") + "tags: [é] #5\n")
    result = CliRunner().invoke(main, ["check", *structure(Path.cwd()), "--format", "json"])
    assert result.exit_code == 1
    assert result.stderr == ""
    assert objects(result.stdout) == [
        {
            "path": "scenarios/story.yaml",
            "line": 2,
            "column": 15,
            "severity": "error",
            "code": "yaml-syntax",
            "message": "a colon followed by a space makes YAML see a key",
            "hint": "write it as\ntitle: 'The fix: we waited 😀'",
        },
    ]


def test_json_is_an_empty_array_if_there_are_no_findings(folder: Path) -> None:
    write_story(folder, STORY)
    done = check_in_a_process(folder, "--format", "json")
    assert (done.stdout, done.returncode) == ("[]\n", 0)


@pytest.mark.parametrize("name", CASES)
def test_json_says_the_same_as_the_text(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy_of(name, tmp_path))
    result = CliRunner().invoke(main, ["check", *structure(Path.cwd()), "--format", "json"])
    head = "{path}:{line}:{column}: {severity}: {message} [{code}]"
    heads = [head.format_map(found) for found in objects(result.stdout)]
    assert heads == [line for line in expected(name).splitlines() if re.search(r"^\S+:\d+:\d+: .*\]$", line)]


# For GitHub.


def annotations(output: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Read workflow commands as GitHub's runner does: one per line, properties and message unescaped."""
    for line in output.splitlines():
        found = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line)
        assert found, line
        properties = dict(part.split("=", 1) for part in found[2].split(","))
        yield found[1], {key: unescaped(value) for key, value in properties.items()}, unescaped(found[3])


def unescaped(text: str) -> str:
    for escape, letter in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, letter)
    return text


def test_github_gets_one_line_for_each_finding(folder: Path) -> None:
    write_story(folder, STORY.replace("late-train-7q2m", "late-train") + "tags: [rail] #5\n")
    result = CliRunner().invoke(main, ["check", *structure(Path.cwd()), "--format", "github"])
    assert result.exit_code == 0
    kinds = [(kind, found["line"], found["col"], found["title"]) for kind, found, _ in annotations(result.stdout)]
    assert kinds == [("notice", "1", "5", "id-without-tail")]


def test_github_reads_back_what_the_text_format_says(folder: Path) -> None:
    write_story(folder, STORY.replace("The late train", "%0A: 100%, late"))
    said = list(annotations(CliRunner().invoke(main, ["check", *structure(Path.cwd()), "--format", "github"]).stdout))
    where = {"file": "scenarios/story.yaml", "line": "2", "col": "8", "title": "yaml-syntax"}
    message = "text cannot begin with %\nwrite it as\ntitle: '%0A: 100%, late'"
    assert said == [("error", where, message)]


def test_a_comma_or_colon_in_a_path_stays_in_the_path(folder: Path) -> None:
    (folder / "scenarios" / "a,b::c 100%.yaml").write_text("", encoding="utf-8")
    ((_, found, _),) = annotations(
        CliRunner().invoke(main, ["check", *structure(Path.cwd()), "--format", "github"]).stdout
    )
    assert found["file"] == "scenarios/a,b::c 100%.yaml"


@pytest.mark.parametrize(
    "hostile",
    [
        "| ::error::owned",
        '"\\n::set-env name=PATH::owned": x',
        "a\u2028::error::owned: x",
        "a\x1b[2J::error::owned: x",
        "'a\n\n  ::error::owned': x",
        "::error file=a::owned",
        "%0A::error::owned: b",
    ],
)
def test_no_story_can_start_a_workflow_command(hostile: str, folder: Path) -> None:
    write_story(folder, f"{STORY}{hostile}\ntags: {hostile}\nrole: {hostile}\nprinciple: {hostile}\n")
    result = CliRunner().invoke(main, ["check", *structure(Path.cwd()), "--format", "github"])
    files = {found["file"] for _, found, _ in annotations(result.stdout)}
    assert files == {"scenarios/story.yaml"}
    assert "\x1b" not in result.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file names")
def test_a_hostile_file_name_neither_starts_a_command_nor_moves_the_cursor(folder: Path) -> None:
    (folder / "scenarios" / "a\n::error::b\x1b[2J.yaml").write_text("", encoding="utf-8")
    for style, lines in (("github", 1), ("text", 3)):
        output = CliRunner().invoke(main, ["check", "--format", style]).output
        assert len(output.splitlines()) == lines
        assert "\x1b" not in output


def test_text_from_a_story_shows_its_letters_but_moves_no_cursor(folder: Path) -> None:
    write_story(folder, STORY + '"\\u202eкот\\e[2J\\u00a0👩\\u200d👧": x\n')
    said = check()
    assert '"\\u202eкот\\u001b[2J\u00a0👩‍👧"' in said


@pytest.mark.parametrize("line", ["id: late-train\n", "id: Late train\n", ""], ids=["without a tail", "bad", "missing"])
def test_two_peers_who_follow_the_hint_get_different_ids_that_fit(folder: Path, line: str) -> None:
    ids = set()
    for told in ("I called.", "I walked."):
        story = STORY.replace("id: late-train-7q2m\n", line).replace("I called.", told)
        write_story(folder, story)
        proposed = re.findall(r"`id: (late-train-[^`]+|the-late-train-[^`]+)`", check())
        assert len(proposed) == 1
        write_story(folder, f"id: {proposed[0]}\n{story.removeprefix(line)}")
        assert check() == "1 story: no problems\nexit code 0\n"
        ids.add(proposed[0])
    assert len(ids) == 2

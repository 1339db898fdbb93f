"""`star2anki import`: what it writes, what it says, and what it never does."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from project import Project
from star2anki.scenario.framework import load_frameworks
from star2anki.scenario.load import load_scenario
from star2anki.scenario.model import Scenario

PAGES = Path(__file__).parent / "pages"
LAMP = (PAGES / "lamp.txt").read_text(encoding="utf-8")
HOSTILE = '\'%: "yes" #5 - {{c1::x}} <img src=x onerror=alert(1)> [sound:a.mp3] &amp; *a* \\(x\\) | > @me'


def stories(project: Project, folder: str = "scenarios") -> list[Path]:
    return sorted((project.folder / folder).glob("*.yaml"))


def scenario_in(path: Path) -> Scenario:
    loaded = load_scenario(path.name, path.read_bytes(), load_frameworks({})[0])
    assert loaded.scenario is not None, loaded.diagnostics
    return loaded.scenario


def feed(project: Project, text: str, *arguments: str) -> None:
    """Run the program with text on its standard input."""
    project.run("import", *arguments, typed=text.encode())


def test_a_page_becomes_a_valid_story_that_builds(project: Project) -> None:
    project.write("page.txt", LAMP)
    said = project.run("import", "page.txt").stdout
    (path,) = stories(project)
    assert said.startswith(f"{path.relative_to(project.folder)}: written, from page.txt\n")
    assert path.read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=scenario.schema.json\nid: tell-me-about-a-time-"
    )
    assert (project.folder / "scenarios" / "scenario.schema.json").exists()
    assert project.run("check", "--no-coach").stdout == ""
    assert re.fullmatch(r"decks/all.apkg: 28 notes: 28 new\n.* for one pass, .*\n", project.run("build").stdout)


def test_the_options_fill_in_the_source(project: Project) -> None:
    project.write("page.txt", LAMP)
    project.run(
        "import",
        "page.txt",
        "--url",
        "https://example.org/a?b=1#c",
        "--author",
        "Ida: \x07 Example",
        "--license",
        "CC0-1.0",
    )
    (path,) = stories(project)
    source = scenario_in(path).source
    assert source is not None
    assert (source.url, source.author, source.license) == ("https://example.org/a?b=1#c", "Ida: Example", "CC0-1.0")
    assert source.title == "Tell Me About a Time You Kept a Promise - and Why - Amazon LP STAR Walkthrough"


def test_it_says_that_the_text_is_not_to_be_shared_unless_there_is_a_license(project: Project) -> None:
    project.write("page.txt", LAMP)
    assert "use it for private study" in project.run("import", "page.txt").stdout
    assert "private study" not in project.run("import", "page.txt", "--force", "--license", "CC0-1.0").stdout


def test_your_own_spreadsheet_is_not_called_somebody_elses(project: Project) -> None:
    rows = "".join(f"When did you keep promise {n}?,The lamp went dark.,Mine.,I called.,Lit.\n" for n in range(6))
    project.write("stories.csv", f"Question,Situation,Task,Action,Result\n{rows}")
    said = project.run("import", "stories.csv").stdout
    assert said.count("written, from stories.csv") == 6
    assert said.count("you can add what your row does not have") == 6
    for foreign in ("owner", "private study", "page"):
        assert foreign not in said


def test_a_shared_deck_warns_about_an_imported_story_without_a_license(project: Project) -> None:
    project.write("page.txt", LAMP)
    project.recipe("name: Stories\nlicense: CC-BY-4.0\n")
    project.run("import", "page.txt")
    assert "[no-license]" in project.run("build").stderr
    project.run("import", "page.txt", "--force", "--license", "CC-BY-4.0")
    assert project.run("build").stderr == ""


def test_it_never_overwrites_unless_forced(project: Project) -> None:
    project.write("page.txt", LAMP)
    project.run("import", "page.txt")
    (path,) = stories(project)
    written = path.read_bytes()
    path.write_text("my work", encoding="utf-8")
    assert "already exists; not overwritten" in project.run("import", "page.txt", expect=1).stderr
    assert path.read_text(encoding="utf-8") == "my work"
    project.run("import", "page.txt", "--force")
    assert path.read_bytes() == written


def test_the_output_can_be_a_file_or_a_folder(project: Project) -> None:
    project.write("page.txt", LAMP)
    project.run("import", "page.txt", "-o", "mine/lamp.yaml")
    project.run("import", "page.txt", "-o", "others")
    assert stories(project, "mine")[0].name == "lamp.yaml"
    assert stories(project, "mine")[0].read_bytes() == stories(project, "others")[0].read_bytes()
    assert (project.folder / "mine" / "scenario.schema.json").exists()


def test_several_stories_cannot_go_into_one_file(project: Project) -> None:
    for name in ("a.txt", "b.txt"):
        project.write(name, LAMP.replace("Kept", name))
    assert "use -o FOLDER" in project.run("import", "a.txt", "b.txt", "-o", "x.yaml", expect=2).stderr
    assert not (project.folder / "x.yaml").exists()


def test_one_bad_page_does_not_stop_the_others(project: Project) -> None:
    project.write("a.txt", (PAGES / "competency.txt").read_text(encoding="utf-8"))
    (project.folder / "b.txt").write_bytes(b"caf\xe9")
    project.write("c.txt", LAMP)
    (project.folder / "d.txt").write_bytes(b"\x89PNG\x00\x01")
    done = project.run("import", "a.txt", "b.txt", "c.txt", "d.txt", expect=1)
    assert 'a.txt: not imported: it seems to be a competency page (it has "Core Signal"' in done.stderr
    assert "b.txt:1:4: error: byte 0xE9 is not UTF-8 [wrong-encoding]" in done.stderr
    assert "d.txt:1:1: error: the file is not text [not-text]" in done.stderr
    assert len(stories(project)) == 1


def test_a_file_that_cannot_be_written_does_not_stop_the_others(project: Project) -> None:
    project.write("a.txt", LAMP)
    project.write("b.txt", LAMP.replace("Promise", "Secret"))
    project.run("import", "a.txt")
    (path,) = stories(project)
    path.unlink()
    (path / "full").mkdir(parents=True)
    project.run("import", "a.txt", "b.txt", "--force", expect=1)
    assert sum(path.is_file() for path in stories(project)) == 1


def test_no_page_or_a_missing_page_is_wrong_usage(project: Project) -> None:
    assert "name a page" in project.run("import", expect=2).stderr
    project.run("import", "no-such-page.txt", expect=2)


def test_standard_input_gives_the_same_story_as_the_file(project: Project) -> None:
    project.write("page.txt", LAMP)
    project.run("import", "page.txt", "-o", "one")
    feed(project, LAMP, "-", "-o", "two")
    assert stories(project, "one")[0].read_bytes() == stories(project, "two")[0].read_bytes()


def test_html_is_recognized_by_its_name_or_its_beginning(project: Project) -> None:
    body = "".join(f"<div>{line or '<br>'}</div>" for line in LAMP.split("\n"))
    html = f"<!doctype html><head><title>x</title></head><body>{body}</body>"
    project.write("page.txt", LAMP)
    project.write("page.html", html)
    project.run("import", "page.txt", "-o", "one")
    project.run("import", "page.html", "-o", "two")
    feed(project, html, "-", "-o", "three")
    assert len({stories(project, folder)[0].read_bytes() for folder in ("one", "two", "three")}) == 1


def test_hostile_text_arrives_letter_by_letter(project: Project) -> None:
    project.write("page.txt", LAMP.replace("Name the hour and the boat.", HOSTILE).replace("the night on.", HOSTILE))
    project.run("import", "page.txt")
    scenario = scenario_in(stories(project)[0])
    assert scenario.situation.coaching == f"{HOSTILE} Leave out how lamps work."
    assert scenario.weak_answer is not None
    assert scenario.weak_answer.weaknesses[0].why_it_fails == f"hands {HOSTILE}"
    project.run("build")


def test_the_report_names_the_place_of_every_line(project: Project) -> None:
    project.write("page.txt", f"{LAMP}One more page\n")
    said = project.run("import", "page.txt", "--report").stdout
    numbers = [int(number) for number in re.findall(r"^ +(\d+)  \S", said, re.MULTILINE)]
    lines = LAMP.split("\n")
    assert numbers == [number for number, line in enumerate([*lines[:-1], "One more page"], start=1) if line]
    assert f"  {lines.index('⏱ Target: 20s') + 1}  task.target  ⏱ Target: 20s\n" in said
    assert "(furniture)" in said
    assert "(not understood)  One more page" in said


def test_lines_that_were_not_understood_are_shown_even_without_a_report(project: Project) -> None:
    project.write("page.txt", f"{LAMP}One more\x1b[2J page\n")
    said = project.run("import", "page.txt").stdout
    assert f"not understood: page.txt:{LAMP.count(chr(10)) + 1}: One more[2J page\n" in said


def test_without_a_report_only_the_first_of_many_lines_that_were_not_understood_are_shown(project: Project) -> None:
    project.write("page.txt", LAMP + "One more page\n" * 60)
    said = project.run("import", "page.txt").stdout
    assert said.count("One more page") == 50
    assert "  not understood: 10 more; --report shows them all\n" in said


def test_a_page_cut_off_inside_a_step_gives_a_draft_that_says_so_and_that_check_refuses(project: Project) -> None:
    project.write("page.txt", LAMP[: LAMP.index("The lamp burned")])
    said = project.run("import", "page.txt", expect=1).stdout
    assert "incomplete: the result: the page ends before its strong_example, key_phrases, coaching" in said
    assert "required, but missing: result.strong_example" in said
    (path,) = stories(project)
    assert path.read_text(encoding="utf-8").split("\n")[1].startswith("# Incomplete: the result: the page ends before")
    assert '"strong_example" is missing [missing-key]' in project.run("check", "--no-coach", expect=1).stdout


def test_it_says_what_the_page_lacks(project: Project) -> None:
    project.write("page.txt", LAMP)
    said = project.run("import", "page.txt").stdout
    assert "weak_answer.weaknesses.say_instead (4 of 4), quiz.answer (2 of 2), quiz.distractors (2 of 2)" in said
    assert "quiz: copying a page loses the options" in said


def test_a_spreadsheet_gives_a_file_for_each_row(project: Project) -> None:
    project.write("stories.csv", (PAGES / "stories.csv").read_text(encoding="utf-8"))
    done = project.run("import", "stories.csv", expect=1)
    assert [path.name[:10] for path in stories(project)] == ["when-did-y", "when-did-y"]
    assert "required, but missing: result" in done.stdout
    assert "not understood: stories.csv:2: Notes: ask Ida" in done.stdout


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="stands in for the programs of other systems")
class TestClipboard:
    def run(self, project: Project, script: str | None, expect: int) -> str:
        tools = project.folder / "tools"
        tools.mkdir()
        if script is not None:
            (tools / "wl-paste").write_text(f"#!{sys.executable}\n{script}\n", encoding="utf-8")
            (tools / "wl-paste").chmod(0o755)
        done = subprocess.run(
            [sys.executable, "-m", "star2anki", "import", "--clipboard"],
            cwd=project.folder,
            env={**os.environ, "PATH": str(tools)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == expect, done.stderr
        return done.stdout + done.stderr

    def test_a_page_on_the_clipboard_is_imported(self, project: Project) -> None:
        page = project.write("page.txt", LAMP)
        said = self.run(project, f"print(open({str(page)!r}, encoding='utf-8').read())", 0)
        assert "written, from clipboard" in said

    def test_a_system_without_such_a_program_is_told_which_one_to_install(self, project: Project) -> None:
        assert "install wl-paste or xclip or xsel" in self.run(project, None, 1)

    def test_a_clipboard_without_text_is_reported(self, project: Project) -> None:
        said = self.run(project, "import sys; sys.exit('nothing is copied')", 1)
        assert "cannot read the clipboard: wl-paste says: nothing is copied" in said

    def test_an_endless_clipboard_is_read_up_to_the_limit(self, project: Project) -> None:
        said = self.run(project, "import sys\nwhile True: sys.stdout.write('x' * 65536)", 1)
        assert said.startswith("clipboard:1:1: error: the file is over 16 MiB; the limit is 16 MiB [too-large]\n")


def test_without_the_html_parser_one_line_says_how_to_install_it_and_text_still_imports(
    project: Project,
) -> None:
    project.write("page.html", f"<!doctype html><body>{LAMP}</body>")
    project.write("page.txt", LAMP)
    code = (
        "import sys; sys.modules['lxml'] = None; sys.argv = ['star2anki', 'import', 'page.html', 'page.txt']\n"
        "from star2anki.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project.folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == (
        "page.html: not imported: a page saved from a browser needs lxml; run `pip install 'star2anki[import]'`, "
        "or copy its text and import that\n"
    )
    assert len(stories(project)) == 1


def test_other_commands_start_without_the_html_parser(project: Project) -> None:
    code = "import sys, star2anki.cli.import_; print('lxml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=project.folder, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"

"""Small Markdown: the learner sees what was written, and nothing that was written runs."""

import re
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine import Learner
from star2anki import markup
from star2anki.markup import WORD_JOINER

HOSTILE = (
    "[sound:x.mp3]",
    "[anki:tts lang=en_US]boo[/anki:tts]",
    "[anki:play:q:0]",
    "[latex]x[/latex]",
    "[$]x[/$]",
    "[$$]x[/$$]",
    "[[type:ID]]",
    r"\(\href{javascript:alert(1)}{x}\)",
    r"\[x\]",
    r"\\(x\\)",
    "{{c1::gap}}",
    "{{c2::gap::hint}}",
    "{{ID}}",
    "{{#ID}}x{{/ID}}",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "![x](http://x/y.png)",
    "[x](javascript:alert(1))",
    "<http://x>",
    "<!-- {{ID}} -->",
    "&lt;b&gt; &#91;sound:x&#93; &amp;",
    "*[*sound:x]",
    r"\*(*x\*)*",
    "`\\(x\\)`",
    "{*{*c1::x}*}*",
    "</textarea></style></title><svg onload=alert(1)>",
    "a\u2028b\u0085c",
    "\u202eright to left",
    "e\u0301\u0323 \U0001f468\u200d\U0001f469\u200d\U0001f467",
)

fragments = st.sampled_from(
    [
        *HOSTILE,
        *"*_`\\-+.)([]{}<>&:'\"#!$|~\n\t 12",
        "**",
        "\n\n",
        "- ",
        "1. ",
        "    ",
        "sound:",
        "c1::",
        "{{",
        "}}",
        "word",
    ]
)
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.lists(fragments, max_size=12).map(
    "".join
)

ALLOWED = {"p", "ul", "ol", "li", "strong", "em", "code", "br", "mark"}
FOREIGN = {"img", "svg", "a", "iframe", "object", "embed", "form", "input", "link", "meta", "style", "base"}
KEPT = {"id", "framework", "target", "length"}
MARKS = set("*_`\\-+.)0123456789")


def seen(rendered: str) -> str:
    """The text that a person sees after a browser has parsed a field."""
    tree = html5lib.parseFragment(rendered, treebuilder="etree", namespaceHTMLElements=False)
    return "".join(tree.itertext()).replace(WORD_JOINER, "")


def letters(text: str) -> str:
    """The text without white space, control characters and word joiners, which are invisible."""
    return "".join(c for c in text.replace(WORD_JOINER, "") if not c.isspace() and c >= " " and c != "\x7f")


def literal(text: str) -> str:
    """Write a text so that the small Markdown treats every letter as a letter."""
    text = re.sub(r"([*_`])", r"\\\1", text)
    text = re.sub(r"(^|\n)([ \t]*)([-+])(?=\s|$)", r"\1\2\\\3", text)
    return re.sub(r"(^|\n)([ \t]*[0-9]{1,9})([.)])(?=\s|$)", r"\1\2\\\3", text)


@given(any_text)
def test_the_learner_sees_what_was_written_without_the_markup(text: str) -> None:
    written, visible = letters(text), letters(seen(markup.html(text)))
    rest = iter(written)
    dropped = []
    for letter in visible:
        for candidate in rest:
            if candidate == letter:
                break
            dropped.append(candidate)
        else:
            raise AssertionError(f"{letter!r} is seen but was not written")
    assert set(dropped) | set(rest) <= MARKS


@given(any_text.filter(lambda text: not re.search(r"(^|[\r\n])[ \t]*[0-9]*\\[-+.)]", text)))
@example("1. not a list")
@example("- nor this")
@example("*stars* and `ticks` and \\ and \\* and snake_case_")
def test_every_text_can_be_written_so_that_each_letter_shows(text: str) -> None:
    assert letters(seen(markup.html(literal(text)))) == letters(text)


@given(any_text)
def test_a_title_shows_every_letter(text: str) -> None:
    assert letters(seen(markup.plain(text))) == letters(text)


@given(any_text)
def test_a_real_html_parser_finds_only_our_elements_without_attributes(text: str) -> None:
    for rendered in (markup.html(text), markup.plain(text), markup.mark(markup.html(text), ("word", "sound"))[0]):
        tree = html5lib.parseFragment(rendered, treebuilder="etree", namespaceHTMLElements=False)
        for element in tree.iter():
            if element is tree:
                continue
            assert element.tag in ALLOWED
            assert set(element.attrib) <= ({"start"} if element.tag == "ol" else set())


@given(any_text)
def test_nothing_is_left_that_anki_or_mathjax_acts_on(text: str) -> None:
    phrases = ("word", "sound", text[:9] or "x")
    fields = [markup.html(text), markup.plain(text), markup.mark(markup.html(text), phrases)[0]]
    for rendered in fields:
        # Anki looks for its marks in the HTML; MathJax looks for its own in the text that a browser shows.
        assert not re.search(r"\[(sound:|/?anki:|/?latex\]|/?\$\$?\]|\[type:)", rendered, re.IGNORECASE)
        for place in (rendered, seen_with_joiners(rendered)):
            assert not re.search(r"\\[()\[\]]", place)
            assert "{{" not in place
            assert "}}" not in place


def seen_with_joiners(rendered: str) -> str:
    tree = html5lib.parseFragment(rendered, treebuilder="etree", namespaceHTMLElements=False)
    return "".join(tree.itertext())


@given(any_text)
def test_the_shortcut_for_plain_text_gives_what_the_parser_gives(text: str) -> None:
    parsed = markup._defuse(markup._parser().render(markup._clean(text)).strip("\n"))  # noqa: SLF001 - the two ways
    assert re.sub(r"\s+", " ", markup.html(text)) == re.sub(r"\s+", " ", parsed)


@given(st.lists(any_text, min_size=1, max_size=3), any_text)
def test_marking_phrases_changes_no_letter(phrases: list[str], text: str) -> None:
    rendered = markup.html(text)
    marked, found = markup.mark(rendered, tuple(phrase for phrase in phrases if phrase.strip()))
    assert seen(marked) == seen(rendered)
    assert re.sub(r"</?mark>", "", marked) == rendered
    assert any(found) == ("<mark>" in marked)


@given(any_text, any_text)
def test_a_gap_text_has_the_gaps_of_one_card_and_nothing_else(text: str, phrase: str) -> None:
    phrases = (phrase, "the phrase") if phrase.strip() else ("the phrase",)
    cloze = markup.cloze(markup.html(f"{text} the phrase"), phrases)
    assert cloze is not None
    assert cloze.count("{{") == cloze.count("{{c1::") == cloze.count("}}") >= 1
    for gap in re.findall(r"\{\{c1::(.*?)\}\}", cloze, re.DOTALL):
        hidden, blank = gap.split("::")
        words = seen(hidden).replace(markup.WORD_JOINER, "")
        assert [len(word) for word in words.split()] == [len(word) for word in blank.split()], "as long as its words"
        assert set(blank.split()) <= {"_" * len(word) for word in words.split()}


@pytest.mark.parametrize(
    ("written", "rendered"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("2. a\n3. b", '<ol start="2">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("**bold** *italic* `code`", "<p><strong>bold</strong> <em>italic</em> <code>code</code></p>"),
        ("# no heading", "<p># no heading</p>"),
        ("> no quote", "<p>&gt; no quote</p>"),
        ("    no code block", "<p>no code block</p>"),
        (r"\*stars\*", "<p>*stars*</p>"),
        (r"C:\new\\(x)", "<p>C:\\new\\\\\u2060(x)</p>"),
    ],
)
def test_the_small_markdown(written: str, rendered: str) -> None:
    assert markup.html(written) == rendered


@pytest.mark.parametrize(
    ("text", "phrase", "marked"),
    [
        ("Then I noticed it.", "i NOTICED", "<p>Then <mark>I noticed</mark> it.</p>"),
        ("It wasn’t mine.", "wasn't", "<p>It <mark>wasn’t</mark> mine.</p>"),
        ("R&D did it & amp", "amp", "<p>R&amp;D did it &amp; <mark>amp</mark></p>"),
        ("I ledger, I led", "I led", "<p>I ledger, <mark>I led</mark></p>"),
        ("two\nlines", "two lines", "<p><mark>two\nlines</mark></p>"),
    ],
)
def test_phrases_are_found_with_any_case_and_apostrophes(text: str, phrase: str, marked: str) -> None:
    assert markup.mark(markup.html(text), (phrase,)) == (marked, (True,))


@given(any_text)
def test_sentences_keep_every_letter_and_lose_every_mark(text: str) -> None:
    found = markup.sentences(text)
    assert all(sentence == sentence.strip() != "" for sentence in found)
    assert re.sub(r"\s", "", "".join(found)) == re.sub(r"\s", "", markup.visible_text(markup.html(text)))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("I saw it. I *stayed*.", ["I saw it.", "I stayed."]),
        ('"Oh, that one." I stopped!', ['"Oh, that one."', "I stopped!"]),
        ("No full stop\n\nAnother paragraph", ["No full stop", "Another paragraph"]),
        ("- one thing\n- another", ["one thing", "another"]),
        ("Version 2.5 held. `a.b` too.", ["Version 2.5 held.", "a.b too."]),
        ("先に測る。次に直す。", ["先に測る。", "次に直す。"]),
        ("**I stopped.** Then I asked.", ["I stopped.", "Then I asked."]),
    ],
)
def test_sentences_end_as_readers_see_them_end(text: str, sentences: list[str]) -> None:
    assert markup.sentences(text) == sentences


def test_faults_are_numbered_where_they_stand() -> None:
    answer = markup.html("We did it, and luckily it held.")
    assert markup.number(answer, ("luckily", "not there", "we did it")) == (
        "<p><mark>We did it<sup>3</sup></mark>, and <mark>luckily<sup>1</sup></mark> it held.</p>"
    )


@given(st.lists(any_text, min_size=1, max_size=3), any_text)
def test_numbering_faults_changes_no_letter(phrases: list[str], text: str) -> None:
    rendered = markup.html(text)
    numbered = markup.number(rendered, tuple(phrases))
    assert re.sub(r"<sup>\d</sup>|</?mark>", "", numbered) == rendered
    assert ("<mark>" in numbered) == ("<mark>" in markup.mark(rendered, tuple(phrases))[0])


@pytest.mark.parametrize(
    ("text", "phrases", "marked", "found"),
    [
        ("a b c", ("c", "a"), "<p><mark>a</mark> b <mark>c</mark></p>", (True, True)),
        ("a b c", ("a b", "b c"), "<p><mark>a b</mark> c</p>", (True, True)),
        ("a b c", ("a", "a b"), "<p><mark>a b</mark> c</p>", (True, True)),
        ("a b", ("x",), "<p>a b</p>", (False,)),
        ("a b", (), "<p>a b</p>", ()),
        ("**a** b", ("a b",), "<p><strong>a</strong> b</p>", (False,)),
        ("**a** b & c", ("a", "& c"), "<p><strong><mark>a</mark></strong> b <mark>&amp; c</mark></p>", (True, True)),
        ("x strong p", ("strong", "p"), "<p>x <mark>strong</mark> <mark>p</mark></p>", (True, True)),
    ],
)
def test_each_phrase_is_marked_where_it_is_whole_and_the_longest_of_those_that_overlap(
    text: str, phrases: tuple[str, ...], marked: str, found: tuple[bool, ...]
) -> None:
    assert markup.mark(markup.html(text), phrases) == (marked, found)


@pytest.mark.parametrize(
    ("text", "phrase", "gaps"),
    [
        ("I led it.", "i led", "<p>{{c1::I led::_ ___}} it.</p>"),
        ("I led **and** I led.", "I led", "<p>{{c1::I led::_ ___}} <strong>and</strong> {{c1::I led::_ ___}}.</p>"),
        ("see a::b", "a::b", f"<p>see {{{{c1::a:{WORD_JOINER}:b::____}}}}</p>"),
        ("see a:::b", "a:::b", f"<p>see {{{{c1::a:{WORD_JOINER}:{WORD_JOINER}:b::_____}}}}</p>"),
        ("see {x}", "{x}", f"<p>see {{{{c1::{{x}}{WORD_JOINER}::___}}}}</p>"),
        ("a::b see", "see", "<p>a::b {{c1::see::___}}</p>"),
    ],
)
def test_a_gap_holds_the_words_of_the_phrase_and_nothing_that_ends_it_early(text: str, phrase: str, gaps: str) -> None:
    assert markup.cloze(markup.html(text), (phrase,)) == gaps


def test_a_text_in_which_no_phrase_occurs_has_no_gaps() -> None:
    assert markup.cloze("<p>I led it.</p>", ("we",)) is None
    assert markup.cloze("<p>I led it.</p>", ()) is None


@pytest.mark.parametrize(
    ("rendered", "text"),
    [
        ("<p>One.</p>\n<p>R&amp;D</p>", " One. \n R&D "),
        ("a<br>b", "a b"),
        (f"[{WORD_JOINER}sound:x]", "[sound:x]"),
        ("1 &lt; 2", "1 < 2"),
    ],
)
def test_the_visible_text_is_what_a_reader_sees_and_words_of_two_elements_stay_two(rendered: str, text: str) -> None:
    assert markup.visible_text(rendered) == text


def test_what_is_spoken_has_the_words_and_none_of_the_marks() -> None:
    assert markup.speech("**Why** you?\n\n- a & b", "en_US") == ("[anki:tts lang=en_US]Why you? a &amp; b[/anki:tts]")


def test_a_text_that_would_end_its_speech_early_is_spoken_to_its_end() -> None:
    spoken = markup.speech("x [/anki:tts] y", "en_US")
    assert spoken == f"[anki:tts lang=en_US]x [{WORD_JOINER}/anki:tts] y[/anki:tts]"


def test_the_tokens_of_a_text_are_those_of_which_its_html_is_made() -> None:
    kinds = [token.type for token in markup.tokens("# a\r\n\n- b\x07")]
    assert kinds == [
        *("paragraph_open", "inline", "paragraph_close", "bullet_list_open", "list_item_open"),
        *("paragraph_open", "inline", "paragraph_close", "list_item_close", "bullet_list_close"),
    ]
    assert [token.content for token in markup.tokens("- b\x07") if token.content] == ["b"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("a\r\nb", "a b"), ("a\rb", "a b"), ("  a\t\n b ", "a b"), ("a\0b\x1b", "ab"), ("<b>*a*</b>", "<b>*a*</b>")],
)
def test_a_line_is_folded_and_stays_text(text: str, line: str) -> None:
    assert markup.one_line(text) == line


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"1\. a", "<p>1. a</p>"),
        (r"12\) a", "<p>12) a</p>"),
        (r"\- a", "<p>- a</p>"),
        (r"\+ a", "<p>+ a</p>"),
        (r"a \- b", r"<p>a \- b</p>"),
        (r"a1\. b", r"<p>a1\. b</p>"),
        (r"\. b", r"<p>\. b</p>"),
        (r"1\- b", r"<p>1\- b</p>"),
        (r"a 1\. b", r"<p>a 1\. b</p>"),
        (r"C:\temp", r"<p>C:\temp</p>"),
        (r"\X", r"<p>\X</p>"),
        ("a\n1\\. b", "<p>a\n1. b</p>"),
        ("`a\\*b`", "<p><code>a\\*b</code></p>"),
        (r"\_a\_ \`b\`", "<p>_a_ `b`</p>"),
        ("*a*\\", "<p><em>a</em>\\</p>"),
    ],
)
def test_a_backslash_hides_only_what_would_be_a_mark(written: str, shown: str) -> None:
    assert markup.html(written) == shown


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    """Give a learner whose one note type shows two fields, the second as a cloze."""
    somebody = Learner(tmp_path_factory.mktemp("reader"))
    models = somebody.col.models
    for name, kind in (("Plain", 0), ("Gaps", 1)):
        notetype = models.new(name)
        notetype["type"] = kind
        for field in ("Text", "Back"):
            models.add_field(notetype, models.new_field(field))
        template = models.new_template("Card")
        template["qfmt"] = "{{cloze:Text}}" if kind else "{{Text}}"
        template["afmt"] = "{{cloze:Text}} {{Back}}" if kind else "{{Text}} {{Back}}"
        models.add_template(notetype, template)
        models.add(notetype)
    yield somebody
    somebody.col.close()


@given(text=any_text | st.sampled_from(HOSTILE))
def test_in_the_real_engine_a_text_stays_text(reader: Learner, text: str) -> None:
    notetype = reader.col.models.by_name("Plain")
    assert notetype is not None
    note = reader.col.new_note(notetype)
    note["Text"] = "shown " + markup.html(text)
    note["Back"] = markup.plain(text)
    card = note.ephemeral_card()
    output = card.render_output()
    assert not output.question_av_tags + output.answer_av_tags
    assert output.question_text == note["Text"]
    assert output.answer_text == f"{note['Text']} {note['Back']}"
    from anki.latex import render_latex_returning_errors  # noqa: PLC0415 - the engine's module order

    rendered, errors = render_latex_returning_errors(output.answer_text, notetype, reader.col)
    assert (rendered, errors) == (output.answer_text, [])


@given(text=any_text | st.sampled_from(HOSTILE))
def test_in_the_real_engine_a_gap_text_makes_one_card_and_hides_only_the_phrase(reader: Learner, text: str) -> None:
    notetype = reader.col.models.by_name("Gaps")
    assert notetype is not None
    note = reader.col.new_note(notetype)
    note["Text"] = markup.cloze(markup.html(f"{text}\n\nand secret words"), ("secret words",)) or ""
    assert reader.col._backend.cloze_numbers_in_note(note._to_backend_note()) == [1]  # noqa: SLF001 - no public way
    question = note.ephemeral_card().question()
    if "secret words" not in text:
        assert "secret words" not in re.sub(r'data-cloze="[^"]*"', "", question)
    assert "[______ _____]" in question
    answer = re.sub(r'data-cloze="[^"]*"', "", note.ephemeral_card().answer())
    assert "secret words" in answer, "what was hidden is shown when the card is turned"


def test_every_hostile_text_in_every_field_of_a_real_deck_stays_text(tmp_path: Path) -> None:
    from engine import learner  # noqa: PLC0415 - next to its use
    from project import CRAFT, FRAMEWORK, STORY, Project  # noqa: PLC0415 - next to its use

    project = Project(tmp_path / "project")
    frameworks = ", ".join(f"framework-{number}-6kq7" for number in range(len(HOSTILE)))
    project.recipe(
        "name: '[sound:x] {{ID}}'\nsplit: scenario\ndescription: '<script>alert(1)</script>'\n"
        f"scenarios: [scenarios/*.yaml]\nframeworks: [{frameworks}]\ncraft: [craft/*.yaml]\n"
    )
    for number, text in enumerate(HOSTILE):

        def hostile(value: object, text: str = text) -> object:
            if isinstance(value, dict):
                return {key: hostile(inner) if key not in KEPT else inner for key, inner in value.items()}
            if isinstance(value, list):
                return [hostile(inner) for inner in value]
            return f"{value} {text}"

        story = hostile({key: value for key, value in STORY.items() if key not in KEPT})
        assert isinstance(story, dict)
        project.story(f"s{number}", **{**story, "id": f"story-{number}-4kq7", "framework": None})
        craft = hostile({key: value for key, value in CRAFT.items() if key not in KEPT})
        assert isinstance(craft, dict)
        craft["weak_phrases"][0]["phrase"] = craft["weak_phrases"][0]["sentence"]
        project.craft(f"c{number}", **{**craft, "id": f"craft-{number}-5kq7"})
        framework = hostile({key: value for key, value in FRAMEWORK.items() if key not in KEPT})
        assert isinstance(framework, dict)
        project.framework(f"f{number}", **{**framework, "id": f"framework-{number}-6kq7"})
    project.run("build")
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        assert somebody.cards()
        for card in somebody.cards():
            output = card.render_output()
            assert not output.question_av_tags + output.answer_av_tags
            page = html5lib.parse(output.question_text + output.answer_text, namespaceHTMLElements=False)
            tags = [
                str(element.tag)
                for element in page.iter()
                if isinstance(element.tag, str) and element.attrib != {"class": "hint", "href": "#", "hidden": ""}
            ]
            assert tags.count("script") == 2, "ours, once a side"
            assert not FOREIGN & set(tags)
            assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]


def test_a_fold_shows_only_its_heading_until_it_is_opened() -> None:
    rendered = "<p>a</p><details><summary>b</summary><p>c</p></details><details><summary>d</summary>e</details>"
    assert markup.visible_text(markup.without_folds(rendered)).split() == ["a", "b", "d"]
    assert markup.without_folds("<p>a</p>") == "<p>a</p>"

"""The writer: YAML that a person would have written, and the same scenario when it is read back."""

import pytest
from hypothesis import given

from star2anki.scenario.dump import dump, scalar
from star2anki.scenario.load import load_scenario
from star2anki.scenario.model import FollowUp, Scenario, Step
from strategies import scenarios


@given(scenarios)
def test_what_was_written_reads_back_as_the_same_scenario(scenario: Scenario) -> None:
    written = dump(scenario)
    loaded = load_scenario("x.yaml", written.encode("utf-8"), {})
    assert loaded.scenario == scenario, loaded.diagnostics


@given(scenarios)
def test_writing_twice_gives_the_same_text(scenario: Scenario) -> None:
    written = dump(scenario)
    again = load_scenario("x.yaml", written.encode("utf-8"), {}).scenario
    assert again is not None
    assert dump(again) == written


def test_a_story_looks_as_a_person_would_have_written_it() -> None:
    long = (
        "I read the logs of three weeks, found that every ninth message was dropped, and asked who owned the queue. "
        * 2
    )
    scenario = Scenario(
        id="dropped-messages-4kq7",
        title="It's late: who cares?",
        question="Tell me about a time you dug deep.",
        situation=Step(target=90, strong_example=long.strip(), key_phrases=("three weeks", "every ninth")),
        task=Step(strong_example="Nobody owned it."),
        action=Step(strong_example="First this.\n\n- then that\n- and that"),
        result=Step(strong_example="100 % arrived."),
        follow_ups=(FollowUp(question="Why you?", strong_answer="Because I saw it."),),
        tags=("queues",),
    )
    assert dump(scenario, schema="scenario.schema.json") == (
        """\
# yaml-language-server: $schema=scenario.schema.json
id: dropped-messages-4kq7
title: "It's late: who cares?"
question: Tell me about a time you dug deep.
situation:
  target: 90s
  strong_example: >
    I read the logs of three weeks, found that every ninth message was dropped, and asked who owned
    the queue. I read the logs of three weeks, found that every ninth message was dropped, and asked
    who owned the queue.
  key_phrases: [three weeks, every ninth]
task: Nobody owned it.
action: |
  First this.

  - then that
  - and that
result: 100 % arrived.
follow_ups:
  - question: Why you?
    strong_answer: Because I saw it.
tags: [queues]
"""
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words", "plain words"),
        ("no", "no"),
        ("a: b", "'a: b'"),
        ("ends with:", "'ends with:'"),
        ("issue #5", "'issue #5'"),
        ("C#", "C#"),
        ("it's", "it's"),
        ("'twas", '"\'twas"'),
        ('"Yes," I said', "'\"Yes,\" I said'"),
        ("- dash", "'- dash'"),
        ("50 %", "50 %"),
        ("% of", "'% of'"),
        ("tab\there", '"tab\\there"'),
        ("sep\u2028here", '"sep\\u2028here"'),
    ],
)
def test_a_text_gets_quotes_only_if_yaml_needs_them(text: str, written: str) -> None:
    assert scalar(text) == written

"""Who acts in a sentence: I, we, nobody, or others."""

import pytest

from star2anki.coach.english.actors import Actor, acting
from star2anki.coach.english.prose import Prose


def actors(text: str) -> list[Actor]:
    return [found.actor for found in acting(Prose(text))]


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("I counted the mugs.", Actor.ME),
        ("I’d counted them.", Actor.ME),
        ("We counted, and I wrote it down.", Actor.ME),
        ("They asked whether I had.", Actor.ME),
        ("We counted the mugs.", Actor.US),
        ("Then we’ve counted.", Actor.US),
        ("The team built it.", Actor.US),
        ("Our small crew quickly ran it.", Actor.US),
        ("The shelves were counted.", Actor.NOBODY),
        ("It has been quietly rewritten.", Actor.NOBODY),
        ("It was not then seen again.", Actor.NOBODY),
        ("The shelves were counted by me.", Actor.OTHERS),
        ("The owner was tired.", Actor.OTHERS),
        ("The shop is called Owl.", Actor.OTHERS),
        ("The owner counted the mugs.", Actor.OTHERS),
        ("IT counted the mugs.", Actor.OTHERS),
        ("The team of five.", Actor.OTHERS),
        ("The web counted.", Actor.OTHERS),
    ],
)
def test_who_acts_is_told_by_the_words_of_the_sentence(sentence: str, actor: Actor) -> None:
    assert actors(sentence) == [actor]


def test_each_sentence_has_its_own_actor_and_the_words_that_say_so() -> None:
    text = "I led. We won. It was sold. Ada left."
    found = acting(Prose(text))
    assert [each.actor for each in found] == [Actor.ME, Actor.US, Actor.NOBODY, Actor.OTHERS]
    assert [text[slice(*each.words)] for each in found] == ["I", "We", "was sold", "Ada left."]
    assert [text[slice(*each.span)] for each in found] == ["I led.", "We won.", "It was sold.", "Ada left."]


def test_somebody_who_is_quoted_does_not_act() -> None:
    assert actors('Ada said "I did it".') == [Actor.OTHERS]
    assert actors('"I did it."') == [], "nothing of it is the teller's own"

"""action-not-from-me: most sentences of the action are about something other than what you did.

Circumstances, systems and other people belong in Situation. In Action, sentence after sentence should begin with
something you did. A listener writes down the verbs that follow "I".

Remember: Begin the sentences of the action with a deed of yours.

Fails:
    action: >
      The dashboard had a column for late parcels. The column counted only parcels that had a label. Labels came from
      the depot in the north. I saw that. The depot printed them after noon, which explains the gap.
Passes:
    action: >
      I saw that the dashboard counted only parcels with a label. I rang the depot in the north, asked when it
      printed them, and heard that it was after noon. So I moved the count to the evening.

Source: our own.
"""

from collections.abc import Iterator

from star2anki.coach.english.actors import Actor, acting
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

LEAST = 0.4


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Count the sentences in which the teller acts. Those in "we" and in the passive have their own rules."""
    part = story.step("action")
    if part is None:
        return
    sentences = acting(part.prose)
    mine = sum(sentence.actor is Actor.ME for sentence in sentences)
    others = [sentence for sentence in sentences if sentence.actor is Actor.OTHERS]
    if not others or mine >= LEAST * len(sentences) or len(others) * 2 < len(sentences) - mine:
        return
    lengths = {actor: sum(s.span[1] - s.span[0] for s in sentences if s.actor is actor) for actor in Actor}
    if lengths[Actor.ME] >= LEAST * sum(lengths.values()):  # short sentences between long deeds
        return
    message = (
        f"you act in {f'only {mine}' if mine else 'none'} of {len(sentences)} sentences"
        if len(sentences) > 1
        else "you do not act in the only sentence"
    )
    hint = "begin with what you did: asked, measured, wrote, refused; move circumstances to the situation"
    yield Finding(part.path, message, hint, others[0].span)


RULE = Rule("action-not-from-me", Severity.WARNING, __doc__, judge)

"""quiz-no-reason: the explanation gives no reason, or is missing.

"This is the right answer" teaches nothing to somebody who chose another one. Say why it is right, or what the others cost.

Fails:
    quiz:
      - question: What opens the story best?
        answer: The mug that was sold twice.
        distractors: [Your job title., How many shops there were., Why the count was slow.]
        explanation: The mug that was sold twice is the best opening, so this is the right answer.
Passes:
    quiz:
      - question: What opens the story best?
        answer: The mug that was sold twice.
        distractors: [Your job title., How many shops there were., Why the count was slow.]
        explanation: The listener sees the fault before any figure comes. The other three make them wait.

Source: item-writing guides; feedback that names a reason is remembered longer than a verdict.
"""

import re
from collections.abc import Iterator

from star2anki.coach.english.phrases import listed
from star2anki.coach.english.prose import stem, stems
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

NEW_WORDS = 4
"""How many telling words an explanation must add to question and answer to be taken for a reason."""

_VERDICT = frozenset(
    stem(word)
    for word in listed(
        """
    able above always answer answers below best better candidate choice choices choose chosen clearly concept
    confidence correct distractors done every explains explanation false first four given good important
    incorrect interviewer knew know last learn obviously one option options other others pick picked question
    read remember rest right second seen should simply stated statement story strong strongest text third three
    true two weak well wrong
    """
    )
)
_REASON = re.compile(
    r"\b(?:because|since|so that|as it|for it|therefore|which (?:shows|proves|tells|makes|means|is why|hides|leaves)|so the|otherwise|without|"
    r"if you|unless|whereas|while|but|only|hides?|shows?|proves?|tells?|makes?|means?|leaves?|costs?|names?|lets?|invites?|loses?|gives?|turns?|sounds?|says?)\b",
    re.IGNORECASE,
)


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Look for what the explanation adds."""
    for number, item in enumerate(story.heard.quiz):
        if item.answer is None:
            continue
        if item.explanation is None:
            message = "this question has no explanation"
            yield Finding(
                ("quiz", number),
                message,
                "add `explanation: ...` to say why the answer is right, or what the others cost",
            )
            continue
        known = set(stems(f"{item.question} {item.answer}")) | _VERDICT
        new = {word for word in stems(item.explanation) if word not in known}
        if len(new) < NEW_WORDS and not (_REASON.search(item.explanation) and new):
            message = "the explanation gives no reason"
            hint = 'say why it is right ("because ..."), or what the other answers cost'
            yield Finding(("quiz", number, "explanation"), message, hint)


RULE = Rule("quiz-no-reason", Severity.WARNING, __doc__, judge)

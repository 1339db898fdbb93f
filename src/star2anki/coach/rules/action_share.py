"""action-share: the action takes up too little of the story, or too much.

You are judged by what you did. If the steps before it take most of the time, the listener learns about the company
instead. Action should take at least two fifths of the story, and at most three quarters, or the result gets lost.

Fails:
    situation: >
      I ran the night desk of a small hotel where the booking system lost every reservation that was made by telephone
      between midnight and six in the morning. It had done so since the spring, nobody had noticed, and the guests who
      arrived to find no room were sent to the house across the square, which charged us for each of them. The owner
      had written to the maker of the system, and the maker had answered that telephones were not supported.
    task: Nights were mine, so the lost bookings were mine as well.
    action: I wrote each call on a card and I entered the cards at six.
    result: Lost bookings went from eleven a week to none, and the cards are still in use.
Passes:
    situation: I ran the night desk of a small hotel where the booking system lost reservations made by telephone.
    task: Nights were mine, so the lost bookings were mine as well.
    action: >
      I wrote each call on a card and I entered the cards at six. Then I rang the system's maker, and I read the times
      of the lost calls to them until they found the job that emptied the table at six. I asked them to save the table
      first, and I checked for a month that no booking was missing.
    result: Lost bookings went from eleven a week to none, and the cards are still in use.

Source: common advice from interview coaches, who say half to two thirds; two fifths leaves room for a strong Result.
"""

from collections.abc import Iterator

from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

LEAST = 0.38
MOST = 0.78


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Compare the action with the whole story."""
    if not story.has_counted_words:
        return
    lengths = {name: story.seconds(step.strong_example) for name, step in story.scenario.steps if step.strong_example}
    share = lengths["action"] / (sum(lengths.values()) or 1)
    if LEAST <= share <= MOST:
        return
    message = f"the action is {share:.0%} of the story".replace("%", " per cent")
    if share < LEAST:
        longest = max((name for name in lengths if name != "action"), key=lengths.__getitem__)
        hint = f"say more about what you did, and shorten the {longest}; half the time belongs to the action"
    else:
        hint = "keep details for follow-ups, so that the result gets its time"
    yield Finding(("action", "strong_example"), message, hint)


RULE = Rule("action-share", Severity.WARNING, __doc__, judge, any_language=True)

"""result-without-meaning: the result does not say what it meant to anybody.

Technical figures (milliseconds, test coverage, tickets) are only a means. Say who was better off: customers who got
through, colleagues who slept, money that was saved.

Remember: Say who was better off.

Fails:
    result: The ninety-fifth percentile of latency went from nine seconds to two.
Passes:
    result: The page went from nine seconds to two, and one in six of the shoppers who used to leave now pays.

Source: our own. A list of words recognises people and money, so this is only a hint.
"""

import re
from collections.abc import Iterator

from star2anki.coach.rule import Rule
from star2anki.coach.rules.empty_praise import PRAISE
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

_SOMEBODY = re.compile(
    r"[£$€¥₹]\s?\d|\b(?:people|persons?|man|men|woman|women|child\w*|kids?|famil\w+|parents?|mothers?|fathers?|neighbours?|neighbors?|"
    r"they|them|he|she|her|him|his|their|everyone|everybody|nobody|no one|someone|somebody|who|we|us|"
    r"customers?|clients?|users?|buyers?|shoppers?|guests?|patients?|nurses?|doctors?|clinics?|hospitals?|wards?|shops?|stores?|branch\w*|"
    r"schools?|pupils?|students?|teachers?|class\w*|staff\w*|crews?|colleagues?|teams?|engineers?|developers?|agents?|analysts?|clerks?|"
    r"drivers?|riders?|passengers?|travellers?|farmers?|growers?|tenants?|residents?|citizens?|members?|subscribers?|readers?|viewers?|players?|"
    r"callers?|hosts?|hotels?|restaurants?|kitchens?|cooks?|partners?|suppliers?|vendors?|merchants?|sellers?|companies|firms?|business\w*|"
    r"managers?|directors?|accountants?|auditors?|operators?|workers?|employees?|volunteers?|librarians?|candidates?|apprentices?|graduates?|"
    r"pounds?|dollars?|euros?|francs?|kroner|rupees?|yen|pence|cents|money|revenue|sales|sold|sale|cost|costs|profit\w*|margin|budget|refund\w*|"
    r"fees?|fines?|rent|bills?|paid|pay|pays|paying|invoice\w*|orders?|bookings?|sign-?ups?|complaints?|calls?|renew\w*|contracts?|donat\w+|"
    r"slept|sleep|evenings?|weekends?|hours?|overtime|injur\w+|accidents?|trust\w*|safer|safely|wait\w*|queue[sd]?|"
    r"\w{3,}(?:ists|ians|eers|mates|holders|owners|makers|keepers|goers|walkers|hikers|cyclists|learners|shippers|exporters|reviewers|testers|pickers|packers|fitters|porters|carers|visitors|donors|editors|authors|inspectors|mechanics|technicians))\b",
    re.IGNORECASE,
)


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Look for somebody to whom it mattered; people who only applaud do not count."""
    part = story.step("result")
    if part is None or _SOMEBODY.search(PRAISE.sub("", part.prose.folded)):
        return
    hint = "who noticed? Say what it changed for a customer, a colleague or the business"
    yield Finding(part.path, "the result does not say what it meant to anybody", hint)


RULE = Rule("result-without-meaning", Severity.HINT, __doc__, judge)

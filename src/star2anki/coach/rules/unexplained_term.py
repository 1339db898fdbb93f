"""unexplained-term: an abbreviation or insider word is never explained.

The person who decides may work in another field. Explain a term in three to six words where it first appears ("the
write-ahead log, the database's diary"), or use plain words instead. List terms that your interviewers are sure to know
under `terms` in `coach.yaml`.

Remember: Explain a term in six words where it first appears, or use plain words.

Fails:
    action: I moved the cron jobs off the bastion, and I set the RTO in the runbook.
Passes:
    action: I moved the nightly jobs to a server of their own, and I set the RTO (how long we may be down) in our manual.

Source: our own lists of what most people know, and of words that few people outside software know.
"""

import re
from collections.abc import Iterator

from star2anki.coach.english.phrases import any_of, compiled, listed
from star2anki.coach.english.prose import Prose, Span, stem
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]{2,6}|[A-Z][a-z]?[A-Z]{1,3}|[A-Z]{1,4}/[A-Z]{1,4}|[pP]9\d|[A-Z]+\d+[A-Z]*|k8s|i18n|a11y)(?=(?:s|['’]s)?\b(?![-]?\d))"
)
_SUMMARIES = frozenset({"overview", "say_instead", "key_line"})
"""Parts that repeat what is said elsewhere."""


def _normal(term: str) -> str:
    return stem(term.lower())


_KNOWN = frozenset(
    _normal(term)
    for term in listed(
        """
    AM PM AD BC OK TV PC CV ID IQ UK US USA EU UN UAE NY LA DC CEO CFO CTO COO CIO VP HR PR IT AI DIY GPS SMS
    PIN ATM FAQ PDF CD DVD USB QR VIP ETA RSVP ASAP FYI NGO PhD MBA BA MSc BSc GP NHS BBC DNA HIV MRI ICU MOT
    VAT GMT UTC BST CET EST PST QA UI UX URL WIFI LED LCD HGV SUV II III IV VI VII VIII IX XI XII STAR SOS PO
    AND NOT ALL NO YES STOP DO ON OFF I'M A1 A2 A3 A4 A5 B1 B2 C1 C2 P1 P2 P3 T1 H1 H2 Q1 Q2 Q3 Q4 3D 2D MP3 MP4
    iPad iOS Mac MB GB KB TB KG KM MPH
    """
    )
)
_INSIDER = compiled(
    any_of(
        r"""
        idempoten\w+|mutex\w*|cron(?: jobs?|tab)?|kubernetes|(?:re-?)?shard\w*|quorum|bastion|runbooks?|middleware|payloads?|webhooks?
        memoi[sz]\w+|microservices?|monolith\w*|blue-green|canary(?: release| deploy\w*)?|sidecars?|namespaces?|kernel panic|semaphores?
        deadlock\w*|backpressure|heap dumps?|garbage collector|stack traces?|linter|hydration|polyfill\w*|transpil\w+|tokeni[sz]er
        hyperparameter\w*|embeddings?|backprop\w*|logits?|epochs?|overfit\w*|gradient descent|f1 score|roc curve|confusion matrix
        heteroscedastic\w*|p-value|data lake(?:house)?|star schema|parquet|kafka|redis|terraform|ansible|jenkins|grafana|prometheus
        helm charts?|yaml|regexp?|regexes|monorepo|rebas\w+|cherry-pick\w*|feature flags?|flaky|dogfood\w*|yak[- ]shav\w+|bikeshed\w*
        toil|blast radius|failover|hot ?fix\w*|tech(?:nical)? debt|refactor\w*|(?:de)?seriali[sz](?:ation|ed|ing|er|es?)|upsert\w*
        denormali[sz]\w+|memcached|long[- ]poll\w*|websockets?|mtls|oauth\d?|nonce|cardinality|tail latency|percentiles?|throughput
        round[- ]robin|cache invalidation|race condition|story points?|sprint velocity|burn-?down|go-to-market|churn rate
        triage category|stat bloods|cross-dock\w*|demurrage|bill of lading|mise en place
        """
    )
)
_EXPLAINING = re.compile(
    r"['’]?s?\)?(?:(?: [a-z]+)?, (?:the|a|an)\b| \([a-z]| ?\([^)]{6,}\)|,? (?:or|that is|which|meaning|short for|in other words|i\.e\.|who|where|whose)\b|, (?:the|a|an|our|their|its|my|one|when|how|what|those|in which)\b|: "
    r"| (?:is|are|means|stands for|was our|were our|being)\b| ?[–—-] )",
    re.IGNORECASE,
)
_NAME_GOES_ON = re.compile(r"(?:['’]s)? [A-Z][a-z]+")
_EXPLAINED_BEFORE = re.compile(
    r"(?:\(|\b(?:called|calls?|so-called|known as|or|named|the name|we say|short:|call it|call them|call that|abbreviated to|termed)(?: an?| the)? )$",
    re.IGNORECASE,
)


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Look at the first use of each term, in the order of telling."""
    known = {*_KNOWN, *map(_normal, story.settings.terms)}
    for part in story.parts:
        if part.kind in _SUMMARIES:
            continue
        abbreviations = (found.span() for found in part.prose.find(_ABBREVIATION))
        for span in (*abbreviations, *part.prose.find_phrases(_INSIDER)):
            words = part.prose.show(span)
            term = _normal(words)
            if term in known:
                continue
            known.add(term)
            if not (_is_explained(part.text, span) or _is_name(part.text, span) or _is_shouted(part.prose, span)):
                hint = "explain it in three to six words where it first appears, or use plain words"
                yield Finding(part.path, f'"{words}" is not explained', hint, span)


def _is_explained(text: str, span: Span) -> bool:
    before, behind = text[max(0, span[0] - 30) : span[0]], text[span[1] : span[1] + 60]
    if _EXPLAINED_BEFORE.search(before) or _EXPLAINING.match(behind):
        return True
    # An expansion before or after it: "service level agreement (SLA)", "SLA, service level agreement".
    return before.rstrip().endswith("(") or _has_initials(behind, text[slice(*span)].rstrip("s"))


def _has_initials(behind: str, abbreviation: str) -> bool:
    words = re.findall(r"[^\W\d_]+", behind)[: len(abbreviation)]
    return "".join(word[0] for word in words).lower() == abbreviation.lower()


def _is_name(text: str, span: Span) -> bool:
    """Return whether it is part of a longer name, such as "DHL" in "DHL Express"."""
    return bool(_NAME_GOES_ON.match(text, span[1]))


def _is_shouted(prose: Prose, span: Span) -> bool:
    start, end = prose.around(span[0])
    return prose.text[start:end].isupper()


RULE = Rule("unexplained-term", Severity.WARNING, __doc__, judge)

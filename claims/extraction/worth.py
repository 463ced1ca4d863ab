"""How much a statement is worth checking, by parts that a person understands."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from claims.extraction import kind_words
from claims.extraction.types import AttributionKind, KindOfClaim


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned of a statement's worth, on the scale of log odds.

    `score` is the learned part's own, `parts` what the sum of the named parts counts beside it.
    """

    score: float
    parts: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a statement when its worth is judged."""

    text: str
    kind: AttributionKind
    kind_of_claim: KindOfClaim
    happened: bool = False
    """Whether its verb tells it as done."""
    learned: Learned | None = None


@dataclass(frozen=True, slots=True)
class Component:
    """One reason for or against; a reviewer reads it where it holds."""

    reason: str
    weight: float
    amount: Callable[[Facts], float]
    """0 where it does not hold, 1 where it does; more where more of it may count."""


def _has(pattern: re.Pattern[str]) -> Callable[[Facts], float]:
    return lambda facts: float(bool(pattern.search(facts.text)))


def _times(pattern: re.Pattern[str], most: int) -> Callable[[Facts], float]:
    return lambda facts: float(min(most, len(pattern.findall(facts.text))))


def _is(wanted: KindOfClaim) -> Callable[[Facts], float]:
    return lambda facts: float(facts.kind_of_claim == wanted)


MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
CALENDAR = re.compile(
    rf"\b{MONTH} \d{{1,2}}\b|\b\d{{1,2}} {MONTH}(?!\w)|\b(?:19|20)\d\ds?\b", re.IGNORECASE
)
"""Digits that say when, and not how many."""
DATE = re.compile(
    rf"{CALENDAR.pattern}|\b(?:last|this|past) (?:week|month|year|decade|night)\b"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|decades?)\b",
    re.IGNORECASE,
)
NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
VAGUE = re.compile(
    r"\b(?:some|many|several|things?|something|stuff|everybody|everyone|nobody|lots?|kind of"
    r"|sort of|somehow|really|very|essentially|basically|whatever|so many|so much)\b",
    re.IGNORECASE,
)
OWN = re.compile(r"\b(?:I|me|my|we|us|our|I['’]\w+)\b")
ACCUSED = re.compile(
    r"\b(?:(?:accus|illegal|criminal|fraud|corrupt|murder|kill|brib|violat|overstep|abus|cheat"
    r"|discriminat|scandal|indict|convict|shortchang)\w*|crimes?|lied|stole|cover(?:ed)? up)\b",
    re.IGNORECASE,
)
PUBLIC = re.compile(
    r"\b(?:court|laws?|bill|vot(?:e[ds]?|ers?)|tax(?:es)?|polic(?:y|ies)|budget|rules?|treaty|rates?"
    r"|unemployment|crime|immigra\w+|health|schools?|emissions?|elections?|military|war|jobs"
    r"|econom\w+|debt|deficit|wages?)\b",
    re.IGNORECASE,
)
IN_OFFICE = re.compile(
    r"\b(?:president(?:s|ial)?|(?:prime )?ministers?|senat(?:e|ors?)|governors?|mayors?|congress\w*"
    r"|parliament|administration|government|federal|states?|council|commission|committees?|board"
    r"|courts?|judges?|justices?|agenc(?:y|ies)|department|secretary|officials?|police|army"
    r"|campaigns?|candidates?|nominees?|part(?:y|ies)|unions?)\b",
    re.IGNORECASE,
)


AT_LEAST = re.compile(
    r"\b(?:more|less|fewer|greater|higher|lower|older|younger) than "
    r"(?=[$£€]|\d|(?:an? |one )?(?:half|"
    rf"dozen|hundred|thousand|million|billion|year|month|week|day)|(?:{kind_words.NUMBER_WORDS})\b)",
    re.IGNORECASE,
)
"""A bound and not a comparison: "more than two years"."""


def _compares(facts: Facts) -> float:
    return float(bool(kind_words.COMPARISON.search(AT_LEAST.sub("", facts.text))))


def _amount(facts: Facts) -> float:
    return float(bool(kind_words.NUMBER.search(KNOWN.sub("", CALENDAR.sub("", facts.text)))))


KNOWN = re.compile(r"\b(?:the|these|those|both|all|other)(?: other)? (?:two|three|four)\b", re.I)
"""Numbers that point at what the reader knows: "between the two nations"."""


COMPONENTS: tuple[Component, ...] = (
    Component("a figure", 0.6, _is("figure")),
    Component("a number", 0.8, _amount),
    Component("a comparison", 0.5, _compares),
    Component("a superlative", 0.3, _has(kind_words.SUPERLATIVE)),
    Component("an accusation", 0.4, _has(ACCUSED)),
    Component("something that has happened", 0.3, lambda facts: float(facts.happened)),
    Component("an event: it took place or it did not", 0.3, _is("event")),
    Component("words that were said, or were not", 0.6, _is("quote")),
    Component("a date", 0.4, _has(DATE)),
    Component("people or bodies in office", 0.4, _has(IN_OFFICE)),
    Component("public business", 0.2, _has(PUBLIC)),
    Component("names that can be looked up", 0.15, _times(NAME, 3)),
    Component("a prediction: cannot be checked yet", -0.9, _is("prediction")),
    Component("an opinion: a matter of taste", -0.9, _is("opinion")),
    Component("a promise or a call: nothing to check yet", -1.2, _is("promise_or_call")),
    Component("words of judgement", -0.4, _times(kind_words.JUDGEMENT, 2)),
    Component("vague words", -0.4, _has(VAGUE)),
    Component("the speaker's own experience", -0.5, _has(OWN)),
    Component("a quotation", -0.3, lambda facts: float(facts.kind == "direct")),
)
"""Few and signed by hand, so that they hold in any newsroom, and where no model is."""

BIAS = -0.6
SHOWN = 0.2
"""A reason that moves the score less than this is not worth a reviewer's eye."""
LEARNED_SHOWN = 0.7
READS = ("reads like what desks do not check", "reads like what desks check")
"""The reason that the learned part is: without one that a person sees in the words."""


def assess(facts: Facts) -> tuple[float, tuple[str, ...]]:
    """Worth from 0 to 1 within its article, and the reasons, the weightiest first."""
    reasons = [(w, c.reason) for c in COMPONENTS if abs(w := c.weight * c.amount(facts)) >= SHOWN]
    total, learned = sum_of_parts(facts), facts.learned
    if learned is not None:
        total = learned.parts * total + learned.score
        reasons = [(learned.parts * weight, reason) for weight, reason in reasons]
        if abs(learned.score) >= LEARNED_SHOWN:
            reasons.append((learned.score, READS[learned.score > 0]))
    reasons.sort(key=lambda found: -abs(found[0]))
    return round(1 / (1 + math.exp(-total)), 4), tuple(reason for _, reason in reasons)


def sum_of_parts(facts: Facts) -> float:
    """What the named parts say together, as log odds."""
    return BIAS + sum(c.weight * c.amount(facts) for c in COMPONENTS)

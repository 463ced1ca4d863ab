"""How much a statement is worth checking, by parts that a person understands."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from claims.extraction import kinds
from claims.extraction.types import AttributionKind, KindOfClaim


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a statement when its worth is judged."""

    text: str
    kind: AttributionKind
    kind_of_claim: KindOfClaim


@dataclass(frozen=True, slots=True)
class Component:
    """One reason for or against: shown to the reviewer when it holds."""

    reason: str
    weight: float
    holds: Callable[[Facts], bool]


def _matches(pattern: re.Pattern[str]) -> Callable[[Facts], bool]:
    return lambda facts: bool(pattern.search(facts.text))


def _is(*wanted: KindOfClaim) -> Callable[[Facts], bool]:
    return lambda facts: facts.kind_of_claim in wanted


DATE = re.compile(
    r"\b(?:(?:19|20)\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}"
    r"|(?:last|this|past) (?:week|month|year|decade|night)"
    r"|(?:january|february|march|april|june|july|august|september|october|november|december)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|decades?)\b",
    re.IGNORECASE,
)
NAME = re.compile(r"(?<!^)(?<![.!?“\"] )\b[A-Z][a-z]+")
VAGUE = re.compile(
    r"\b(?:some|many|several|things?|something|stuff|people|everybody|nobody|lots?|kind of"
    r"|sort of|somehow|really|very)\b",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"\b(?:I|me|my|we|us|our|I['’]\w+)\b")
SECOND_PERSON = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)
ACCUSED = re.compile(
    r"\b(?:accus|illegal|crime|criminal|fraud|lied|lying|lies?|corrupt|murder|kill|stole|stolen"
    r"|brib|violat|overstep|abus|cheat|discriminat|scandal|broke the law|indict|convict"
    r"|charged)\w*",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:was|were|had|did|\w{3,}ed|won|lost|said|told|made|went|took|gave|voted|fell|rose"
    r"|began|left|built|spent|paid|met|held|led)\b"
)
LAW = re.compile(
    r"\b(?:court|law|bill|vote[ds]?|tax(?:es)?|policy|budget|federal|government|congress|senate"
    r"|parliament|minister|military|rules?|treaty|rate|unemployment|crime|immigra\w+|health"
    r"|schools?|emissions?|election|military|war)\b",
    re.IGNORECASE,
)

COMPONENTS: tuple[Component, ...] = (
    Component("a figure", 1.2, _matches(kinds.FIGURE)),
    Component("a number", 0.3, _matches(kinds.NUMBER)),
    Component("a date", 0.4, _matches(DATE)),
    Component("a comparison", 0.8, _matches(kinds.COMPARISON)),
    Component("a superlative", 0.4, _matches(kinds.SUPERLATIVE)),
    Component("a cause", 0.1, _matches(kinds.CAUSAL)),
    Component("an accusation", 0.6, _matches(ACCUSED)),
    Component("names that can be looked up", 0.5, _matches(NAME)),
    Component("public business", 0.4, _matches(LAW)),
    Component("something that has happened", 0.5, _matches(PAST)),
    Component("a prediction: cannot be checked yet", -1.5, _is("prediction")),
    Component("an opinion: a matter of taste", -1.5, _is("opinion")),
    Component("a promise or a call: nothing to check yet", -1.5, _is("promise_or_call")),
    Component("vague words", -0.4, _matches(VAGUE)),
    Component("the speaker's own experience", -0.8, _matches(FIRST_PERSON)),
    Component("addressed to somebody", -0.4, _matches(SECOND_PERSON)),
    Component("a quotation", -0.7, lambda facts: facts.kind == "direct"),
    Component("only a few words", -0.7, lambda facts: len(facts.text.split()) < 7),
)
BIAS = -0.5
SHOWN = 0.25
"""A reason that moves the score less than this is not worth a reviewer's eye."""


def assess(facts: Facts) -> tuple[float, tuple[str, ...]]:
    """Worth from 0 to 1 within its article, and the reasons, the weightiest first."""
    held = [c for c in COMPONENTS if c.holds(facts)]
    total = BIAS + sum(c.weight for c in held)
    shown = sorted((c for c in held if abs(c.weight) >= SHOWN), key=lambda c: -abs(c.weight))
    return round(1 / (1 + math.exp(-total)), 4), tuple(c.reason for c in shown)


def check_worthiness(sentences: Sequence[str]) -> list[float]:
    """Worth of each sentence of a speech or debate, in its order, 0 to 1."""
    return [assess(_facts(sentence))[0] for sentence in sentences]


def _facts(sentence: str) -> Facts:
    kind = kinds.kind_of_claim(sentence, quoted=True, infinitive=False, finite=True)
    return Facts(sentence, "direct", kind)

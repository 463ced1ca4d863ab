"""What kind of claim a statement is: the list a desk sorts by, told from its words."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from claims.extraction.kind_words import (
    AHEAD,
    AMONG_THE_MOST,
    BECAUSE,
    BEING,
    COMPARED,
    CONDITION,
    COUNTED,
    DUTY,
    EVALUATES,
    HABIT,
    IMPERSONAL,
    JUDGEMENT,
    MINDS,
    MODALS_AHEAD,
    MOST,
    OPENS_WITH_IF,
    PLANNED,
    PROMISES,
    RANKED,
    ROUGH,
    SCHEDULED,
    SPEAKS,
    TERMS,
    THINKING,
    UNSURE,
)
from claims.extraction.predicates import NOTHING, Predicate
from claims.extraction.types import KindOfClaim


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of a statement when its kind is told.

    `main` is the text without its subordinate clauses, `cue` the lemmas of the words that report
    it, `own` whether its subject is who says it ("he would pay for it").
    """

    text: str
    quoted: bool = False
    outlet: bool = False
    main: str = ""
    predicate: Predicate = NOTHING
    cue: frozenset[str] = frozenset()
    own: bool = False
    apposed: bool = False


def kind_of_claim(said: Said) -> KindOfClaim:
    """The first rule of `RULES` that holds; "other" where none does."""
    said = said if said.main else replace(said, main=said.text)
    return next((kind for kind, holds in RULES if holds(said)), "other")


def _finite(said: Said) -> bool:
    return said.predicate.tense != "none" or bool(said.predicate.modals)


def _judged(said: Said) -> int:
    return len(JUDGEMENT.findall(said.main))


def _thinks(said: Said) -> bool:
    return said.predicate.thought or bool(THINKING.search(said.main))


def _to_be_done(said: Said) -> bool:
    """An infinitive or a noun phrase under "promised", "called for"."""
    if said.outlet or _finite(said):
        return False
    infinitive = said.text.lower().startswith(("to ", "not to "))
    return infinitive or bool(said.cue & PROMISES)


def _promised(said: Said) -> bool:
    """ "He would pay for it", "we must act": somebody is to do something."""
    modal = said.predicate.modals & {"will", "would", "'ll", "’ll", "wo"}
    if said.own and modal and not said.outlet and not CONDITION.search(said.text):
        return True
    past = said.predicate.tense in {"past", "perfect"}
    looked_at = said.text if _thinks(said) else said.main
    return not past and not said.predicate.negated and bool(DUTY.search(looked_at))


def _counted(said: Said) -> bool:
    return bool(COUNTED.search(said.text)) and not ROUGH.search(said.text) and _judged(said) < 2


def _conditional(said: Said) -> bool:
    """ "If she wins, the court could …": what would follow, and not what is to be done."""
    return bool(OPENS_WITH_IF.search(said.text) and AHEAD.search(said.text))


def _term(said: Said) -> bool:
    """What a plan provides: "fathers would not be eligible", "the policy would extend to"."""
    provides = said.predicate.modals & {"would", "could", "will", "may", "can"}
    return bool(provides and TERMS.search(said.text)) and not CONDITION.search(said.text)


def _appointed(said: Said) -> bool:
    if UNSURE.search(said.main) or _thinks(said):
        return False
    now = said.predicate.tense == "present" and said.predicate.lemma not in BEING
    dated = now or "will" in said.predicate.modals
    return bool(PLANNED.search(said.main) or (dated and SCHEDULED.search(said.main)))


def _ahead(said: Said) -> bool:
    if said.predicate.tense in {"past", "perfect"} and not _thinks(said):
        return False
    if "could" in said.predicate.modals and said.predicate.negated and said.outlet:
        return False
    looked_at = said.text if _thinks(said) else said.main
    return bool(said.predicate.modals & MODALS_AHEAD or AHEAD.search(looked_at)) and not bool(
        re.search(r"\b(?:could|may|might|would)(?:n['’]t| not)? have\b", said.main)
    )


def _compared(said: Said) -> bool:
    if _thinks(said) or _judged(said) > 1:
        return False
    ranked = MOST.search(said.main) and not AMONG_THE_MOST.search(said.main)
    return bool(COMPARED.search(said.text)) or bool(ranked and said.predicate.lemma in RANKED)


def _caused(said: Said) -> bool:
    return bool(BECAUSE.search(said.text)) and not _thinks(said) and _judged(said) < 2


def _valued(said: Said) -> bool:
    """Its predicate praises or blames, or the speaker says what he or she thinks."""
    if _thinks(said) or said.predicate.lemma in EVALUATES:
        return True
    if said.predicate.complement and JUDGEMENT.search(said.predicate.complement):
        return True
    return _judged(said) >= (1 if said.quoted else 2)


def _about_words(said: Said) -> bool:
    return not said.quoted and said.predicate.lemma in SPEAKS and not said.predicate.negated


def _remarked(said: Said) -> bool:
    """Speech in the present tense about "it", "that" or "us" tells a view."""
    verb = said.predicate
    now = verb.tense == "present" and not verb.passive and not verb.progressive
    denied = verb.negated or bool(re.match(r"there(?:['’]s| is| are) no\b", said.main, re.I))
    return said.quoted and now and not denied and verb.subject in IMPERSONAL


def _minded(said: Said) -> bool:
    """ "Nobody wants to", "her daughter likes to sing": what goes on in others cannot be seen."""
    return said.predicate.lemma in MINDS and not said.predicate.passive


def _lasting(said: Said) -> bool:
    """What something is, has or usually does."""
    stays = said.predicate.lemma in BEING and not said.predicate.progressive
    if stays and (said.predicate.lemma, said.predicate.tense) != ("have", "perfect"):
        return True
    habit = said.predicate.tense == "present" and not said.predicate.progressive
    named = said.apposed or bool(re.match(r"(?:.{0,60} )?(?:of )?being (?:a|an|the)\b", said.text))
    return habit or bool(said.predicate.modals & HABIT) or (named and not _finite(said))


def _happened(said: Said) -> bool:
    return bool(said.predicate.lemma)


Rule = tuple[KindOfClaim, Callable[[Said], bool]]
RULES: tuple[Rule, ...] = (
    ("promise_or_call", _to_be_done),
    ("attribute", _term),
    ("prediction", _conditional),
    ("promise_or_call", _promised),
    ("causal", lambda said: bool(re.search(r"\bbecause\b", said.text)) and _caused(said)),
    ("figure", lambda said: _counted(said) and not _thinks(said)),
    ("event", _appointed),
    ("prediction", _ahead),
    ("comparison", _compared),
    ("causal", _caused),
    ("opinion", _valued),
    ("quote", _about_words),
    ("opinion", _remarked),
    ("other", _minded),
    ("attribute", _lasting),
    ("event", _happened),
    ("opinion", lambda said: not said.outlet),
)
"""In this order: what a statement is for outweighs what it contains, that outweighs its form."""

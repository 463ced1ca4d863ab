"""What a statement's governing verb tells of it: its time, its subject, what it says of it."""

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from claims.extraction.names import FIRST_PERSON

Tense = Literal["past", "perfect", "present", "none"]
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
COMPLEMENTS = frozenset({"acomp", "attr", "oprd"})
THINKING = frozenset(
    {"think", "believe", "feel", "hope", "guess", "suppose", "fear", "doubt", "wish", "trust"}
)
PRETERITE = frozenset({"VBD"})
PRESENT = frozenset({"VBZ", "VBP"})
DEEPEST = 4
"""How many times "I think that I believe that" is followed."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A governing verb. `thought`: its clause is what "I think" or "we hope" is about."""

    lemma: str = ""
    tense: Tense = "none"
    progressive: bool = False
    passive: bool = False
    negated: bool = False
    modals: frozenset[str] = frozenset()
    subject: str = ""
    complement: str = ""
    thought: bool = False
    participle: bool = False

    @property
    def done(self) -> bool:
        """Told as something that has happened: "fell", "has fallen", "a bridge built in 1931"."""
        return self.tense in {"past", "perfect"} or self.participle


NOTHING = Predicate()


def predicate(head: Token) -> Predicate:
    """Of the clause that the token governs; of the one thought, where the speaker thinks it."""
    thought = False
    for _ in range(DEEPEST):
        inner = next((c for c in head.children if c.dep_ == "ccomp" and c.i > head.i), None)
        own = head.lemma_.lower() in THINKING and _subject(head) in FIRST_PERSON
        thought = thought or own
        if not own or inner is None:
            break
        head = inner
    if head.pos_ not in {"VERB", "AUX"}:
        return Predicate(thought=thought)
    helpers = [c for c in head.children if c.dep_ in {"aux", "auxpass"}]
    return Predicate(
        lemma=head.lemma_.lower(),
        tense=_tense(head, helpers),
        progressive=head.tag_ == "VBG" and any(h.lemma_ == "be" for h in helpers),
        passive=any(h.dep_ == "auxpass" for h in helpers),
        negated=any(c.dep_ == "neg" for c in head.children),
        modals=frozenset(h.lower_ for h in helpers if h.tag_ == "MD"),
        subject=_subject(head),
        complement=_complement(head),
        thought=thought,
        participle=head.tag_ == "VBN" and not helpers,
    )


def _tense(head: Token, helpers: list[Token]) -> Tense:
    finite = next((h for h in helpers if h.tag_ in PRETERITE | PRESENT), None)
    if any(h.tag_ == "MD" for h in helpers):
        return "none"
    if any(h.lemma_ == "have" and h is not head for h in helpers):
        return "perfect"
    tag = finite.tag_ if finite is not None else head.tag_
    if tag in PRETERITE:
        return "past"
    return "present" if tag in PRESENT else "none"


def _subject(head: Token) -> str:
    """The word that heads the subject; of the first verb, where two share theirs."""
    for verb in (head, head.head if head.dep_ == "conj" else head):
        found = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if found is not None:
            return found.lower_
    return ""


def _complement(head: Token) -> str:
    """What is said of the subject, with its modifiers: "extra valuable", "a phony system"."""
    found = next((c for c in head.children if c.dep_ in COMPLEMENTS), None)
    if found is None:
        return ""
    near = [c.text for c in found.lefts if c.dep_ in {"amod", "compound", "advmod"}]
    return " ".join([*near, found.text])

"""Names who "who" is: a source that is a relative pronoun is printed with the noun before it."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Token

from claims.extraction.frames import may_speak
from claims.extraction.phrases import ancestors
from claims.extraction.types import Attribution, Span

PRONOUNS = frozenset({"WP", "WDT"})
LONGEST = 20
"""Tokens from the noun to its pronoun: "Ann Lee, the mayor of Hull and a former nurse, who"."""


def with_antecedents(doc: Doc, attributions: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, "who" widened to "three lawmakers who"."""
    return tuple(_named(doc, attribution) for attribution in attributions)


def _named(doc: Doc, attribution: Attribution) -> Attribution:
    source = attribution.source
    span = doc.char_span(source.start, source.end) if source else None
    if span is None or len(span) != 1 or span[0].tag_ not in PRONOUNS:
        return attribution
    noun = _antecedent(span[0])
    if noun is None:
        return attribution
    start, end = doc[noun.left_edge.i].idx, span.end_char
    return replace(attribution, source=Span(start, end, doc.text[start:end]))


def _antecedent(pronoun: Token) -> Token | None:
    """The noun that the pronoun's clause hangs on, where it stands before the pronoun."""
    clause = next((above for above in ancestors(pronoun) if above.dep_ == "relcl"), None)
    noun = None if clause is None else _speaking(clause.head, pronoun)
    if noun is None or not 0 < pronoun.i - noun.left_edge.i <= LONGEST or noun.i > pronoun.i:
        return None
    return noun


def _speaking(noun: Token, pronoun: Token) -> Token:
    """Lawmakers speak in "the anger of lawmakers who", experts in "experts in the law, who".

    The parser hangs the clause on either noun.
    """
    if may_speak(noun):
        return noun
    nouns = [t for t in noun.doc[noun.i + 1 : pronoun.i] if t.dep_ == "pobj"][-1:]
    nouns += [noun.head.head] if noun.dep_ == "pobj" else []
    return next((other for other in nouns if may_speak(other)), noun)

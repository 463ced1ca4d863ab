"""Who said that who said: reports within what somebody reports."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from claims.extraction.cues import SPEECH
from claims.extraction.document import Document
from claims.extraction.frames import Frame, frame, may_speak
from claims.extraction.names import words
from claims.extraction.phrases import cue_words, name_of, subject
from claims.extraction.quotations import Quotation
from claims.extraction.rules import outermost
from claims.extraction.splitting import finite

THINKS = words("believe doubt expect fear feel hope suspect think worry")
"""What somebody is said to think; "realised" and "knew" assert it."""
ASIDE = frozenset({"advcl", "relcl", "acl", "csubj", "pcomp"})
"""A report in a subordinate clause is part of what its sentence says."""
MARKS = {"‘": "’", "'": "'", "“": "”", '"': '"'}
NOBODY = words(
    "it that this which what who anyone anybody someone somebody everyone nobody one you"
)
"""Subjects under which a report within a report names nobody who answers for it."""
CLAUSES = frozenset({"ccomp", "xcomp"})
WIDEST_GAP = 2
"""Tokens from the end of a quotation to who said it, a line break among them."""
MOST_QUOTATIONS = 8
"""Of one report within another."""
LONGEST = 400
"""Tokens of a quotation within a quotation that are looked at."""


def inner(document: Document, outer: Iterable[Frame], known: Iterable[Frame] = ()) -> list[Frame]:
    """What somebody is said to have said: frames of speech within the contents of others."""
    around = {i: f for f in outer for i in f.contents}
    inside = set(around)
    taken = {i for f in known for i in (f.verb, *f.cue)}
    reporting = (t for t in document.doc if t.i in inside and t.i not in taken and _reports(t))
    made = [f for f in (_frame(t, inside) for t in reporting) if f is not None and f.source]
    found = [_quoting(document, f, around[f.verb]) for f in made]
    return outermost(f for f in found if inside.issuperset(f.contents))


def _reports(token: Token) -> bool:
    said = token.lemma_.lower() in SPEECH | THINKS and not _to_come(token)
    aside = token.dep_ in ASIDE and not any(c.lower_ == "what" for c in token.children)
    return said and token.pos_ == "VERB" and not aside and finite(token)


def _to_come(verb: Token) -> bool:
    """ "will announce its plans": nobody has said anything yet."""
    future = {"will", "would", "shall", "’ll", "'ll", "wo"}
    return any(c.tag_ == "MD" and c.lower_ in future for c in verb.children)


def _frame(verb: Token, inside: set[int]) -> Frame | None:
    quoted = _in_marks(verb, inside)
    who = subject(verb)
    if who is None or who.lower_ in NOBODY:
        return None
    if quoted:
        return Frame(verb.i, tuple(name_of(who)), tuple(cue_words(verb)), quoted)
    if verb.lemma_.lower() == "claim" and not any(c.dep_ in CLAUSES for c in verb.children):
        return None  # "claimed a loss of $900 million" on a tax return
    found = frame(verb)
    return found if found is not None and may_speak(who) else None


def _quoting(document: Document, found: Frame, outer: Frame) -> Frame:
    """In "“…,” Lee said, according to the Times" what the Times quotes is Lee's."""
    start, end = (document.doc[outer.contents[i]].idx for i in (0, -1))
    known = document.quotations
    low, high = (bisect_left(known, place, key=lambda q: q.start) for place in (start, end))
    held = frozenset(outer.contents)
    spans = [_tokens(document, q) for q in known[low : min(high, low + MOST_QUOTATIONS)]]
    quoted = [q for q in spans if held.issuperset(q)]
    first = min(*found.source, found.verb)
    beside = any(q and 0 < first - q[-1] <= WIDEST_GAP for q in quoted)
    if not beside or any(found.verb in q for q in quoted):
        return found
    return replace(found, contents=tuple(sorted(i for q in quoted for i in q)))


def _tokens(document: Document, quotation: Quotation) -> range:
    span = document.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
    return range(0) if span is None else range(span.start, span.end)


def _in_marks(verb: Token, inside: set[int]) -> tuple[int, ...]:
    """The quotation within the quotation, to its closing mark or as far as the outer one goes."""
    doc, first = verb.doc, verb.i + 1
    while first < len(doc) and doc[first].text in {",", ":", "that"}:
        first += 1
    closing = MARKS.get(doc[first].text) if first < len(doc) else None
    if closing is None or first not in inside:
        return ()
    last = first + 1
    while last < min(len(doc), first + LONGEST) and last in inside and doc[last].text != closing:
        last += 1
    return tuple(range(first, last))

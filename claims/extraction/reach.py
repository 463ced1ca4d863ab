"""How far a report reaches: what the sentence says after it is not what was said."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from claims.extraction.document import Document
from claims.extraction.frames import Frame
from claims.extraction.quotation import Quoted
from claims.extraction.splitting import finite

MARKED = frozenset({"after", "when", "while", "as", "because", "since", "before", "if", "although"})
"""What opens a clause that the sentence leaves again: "After she said that A, B"."""
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})


def within_reach(document: Document, frames: Iterable[Frame]) -> list[Frame]:
    """The frames without words that the sentence says in its own voice, or another line does."""
    quoted = Quoted(document.text, document.quotations)
    return [replace(f, contents=_kept(document, f, quoted)) for f in frames]


def _kept(document: Document, found: Frame, quoted: Quoted) -> tuple[int, ...]:
    verb = document.doc[found.verb]
    beyond = _after_clause(verb) | _next_deed(verb, found) | _other_lines(document, found, quoted)
    kept = tuple(i for i in found.contents if i not in beyond)
    return kept if kept and beyond else found.contents


def _after_clause(verb: Token) -> frozenset[int]:
    """What follows the clause that the verb governs, where that clause opens its sentence."""
    opens = verb.dep_ == "advcl" and any(
        c.lower_ in MARKED and c.dep_ in {"mark", "advmod", "prep"} and c.i < verb.i
        for c in verb.children
    )
    if not opens or verb.head.i < verb.i:
        return frozenset()
    last = verb.right_edge.i
    return frozenset(range(last + 1, verb.sent.end))


def _other_lines(document: Document, found: Frame, quoted: Quoted) -> frozenset[int]:
    """Only a quotation goes on from line to line, and what follows a colon at a line's end."""
    if not found.cue:
        return frozenset()
    text, doc = document.text, document.doc
    cue = doc[found.cue[0]].idx
    above, below = text.rfind("\n", 0, cue), text.find("\n", cue)
    if below < 0 or text[above + 1 : below].rstrip().endswith(":"):
        below = len(text)
    return frozenset(
        i for i in found.contents if not above < doc[i].idx < below and not quoted.at(doc[i].idx)
    )


def _next_deed(verb: Token, found: Frame) -> frozenset[int]:
    """In "“It works,” she said, and the lights went on" the lights are not in her words."""
    if not found.cue or found.contents[0] > found.cue[0]:
        return frozenset()
    said = verb.doc[found.contents[0]]
    if not (said.is_quote or said.text in {"'", "‘"}):
        return frozenset()
    deeds = (
        c
        for c in verb.children
        if c.dep_ == "conj"
        and c.i > verb.i
        and finite(c)
        and any(g.dep_ in SUBJECTS for g in c.children)
    )
    first = next(deeds, None)
    if first is None:
        return frozenset()
    quoted = next((t.i for t in first.subtree if t.is_quote), first.right_edge.i + 1)
    return frozenset(range(first.left_edge.i, quoted))

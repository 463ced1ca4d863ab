"""Cuts a sentence, or what somebody said, where each part can be wrong without the other.

Coordinated finite clauses, non-restrictive relative and participial clauses, and appositions that
add a fact become clauses of their own; restrictive modifiers, titles and lists stay together.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from spacy.tokens import Doc, Span, Token

from claims.extraction import names

Form = Literal[
    "main", "coordinate", "relative", "participial", "apposition", "absolute", "adverbial",
    "concession", "comparison",
]  # fmt: skip

LOOKED_AT = 40
"""Words of a part that are looked at, however long it is."""

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
CLOSING_MARKS = frozenset({"”", "’", '"', "'", "»", "''"})
RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
PAUSE = frozenset({",", "–", "—", "-", "--", "(", ";", ":"})
ADDS_A_FACT_AFTER = frozenset({"as", "after", "while", "although", "though", "whereas", "when"})
CONDITIONS = frozenset({"if", "unless", "because"})
MOMENTS = names.words("""
moment moments minute minutes hour hours day days week weeks month months year years
shortly soon right just long immediately
""")
"""In "came minutes after the vote ended" the vote says when, and is no fact by itself."""

LOOSE = frozenset({"npadvmod", "dobj", "oprd"})
"""How a parser hangs a summing-up noun on the verb: "…, language that could bar many"."""

COMPARED = frozenset({"advmod", "amod", "npadvmod", "acomp", "oprd", "prep"})
MOVED = frozenset({"up", "down"})
CONCEDES = frozenset({"although", "though", "while", "whereas"})
SUBORDINATES = frozenset({"relcl", "acl", "advcl", "ccomp", "csubj", "pcomp"})
SHORTEST = 4
"""Words below which a detached part is trivia ("as expected") and not a statement."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One statement: tokens `start` to `end` (exclusive), its governing word, how it hangs on."""

    start: int
    end: int
    head: int
    form: Form


Stands = Callable[[Clause], bool]
"""Whether a part can be checked by itself; in speech fewer can than in an article."""


@dataclass(slots=True)
class _Part:
    """A clause with those that hang on it; `clauses` flattens the tree."""

    clause: Clause
    parts: "list[_Part]"


def clauses(doc: Doc, start: int, end: int, stands: Stands = lambda part: True) -> list[Clause]:
    """The clauses of the tokens from `start` to `end`, in the order of the text."""
    whole = _Part(Clause(start, end, start, "main"), [])
    every = [whole]
    above = [whole]
    for found in sorted(_detachable(doc, start, end), key=lambda c: (c.start, -c.end)):
        while above[-1].clause.end <= found.start:
            above.pop()
        parent = above[-1].clause
        part = replace(found, end=min(found.end, parent.end))
        hangs_here = parent.start <= doc[part.head].head.i < parent.end
        inside = part.start > parent.start or part.form == "concession"
        if inside and hangs_here and stands(part):
            above[-1].parts.append(_Part(part, []))
            above.append(above[-1].parts[-1])
            every.append(above[-1])
    found_clauses = [_own_clause(doc, part, part is whole) for part in every]
    return sorted((c for c in found_clauses if c.end > c.start), key=lambda c: (c.start, -c.end))


def _own_clause(doc: Doc, part: _Part, main: bool) -> Clause:
    clause, hanging = part.clause, [p.clause for p in part.parts]
    start, end = _without_ends(doc, clause.start, clause.end, hanging)
    head = _governor(doc, start, end, hanging) if main else clause.head
    return Clause(start, end, head, clause.form)


def without_subordinates(span: Span, head: int) -> str:
    """The words of the clause of `head`: what "who", "that" and "because" bring in is left out."""
    inside = [False] * len(span)
    for i, token in enumerate(span):
        above = token.head.i - span.start
        under = 0 <= above < i and inside[above]
        inside[i] = under or (
            token.dep_ in SUBORDINATES and token.i > span.start and token.i != head
        )
    for i in range(len(span) - 1, -1, -1):
        above = span[i].head.i - span.start
        inside[i] = inside[i] or (i < above < len(span) and inside[above])
    return "".join(t.text_with_ws for t, under in zip(span, inside, strict=True) if not under)


def _governor(doc: Doc, start: int, end: int, hanging: Sequence[Clause]) -> int:
    """The word of the region whose own head lies outside it: the region's verb as a rule."""
    inside = {i for part in hanging for i in range(part.start, part.end)}
    for i in range(start, end):
        head = doc[i].head.i
        if i not in inside and (head == i or not start <= head < end) and not doc[i].is_punct:
            return i
    return start


def _without_ends(doc: Doc, start: int, end: int, parts: Sequence[Clause]) -> tuple[int, int]:
    """The region without the parts at its two ends; one inside stays: spans have no holes."""
    end = _back_over_pauses(doc, start, end)
    if parts and parts[0].form == "concession" and parts[0].start <= start:
        start = _over_pauses(doc, parts[0].end, end)
    for part in reversed(parts):
        if part.start > start and part.end >= end:
            end = _back_over_pauses(doc, start, part.start)
    return start, end


def _over_pauses(doc: Doc, start: int, end: int) -> int:
    while start < end and (doc[start].is_space or doc[start].is_punct):
        start += 1
    return start


def _back_over_pauses(doc: Doc, start: int, end: int) -> int:
    while end > start and (
        doc[end - 1].is_space or is_mark(doc[end - 1]) or doc[end - 1].dep_ == "cc"
    ):
        end -= 1
    return end


def is_mark(token: Token) -> bool:
    """Punctuation; the parser counts the sign of per cent among it."""
    return token.is_punct and token.text not in {"%", "‰"}


def _detachable(doc: Doc, start: int, end: int) -> Iterator[Clause]:
    for i in range(start, end):
        token = doc[i]
        if after := _after_semicolon(doc, token, end):
            yield after
        form = _form(token)
        if form is None:
            continue
        first, last = _extent(doc, token, form, start, end)
        if first == start and _concedes(token):
            form = "concession"
        inside = first > start or form == "concession"
        if inside and _has_words(doc, first, last) and _may_leave(doc, token, form, first):
            yield Clause(first, last, i, form)


def _after_semicolon(doc: Doc, token: Token, end: int) -> Clause | None:
    """In "A fell; B rose; C stood" the parser hangs the first two on the last: what follows one."""
    head = token.head
    if token.dep_ not in {"ccomp", "parataxis"} or token.i >= head.i or not finite(token):
        return None
    first = token.right_edge.i + 1
    if first >= end or doc[first].text != ";":
        return None
    following = next((c for c in head.lefts if c.i > token.i and c.dep_ == token.dep_), head)
    last = min(end, head.right_edge.i + 1)
    while first < last and (doc[first].is_punct or doc[first].is_space or doc[first].dep_ == "cc"):
        first += 1
    has_subject = _subject(following) is not None
    return Clause(first, last, following.i, "coordinate") if first < last and has_subject else None


def _concedes(token: Token) -> bool:
    """ "Although crime fell, rents rose": two facts, the first of them admitted."""
    mark = next((c for c in token.children if c.dep_ == "mark"), None)
    return (
        token.dep_ == "advcl" and finite(token) and token.i < token.head.i
        and mark is not None and mark.lower_ in CONCEDES and _subject(token) is not None
    )  # fmt: skip


def _form(token: Token) -> Form | None:
    dep = token.dep_
    if dep == "conj" and _predicate(token.head):
        return "coordinate" if finite(token) and _predicate(token) else None
    if dep == "relcl":
        return "relative"
    if dep in {"advcl", "acl"}:
        if token.tag_ in {"VBN", "VBG"} and not finite(token):
            return "participial"
        return "adverbial" if finite(token) else None
    if dep == "appos" or (dep in LOOSE and any(c.dep_ in {"relcl", "acl"} for c in token.children)):
        return "apposition"
    if dep in COMPARED and _compares(token):
        return "comparison"
    if dep == "prep" and token.lower_ == "with" and any(c.dep_ == "pcomp" for c in token.children):
        return "absolute"
    return "coordinate" if dep in {"ccomp", "parataxis"} and _run_on(token) else None


def _compares(token: Token) -> bool:
    """ "…, down 2 points from May", "…, better than the rest": another figure."""
    inside = list(islice(token.subtree, LOOKED_AT))
    against = any(t.lower_ == "than" for t in inside)
    moved = token.lower_ in MOVED and any(t.like_num for t in inside)
    return token.i > token.head.i and (moved or (against and token.tag_ in {"JJR", "RBR"}))


def _run_on(token: Token) -> bool:
    """Two sentences with a semicolon or a dash between, which the parser hangs on each other."""
    return token.i > token.head.i and finite(token) and token.nbor(-1).text in {";", "—", "–", "--"}


def _predicate(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"}


def finite(token: Token) -> bool:
    """Whether the verb has a tense, its own or its helper's."""
    return token.tag_ in FINITE or any(
        c.tag_ in FINITE and c.dep_ in {"aux", "auxpass"} for c in token.children
    )


def _subject(token: Token) -> Token | None:
    return next(
        (c for c in token.children if c.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"}), None
    )


def _extent(doc: Doc, token: Token, form: Form, start: int, end: int) -> tuple[int, int]:
    first, last = max(start, token.left_edge.i), min(end, token.right_edge.i + 1)
    furthest = min(end, last + LOOKED_AT)
    while form == "comparison" and last < furthest and not doc[last].is_punct:
        last += 1
    while first < last and (doc[first].is_space or doc[first].text in PAUSE):
        first += 1
    return first, _back_over_pauses(doc, first, last)


def _has_words(doc: Doc, first: int, last: int) -> bool:
    words = (i for i in range(first, last) if not doc[i].is_punct and not doc[i].is_space)
    return sum(1 for _ in islice(words, SHORTEST)) == SHORTEST


def _paused(doc: Doc, first: int) -> bool:
    """After a comma or a dash, which may stand inside the closing quotation mark."""
    before = first - 1
    while before > 0 and (doc[before].is_space or doc[before].text in CLOSING_MARKS):
        before -= 1
    return doc[before].text in PAUSE


def _may_leave(doc: Doc, token: Token, form: Form, first: int) -> bool:
    if form == "concession":
        return True
    if form == "coordinate":
        conditional = any(c.dep_ == "mark" and c.lower_ in CONDITIONS for c in token.children)
        if doc[first].tag_ == "WRB" or conditional:
            return False
        return _subject(token) is not None or _checkable_alone(token)
    if form == "relative":
        return _paused(doc, first) and _opens_with_relative(doc, first)
    if form == "apposition":
        return _paused(doc, first) and _adds_a_fact(token) and token.i > token.head.i
    if form == "adverbial":
        mark = next((c for c in token.children if c.dep_ in {"mark", "advmod"}), None)
        return (
            token.i > token.head.i and mark is not None and mark.lower_ in ADDS_A_FACT_AFTER
            and _subject(token) is not None and (_paused(doc, first) or mark.lower_ == "after")
            and doc[first].lower_ not in MOMENTS and doc[first - 1].lower_ not in MOMENTS
        )  # fmt: skip
    return _paused(doc, first) and token.i > token.head.i


def _checkable_alone(token: Token) -> bool:
    """A second predicate under one subject: "X was the third and represented the largest".

    Not where it shares the helper ("has mocked and ridiculed"), the "to" of an infinitive or the
    pronoun of a relative clause, nor after "or".
    """
    head = token.head
    if head.tag_ not in FINITE and not finite(head):
        return False
    shares = head.tag_ not in FINITE and not any(
        c.dep_ in {"aux", "auxpass"} for c in token.children
    )
    either = any(c.dep_ == "cc" and c.lower_ == "or" for c in head.children)
    return not shares and not either and head.dep_ != "relcl" and _words_before(token) >= SHORTEST


def _words_before(token: Token) -> int:
    """Words of the first conjunct: "clapped and cheered the team" is one thing."""
    return token.left_edge.i - token.head.left_edge.i


def _opens_with_relative(doc: Doc, first: int) -> bool:
    return any(doc[i].tag_ in RELATIVE for i in range(first, min(first + 3, len(doc))))


def _adds_a_fact(token: Token) -> bool:
    """A figure, a superlative, a clause of its own; a role ("the mayor of Leeds") is a title."""
    if token.pos_ == "PROPN" or token.lower_ in names.ROLES:
        return False
    if _listed(token):
        return False
    inside = list(islice(token.subtree, LOOKED_AT))
    return token.lower_ == "one" or any(
        t.tag_ in {"CD", "JJS", "RBS"} or t.dep_ in {"relcl", "acl"} or t.lower_ == "first"
        for t in inside
    )


def _listed(token: Token) -> bool:
    """ "the agency, 18 states and several firms" is a list, though the parser sees appositions."""
    further = next((c for c in token.children if c.dep_ == "conj"), None)
    return further is not None and any(c.dep_ == "conj" for c in further.children)

"""What has changed between two texts, as a person reads it. Pure."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

MOST_PAIRS = 2_000_000  # of lines, and of words, that are compared with one another
AROUND = 1  # unchanged lines that are shown beside a changed one
MOST_LINES = 200  # that are shown of one diff


@dataclass(frozen=True, slots=True)
class Change:
    """One piece of a readable diff."""

    kind: str  # "same", "removed" or "added"
    text: str
    line: int = 0  # pieces with one number stand on one line


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a diff as it is shown, or so many unchanged ones that are not."""

    pieces: tuple[Change, ...] = ()
    passed_over: int = 0

    @property
    def is_changed(self) -> bool:
        """Whether anything on it was removed or added."""
        return any(piece.kind != "same" for piece in self.pieces)


def diff(old: str, new: str) -> list[Change]:
    """What a person sees has changed: whole lines, and inside a changed line its words."""
    return [
        Change(kind, text, number)
        for number, pieces in enumerate(_lines(old.splitlines(), new.splitlines()))
        for kind, text in pieces
    ]


def to_show(changes: Sequence[Change]) -> list[Line]:
    """The changed lines with their neighbours; what lies between is counted."""
    lines = [Line(tuple(pieces)) for _, pieces in groupby(changes, key=lambda each: each.line)]
    near = {
        place
        for number, line in enumerate(lines)
        if line.is_changed
        for place in range(number - AROUND, number + AROUND + 1)
    }
    shown: list[Line] = []
    for is_near, group in groupby(enumerate(lines), key=lambda each: each[0] in near):
        some = [line for _, line in group]
        shown += some if is_near else [Line(passed_over=len(some))]
    if len(shown) > MOST_LINES:
        rest = sum(line.passed_over or 1 for line in shown[MOST_LINES:])
        shown[MOST_LINES:] = [Line(passed_over=rest)]
    return shown


Piece = tuple[str, str]  # kind and text
Opcode = tuple[str, int, int, int, int]


def _lines(before: list[str], after: list[str]) -> Iterator[list[Piece]]:
    pairs_left = MOST_PAIRS
    for kind, a, b, c, d in _opcodes(before, after):
        if kind == "equal":
            yield from ([("same", line)] for line in before[a:b])
        elif kind == "replace" and b - a == d - c:
            for left, right in zip(before[a:b], after[c:d], strict=True):
                pairs_left -= (left.count(" ") + 1) * (right.count(" ") + 1)
                if pairs_left > 0:
                    yield from _words(left, right)
                else:
                    yield from ([("removed", left)], [("added", right)])
        else:
            yield from ([("removed", line)] for line in before[a:b])
            yield from ([("added", line)] for line in after[c:d])


def _opcodes(before: list[str], after: list[str]) -> Iterator[Opcode]:
    """difflib's, but what is too much for it (its time is quadratic) is replaced as a whole."""
    start, shorter = 0, min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    if start:
        yield "equal", 0, start, 0, start
    a, b = before[start : len(before) - end], after[start : len(after) - end]
    if len(a) * len(b) <= MOST_PAIRS:
        for kind, a1, a2, b1, b2 in difflib.SequenceMatcher(None, a, b, False).get_opcodes():
            yield kind, a1 + start, a2 + start, b1 + start, b2 + start
    else:
        # In two steps, since as one replacement it would be compared line by line.
        yield "delete", start, start + len(a), start, start
        yield "insert", start + len(a), start + len(a), start, start + len(b)
    if end:
        yield "equal", len(before) - end, len(before), len(after) - end, len(after)


def _words(left: str, right: str) -> Iterator[list[Piece]]:
    before, after = left.split(" "), right.split(" ")
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    if matcher.quick_ratio() < 0.4:
        yield from ([("removed", left)], [("added", right)])
        return
    pieces: list[Piece] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(("same", " ".join(before[a:b])))
            continue
        if b > a:
            pieces.append(("removed", " ".join(before[a:b])))
        if d > c:
            pieces.append(("added", " ".join(after[c:d])))
    yield pieces

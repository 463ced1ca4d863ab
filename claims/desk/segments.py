"""A text cut where claims begin and end, so that nested and overlapping ones can be shown. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one claim stands: offsets are code points into the whole text."""

    id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text under one set of claims.

    `marks` are the claims it belongs to, the longest first; `begins` those of them that are seen
    here for the first time.
    """

    start: int
    text: str
    marks: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text that is not blank."""

    start: int
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)


def paragraphs(text: str, marks: Iterable[Mark]) -> list[Paragraph]:
    """The text by paragraphs, each cut at every beginning and end of a claim."""
    in_order = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.id))
    seen: set[int] = set()
    return [
        Paragraph(line.start(), tuple(_cut(text, line.start(), line.end(), in_order, seen)))
        for line in LINE.finditer(text)
        if line.group().strip()
    ]


def _cut(
    text: str, start: int, end: int, marks: Sequence[Mark], seen: set[int]
) -> Iterable[Segment]:
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    borders = {mark.start for mark in here} | {mark.end for mark in here}
    edges = sorted({start, end} | {border for border in borders if start < border < end})
    for left, right in zip(edges, edges[1:], strict=False):
        over = [mark for mark in here if mark.start <= left and mark.end >= right]
        begins = [mark.id for mark in over if mark.id not in seen]
        seen.update(begins)
        longest_first = sorted(over, key=lambda mark: (mark.start - mark.end, mark.start, mark.id))
        yield Segment(
            left, text[left:right], tuple(mark.id for mark in longest_first), tuple(begins)
        )


def layers(marks: Iterable[Mark]) -> dict[int, int]:
    """For each claim a layer that no claim overlapping it has: the shortest lie lowest, at 0."""
    placed: list[Mark] = []
    layer_of: dict[int, int] = {}
    for mark in sorted(marks, key=lambda mark: (mark.end - mark.start, mark.start, mark.id)):
        taken = {
            layer_of[other.id]
            for other in placed
            if other.start < mark.end and other.end > mark.start
        }
        layer_of[mark.id] = max(taken, default=-1) + 1
        placed.append(mark)
    return layer_of

"""The sentence around a claim, and a text cut where claims begin and end. Pure: no Django."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST = 300
"""Characters shown on either side of a claim at most: we quote an article, we do not reprint it."""

# Ends a sentence before what begins one; a line end always does.
BOUNDARY = re.compile(r"(?<=[.!?…])[”\"’)]*\s+(?=[“\"‘(]*[A-Z0-9ÀÖØ-Þ])|\n+")
# A full stop after these ends no sentence: titles, initials, abbreviations of the press.
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|St|No|vs|Inc|Co|Ltd|Jr|Sr)|\b[A-Z])\.$"
)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A claim within its sentence."""

    before: str
    exact: str
    after: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same claims; `spans` are indices, the innermost claim last."""

    text: str
    spans: tuple[int, ...]


def around(text: str, start: int, end: int) -> Excerpt:
    """The claim with the rest of the sentence, or sentences, that it stands in."""
    edges = _edges(text)
    left = max(edge for edge in edges if edge <= start)
    right = min(edge for edge in edges if edge >= end)
    before, after = text[left:start].lstrip(), text[end:right].rstrip()
    if len(before) > MOST:
        before = "…" + before[-MOST:].partition(" ")[2]
    if len(after) > MOST:
        after = after[:MOST].rpartition(" ")[0] + "…"
    return Excerpt(before, text[start:end], after)


def _edges(text: str) -> list[int]:
    inner = (
        match.end()
        for match in BOUNDARY.finditer(text)
        if not ABBREVIATION.search(text[: match.start()][-12:])
    )
    return [0, *inner, len(text)]


def pieces(text: str, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    """The whole text, cut so that overlapping and nested claims can each be marked."""
    cuts = sorted({0, len(text), *(edge for span in spans for edge in span)})
    return [
        Piece(text[left:right], _covering(spans, left, right))
        for left, right in zip(cuts, cuts[1:], strict=False)
        if left < right
    ]


def _covering(spans: Sequence[tuple[int, int]], left: int, right: int) -> tuple[int, ...]:
    found = [i for i, (start, end) in enumerate(spans) if start <= left and right <= end]
    return tuple(sorted(found, key=lambda i: spans[i][0] - spans[i][1]))

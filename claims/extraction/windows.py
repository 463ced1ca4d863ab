"""Cuts a text into the windows of word pieces that the tagger reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from claims.extraction.pieces import is_noise, pieces

CLS, SEP, PAD = 101, 102, 0
MOST_PIECES = 254
"""A window of 256 less its [CLS] and its last [SEP]: what the tagger was trained on."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word piece and the characters of the text it stands for."""

    id: int
    start: int
    end: int


Window = tuple[Piece, ...]


def runs(text: str) -> Iterable[tuple[int, int]]:
    """The pieces of the text without the white space around them, and without noise."""
    for start, end in pieces(text):
        line = text[start:end]
        left, right = end - len(line.lstrip()), start + len(line.rstrip())
        if left < right and not is_noise(text, start, end):
            yield left, right


def paragraphs(text: str, tokenizer: Tokenizer) -> list[Window]:
    """The word pieces of each line, no more than a window holds."""
    spans = list(runs(text))
    encoded = tokenizer.encode_batch([text[s:e] for s, e in spans], add_special_tokens=False)
    out: list[Window] = []
    for (offset, _), encoding in zip(spans, encoded, strict=True):
        pieces = [
            Piece(piece, offset + start, offset + end)
            for piece, (start, end) in zip(encoding.ids, encoding.offsets, strict=True)
        ]
        for i in range(0, len(pieces), MOST_PIECES):
            out.append(tuple(pieces[i : i + MOST_PIECES]))
    return out


def pack(lines: Sequence[Window], first: int = MOST_PIECES) -> list[Window]:
    """Joins lines into windows, a [SEP] between two. `first` is how full the first may get."""
    windows: list[Window] = []
    current: list[Piece] = []
    limit = first
    for line in lines:
        if current and len(current) + 1 + len(line) > limit:
            windows.append(tuple(current))
            current, limit = [], MOST_PIECES
        if current:
            current.append(Piece(SEP, line[0].start, line[0].start))
        current.extend(line)
    return [*windows, tuple(current)] if current else windows

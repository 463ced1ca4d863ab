"""Cuts a text into pieces of bounded length at its line breaks, so that cost grows linearly."""

import re
from collections.abc import Iterator

LONGEST = 1_500
"""Characters: no sentence is as long, and what is quadratic in a tokenizer stays small."""
UNBROKEN = re.compile(r"\S{250}(?=\S)")
"""No word is as long. A tokenizer's cost grows with the square of what no space divides."""
NOISE = re.compile(r"(?:[^\w\s][^\S\n]*+){24,}+")
"""Rulers, borders, a stuck key: marks without a letter, which say nothing and cost like words."""
FILLER = "\u2060"
"""A word joiner: neither space nor mark nor letter."""
LINE = re.compile(r"[^\n\r\u2028\u2029]*[\n\r\u2028\u2029\s]*")
BREAK = re.compile(r"[.!?]['\"’”)\]]*\s")


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Every line with the white space that follows it; together they are the text."""
    position = 0
    while position < len(text):
        match = LINE.match(text, position)
        assert match is not None, "the pattern matches the empty string"
        yield position, match.end()
        position = match.end()


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """The lines, those too long cut after a sentence, or a word, or anywhere; noise by itself."""
    for first, last in _bounded(text):
        for start, end in _without_noise(text, first, last):
            yield from _unbroken(text, start, end)


def _unbroken(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if not is_noise(text, start, end):
        for match in UNBROKEN.finditer(text, start, end):
            yield start, match.end()
            start = match.end()
    yield start, end


def is_noise(text: str, start: int, end: int) -> bool:
    """Whether a piece holds nothing but marks."""
    match = NOISE.match(text, start, end)
    return match is not None and match.end() == end


def without_noise(text: str) -> str:
    """The text, as long as before, with a letterless filler where the noise stands."""
    return NOISE.sub(lambda noise: FILLER * len(noise.group()), text)


def _without_noise(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch cut before and after each run of noise."""
    for noise in NOISE.finditer(text, start, end):
        if noise.start() > start:
            yield start, noise.start()
        yield noise.span()
        start = noise.end()
    if start < end:
        yield start, end


def _bounded(text: str) -> Iterator[tuple[int, int]]:
    for start, end in lines(text):
        while end - start > LONGEST:
            cut = _cut(text, start, start + LONGEST)
            yield start, cut
            start = cut
        yield start, end


def _cut(text: str, start: int, limit: int) -> int:
    middle = start + LONGEST // 2
    ends = [match.end() for match in BREAK.finditer(text, middle, limit)]
    if ends:
        return ends[-1]
    space = text.rfind(" ", middle, limit)
    return space + 1 if space >= 0 else limit

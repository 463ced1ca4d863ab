"""Reads where and when a report was written: "Brussels – ", "HULL, England (Reuters) - "."""

import re

from claims.extraction.names import words as listed

LONGEST = 120
"""Characters in which a dateline ends."""
DASH = re.compile(
    r"[ \u00a0]?(?:\([A-Z ]{3,20}\)|/[\w ]{3,20}/)?[ \u00a0]?(?:[–—―]+|--?)[ \u00a0]?"
)
"""With the wire that some send a release by between: "/PRNewswire/ --", "--(BUSINESS WIRE)--"."""
LONG_DASH = frozenset("–—―")
BRACKETED = re.compile(r"\([^()]{2,40}\)$")
MONTHS = listed("jan feb mar apr may jun jul aug sep oct nov dec")
WITHIN_NAMES = listed("of the upon on under le la les de del der den am an sur aux by in")
"""Small words of places: Stratford-upon-Avon, The Hague, Frankfurt am Main."""
MOST_WORDS = 4
"""Of the name of one place."""
FEWEST_CAPITALS = 3
"""Letters of a place in capitals, which a mere hyphen may follow."""


def dateline(words: str) -> int:
    """The characters of the dateline that opens the words; 0 where none does."""
    head = words[:LONGEST]
    for dash in DASH.finditer(head):
        if not words[dash.end() : dash.end() + 1].isupper() and not _wire(words, dash.end()):
            continue
        marked = not LONG_DASH.isdisjoint(dash.group())
        spaced = dash.group() != "-" and (dash.group()[-1:].isspace() or "--" in dash.group())
        if (marked or spaced) and _is_dateline(head[: dash.start()], shouted=not marked):
            return _end(words, dash.end())
    return 0


def _wire(words: str, end: int) -> bool:
    return words.startswith("(", end) and words.find(")", end, end + 22) > 0


def _end(words: str, end: int) -> int:
    """Past "(BUSINESS WIRE)--", where that follows the dash."""
    if not _wire(words, end):
        return end
    close = words.index(")", end) + 1
    dash = DASH.match(words, close)
    return dash.end() if dash else close


def _is_dateline(words: str, *, shouted: bool) -> bool:
    """Places, dates and an agency between commas, the first of them a place."""
    bracketed = BRACKETED.search(words)
    words = words[: bracketed.start()] if bracketed else words
    places, *others = [part.split() for part in words.split(",")]
    if not _is_place(places) or (shouted and not _shouted(places)):
        return False
    return all(_is_place(part) or _is_date(part) for part in others)


def _is_place(part: list[str]) -> bool:
    if not 0 < len(part) <= MOST_WORDS or not part[0][0].isupper():
        return False
    return all(w[0].isupper() or w in WITHIN_NAMES for w in part)


def _shouted(part: list[str]) -> bool:
    first = part[0]
    return first.isupper() and len(first) >= FEWEST_CAPITALS


def _is_date(part: list[str]) -> bool:
    return bool(part) and all(
        w.isdigit() or w[:-2].isdigit() or w[:3].lower() in MONTHS for w in part
    )

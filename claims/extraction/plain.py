"""Claims of a text that is not English: its sentences, in the outlet's voice, and a note."""

import re
from collections.abc import Iterator

from claims.extraction import language
from claims.extraction.types import Claim, Extraction

METHOD = "sentences"
NOTE = (
    "This text is in {}: each sentence became a claim of the outlet; "
    "who said what was not looked for."
)
STOP = re.compile(
    r"[。！？]++[”」』’»\"]*+"
    r"|(?<![.!?؟।…])[.!?؟।…]++[”“»\"’'）)]*+(?=\s|$|[\u3040-\u9fff])(?:[ \u00a0\u202f]»)?"
    r"|\n+|\s[?!؟](?=\s|$)"
)
"""Ends a sentence: an ideographic stop wherever it stands, another before a space only."""
ABBREVIATION = re.compile(r"(?:^|[\s.(])(?:[^\W\d_]{1,2}|Mme|Mlle|Prof|Sra|bzw|usw|etc|ca|Nr|núm)$")
"""Before a full stop that ends no sentence: "M. Petit", "e. V.", "z. B."."""
CLOSING = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』"}
"""What closes a quotation that the mark opened."""
LETTER = re.compile(r"[^\W\d_]")
FEWEST_LETTERS = 12
FEWEST_IDEOGRAPHS = 5


def extract(text: str, code: str, version: str) -> Extraction:
    name = language.name_of(code)
    return Extraction(
        language=code, attributions=(), claimants=(), claims=tuple(_claims(text)),
        method=METHOD, version=version,
        notes=(NOTE.format(name),),
    )  # fmt: skip


def _claims(text: str) -> Iterator[Claim]:
    for first, last in _sentences(text):
        start, end = _trimmed(text, first, last)
        exact = text[start:end]
        if not _states(exact, text[end:last]):
            continue
        yield Claim(
            start=start, end=end, exact=exact, text=exact, attribution=None, claimants=(),
            kind="outlet", kind_of_claim="other", check_worthiness=0.5,
            reasons=("not judged: the text is not in English",),
            confidence=0.3,
        )  # fmt: skip


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in STOP.finditer(text):
        before = text[max(start, stop.start() - 6) : stop.start()]
        if stop.group() == "." and ABBREVIATION.search(before):
            continue
        yield start, stop.end()
        start = stop.end()
    yield start, len(text)


def _states(exact: str, after: str) -> bool:
    letters = len(LETTER.findall(exact))
    ideographs = sum("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in exact)
    long_enough = letters >= FEWEST_LETTERS or ideographs >= FEWEST_IDEOGRAPHS
    return long_enough and not re.search(r"[?？؟]", after)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without marks at the ends; a quotation keeps both of its marks, or neither."""
    limit = end
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum() and text[end - 1] not in "%€$£)":
        end -= 1
    for opening, closings in CLOSING.items():
        inside = text[start:end]
        closed = any(mark in inside for mark in closings) and opening not in inside
        if closed and opening in text[max(0, start - 2) : start]:
            start = text.rindex(opening, 0, start)
        elif opening in inside and not any(mark in inside for mark in closings):
            end = next((i + 1 for i in range(end, min(end + 3, limit)) if text[i] in closings), end)
    return start, end

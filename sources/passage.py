"""Does the quoted passage still stand on the page: exactly, nearly, or not at all."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from rapidfuzz import fuzz

from sources.text import Page, fold

MIN_SCORE = 85.0  # below this, people no longer call it the same sentence
MAX_PASSAGE = 1000  # characters that are compared letter by letter; longer ones by their ends
MAX_HAYSTACK = 400_000
# Comparing takes as long as the page times the square of the passage, if the page is made for it.
MOST_WORK = 40_000_000_000
FRAGMENT_WORDS = 5  # at each end of a long passage, in a link to it
_ELLIPSIS = re.compile(r"\s*(?:\[\s*\.{3,}\s*\]|\(\s*\.{3,}\s*\)|\.{3,})\s*")
_EDGES = " \t\n\"'.,;:-"
# What turns a statement into another one at the cost of a few letters.
_FIGURE = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:no|not|never|nor|none|zero|half|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|billions?|trillions?)\b|n't\b"
)


class PassageState(StrEnum):
    """Where a passage stands."""

    FOUND = "found"
    APPROXIMATE = "approximate"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sighting:
    """What became of a passage on a page; `nearest` is what stands there instead."""

    state: PassageState
    score: float = 0.0
    nearest: str = ""


UNKNOWN = Sighting(PassageState.UNKNOWN)


class Haystack:
    """A page's words, folded once for many passages."""

    def __init__(self, page: Page, *, is_whole: bool = True) -> None:
        """`is_whole` is false for a body cut off at the cap: what is missing may be in the rest."""
        self._is_whole = is_whole
        self._page = page
        self._readable = page.folded.replace("\n", " ")
        self._everything: str | None = None

    def look_for(self, passage: str) -> Sighting:
        """Exact first, in the text and then in the frame; letter by letter only if that fails."""
        parts = [part for part in _ELLIPSIS.split(fold(passage)) if part.strip(_EDGES)]
        if not parts:
            return UNKNOWN
        if _stand_in_order(parts, self._readable) or _stand_in_order(parts, self.everything):
            return Sighting(PassageState.FOUND, 100.0)
        nearest = self._nearest(parts)
        if nearest.state is PassageState.GONE and not (self._is_whole and self.everything):
            return UNKNOWN
        return nearest

    @property
    def everything(self) -> str:
        """All visible words, folded when first needed."""
        if self._everything is None:
            self._everything = fold(self._page.everything)
        return self._everything

    def _nearest(self, parts: list[str]) -> Sighting:
        haystack = self.everything[: _reach(parts)]
        found = [_align(part.strip(_EDGES), haystack) for part in parts]
        score = min(each.score for each in found)
        nearest = " … ".join(each.nearest for each in found if each.nearest)
        if score < MIN_SCORE:
            return Sighting(PassageState.GONE, score)
        if not _figures(" ".join(parts)) <= _figures(nearest):
            # One digit is one letter in a hundred, and the whole point of a quotation.
            return Sighting(PassageState.GONE, score, nearest)
        return Sighting(PassageState.APPROXIMATE, score, nearest)


def text_fragment_url(url: str, passage: str) -> str:
    """A link that leads a browser to the passage (`#:~:text=`); keeps an `#id` before it."""
    words = " ".join(passage.split()).strip("\"'“”„«» ").split(" ")
    parts = _ELLIPSIS.split(" ".join(words).replace("…", "..."))
    if len(parts) == 1 and len(words) > 3 * FRAGMENT_WORDS:
        parts = [" ".join(words[:FRAGMENT_WORDS]), " ".join(words[-FRAGMENT_WORDS:])]
    ends = [parts[0], parts[-1]] if len(parts) > 1 else parts
    directive = ",".join(_escape(part) for part in ends if part)
    if not directive:
        return url
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _escape(part: str) -> str:
    return quote(part, safe="").replace("-", "%2D")


def _stand_in_order(parts: Iterable[str], haystack: str) -> bool:
    place = 0
    for part in parts:
        place = haystack.find(part.strip(_EDGES), place)
        if place < 0:
            return False
        place += 1
    return True


def _reach(parts: Iterable[str]) -> int:
    """How much of a page is compared with such a passage letter by letter."""
    longest = min(MAX_PASSAGE, max(map(len, parts)))
    return min(MAX_HAYSTACK, MOST_WORK // longest**2)


def _align(part: str, haystack: str) -> Sighting:
    if len(part) > MAX_PASSAGE:
        return _align_ends(part, haystack)
    if len(part) > len(haystack):
        return Sighting(PassageState.GONE, fuzz.ratio(part, haystack), haystack)
    found = fuzz.partial_ratio_alignment(part, haystack, score_cutoff=MIN_SCORE)
    if found is None:
        return Sighting(PassageState.GONE)
    return Sighting(
        PassageState.APPROXIMATE,
        round(found.score, 1),
        _whole_words(haystack, found.dest_start, found.dest_end),
    )


def _align_ends(part: str, haystack: str) -> Sighting:
    """A very long passage: both of its ends must be near, so that the work stays bounded."""
    half = MAX_PASSAGE // 2
    first, last = _align(part[:half], haystack), _align(part[-half:], haystack)
    worse = min(first, last, key=lambda each: each.score)
    return Sighting(worse.state, worse.score, f"{first.nearest} … {last.nearest}")


def _whole_words(text: str, start: int, end: int) -> str:
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end]


def _figures(text: str) -> Counter[str]:
    return Counter(_FIGURE.findall(text))

"""Whether a claim's words stand between quotation marks: all of them, some, or none."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from claims.extraction.quotations import Quotation
from claims.extraction.types import AttributionKind

LETTER = re.compile(r"\w")
ALL = 0.95
"""Part of the letters that makes a claim wholly quoted: an inserted "[sic" costs nothing."""


class Quoted:
    """The quoted stretches of a text, for questions about its places."""

    def __init__(self, text: str, quotations: Sequence[Quotation]):
        self.text, self.stretches = text, quotations
        self._starts = [q.start for q in quotations]

    def at(self, position: int) -> bool:
        i = bisect_right(self._starts, position) - 1
        return i >= 0 and position < self.stretches[i].end

    def kind(self, start: int, end: int) -> AttributionKind:
        letters = [m.start() for m in LETTER.finditer(self.text, start, end)]
        quoted = sum(self.at(i) for i in letters)
        if quoted >= ALL * len(letters):
            return "direct"
        return "mixed" if quoted else "indirect"

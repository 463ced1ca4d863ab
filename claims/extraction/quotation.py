"""Whether a claim's words stand between quotation marks: all of them, some, or none."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

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
        self._before = [0, *accumulate(q.end - q.start for q in quotations)]

    def covered(self, start: int, end: int) -> int:
        """Characters of the stretch that stand in quotation marks, the marks included."""
        first, last = bisect_right(self._starts, start), bisect_left(self._starts, end)
        whole = self._before[last] - self._before[first]
        if last > first:
            whole -= max(0, self.stretches[last - 1].end - end)
        around = min(end, self.stretches[first - 1].end) if first else start
        return whole + max(0, around - start)

    def at(self, position: int) -> bool:
        i = bisect_right(self._starts, position) - 1
        return i >= 0 and position < self.stretches[i].end

    def kind(self, start: int, end: int) -> AttributionKind:
        letters = [m.start() for m in LETTER.finditer(self.text, start, end)]
        quoted = sum(self.at(i) for i in letters)
        if quoted >= ALL * len(letters):
            return "direct"
        return "mixed" if quoted else "indirect"

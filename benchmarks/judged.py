"""Claims of PolNeAR's training articles, judged: places and answers, without a word of the texts.

`judged_claims.jsonl` has a line for each article, and for each claim its start and end (code points
of the corpus' text file), 1 if a desk would check it or 0, its priority from 1 (first) to 5
(never), and its kind.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claims.extraction.judgement import KINDS
from claims.extraction.types import KindOfClaim

JUDGED = Path(__file__).parent / "judged_claims.jsonl"


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim and the answers of who judged it."""

    start: int
    end: int
    worthy: bool
    priority: int
    kind: KindOfClaim

    @property
    def soon(self) -> float:
        """1 what a desk would check first, 0 what it never would."""
        return (self.worthy + (5 - self.priority) / 4) / 2


def judged(path: Path = JUDGED) -> Iterator[tuple[str, list[Judged]]]:
    """Each article's name, and its claims in their order."""
    for line in path.read_text("utf-8").splitlines():
        article = json.loads(line)
        yield article["article"], [_judged(*claim) for claim in article["claims"]]


def _judged(start: int, end: int, worthy: int, priority: int, kind: str) -> Judged:
    return Judged(start, end, bool(worthy), priority, KINDS[KINDS.index(kind)])

"""Scores claims against articles annotated by people: found, kind, source, claimant, worth.

A pair counts as found when the Jaccard overlap of its word tokens is at least one half; pairs are
made one to one, the best first. The folder holds one JSON per article: `claims` with `start`,
`end`, `kind`, `source`, `claimant`, `check_worthy`, `priority`.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.worth_metrics import average_precision
from claims.extraction.names import words
from claims.extraction.types import Extraction

WORD = re.compile(r"\w+")
SMALL = words("the a an of in on at for to by with and or his her their its this that mr ms mrs")
FOUND, TIGHT = 0.5, 0.8
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """A claim of either side, as far as the metrics look at it."""

    place: Place
    kind: str
    source: Place | None
    claimant: str
    score: float = 0.0
    check_worthy: bool = False
    first: bool = False


@dataclass(slots=True)
class Tally:
    """Counts over articles, and the rates they give."""

    gold: int = 0
    said: int = 0
    found: int = 0
    tight: int = 0
    kind: int = 0
    source: int = 0
    named: int = 0
    claimant: int = 0
    first: int = 0
    first_on_top: int = 0
    precisions: list[float] = field(default_factory=list)

    def rates(self) -> dict[str, float]:
        """Percentages, by the names that the table prints."""
        return {
            "found P": _percent(self.found, self.said),
            "found R": _percent(self.found, self.gold),
            "found F1": _percent(2 * self.found, self.said + self.gold),
            "tight F1": _percent(2 * self.tight, self.said + self.gold),
            "kind": _percent(self.kind, self.found),
            "source": _percent(self.source, self.found),
            "claimant": _percent(self.claimant, self.named),
            "worth AP": 100 * sum(self.precisions) / max(1, len(self.precisions)),
            "first in top fifth": _percent(self.first_on_top, self.first),
        }


def score(gold: Path, texts: Path, extract: Callable[[str], Extraction]) -> Tally:
    """The tally of every annotated article in the folder `gold`."""
    tally = Tally()
    for path in sorted(gold.glob("*.json")):
        with (texts / f"{path.stem}.txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        add(tally, text, annotated(json.loads(path.read_text("utf-8"))), extracted(extract(text)))
    return tally


def annotated(article: dict[str, list[dict[str, object]]]) -> list[Item]:
    return [_annotated(claim) for claim in article["claims"]]


def _annotated(claim: dict[str, object]) -> Item:
    return Item(
        place=_place(claim),
        kind=str(claim["kind"]),
        source=_place(claim["source"]) if claim["source"] else None,
        claimant=str(claim["claimant"] or ""),
        check_worthy=bool(claim["check_worthy"]),
        first=claim["priority"] == 1,
    )


def _place(span: object) -> Place:
    assert isinstance(span, dict), "a span is an object with start and end"
    return int(span["start"]), int(span["end"])


def extracted(extraction: Extraction) -> list[Item]:
    return list(_extracted(extraction))


def _extracted(extraction: Extraction) -> Iterator[Item]:
    for claim in extraction.claims:
        source = None
        if claim.attribution is not None:
            source = extraction.attributions[claim.attribution].source
        yield Item(
            place=(claim.start, claim.end),
            kind=claim.kind,
            source=(source.start, source.end) if source else None,
            claimant=extraction.claimants[claim.claimants[0]].name if claim.claimants else "",
            score=claim.check_worthiness,
        )


def add(tally: Tally, text: str, gold: Sequence[Item], said: Sequence[Item]) -> None:
    """Counts one article in."""
    every = pairs(text, gold, said)
    found = [(g, s) for overlap, g, s in every if overlap >= FOUND]
    tally.gold += len(gold)
    tally.said += len(said)
    tally.found += len(found)
    tally.tight += sum(overlap >= TIGHT for overlap, _, _ in every)
    for g, s in found:
        tally.kind += g.kind == s.kind
        tally.source += same_source(text, g, s)
        tally.named += bool(g.claimant)
        tally.claimant += bool(g.claimant) and last_name(g.claimant) == last_name(s.claimant)
    if any(g.check_worthy for g, _ in found):
        pairs_scored = [(g.check_worthy, s.score) for g, s in found]
        tally.precisions.append(average_precision(*zip(*pairs_scored, strict=True)))
    _count_first(tally, said, every)


def _count_first(
    tally: Tally, said: Sequence[Item], every: Sequence[tuple[float, Item, Item]]
) -> None:
    ranked = sorted(said, key=lambda s: -s.score)
    top = {id(s) for s in ranked[: max(1, len(said) // 5)]}
    matched = {id(g): s for _, g, s in every}
    for _, g, _ in every:
        if g.first:
            tally.first += 1
            tally.first_on_top += id(matched[id(g)]) in top


def pairs(text: str, gold: Sequence[Item], said: Sequence[Item]) -> list[tuple[float, Item, Item]]:
    """(overlap, gold, said), one to one, the best overlap first."""
    tokens = [_words(text, g.place) for g in gold], [_words(text, s.place) for s in said]
    every = sorted(
        (
            (len(a & b) / len(a | b), i, j)
            for i, a in enumerate(tokens[0])
            for j, b in enumerate(tokens[1])
            if a & b
        ),
        reverse=True,
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    made = []
    for overlap, i, j in every:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            made.append((overlap, gold[i], said[j]))
    return made


def same_source(text: str, gold: Item, said: Item) -> bool:
    """Both the outlet, or sources that share a word that means something."""
    if gold.source is None or said.source is None:
        return gold.source is said.source
    return bool(_content(text, gold.source) & _content(text, said.source))


def last_name(name: str) -> str:
    found = WORD.findall(name.lower())
    return found[-1] if found else ""


def _words(text: str, place: Place) -> set[int]:
    return {m.start() for m in WORD.finditer(text[: place[1]], place[0])}


def _content(text: str, place: Place) -> set[int]:
    found = WORD.finditer(text[: place[1]], place[0])
    return {m.start() for m in found if m.group().lower() not in SMALL}


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0

"""Scores attributions against gold ones, on word tokens, so that outer punctuation is ignored.

- content exact: the content's tokens are those of the gold content.
- content tokens: tokens that lie in any content, whoever is said to have said them.
- content soft (Pareti's partial score): a matched pair adds overlap/|found| to the precision and
  overlap/|gold| to the recall.
- content found: the tokens' Jaccard index is at least one half.
- full soft: found, and the source shares a word with the gold one (or neither has a source).
- full exact: content, source and cue, token by token.

Pairs are matched one to one, the most alike first. Figures are summed over all articles.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Spans = Sequence[tuple[int, int]]
Tokens = frozenset[int]
TOKEN = re.compile(r"[A-Za-z0-9À-ɏ]+(?:['’\-.,&][A-Za-z0-9À-ɏ]+)*")
STOP = frozenset({
    "the", "a", "an", "of", "in", "on", "at", "for", "to", "by", "with", "and", "or", "his", "her",
    "their", "its", "this", "that", "mr", "ms", "mrs",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marked:
    """An attribution as offsets; the gold's and the extractor's are both brought to this."""

    source: Spans
    cue: Spans
    contents: Spans


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, in percent."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class _Read:
    """An attribution in token numbers."""

    source: Tokens
    cue: Tokens
    contents: Tokens


class Words:
    """The word tokens of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [match.span() for match in TOKEN.finditer(text)]
        self.starts = [start for start, _ in self.spans]

    def under(self, spans: Spans) -> Tokens:
        """The tokens that begin in the spans, or of which half lies in them."""
        found: set[int] = set()
        for start, end in spans:
            first = bisect_left(self.starts, start)
            if first and self._half(first - 1, start):
                first -= 1
            found.update(range(first, bisect_left(self.starts, end)))
        return frozenset(found)

    def _half(self, number: int, start: int) -> bool:
        left, right = self.spans[number]
        return right > start and (right - start) * 2 >= right - left

    def telling(self, tokens: Tokens) -> bool:
        """Whether one of the tokens is more than an article or a preposition."""
        return any(self.text[slice(*self.spans[i])].lower() not in STOP for i in tokens)

    def read(self, marked: Marked) -> _Read:
        return _Read(*map(self.under, (marked.source, marked.cue, marked.contents)))


@dataclass
class Tally:
    """Sums over articles. `groups` holds, for each kind or cue type, what was found of its gold."""

    sums: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    groups: dict[str, dict[str, float]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(float))
    )

    def add(
        self,
        text: str,
        gold: Iterable[Marked],
        found: Iterable[Marked],
        groups_of: Callable[[Marked], Sequence[str]] = lambda marked: (),
    ) -> None:
        """Adds an article. `groups_of` names the groups of a gold attribution."""
        words = Words(text)
        golds = [(m, words.read(m)) for m in gold]
        golds = [pair for pair in golds if pair[1].contents]
        reads = [read for read in map(words.read, found) if read.contents]
        self._count(golds, reads)
        matches = _match([read for _, read in golds], reads)
        for number, (marked, read) in enumerate(golds):
            facts = _facts(words, read, reads[matches[number]] if number in matches else None)
            for name, value in facts.items():
                self.sums[name] += value
            for group in groups_of(marked):
                for name, value in {"gold": 1.0, **facts}.items():
                    self.groups[group][name] += value

    def _count(self, golds: Sequence[tuple[Marked, _Read]], reads: Sequence[_Read]) -> None:
        self.sums["gold"] += len(golds)
        self.sums["found"] += len(reads)
        wanted = frozenset[int]().union(*(read.contents for _, read in golds))
        got = frozenset[int]().union(*(read.contents for read in reads))
        self.sums["tokens_both"] += len(wanted & got)
        self.sums["tokens_gold"] += len(wanted)
        self.sums["tokens_found"] += len(got)

    def scores(self) -> dict[str, Score]:
        """The figures by name, in percent."""
        sums = self.sums
        names = {
            "content exact": ("exact", "exact"),
            "content soft": ("soft_precision", "soft_recall"),
            "content found": ("half", "half"),
            "full soft": ("full_soft", "full_soft"),
            "full exact": ("full_exact", "full_exact"),
        }
        out = {
            name: Score(_percent(sums[p], sums["found"]), _percent(sums[r], sums["gold"]))
            for name, (p, r) in names.items()
        }
        both = sums["tokens_both"]
        tokens = Score(_percent(both, sums["tokens_found"]), _percent(both, sums["tokens_gold"]))
        return {**out, "content tokens": tokens}

    def shares(self, group: str) -> tuple[int, float, float, float]:
        """How many there are; percent found, exact, and with the right source if found."""
        of = self.groups[group]
        found, exact = _percent(of["half"], of["gold"]), _percent(of["exact"], of["gold"])
        return int(of["gold"]), found, exact, _percent(of["source_right"], of["source_asked"])


def _match(golds: Sequence[_Read], reads: Sequence[_Read]) -> Mapping[int, int]:
    pairs = []
    for i, gold in enumerate(golds):
        for j, read in enumerate(reads):
            if gold.contents & read.contents:
                size = -abs(len(read.contents) - len(gold.contents))
                pairs.append((_jaccard(gold, read), bool(gold.source & read.source), size, i, j))
    matches: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(pairs, reverse=True):
        if i not in matches and j not in taken:
            matches[i] = j
            taken.add(j)
    return matches


def _jaccard(gold: _Read, read: _Read) -> float:
    return len(gold.contents & read.contents) / len(gold.contents | read.contents)


def _facts(words: Words, gold: _Read, read: _Read | None) -> dict[str, float]:
    """What a match adds to the sums; nothing where there is none."""
    if read is None:
        return {}
    both = len(gold.contents & read.contents)
    half = _jaccard(gold, read) >= 0.5
    exact = gold.contents == read.contents
    right = words.telling(gold.source & read.source) or not (gold.source or read.source)
    asked = half and bool(gold.source)
    return {
        "soft_precision": both / len(read.contents),
        "soft_recall": both / len(gold.contents),
        "exact": exact,
        "half": half,
        "full_soft": half and right,
        "full_exact": exact and gold.source == read.source and gold.cue == read.cue,
        "source_asked": asked,
        "source_right": asked and right,
    }


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0

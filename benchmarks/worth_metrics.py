"""Scores check-worthiness as a ranking: average precision, and its mean over transcripts.

A transcript is a file of tab-separated lines: number, speaker, sentence, 1 if it was checked.
"""

from collections.abc import Callable, Sequence
from pathlib import Path


def average_precision(labels: Sequence[bool], scores: Sequence[float]) -> float:
    """The mean precision at each right one, ranked by score; ties keep their order."""
    order = sorted(range(len(labels)), key=lambda i: -scores[i])
    hits, total = 0, 0.0
    for rank, i in enumerate(order, 1):
        if labels[i]:
            hits += 1
            total += hits / rank
    return total / hits if hits else 0.0


def transcript(path: Path) -> tuple[list[str], list[bool]]:
    """The sentences of a transcript in order, and which of them were checked."""
    sentences, labels = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) >= 4:
            sentences.append(columns[2])
            labels.append(columns[3].strip() == "1")
    return sentences, labels


def mean_average_precision(
    folder: Path, judge: Callable[[Sequence[str]], Sequence[float]]
) -> tuple[float, dict[str, float]]:
    """MAP over the transcripts that have a checked sentence, and the precision of each."""
    each = {}
    for path in sorted(folder.glob("*.tsv")):
        sentences, labels = transcript(path)
        if any(labels):
            each[path.stem] = average_precision(labels, judge(sentences))
    return sum(each.values()) / max(1, len(each)), each

"""Scores check-worthiness as a ranking: average precision, and its mean over transcripts.

A transcript is a file of tab-separated lines: number, speaker, sentence, 1 if it was checked.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

SPLITS = ("test_annotated", "test", "training")
"""Where the corpus itself is given, its held-out transcripts are meant, else the others."""


class NoTranscripts(SystemExit):
    """The folder given holds nothing to measure."""


def average_precision(labels: Sequence[bool], scores: Sequence[float]) -> float:
    """The mean precision at each right one, ranked by score; ties keep their order."""
    order = sorted(range(len(labels)), key=lambda i: -scores[i])
    hits, total = 0, 0.0
    for rank, i in enumerate(order, 1):
        if labels[i]:
            hits += 1
            total += hits / rank
    return total / hits if hits else 0.0


def transcripts(folder: Path, splits: Sequence[str] = SPLITS) -> list[Path]:
    """The annotated transcripts in the folder, or in the first of its splits that has any."""
    for place in (folder, *(folder / split for split in splits)):
        found = [path for path in sorted(place.glob("*.tsv")) if any(transcript(path)[1])]
        if found:
            return found
    raise NoTranscripts(
        f"{folder}: no transcript here or in {', '.join(splits)}: a .tsv whose lines are number,"
        " speaker, sentence and 1 where the sentence was checked, with tabs between"
    )


def transcript(path: Path) -> tuple[list[str], list[bool]]:
    """The sentences of a transcript in order, and which of them were checked."""
    sentences, labels = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) >= 4:
            sentences.append(columns[2])
            labels.append(columns[3].strip() == "1")
    return sentences, labels


def digest(path: Path) -> str:
    """What the file is known by, whatever its name."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def mean_average_precision(
    paths: Sequence[Path], judge: Callable[[Sequence[str]], Sequence[float]]
) -> tuple[float, dict[str, float]]:
    """MAP over the transcripts, and the precision of each."""
    each = {}
    for path in paths:
        sentences, labels = transcript(path)
        each[path.stem] = average_precision(labels, judge(sentences))
    return sum(each.values()) / len(each), each

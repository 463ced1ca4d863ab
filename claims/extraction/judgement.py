"""What a claim is, and whether a desk would check it: learned from the tagger's view of its words.

Two linear models on the mean of the middle states of a claim's word pieces, beside what the rules
say: its kind of ten, and its worth. A mean of states weighed is the mean of what each piece weighs,
so that of each piece only its weights are kept.
"""

import hashlib
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from claims.extraction.tagger import DIGESTS, Reading
from claims.extraction.types import AttributionKind, KindOfClaim
from claims.extraction.worth import Facts, Learned

MODEL = Path(__file__).parent / "model" / "judgement.npz"
SHA256 = "7ccf2c4b00214bbbc58783ad9e84beb1589b9bcffbb5f6506159cd5d2a0ef1b5"
KINDS: tuple[KindOfClaim, ...] = get_args(KindOfClaim)
SAID: tuple[AttributionKind, ...] = get_args(AttributionKind)
Numbers = NDArray[np.float32]


class TamperedModel(Exception):
    """The weights on disk are not those that this version was measured with."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Columns of `states`: a score for each of `KINDS`, then one for worth; 384 rows.

    `ruled` and `said` add a row of scores for the kind that the rules tell and for who says it.
    """

    states: Numbers
    bias: Numbers
    ruled: Numbers
    said: Numbers
    parts: float
    """What the sum of the named parts counts beside the learned one."""
    tagger: str
    """sha256 of the tagger whose states the weights were learned on; another's mean nothing."""


class Pieces:
    """The word pieces of a text in their order, and the sums of what they weigh."""

    def __init__(self, readings: Iterable[Reading], states: Numbers):
        starts: list[int] = []
        ends: list[int] = []
        weights: list[NDArray[np.floating]] = [np.zeros((1, states.shape[1]))]
        for reading in readings:
            real = [i for i, piece in enumerate(reading.window) if piece.start < piece.end]
            starts += [reading.window[i].start for i in real]
            ends += [reading.window[i].end for i in real]
            weights.append(reading.middle[real] @ states)
        self.starts, self.ends = np.array(starts), np.array(ends)
        self.sums = np.concatenate(weights).cumsum(axis=0, dtype=np.float64)

    def mean(self, start: int, end: int) -> NDArray[np.float64] | None:
        """Over the pieces that lie in these characters; None where there is none."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        if first >= last:
            return None
        mean: NDArray[np.float64] = (self.sums[last] - self.sums[first]) / (last - first)
        return mean


class Judge:
    """Judges the claims of one text."""

    def __init__(self, readings: Iterable[Reading], weights: Weights):
        self.weights = weights
        self.pieces = Pieces(readings, weights.states)

    def judged(self, start: int, end: int, facts: Facts) -> Facts:
        """What is known of a claim, with what the learned part makes of it."""
        mean = self.pieces.mean(start, end)
        if mean is None:
            return facts
        scores = mean + self.weights.bias
        kinds = scores[: len(KINDS)] + self.weights.ruled[KINDS.index(facts.kind_of_claim)]
        kinds += self.weights.said[SAID.index(facts.kind)]
        learned = Learned(score=float(scores[-1]), parts=self.weights.parts)
        return replace(facts, kind_of_claim=KINDS[int(kinds.argmax())], learned=learned)


MakeJudge = Callable[[Sequence[Reading]], Judge | None]


def judge(readings: Sequence[Reading]) -> Judge | None:
    """The judge of a text that the shipped tagger has read; None where the weights know another."""
    weights = load()
    return Judge(readings, weights) if weights.tagger == DIGESTS["tagger.onnx"] else None


@cache
def load(path: Path = MODEL) -> Weights:
    """The weights, read once; refused if their hash is not the one in this file."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise TamperedModel(f"{path.name} is not the file that this version was measured with")
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return Weights(
            states=arrays["states"],
            bias=arrays["bias"],
            ruled=arrays["ruled"],
            said=arrays["said"],
            parts=float(arrays["parts"]),
            tagger=bytes(arrays["tagger"]).decode("ascii"),
        )

"""What a claim is, and whether a desk would check it: learned from the tagger's view of its words.

Two linear models on the mean of the middle states of a claim's word pieces, beside what the rules
say: its kind of ten, and its worth. A mean of states weighed is the mean of what each piece weighs,
so that of each piece only its weights are kept.
"""

import hashlib
import io
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
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
    """The word pieces of a text in their order, and what they weigh."""

    def __init__(self, states: Numbers):
        self.states = states
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.weights: list[NDArray[np.floating]] = [np.zeros((1, states.shape[1]))]

    def add(self, reading: Reading) -> None:
        """The next window; the marks between its lines are left out."""
        real = [i for i, piece in enumerate(reading.window) if piece.start < piece.end]
        self.starts += [reading.window[i].start for i in real]
        self.ends += [reading.window[i].end for i in real]
        self.weights.append(reading.middle[real] @ self.states)

    def mean(self, start: int, end: int) -> NDArray[np.float64] | None:
        """Over the pieces that lie in these characters; None where there is none."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        if first >= last:
            return None
        mean: NDArray[np.float64] = (self._sums[last] - self._sums[first]) / (last - first)
        return mean

    @cached_property
    def _sums(self) -> NDArray[np.float64]:
        """Row i sums the first i pieces: asked for when all are there."""
        return np.concatenate(self.weights).cumsum(axis=0, dtype=np.float64)


class Judge:
    """Judges the claims of one text, once it has heard all of it."""

    def __init__(self, weights: Weights):
        self.weights = weights
        self.pieces = Pieces(weights.states)

    def hearing(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """The same readings: what the judge needs of them is kept as they pass."""
        for reading in readings:
            self.pieces.add(reading)
            yield reading

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


MakeJudge = Callable[[], Judge | None]


def judge() -> Judge | None:
    """A judge of a text that the shipped tagger reads; None where the weights know another."""
    weights = load()
    return Judge(weights) if weights.tagger == DIGESTS["tagger.onnx"] else None


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

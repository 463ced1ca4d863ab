"""Ranks the sentences of a debate or speech by worth, learned from what journalists had checked.

Two linear models: of a sentence's words and surface, and of the vector that the tagger has for it.
It says little about the claims of a news article, where `worth` judges by parts that a person
understands.
"""

import hashlib
import io
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.extraction import vectors
from claims.extraction.surface import features, terms
from claims.extraction.tagger import DIGESTS, tagger

MODEL = Path(__file__).parent / "model" / "debates.npz"
SHA256 = "b7bdde8027b9ce620a849b2162eee480919a3b5dd722d363464861df2eac86bc"
CLIP = 4.0
"""Standard deviations beyond which a feature counts no more."""
WORDS_SHARE = 0.2
"""What the words and the surface say beside the vector, where there is one."""
AROUND, NEIGHBOURS = 3, 0.3
"""So many sentences on either side, on average, add so much: what is checked comes in clusters."""
Scores = NDArray[np.float64]


class TamperedModel(Exception):
    """The weights on disk are not those that this version was measured with."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of terms, already multiplied by rarity, of standardised features, and of vectors."""

    terms: dict[str, int]
    rarity: NDArray[np.float32]
    weights: NDArray[np.float32]
    means: NDArray[np.float32]
    scales: NDArray[np.float32]
    feature_weights: NDArray[np.float32]
    bias: float
    vector_weights: NDArray[np.float32]
    vector_bias: float
    tagger: str
    """sha256 of the tagger whose vectors the weights were learned on; another's mean nothing."""
    trained_on: frozenset[str]
    """sha256 of the transcripts' bytes: on these, the model's figures would be flattery."""


def check_worthiness(sentences: Sequence[str]) -> list[float]:
    """Worth of each sentence of a speech or debate, in its order, 0 to 1."""
    return [round(_probability(score), 6) for score in nearby(_scores(load(), sentences))]


@cache
def load(path: Path = MODEL) -> Model:
    """The weights, read once; refused if their hash is not the one in this file."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise TamperedModel(f"{path.name} is not the file that this version was measured with")
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        names = _text(arrays["terms"]).split("\n")
        return Model(
            terms={name: i for i, name in enumerate(names)},
            rarity=arrays["rarity"].astype(np.float32),
            weights=arrays["weights"].astype(np.float32),
            means=arrays["means"].astype(np.float32),
            scales=arrays["scales"].astype(np.float32),
            feature_weights=arrays["feature_weights"].astype(np.float32),
            bias=float(arrays["bias"]),
            vector_weights=arrays["vector_weights"].astype(np.float32),
            vector_bias=float(arrays["vector_bias"]),
            tagger=_text(arrays["tagger"]),
            trained_on=frozenset(_text(arrays["trained_on"]).split()),
        )


def _text(array: NDArray[np.uint8]) -> str:
    return bytes(array).decode("utf-8")


def _scores(model: Model, sentences: Sequence[str]) -> Scores:
    surface = np.array([_surface(model, sentence) for sentence in sentences])
    reader = tagger()
    if reader is None or model.tagger != DIGESTS["tagger.onnx"] or not len(surface):
        return surface
    meant = vectors.vectors(reader, sentences) @ model.vector_weights + model.vector_bias
    return blend(surface, meant)


def blend(surface: Scores, meant: NDArray[np.floating]) -> Scores:
    """One score of what the words say and what the vectors say."""
    return WORDS_SHARE * surface + (1 - WORDS_SHARE) * meant


def nearby(scores: Scores) -> Scores:
    """Each score moved a little towards those around it."""
    moved = scores.copy()
    for i in range(len(scores)):
        around = np.r_[scores[max(0, i - AROUND) : i], scores[i + 1 : i + 1 + AROUND]]
        if len(around):
            moved[i] = (scores[i] + NEIGHBOURS * around.mean()) / (1 + NEIGHBOURS)
    return moved


def _surface(model: Model, sentence: str) -> float:
    shape = (np.array(features(sentence), dtype=np.float32) - model.means) / model.scales
    score = model.bias + float(np.clip(shape, -CLIP, CLIP) @ model.feature_weights)
    counts = Counter(i for t in terms(sentence) if (i := model.terms.get(t)) is not None)
    if not counts:
        return score
    found = np.fromiter(counts, dtype=np.int64)
    often = np.log(np.fromiter(counts.values(), dtype=np.float32)) + 1
    values = often * model.rarity[found]
    return score + float(values @ model.weights[found] / np.sqrt(values @ values))


def _probability(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))

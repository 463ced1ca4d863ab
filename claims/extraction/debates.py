"""Ranks the sentences of a debate or speech by worth: a linear model of words and surface features.

Trained on transcripts in which journalists had marked what they checked. It says little about the
claims of a news article, where `worth` judges by parts that a person understands.
"""

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MODEL = Path(__file__).parent / "model" / "debates.npz"
SHA256 = "117696b5756d870ed4dccff9a188ab5ab8c33101a846160a32dfbe17a5733204"
TERM = re.compile(r"(?u)\b\w\w+\b")
NUMBER_WORDS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|hundred|thousand|million"
    r"|billion|trillion|percent|half|third"
)
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\d|\b(?:{NUMBER_WORDS})\b", r"\d", r"%|percent", r"\$|dollar",
        r"million|billion|trillion", r"\?", r"\bi\b|\bmy\b|\bme\b", r"\bwe\b|\bour\b|\bus\b",
        r"\byou\b|\byour\b",
        r"\bhe\b|\bshe\b|\bhis\b|\bher\b|\bthey\b|\btheir\b",
        r"\bwill\b|'ll\b|going to|would|should|could|must|might|may\b",
        r"\bthink|believe|hope|want|feel|know\b", r"\bnot\b|n't\b|\bno\b|never",
        r"\bwas\b|\bwere\b|\bhad\b|\bdid\b", r"\b\w+ed\b",
        r"\bmore\b|\bless\b|than\b|\b\w+est\b|most",
        r"\bbecause\b|\bcaus", r"thank|applause|ladies|please|sorry|good evening|crosstalk",
        r"\b(?:jobs?|tax(?:es)?|trade|deficit|debt|percent|war|nuclear|health|wage|crime|immigra"
        r"|border|wall|bill|vote[ds]?)",
        r"^(?:and|but|so)\b", r"\b(?:19|20)\d\d\b", r"year|month|week|day",
    )
)  # fmt: skip
"""What is counted in a sentence, in small letters, beside its words."""


class TamperedModel(Exception):
    """The weights on disk are not those that this version was measured with."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of terms, already multiplied by rarity, and of standardised features."""

    terms: dict[str, int]
    rarity: NDArray[np.float32]
    weights: NDArray[np.float32]
    means: NDArray[np.float32]
    scales: NDArray[np.float32]
    feature_weights: NDArray[np.float32]
    bias: float


def check_worthiness(sentences: Sequence[str]) -> list[float]:
    """Worth of each sentence of a speech or debate, in its order, 0 to 1."""
    model = load()
    return [round(_probability(_score(model, sentence)), 6) for sentence in sentences]


def terms(sentence: str) -> Iterator[str]:
    """Words and pairs of words, in small letters."""
    words = TERM.findall(sentence.lower())
    yield from words
    yield from (f"{a} {b}" for a, b in zip(words, words[1:], strict=False))


def features(sentence: str) -> list[float]:
    """Surface features: length, capitals, and counts of `PATTERNS`."""
    words, low = sentence.split(), sentence.lower()
    length = len(words)
    capitals = sum(
        1 for w in words[1:] if w[0].isupper() and not w.startswith(("I'", "I’")) and w != "I"
    )
    shape = [math.log1p(length), float(length > 6), float(length > 12), float(capitals)]
    shape += [capitals / (length + 1), float(sentence.isupper())]
    return shape + [float(len(p.findall(low))) for p in PATTERNS]


@cache
def load(path: Path = MODEL) -> Model:
    """The weights, read once; refused if their hash is not the one in this file."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise TamperedModel(f"{path.name} is not the file that this version was measured with")
    with np.load(path, allow_pickle=False) as arrays:
        names = bytes(arrays["terms"]).decode("utf-8").split("\n")
        return Model(
            terms={name: i for i, name in enumerate(names)},
            rarity=arrays["rarity"].astype(np.float32),
            weights=arrays["weights"].astype(np.float32),
            means=arrays["means"].astype(np.float32),
            scales=arrays["scales"].astype(np.float32),
            feature_weights=arrays["feature_weights"].astype(np.float32),
            bias=float(arrays["bias"]),
        )


def _score(model: Model, sentence: str) -> float:
    shape = (np.array(features(sentence), dtype=np.float32) - model.means) / model.scales
    score = model.bias + float(np.clip(shape, -CLIP, CLIP) @ model.feature_weights)
    counts = Counter(i for t in terms(sentence) if (i := model.terms.get(t)) is not None)
    if not counts:
        return score
    found = np.fromiter(counts, dtype=np.int64)
    often = np.log(np.fromiter(counts.values(), dtype=np.float32)) + 1
    values = often * model.rarity[found]
    return score + float(values @ model.weights[found] / np.sqrt(values @ values))


CLIP = 4.0
"""Standard deviations beyond which a feature counts no more."""


def _probability(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))

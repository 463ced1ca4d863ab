"""Trains the weights of `claims.extraction.debates` from a folder of annotated transcripts.

    python -m benchmarks.train_worth FOLDER [--out FILE]

Prints the mean average precision of cross-validation by transcript, its spread over other folds,
then trains on all and prints the hash to write beside the model. The vectors come from the tagger
in the repository: train this again whenever that changes. Needs scikit-learn, which the product
does not.
"""

import argparse
import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.worth_metrics import average_precision, digest, transcript, transcripts
from claims.extraction import vectors
from claims.extraction.debates import CLIP, MODEL, blend, nearby
from claims.extraction.surface import features, terms
from claims.extraction.tagger import DIGESTS, Tagger, tagger

FOLDS, SEEDS = 4, range(4)
STRENGTH, VECTOR_STRENGTH = 0.3, 0.001
"""Inverse regularisation of the logistic regressions, chosen by cross-validation."""

FEATURE_SCALE = 0.3
"""Weight of the standardised features beside words of unit length."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Transcript:
    """The sentences, which of them were checked, and what the models see of each."""

    name: str
    sentences: list[str]
    labels: list[bool]
    shape: Array
    vectors: vectors.Vectors


class Words:
    """A vectorizer, the features' scaling and a classifier, fitted on transcripts."""

    def __init__(self, chosen: Sequence[Transcript]):
        self.words = TfidfVectorizer(analyzer=lambda s: list(terms(s)), sublinear_tf=True, min_df=2)
        words = self.words.fit_transform([s for t in chosen for s in t.sentences])
        shape = np.concatenate([t.shape for t in chosen])
        self.means, self.scales = shape.mean(axis=0), shape.std(axis=0) + 1e-6
        self.classifier = LogisticRegression(
            C=STRENGTH, class_weight="balanced", solver="liblinear", max_iter=300
        )
        self.classifier.fit(self._matrix(words, shape), _labels(chosen))

    def scores(self, one: Transcript) -> Array:
        matrix = self._matrix(self.words.transform(one.sentences), one.shape)
        scores: Array = self.classifier.decision_function(matrix)
        return scores

    def _matrix(self, words: sparse.csr_matrix, shape: Array) -> sparse.csr_matrix:
        scaled = np.clip((shape - self.means) / self.scales, -CLIP, CLIP) * FEATURE_SCALE
        matrix = sparse.hstack([words, scaled]).tocsr()
        # liblinear takes 32-bit indices only.
        matrix.indices, matrix.indptr = matrix.indices.astype("i4"), matrix.indptr.astype("i4")
        return matrix

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        names = self.words.get_feature_names_out()
        weights = self.classifier.coef_[0]
        return {
            "terms": _bytes("\n".join(names)),
            "rarity": self.words.idf_.astype(np.float16),
            "weights": weights[: len(names)].astype(np.float16),
            "means": self.means.astype(np.float32),
            "scales": self.scales.astype(np.float32),
            "feature_weights": (weights[len(names) :] * FEATURE_SCALE).astype(np.float32),
            "bias": np.float32(self.classifier.intercept_[0]).reshape(()),
        }


class Meaning:
    """A classifier of standardised vectors, fitted on transcripts."""

    def __init__(self, chosen: Sequence[Transcript]):
        rows = np.concatenate([t.vectors for t in chosen]).astype(np.float64)
        means, scales = rows.mean(axis=0), rows.std(axis=0) + 1e-6
        classifier = LogisticRegression(C=VECTOR_STRENGTH, class_weight="balanced", max_iter=1000)
        classifier.fit((rows - means) / scales, _labels(chosen))
        self.weights = classifier.coef_[0] / scales
        self.bias = float(classifier.intercept_[0] - means @ self.weights)

    def scores(self, one: Transcript) -> Array:
        scores: Array = one.vectors @ self.weights + self.bias
        return scores

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        return {
            "vector_weights": self.weights.astype(np.float32),
            "vector_bias": np.float32(self.bias).reshape(()),
            "tagger": _bytes(DIGESTS["tagger.onnx"]),
        }


def _labels(chosen: Sequence[Transcript]) -> NDArray[np.bool_]:
    return np.array([label for t in chosen for label in t.labels])


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def read(paths: Sequence[Path]) -> list[Transcript]:
    reader = tagger()
    if reader is None or not vectors.available(reader):
        raise SystemExit("The tagger is missing, or gives no middle layer: export it first.")
    return [_read(path, reader) for path in paths]


def _read(path: Path, reader: Tagger) -> Transcript:
    sentences, labels = transcript(path)
    shape = np.array([features(s) for s in sentences])
    return Transcript(path.stem, sentences, labels, shape, vectors.vectors(reader, sentences))


def cross_validated(every: Sequence[Transcript], folds: Sequence[Sequence[int]]) -> Array:
    """Average precision of each transcript, judged by models that never saw it; two columns:

    words and surface alone, and the product's blend.
    """
    found = np.zeros((len(every), 2))
    for held in folds:
        chosen = [t for i, t in enumerate(every) if i not in held]
        words, meaning = Words(chosen), Meaning(chosen)
        for i in held:
            surface = words.scores(every[i])
            both = nearby(blend(surface, meaning.scores(every[i])))
            found[i] = [average_precision(every[i].labels, list(s)) for s in (surface, both)]
    return found


def shuffled(count: int, seed: int) -> list[list[int]]:
    order = np.random.RandomState(seed).permutation(count)
    return [sorted(order[fold::FOLDS].tolist()) for fold in range(FOLDS)]


def report(every: Sequence[Transcript]) -> None:
    alone = cross_validated(every, [[i] for i in range(len(every))])
    print("Average precision, each transcript left out in turn: words alone, all")
    for one, (words, both) in zip(every, alone, strict=True):
        print(f"  {one.name:28} {words:.3f}  {both:.3f}")
    print(f"  {'mean':28} {alone[:, 0].mean():.4f}  {alone[:, 1].mean():.4f}")
    error = alone[:, 1].std(ddof=1) / len(every) ** 0.5
    print(f"  standard error of the mean over transcripts {error:.3f}")
    for seed in SEEDS:
        words, both = cross_validated(every, shuffled(len(every), seed)).mean(axis=0)
        print(f"  {FOLDS} folds, seed {seed}: {words:.4f}  {both:.4f}")


def write(arrays: dict[str, NDArray[np.generic]], path: Path) -> str:
    """Writes an npz that is the same byte for byte for the same arrays; returns its hash."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in sorted(arrays.items()):
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.asarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), buffer.getvalue())
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--no-report", action="store_true", help="train only")
    options = parser.parse_args()
    paths = transcripts(options.folder, ("training",))
    every = read(paths)
    if not options.no_report:
        report(every)
    arrays = Words(every).arrays() | Meaning(every).arrays()
    arrays["trained_on"] = _bytes("\n".join(map(digest, paths)))
    print(f"SHA256 = {write(arrays, options.out)!r}")


if __name__ == "__main__":
    main()

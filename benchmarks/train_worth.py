"""Trains the weights of `claims.extraction.debates` from a folder of annotated transcripts.

    python -m benchmarks.train_worth FOLDER [--out FILE]

Prints the mean average precision of four-fold cross-validation by transcript, then trains on all
and prints the hash to write beside the model. Needs scikit-learn, which the product does not.
"""

import argparse
import hashlib
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.worth_metrics import average_precision, transcript
from claims.extraction.debates import CLIP, MODEL, features, terms

FOLDS = 4
STRENGTH = 0.3
"""Inverse regularisation of the logistic regression, chosen by cross-validation."""

FEATURE_SCALE = 0.3
"""Weight of the standardised features beside words of unit length."""

Transcript = tuple[list[str], list[bool]]


class Trained:
    """A vectorizer, the features' scaling and a classifier, fitted on transcripts."""

    def __init__(self, transcripts: Sequence[Transcript]):
        sentences = [s for t, _ in transcripts for s in t]
        labels = np.array([label for _, marks in transcripts for label in marks])
        self.words = TfidfVectorizer(analyzer=lambda s: list(terms(s)), sublinear_tf=True, min_df=2)
        words = self.words.fit_transform(sentences)
        shape = np.array([features(s) for s in sentences])
        self.means, self.scales = shape.mean(axis=0), shape.std(axis=0) + 1e-6
        self.classifier = LogisticRegression(
            C=STRENGTH, class_weight="balanced", solver="liblinear", max_iter=300
        )
        self.classifier.fit(self._matrix(words, shape), labels)

    def scores(self, sentences: Sequence[str]) -> NDArray[np.float64]:
        shape = np.array([features(s) for s in sentences])
        matrix = self._matrix(self.words.transform(sentences), shape)
        scores: NDArray[np.float64] = self.classifier.decision_function(matrix)
        return scores

    def _matrix(self, words: sparse.csr_matrix, shape: NDArray[np.float64]) -> sparse.csr_matrix:
        scaled = np.clip((shape - self.means) / self.scales, -CLIP, CLIP) * FEATURE_SCALE
        matrix = sparse.hstack([words, scaled]).tocsr()
        # liblinear takes 32-bit indices only.
        matrix.indices, matrix.indptr = matrix.indices.astype("i4"), matrix.indptr.astype("i4")
        return matrix

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        names = self.words.get_feature_names_out()
        weights = self.classifier.coef_[0]
        return {
            "terms": np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
            "rarity": self.words.idf_.astype(np.float16),
            "weights": weights[: len(names)].astype(np.float16),
            "means": self.means.astype(np.float32),
            "scales": self.scales.astype(np.float32),
            "feature_weights": (weights[len(names) :] * FEATURE_SCALE).astype(np.float32),
            "bias": np.float32(self.classifier.intercept_[0]).reshape(()),
        }


def cross_validated(transcripts: Sequence[Transcript], seed: int = 0) -> float:
    """Mean average precision over transcripts, each judged by a model that never saw it."""
    order = np.random.RandomState(seed).permutation(len(transcripts))
    precisions = []
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS].tolist())
        trained = Trained([t for i, t in enumerate(transcripts) if i not in held])
        precisions += [
            average_precision(transcripts[i][1], list(trained.scores(transcripts[i][0])))
            for i in sorted(held)
        ]
    return float(np.mean(precisions))


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
    options = parser.parse_args()
    transcripts = [transcript(path) for path in sorted(options.folder.glob("*.tsv"))]
    for seed in (0, 1):
        print(f"cross-validated MAP (seed {seed}): {cross_validated(transcripts, seed):.4f}")
    print(f"SHA256 = {write(Trained(transcripts).arrays(), options.out)!r}")


if __name__ == "__main__":
    main()

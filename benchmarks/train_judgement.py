"""Trains the weights of `claims.extraction.judgement` on judged claims of PolNeAR's articles.

    python -m benchmarks.train_judgement POLNEAR [--out FILE]

The claims are those of `benchmarks.judged`; their words are the corpus'. Prints what four-fold
cross-validation by article reaches beside the rules alone, then trains on all and prints the hash
to write beside the model. The states come from the tagger in the repository: train this again
whenever that changes. Needs scikit-learn, which the product does not.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from benchmarks.claims_metrics import FOUND, Item, pairs
from benchmarks.judged import JUDGED, Judged, judged
from benchmarks.train_worth import write
from benchmarks.worth_metrics import average_precision
from claims.extraction import extract
from claims.extraction.judgement import KINDS, MODEL, SAID, Judge, Pieces
from claims.extraction.tagger import DIGESTS
from claims.extraction.types import KindOfClaim
from claims.extraction.vectors import WIDTH
from claims.extraction.worth import Facts, sum_of_parts

FOLDS = 4
KIND_STRENGTH, WORTH_STRENGTH = 0.01, 0.01
"""Inverse regularisation of the logistic regressions, chosen by cross-validation."""
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A claim: what the rules know of it, the mean of its states, and how it was judged."""

    facts: Facts
    states: Array
    judged: Judged


Article = list[Example]


class Watcher(Judge):
    """Keeps what a judge is asked, and leaves it as it is."""

    def __init__(self) -> None:
        self.pieces = Pieces(np.eye(WIDTH, dtype=np.float32))
        self.asked: dict[tuple[int, int], Facts] = {}

    def judged(self, start: int, end: int, facts: Facts) -> Facts:
        self.asked[start, end] = facts
        return facts


def read(corpus: Path, path: Path) -> list[Article]:
    """The judged claims that the extraction finds today, article by article."""
    return [list(_examples(corpus, name, claims)) for name, claims in judged(path)]


def _examples(corpus: Path, name: str, claims: Sequence[Judged]) -> Iterator[Example]:
    with (corpus / "train" / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    watcher = Watcher()
    found = extract(text, judge=lambda: watcher).claims
    by_place = {(claim.start, claim.end): claim for claim in claims}
    gold = [Item(place, "", None, "") for place in by_place]
    said = [Item((claim.start, claim.end), "", None, "") for claim in found]
    for overlap, g, s in pairs(text, gold, said):
        mean = watcher.pieces.mean(*s.place) if overlap >= FOUND else None
        if mean is not None:
            yield Example(watcher.asked[s.place], mean, by_place[g.place])


class Kinds:
    """The kind of a claim: its states, the rules' answer, who says it."""

    def __init__(self, chosen: Sequence[Example]):
        self.scaler = StandardScaler()
        rows = self.scaler.fit_transform(self._rows(chosen))
        self.model = LogisticRegression(C=KIND_STRENGTH, max_iter=1000)
        self.model.fit(rows, [KINDS.index(e.judged.kind) for e in chosen])

    def told(self, claims: Sequence[Example]) -> list[KindOfClaim]:
        return [KINDS[i] for i in self.model.predict(self.scaler.transform(self._rows(claims)))]

    def arrays(self) -> tuple[Array, Array]:
        """Weights of the rows' columns and a bias, for each of `KINDS`."""
        return _unscaled(self.model, self.scaler)

    def _rows(self, claims: Sequence[Example]) -> Array:
        ruled = [[e.facts.kind_of_claim == k for k in KINDS] for e in claims]
        said = [[e.facts.kind == k for k in SAID] for e in claims]
        return np.hstack([[e.states for e in claims], ruled, said])


class Worth:
    """Whether a claim would be checked, and how soon: its states, the sum of the named parts."""

    def __init__(self, chosen: Sequence[Example]):
        self.scaler = StandardScaler()
        rows = self.scaler.fit_transform(self._rows(chosen))
        self.model = LogisticRegression(C=WORTH_STRENGTH, max_iter=1000)
        soon = np.array([e.judged.soon for e in chosen])
        # A label between no and yes is both, each with its share.
        both = np.repeat([True, False], len(chosen))
        self.model.fit(np.tile(rows, (2, 1)), both, np.append(soon, 1 - soon))

    def scores(self, claims: Sequence[Example]) -> list[float]:
        rows = self.scaler.transform(self._rows(claims))
        return list(map(float, self.model.decision_function(rows)))

    def arrays(self) -> tuple[Array, Array]:
        return _unscaled(self.model, self.scaler)

    def _rows(self, claims: Sequence[Example]) -> Array:
        return np.hstack(
            [[e.states for e in claims], [[sum_of_parts(e.facts)] for e in claims]]
        )  # fmt: skip


def _unscaled(model: LogisticRegression, scaler: StandardScaler) -> tuple[Array, Array]:
    weights = (model.coef_ / scaler.scale_).T
    return weights, model.intercept_ - scaler.mean_ @ weights


def with_kinds(claims: Sequence[Example], kinds: Sequence[KindOfClaim]) -> list[Example]:
    return [
        replace(e, facts=replace(e.facts, kind_of_claim=kind))
        for e, kind in zip(claims, kinds, strict=True)
    ]


def flat(articles: Sequence[Article]) -> list[Example]:
    return [example for article in articles for example in article]


def told_from_others(articles: Sequence[Article]) -> list[Article]:
    """The articles with the kinds that models tell which never saw them."""
    found: dict[int, Article] = {}
    for fold in range(FOLDS):
        kinds = Kinds(flat([a for i, a in enumerate(articles) if i % FOLDS != fold]))
        for i in range(fold, len(articles), FOLDS):
            found[i] = with_kinds(articles[i], kinds.told(articles[i])) if articles[i] else []
    return [found[i] for i in range(len(articles))]


def report(ruled: Sequence[Article], told: Sequence[Article]) -> None:
    claims = len(flat(ruled))
    print(f"{len(ruled)} articles, {claims} claims; each judged by models that never saw it")
    for name, articles in (("rules", ruled), ("rules and states", told)):
        right = sum(e.facts.kind_of_claim == e.judged.kind for e in flat(articles))
        print(f"  kind of claim, {name:17} {100 * right / claims:.1f} % right")
    print(f"  worth, named parts alone      AP {100 * precision(ruled):.1f}")
    print(f"  worth, the same, these kinds  AP {100 * precision(told):.1f}")
    learned = []
    for fold in range(FOLDS):
        worth = Worth(flat([a for i, a in enumerate(told) if i % FOLDS != fold]))
        held = [a for a in told[fold::FOLDS] if any(e.judged.worthy for e in a)]
        learned += [average_precision([e.judged.worthy for e in a], worth.scores(a)) for a in held]
    print(f"  worth, all                    AP {100 * float(np.mean(learned)):.1f}")


def precision(articles: Sequence[Article]) -> float:
    """Of the named parts alone, the mean over articles."""
    each = [
        average_precision([e.judged.worthy for e in a], [sum_of_parts(e.facts) for e in a])
        for a in articles
        if any(e.judged.worthy for e in a)
    ]
    return float(np.mean(each))


def trained(ruled: Sequence[Article], told: Sequence[Article]) -> dict[str, NDArray[np.generic]]:
    """Worth is learned beside kinds of unseen articles, which are as wrong as they will be."""
    kinds, kind_bias = Kinds(flat(ruled)).arrays()
    worth, worth_bias = Worth(flat(told)).arrays()
    said = WIDTH + len(KINDS)
    return {
        "states": np.hstack([kinds[:WIDTH], worth[:WIDTH]]).astype(np.float32),
        "bias": np.append(kind_bias, worth_bias).astype(np.float32),
        "ruled": kinds[WIDTH:said].astype(np.float32),
        "said": kinds[said:].astype(np.float32),
        "parts": worth[WIDTH].astype(np.float32).reshape(()),
        "tagger": np.frombuffer(DIGESTS["tagger.onnx"].encode(), dtype=np.uint8),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("polnear", type=Path, help="a folder with train/text in it")
    parser.add_argument("--judged", type=Path, default=JUDGED)
    parser.add_argument("--out", type=Path, default=MODEL)
    options = parser.parse_args()
    ruled = read(options.polnear, options.judged)
    told = told_from_others(ruled)
    report(ruled, told)
    print(f"SHA256 = {write(trained(ruled, told), options.out)!r}")


if __name__ == "__main__":
    main()

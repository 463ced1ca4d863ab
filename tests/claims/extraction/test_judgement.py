"""The learned judge of claims: what it adds up, when it is believed, what it changes."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from claims.extraction import extract, judgement
from claims.extraction.judgement import KINDS, SAID, Judge, Pieces, TamperedModel, Weights
from claims.extraction.tagger import DIGESTS, Reading
from claims.extraction.windows import SEP, Piece
from claims.extraction.worth import READS, Facts

ARTICLE = """\
Harbour fees rise

The port of Hull collected 4 million pounds in fees last year, more than any port in the north.

Its director, Anna Moss, said she loved the smell of tar in the morning.

“People like me just want to look at the boats,” Moss said.
"""
NO_LINKS = np.zeros((0, 0), dtype=np.float32)


def read(*windows: list[tuple[int, int, float]]) -> list[Reading]:
    """Windows of pieces: where they start and end, and the one number that is known of each."""
    return [
        Reading(
            tuple(Piece(SEP if start == end else 7, start, end) for start, end, _ in window),
            NO_LINKS, NO_LINKS, NO_LINKS,
            np.array([[state] for _, _, state in window], dtype=np.float32),
        )
        for window in windows
    ]  # fmt: skip


TWO_WINDOWS = read([(0, 3, 1.0), (4, 8, 3.0), (10, 10, 99.0), (10, 12, 5.0)], [(13, 20, 7.0)])


@pytest.mark.parametrize(
    ("start", "end", "mean"),
    [
        (0, 3, 1.0),
        (0, 8, 2.0),
        (5, 7, 3.0),
        (4, 12, 4.0),
        (10, 20, 6.0),
        (0, 20, 4.0),
        (3, 4, None),
        (20, 30, None),
    ],
)
def test_a_claim_weighs_the_mean_of_its_pieces_across_windows(
    start: int, end: int, mean: float | None
) -> None:
    pieces = Pieces(np.ones((1, 1), dtype=np.float32))
    for reading in TWO_WINDOWS:
        pieces.add(reading)
    found = pieces.mean(start, end)
    assert (None if found is None else found.tolist()) == (None if mean is None else [mean])


def test_a_text_without_pieces_has_no_means() -> None:
    assert Pieces(np.ones((1, 1), dtype=np.float32)).mean(0, 5) is None


def weights(**given: object) -> Weights:
    """Nothing but a worth of half a state."""
    states = np.zeros((1, len(KINDS) + 1), dtype=np.float32)
    states[0, -1] = 0.5
    nothing = Weights(
        states=states,
        bias=np.zeros(len(KINDS) + 1, dtype=np.float32),
        ruled=np.eye(len(KINDS), dtype=np.float32),
        said=np.zeros((len(SAID), len(KINDS)), dtype=np.float32),
        parts=0.75,
        tagger="",
    )
    return replace(nothing, **given)  # type: ignore[arg-type]


def judge(**given: object) -> Judge:
    """One who has heard both windows, which pass unchanged."""
    one = Judge(weights(**given))
    assert list(one.hearing(TWO_WINDOWS)) == TWO_WINDOWS
    return one


FACTS = Facts("the quay is old", "indirect", "attribute")


def test_worth_is_the_states_score_beside_the_named_parts() -> None:
    learned = judge().judged(0, 8, FACTS).learned
    assert learned is not None
    assert (learned.score, learned.parts) == (1.0, 0.75)


def test_the_rules_kind_stands_until_something_outweighs_it() -> None:
    assert judge().judged(0, 8, FACTS).kind_of_claim == "attribute"
    said = np.zeros((len(SAID), len(KINDS)), dtype=np.float32)
    said[SAID.index("direct"), KINDS.index("opinion")] = 2
    strict = judge(said=said)
    assert strict.judged(0, 8, FACTS).kind_of_claim == "attribute"
    assert strict.judged(0, 8, replace(FACTS, kind="direct")).kind_of_claim == "opinion"


def test_where_the_tagger_read_nothing_the_rules_stand() -> None:
    assert judge().judged(8, 10, FACTS) == FACTS


def test_the_shipped_weights_were_learned_on_the_shipped_tagger() -> None:
    """Whoever changes the tagger trains the weights again: `benchmarks.train_judgement`."""
    assert judgement.load().tagger == DIGESTS["tagger.onnx"]


def test_weights_that_were_changed_are_refused(tmp_path: Path) -> None:
    path = shutil.copy(judgement.MODEL, tmp_path)
    with Path(path).open("ab") as file:
        file.write(b"\n")
    with pytest.raises(TamperedModel, match=r"judgement\.npz"):
        judgement.load(Path(path))


def test_the_states_of_another_tagger_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    learned = extract(ARTICLE)
    monkeypatch.setattr(judgement, "load", lambda: weights(tagger="0" * 64))
    assert extract(ARTICLE) == extract(ARTICLE, judge=lambda: None) != learned


def test_what_desks_check_comes_before_what_they_do_not_and_says_so() -> None:
    ranked = sorted(extract(ARTICLE).claims, key=lambda claim: -claim.check_worthiness)
    assert "4 million pounds" in ranked[0].exact
    assert READS[True] in ranked[0].reasons
    assert READS[False] in ranked[-1].reasons


def test_a_claim_of_the_same_words_is_judged_in_its_surroundings_and_always_alike() -> None:
    assert extract(ARTICLE) == extract(ARTICLE)

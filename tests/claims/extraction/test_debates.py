"""Sentences of a debate are ranked by weights whose file is checked before it is believed."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from claims.extraction import check_worthiness, debates, vectors
from claims.extraction.tagger import DIGESTS, tagger

SPEECH = [
    "Thank you very much, it is great to be here.",
    "We lost 60,000 factories and unemployment rose by 5 percent since 2001.",
    "(APPLAUSE)",
    "God bless you all.",
]


def _without_a_tagger() -> None:
    return None


def test_a_figure_outranks_small_talk() -> None:
    worth = check_worthiness(SPEECH)
    assert worth.index(max(worth)) == 1
    assert all(0 <= w <= 1 for w in worth)


def test_without_the_tagger_words_and_surface_rank_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    learned = check_worthiness(SPEECH)
    monkeypatch.setattr(debates, "tagger", _without_a_tagger)
    alone = check_worthiness(SPEECH)
    assert alone.index(max(alone)) == 1
    assert alone != learned


def test_the_shipped_weights_were_learned_on_the_shipped_tagger() -> None:
    """Whoever changes the tagger trains the weights again: `benchmarks.train_worth`."""
    assert debates.load().tagger == DIGESTS["tagger.onnx"]
    assert vectors.available(tagger())


def test_vectors_of_another_tagger_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debates, "tagger", _without_a_tagger)
    alone = check_worthiness(SPEECH)
    monkeypatch.undo()
    model = replace(debates.load(), tagger="0" * 64)
    monkeypatch.setattr(debates, "load", lambda: model)
    assert check_worthiness(SPEECH) == alone


def test_a_dull_sentence_among_figures_outranks_it_among_courtesies() -> None:
    dull = "That is what happened."
    figures = ["Crime rose by 17 percent in 2015, and 4,000 people were killed."] * 3
    among_figures = check_worthiness([*figures, dull, *figures])[3]
    among_courtesies = check_worthiness([SPEECH[0]] * 3 + [dull] + [SPEECH[0]] * 3)[3]
    assert among_figures > among_courtesies


def test_neighbours_move_a_score_and_do_not_replace_it() -> None:
    moved = debates.nearby(np.array([0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 0.0]))
    assert moved.argmax() == 2
    assert 0 < moved[1] < 1
    assert moved[6] == 0
    assert debates.nearby(np.array([2.5])).tolist() == [2.5]


@pytest.mark.parametrize(
    "sentences", [[], [""], ["", " "], ["\u0000\u200b😀"], ["a" * 10_000], ["crime " * 2_000]]
)
def test_any_list_of_strings_gets_as_many_numbers(sentences: list[str]) -> None:
    assert len(check_worthiness(sentences)) == len(sentences)


def test_the_same_sentences_get_the_same_worth() -> None:
    assert check_worthiness(SPEECH) == check_worthiness(SPEECH)


def test_weights_that_were_changed_are_refused(tmp_path: Path) -> None:
    changed = tmp_path / "debates.npz"
    changed.write_bytes(debates.MODEL.read_bytes() + b"\0")
    with pytest.raises(debates.TamperedModel):
        debates.load(changed)


def test_the_weights_are_small() -> None:
    assert debates.MODEL.stat().st_size < 1_500_000

"""Average precision on rankings that can be checked by hand; transcripts where they are."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import extraction
from benchmarks.worth_metrics import (
    NoTranscripts,
    average_precision,
    digest,
    mean_average_precision,
    transcripts,
)
from claims.extraction import debates

DEBATE = "1\tA\tCrime fell by 5%.\t1\n2\tB\tThank you.\t0\n"


@pytest.mark.parametrize(
    ("labels", "scores", "precision"),
    [
        ([True, False], [0.9, 0.1], 1.0),
        ([True, False], [0.1, 0.9], 0.5),
        ([False, True, True], [0.9, 0.8, 0.7], (1 / 2 + 2 / 3) / 2),
        ([False, False], [0.9, 0.1], 0.0),
    ],
)
def test_average_precision(labels: list[bool], scores: list[float], precision: float) -> None:
    assert average_precision(labels, scores) == pytest.approx(precision)


def test_the_mean_leaves_out_transcripts_without_a_checked_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(DEBATE)
    (tmp_path / "b.tsv").write_text("1\tA\tGood evening.\t0\n")
    mean, each = mean_average_precision(
        transcripts(tmp_path), lambda sentences: [len(s) for s in sentences]
    )
    assert (mean, each) == (1.0, {"a": 1.0})


@pytest.mark.parametrize(
    ("splits", "measured"),
    [
        (["."], "."),
        (["training"], "training"),
        (["training", "test"], "test"),
        (["training", "test", "test_annotated"], "test_annotated"),
        ([".", "test"], "."),
    ],
)
def test_transcripts_are_found_in_the_folder_or_its_held_out_split(
    tmp_path: Path, splits: list[str], measured: str
) -> None:
    for split in splits:
        (tmp_path / split).mkdir(exist_ok=True)
        (tmp_path / split / "a.tsv").write_text(DEBATE)
    assert transcripts(tmp_path) == [tmp_path / measured / "a.tsv"]


def test_a_split_without_marks_is_passed_over_for_one_that_has_them(tmp_path: Path) -> None:
    for split, text in (("test", "1\tA\tCrime fell.\n"), ("test_annotated", DEBATE)):
        (tmp_path / split).mkdir()
        (tmp_path / split / "a.tsv").write_text(text)
    assert transcripts(tmp_path) == [tmp_path / "test_annotated" / "a.tsv"]


@pytest.mark.parametrize("name", ["a.txt", "a.tsv"])
def test_a_folder_without_marked_transcripts_is_refused_with_its_name(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("Good evening.\n")
    with pytest.raises(NoTranscripts, match=f"{tmp_path.name}: no transcript"):
        transcripts(tmp_path)


def test_the_benchmark_prints_each_transcript_and_says_nothing_of_training_on_new_ones(
    tmp_path: Path,
) -> None:
    (tmp_path / "debate.tsv").write_text(DEBATE)
    printed = "\n".join(extraction.worth(tmp_path))
    assert "MAP 1.000 over 1 transcripts" in printed
    assert "debate" in printed
    assert "NOT A MEASUREMENT" not in printed


def test_the_benchmark_says_when_the_model_was_trained_on_what_it_measures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "debate.tsv"
    path.write_text(DEBATE)
    model = replace(debates.load(), trained_on=frozenset({digest(path)}))
    monkeypatch.setattr(debates, "load", lambda: model)
    assert "NOT A MEASUREMENT: the model was trained on 1" in "\n".join(extraction.worth(tmp_path))

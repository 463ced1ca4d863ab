"""Average precision on rankings that can be checked by hand."""

from pathlib import Path

import pytest

from benchmarks.worth_metrics import average_precision, mean_average_precision


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
    (tmp_path / "a.tsv").write_text("1\tA\tCrime fell by 5%.\t1\n2\tB\tThank you.\t0\n")
    (tmp_path / "b.tsv").write_text("1\tA\tGood evening.\t0\n")
    mean, each = mean_average_precision(tmp_path, lambda sentences: [len(s) for s in sentences])
    assert (mean, each) == (1.0, {"a": 1.0})

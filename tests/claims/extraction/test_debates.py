"""Sentences of a debate are ranked by weights whose file is checked before it is believed."""

from pathlib import Path

import pytest

from claims.extraction import check_worthiness, debates


def test_a_figure_outranks_small_talk() -> None:
    sentences = [
        "Thank you very much, it is great to be here.",
        "We lost 60,000 factories and unemployment rose by 5 percent since 2001.",
        "(APPLAUSE)",
    ]
    worth = check_worthiness(sentences)
    assert worth.index(max(worth)) == 1
    assert all(0 <= w <= 1 for w in worth)


@pytest.mark.parametrize("sentences", [[], [""], ["\u0000\u200b😀"], ["a" * 10_000]])
def test_any_list_of_strings_gets_as_many_numbers(sentences: list[str]) -> None:
    assert len(check_worthiness(sentences)) == len(sentences)


def test_weights_that_were_changed_are_refused(tmp_path: Path) -> None:
    changed = tmp_path / "debates.npz"
    changed.write_bytes(debates.MODEL.read_bytes() + b"\0")
    with pytest.raises(debates.TamperedModel):
        debates.load(changed)


def test_the_weights_are_small() -> None:
    assert debates.MODEL.stat().st_size < 1_500_000

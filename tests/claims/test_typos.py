"""What passes for a typing error, and so needs no second reader."""

import pytest

from claims.typos import is_typo


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It fell by three per cent.", "It fell by three per cent."),
        ("It fell by three percent.", "It fell by three per cent."),
        ("The mayer said so.", "The mayor said so."),
        ("He said said so in 2015.", "He said so in 2015."),
        ("", ""),
    ],
)
def test_a_slip_is_one(before: str, after: str) -> None:
    assert is_typo(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It fell by 3 per cent.", "It fell by 5 per cent."),
        ("It did not fall.", "It did fall."),
        ("It fell.", "It never fell."),
        ("They can agree.", "They can’t agree."),
        ("", "A whole new sentence."),
        ("One two three four five", "Six seven eight nine five"),
        ("In 2015 and later", "In and later"),
    ],
)
def test_a_figure_a_negation_or_a_new_sentence_is_none(before: str, after: str) -> None:
    assert not is_typo(before, after)

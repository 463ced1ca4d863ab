"""Relative dates are resolved against the day of publication, or left alone."""

from datetime import date

import pytest

from claims.extraction import dates

FRIDAY = date(2026, 3, 13)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("crime fell yesterday", "2026-03-12"),
        ("the bill passed on Thursday", "2026-03-12"),
        ("the bill passed on Friday", "2026-03-13"),
        ("parliament will vote on Monday", "2026-03-16"),
        ("prices rose last month", "2026-02"),
        ("prices rose last year", "2025"),
        ("ministers met last week", "week of 2026-03-02"),
    ],
)
def test_a_relative_date_becomes_one_of_the_calendar(words: str, meant: str) -> None:
    match = dates.RELATIVE.search(words)
    assert match is not None
    assert dates.meant(match, FRIDAY, words) == meant


@pytest.mark.parametrize(
    "words", ["every Monday", "on Mondays", "on Thursday, 12 March", "Monday May 4"]
)
def test_a_habit_or_a_full_date_is_left_alone(words: str) -> None:
    assert dates.RELATIVE.search(words) is None


@pytest.mark.parametrize(
    ("frame", "published", "day"),
    [
        (" told reporters on Thursday", FRIDAY, "2026-03-12"),
        (" said on Feb. 9", FRIDAY, "2026-02-09"),
        (" said on December 30", FRIDAY, "2025-12-30"),
        (" said on 3 May 2019", None, "2019-05-03"),
        (" said on Thursday", None, ""),
        (" said on February 31, 2020", None, ""),
        (" said in a speech", FRIDAY, ""),
    ],
)
def test_when_it_was_said(frame: str, published: date | None, day: str) -> None:
    assert dates.said_on(frame, published) == day

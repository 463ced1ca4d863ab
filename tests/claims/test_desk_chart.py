"""The chart of link health: bars to look at, and a sentence for those who do not."""

import datetime as dt
from xml.etree import ElementTree

from claims.desk.chart import HEIGHT, Day, draw, in_words

TODAY = dt.date(2026, 3, 2)


def days(*looks: dict[str, int]) -> list[Day]:
    first = TODAY - dt.timedelta(days=len(looks) - 1)
    return [Day(first + dt.timedelta(days=n), look) for n, look in enumerate(looks)]


def bars(svg: str, band: str) -> list[float]:
    root = ElementTree.fromstring(svg)
    return [
        float(bar.get("height", 0)) for bar in root.iter("rect") if band in bar.get("class", "")
    ]


def test_it_says_in_words_what_it_shows() -> None:
    shown = days({"alive": 1200, "gone": 3}, {"alive": 10, "unsure": 2})
    sentence = "1,215 link checks in 2 days: 1,210 answered, 2 could not tell, 3 failed."
    assert in_words(shown) == sentence
    assert f'aria-label="{sentence}"' in draw(shown)


def test_without_a_check_it_says_so() -> None:
    assert in_words(days({}, {})) == "No link was checked in 2 days."
    assert bars(draw(days({}, {})), "chart") == []


def test_one_failure_among_thousands_is_seen() -> None:
    assert bars(draw(days({"alive": 10_000, "gone": 1})), "gone") == [2.0]


def test_no_bar_is_higher_than_the_chart() -> None:
    svg = draw(days({"alive": 9_998, "gone": 1, "unsure": 1}, {"alive": 1}))
    root = ElementTree.fromstring(svg)
    assert all(float(bar.get("y", 0)) >= 0 for bar in root.iter("rect"))
    assert max(bars(svg, "alive")) < HEIGHT


def test_it_begins_with_the_first_day_and_ends_with_today() -> None:
    root = ElementTree.fromstring(draw(days(*[{"alive": 1}] * 30)))
    assert [text.text for text in root.iter("text")] == ["1 Feb", "2 Mar"]

"""Where a report was written is no part of what it says."""

import pytest

from claims.extraction.datelines import dateline


@pytest.mark.parametrize(
    "opening",
    [
        "Brussels – ",
        "BRUSSELS — ",
        "ROTTERDAM ― ",
        "WASHINGTON (Reuters) - ",
        "NEW YORK -- ",
        "The Hague – ",
        "Stoke on Trent, England – ",
        "SÃO PAULO, Brazil (AP) — ",
        "YORK, 12 March 2026 – ",
        "LEEDS (March 3) - ",
        "SAN JOSE, Calif., March 3rd, 2026 /PRNewswire/ -- ",
        "AUSTIN, Texas--(BUSINESS WIRE)--",
    ],
)
def test_the_place_the_day_and_the_agency_before_a_dash_are_a_dateline(opening: str) -> None:
    assert dateline(opening + "The port was closed.") == len(opening)


@pytest.mark.parametrize(
    "words",
    [
        "The wall was late – The council paid twice.",
        "Anna Moss – the mayor since 2019 – left.",
        "Aldermouth - Leeds trains were late.",
        "Jean-Claude Moss left.",
        "It was late -- She left.",
        "",
        "–",
        "NATO",
    ],
)
def test_a_dash_within_a_sentence_opens_none(words: str) -> None:
    assert dateline(words) == 0

"""Not only newswire: each kind of text gives its claims, each in the right mouth."""

from datetime import date
from pathlib import Path

import pytest

from claims.extraction import extract
from claims.extraction.types import Extraction, TextKind

GENRES = Path(__file__).parent / "genres"
MARCH_12 = date(2026, 3, 12)
Said = tuple[str, str]
"""The claim's words, and its first claimant; empty for the outlet."""


def said(extraction: Extraction) -> list[Said]:
    return [
        (c.exact, extraction.claimants[c.claimants[0]].name if c.claimants else "")
        for c in extraction.claims
    ]


def text_of(genre: str) -> str:
    return (GENRES / f"{genre}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("genre", "kind", "speaker", "expected"),
    [
        (
            "interview", "interview", "",
            [
                ("We cut 14 routes in January because the grant from the county ended", "Okafor"),
                ("Ridership had fallen by 22 percent since 2019", "Okafor"),
                ("90 drivers have left the city", "drivers' union"),
            ],
        ),
        (
            "release", "release", "Halden Foods",
            [
                (
                    "Halden Foods today opened a bottling plant that employs 340 people",
                    "Halden Foods",
                ),
                ("The plant cost $58 million", "Halden Foods"),
                ("This is the largest investment in our history", "Ingrid Halden"),
            ],
        ),
        (
            "speech", "speech", "Dana Whitlock",
            [
                ("our state built 12,000 homes last year", "Dana Whitlock"),
                ("No other state built more", "Dana Whitlock"),
                ("We will build a hospital in every county", "Dana Whitlock"),
                ("wages fell under my administration", "senator"),
                ("Wages rose by 4 percent", "Dana Whitlock"),
            ],
        ),
        (
            "release", "release", "",
            [
                ("The plant cost $58 million", "Halden Foods"),
                ("This is the largest investment in our history", "Ingrid Halden"),
            ],
        ),
        (
            "release_immediate", "news", "",
            [
                ("Northway Rail today announced an order for 24 battery trains", "Northway Rail"),
                ("Each train seats 180 people", "Northway Rail"),
                ("We have cut our emissions by a third since 2020", "Priya Nair"),
                ("the depot at Selby is too small", "union of drivers"),
                ("Northway Rail runs 340 trains a day in the north of England", "Northway Rail"),
            ],
        ),
        (
            "speech_headed", "speech", "",
            [
                ("Our city waited for this tunnel for 31 years", "Dana Whitlock"),
                ("it carries 9,000 cars a day", "Dana Whitlock"),
                ("the tunnel is unsafe", "opponent"),
                ("It is not unsafe", "Dana Whitlock"),
            ],
        ),
        (
            "speech_headed", "news", "",
            [("Our city waited for this tunnel for 31 years", "Dana Whitlock")],
        ),
        (
            "interview_qa", "interview", "",
            [
                ("Ruth Hallam has run the food bank in Port Mary since 2011", ""),
                ("We fed 4,100 families in January", "Ruth Hallam"),
                ("Rents doubled in three years", "Ruth Hallam"),
                ("The council closed two kitchens in May", "Ruth Hallam"),
            ],
        ),
        (
            "hearing", "other", "",
            [
                ("The port of Halden lost 300 jobs in 2025", "Chair"),
                ("My firm employed 80 of those people", "Brandt"),
                ("The county paid us £2 million in 2022", "Brandt"),
                ("the money was spent on cranes", "Ann Cole"),
            ],
        ),
        (
            "quotes_british", "news", "",
            [
                ("The council ignored two warnings from its own engineers", "Gareth Pugh"),
                ("It paid the builder £3m in 2021", "Gareth Pugh"),
                (
                    "Nobody asked the Environment Agency, and the wall failed within a year",
                    "Gareth Pugh",
                ),
                (
                    "A flood wall in Aldermouth was built in the wrong place",
                    "National Audit Office",
                ),
                ("it did ‘not recognise’ the figure", "spokesman for the council"),
            ],
        ),
        (
            "liveblog_turns", "news", "",
            [
                ("The pound has fallen by 1.2% against the dollar since noon", ""),
                ("the budget takes £4bn from schools", "Meera Joshi"),
                ("30,000 teachers left in 2025", "Meera Joshi"),
            ],
        ),
        (
            "liveblog", "news", "",
            [
                ("The Severn Bridge has been closed to all traffic", "National Highways"),
                ("More than 30,000 homes are without power in Wales", ""),
                ("We have 200 engineers on the road", "spokeswoman for Western Grid"),
            ],
        ),
        (
            "listicle", "news", "",
            [
                ("It cost £41 million", ""),
                ("It holds 600,000 books", ""),
                ("Its architect, Mina Sato, won the city's prize in 2018", ""),
            ],
        ),
        (
            "sentence", "news", "",
            [
                (
                    "The port of Aldermouth handled 1.2 million containers in 2024",
                    "harbour authority",
                )
            ],
        ),
        (
            "british", "news", "",
            [
                ("Waiting lists in Scotland fell by 3% in March", "health secretary"),
                ("12,000 fewer patients were waiting than a year ago", "Fiona Drummond"),
                ("We have turned the corner", "Fiona Drummond"),
                ("the lists had doubled since 2019", "Callum Reid"),
                ("which represents 190,000 doctors", ""),
            ],
        ),
    ],
)  # fmt: skip
def test_the_claims_of_a_genre(
    genre: str, kind: TextKind, speaker: str, expected: list[Said]
) -> None:
    extraction = extract(text_of(genre), published_at=MARCH_12, kind=kind, speaker=speaker)
    found = said(extraction)
    assert [claim for claim in expected if claim not in found] == []


@pytest.mark.parametrize("genre", ["interview", "liveblog", "listicle", "british", "release"])
def test_questions_bylines_times_and_navigation_are_no_claims(genre: str) -> None:
    extraction = extract(text_of(genre))
    junk = (
        "what happened",
        "Are you going",
        "Follow us",
        "Read more",
        "By Angus",
        "Contact",
        ":40",
    )
    assert [c.exact for c in extraction.claims if any(j in c.exact for j in junk)] == []


def test_a_long_article_gives_claims_from_its_first_line_to_its_last() -> None:
    paragraph = (
        "The council of Ward {} spent £{},000 on roads, Anna Moss told the Aldermouth Echo.\n"
    )
    text = "".join(paragraph.format(i, i + 100) for i in range(1_450))
    extraction = extract(text)
    assert len(text.split()) > 20_000
    assert len(extraction.claims) >= 1_449
    assert {extraction.claimants[i].name for c in extraction.claims for i in c.claimants} == {
        "Anna Moss"
    }

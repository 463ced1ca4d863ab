"""Of each kind of text exactly the claims that a fact-checker would list, each in its mouth.

The lists were written by hand; what is not in them (greetings, questions, headings, bylines, whom
to ask) is no claim.
"""

from pathlib import Path

import pytest

from claims.extraction import extract
from claims.extraction.types import TextKind

GENRES = Path(__file__).parent / "genres"
HALLAM, HALE, ACME = "Ruth Hallam", "Hale", "Acme Foods"
OUTLET = ""
LISTS: dict[str, tuple[TextKind, str, list[tuple[str, str]]]] = {
    "transcript_guests": ("interview", "", [
        ("Anna Price", "With me are Lord Hale, the transport minister, and Sara Quist of the "
         "drivers' union"),
        (HALE, "They are not late, Anna"),
        (HALE, "Nine in ten trains arrived on time in February"),
        (HALE, "We spent £40 million on new signals last year"),
        ("regulator", "four in ten were late"),
        ("regulator", "200 drivers have left since June"),
        (HALE, "I have not seen that figure"),
        (HALE, "We will hire 300 drivers by Christmas"),
        ("Dean", "My members lost two weeks of pay in January"),
    ]),
    "interview_unmarked": ("interview", HALLAM, [
        (OUTLET, "Ruth Hallam has run the food bank in Port Mary since 2011"),
        (HALLAM, "We fed 4,100 families in January"),
        (HALLAM, "In 2019 it was 1,900"),
        (HALLAM, "Rents doubled in three years"),
    ]),
    "interview_qdot": ("interview", HALLAM, [
        (OUTLET, "Ruth Hallam has run the food bank in Port Mary since 2011"),
        (HALLAM, "We fed 4,100 families in January"),
        (HALLAM, "In 2019 it was 1,900"),
        (HALLAM, "Rents doubled in three years"),
        (HALLAM, "The council closed two kitchens in May"),
    ]),
    "liveblog_authors": ("news", "", [
        (OUTLET, "The chancellor raised fuel duty by 5p"),
        ("Labour", "it a tax on work"),
        (OUTLET, "The pound has fallen by 1.2% against the dollar since noon"),
        ("TUC", "the budget takes £4bn from schools"),
        ("Dan Cole", "30,000 teachers left in 2025"),
        (OUTLET, "The Treasury has corrected the figure"),
        (OUTLET, "It is £3bn"),
    ]),
    "listicle_numbered": ("news", "", [
        (OUTLET, "It opened in 1981"),
        (OUTLET, "The bridge cost £98 million"),
        (OUTLET, "the Queen opened it in July"),
        (OUTLET, "It was the longest of its kind for 17 years"),
        ("Engineers", "the towers are 36mm further apart at the top than at the bottom"),
        (OUTLET, "It is painted every 12 years"),
        (OUTLET, "You can walk across it for free"),
    ]),
    "commons": ("news", "", [
        (OUTLET, "MPs voted by 312 to 290 on Tuesday to reject the Home Secretary's plan to house "
         "asylum seekers on barges"),
        ("Jones", "This was a shambles from start to finish"),
        ("Jones", "It has cost the taxpayer £41m"),
        ("Helen Marsh", "arrivals had fallen by a fifth since April"),
        ("Helen Marsh", "We’re not going to apologise for that"),
        ("Home Office spokesman", "the barges were ‘safe and well run’"),
        (OUTLET, "who chaired the inquiry"),
        ("Alan Dodd", "them ‘unfit for dogs’"),
        ("YouGov", "The Tories' lead in the polls has halved to four points"),
    ]),
    "column": ("news", "", [
        (OUTLET, "I used to think that trams were a toy for planners"),
        (OUTLET, "I was wrong"),
        (OUTLET, "Since the Aldermouth line opened in 2019, car journeys in the centre have fallen "
         "by 23%"),
        (OUTLET, "it is the council's own count"),
        ("mayor", "shops have lost trade"),
        ("mayor", "he has never published a figure"),
        (OUTLET, "We should build two more lines"),
        (OUTLET, "In my view no other city has wasted so much money on car parks"),
    ]),
    "explainer": ("news", "", [
        (OUTLET, "It is a charge of £30 a year on homes near the river"),
        (OUTLET, "Parliament approved it in 2024"),
        (OUTLET, "About 40,000 households will pay"),
        ("Environment Agency", "2,000 of them are exempt"),
        (OUTLET, "The river flooded in 2020 and 2023"),
        ("Association of British Insurers", "Insurers paid out £90m"),
    ]),
    "speech_office": ("speech", "", [
        ("Prime Minister", "We built 14 hospitals in our first year"),
        ("Prime Minister", "No government has built more"),
        ("Prime Minister", "When I came to office, one in five children could not swim"),
        ("Prime Minister", "Today it is one in nine"),
        ("leader of the opposition", "we had closed 40 pools"),
        ("Prime Minister", "We have closed two"),
    ]),
    "release_recall": ("release", "", [
        (ACME, "Acme Foods plc, the maker of Acme jam, is recalling 12,000 jars of plum jam "
         "because some of them contain glass"),
        (ACME, "No injuries have been reported"),
        ("Ann Cole", "We found the fault within an hour"),
        ("Ann Cole", "Our plant has passed every inspection since 2009"),
        ("Food Standards Agency", "shoppers should return the jars"),
        (ACME, "Acme Foods employs 900 people in Hull"),
        (ACME, "sells jam in 14 countries"),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("genre", LISTS)
def test_the_claims_of_a_genre_are_these_and_no_others(genre: str) -> None:
    kind, speaker, expected = LISTS[genre]
    text = (GENRES / f"{genre}.txt").read_text(encoding="utf-8")
    found = extract(text, kind=kind, speaker=speaker)
    said = [
        (found.claimants[c.claimants[0]].name if c.claimants else OUTLET, c.exact)
        for c in found.claims
    ]
    assert said == expected
    assert all(text[c.start : c.end] == c.exact for c in found.claims)

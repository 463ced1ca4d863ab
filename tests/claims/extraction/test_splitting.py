"""A sentence is cut where each part can be right or wrong by itself, and nowhere else."""

import pytest

from claims.extraction.document import parse
from claims.extraction.splitting import clauses


def parts(sentence: str) -> list[str]:
    doc = parse(sentence).doc
    return [doc[c.start : c.end].text for c in clauses(doc, 0, len(doc))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The council raised taxes in March, and the mayor cut spending on roads.",
            ["The council raised taxes in March", "the mayor cut spending on roads"],
        ),
        (
            "The bridge opened in 1931 and carried four million cars last year.",
            ["The bridge opened in 1931", "carried four million cars last year"],
        ),
        (
            "The charity runs nine shelters, which were founded in 1990.",
            ["The charity runs nine shelters", "which were founded in 1990"],
        ),
        (
            "The museum stays open until midnight, supported by a grant from the city.",
            ["The museum stays open until midnight", "supported by a grant from the city"],
        ),
        (
            "The north lost 400 jobs; the south gained 300; and the east stayed as it was.",
            ["The north lost 400 jobs", "the south gained 300", "the east stayed as it was"],
        ),
        (
            "Turnout reached 71 percent, a level unseen since the 1950s.",
            ["Turnout reached 71 percent", "a level unseen since the 1950s"],
        ),
        (
            "Although the council raised taxes in March, the mayor cut spending on roads.",
            ["Although the council raised taxes in March", "the mayor cut spending on roads"],
        ),
        (
            "The harvest grew by 3 percent, down 2 points from the year before.",
            ["The harvest grew by 3 percent", "down 2 points from the year before"],
        ),
        (
            "The harvest grew by 3 percent - better than the outlook for barley.",
            ["The harvest grew by 3 percent", "better than the outlook for barley"],
        ),
        (
            "Tenants would get help only if they registered, language that may bar many families.",
            [
                "Tenants would get help only if they registered",
                "language that may bar many families",
            ],
        ),
    ],
)
def test_parts_that_can_be_wrong_alone_are_cut(sentence: str, expected: list[str]) -> None:
    assert parts(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister met farmers, teachers and nurses.",
        "The law that parliament passed in May protects tenants.",
        "She has mocked and ridiculed the plan.",
        "The council may raise taxes or cut spending.",
        "Anna Kowalska, the mayor of Leeds, opened the library.",
        "Rents in Leeds grew more quickly than wages did in March.",
        "While in Leeds, the minister met farmers.",
    ],
)
def test_restrictive_modifiers_lists_and_titles_stay(sentence: str) -> None:
    assert parts(sentence) == [sentence.removesuffix(".")]


def test_a_clause_in_the_middle_is_a_part_and_stays_in_the_whole() -> None:
    whole, inner = parts("The charity, which was founded in 1990, runs nine shelters.")
    assert whole == "The charity, which was founded in 1990, runs nine shelters"
    assert inner == "which was founded in 1990"


@pytest.mark.parametrize(
    "sentence",
    [
        "The council could close the port, but only if it can be shown that nobody uses it.",
        "The statement came moments after the court ruled against the port of Hull.",
    ],
)
def test_a_condition_and_a_moment_stay_with_what_they_belong_to(sentence: str) -> None:
    assert parts(sentence) == [sentence.rstrip(".")]

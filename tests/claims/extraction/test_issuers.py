"""Who answers for a document that speaks: who wrote, released or handed it down."""

import pytest

from claims.extraction import extract


def said_by(text: str, words: str) -> list[str]:
    found = extract(text)
    (names,) = (
        [found.claimants[i].name for i in c.claimants] for c in found.claims if words in c.exact
    )
    return names


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "A study released on Monday by a group of economists found that harbor fees fell by "
            "9 percent. The report said that the port lost 300 jobs.",
            "the port lost 300 jobs",
            "group of economists",
        ),
        (
            "A 2014 study by Hull College professor Ann Reed found 31 deaths in county jails.",
            "31 deaths in county jails",
            "Ann Reed",
        ),
        (
            "A Leeds Herald analysis of court records shows 31 cases of fraud since 2012. "
            "The study found that fines doubled.",
            "fines doubled",
            "Leeds Herald",
        ),
        (
            "Anna Reed spoke on Monday. A London study found that crime fell by 4 percent.",
            "crime fell by 4 percent",
            "London study",
        ),
        (
            "Mark Dunn of the Hull Herald wrote to the mayor in March. "
            "Dunn's commentary said that the bridge was unsafe.",
            "the bridge was unsafe",
            "Mark Dunn",
        ),
    ],
)
def test_a_document_is_of_who_published_it(text: str, words: str, name: str) -> None:
    assert said_by(text, words) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "A federal appeals court ruled on Friday against the county. The mayor of Hull was not "
            "in court. The purge of the lists is unlawful, the ruling said.",
            "federal appeals court",
        ),
        (
            "Judge Ann Reed dismissed the case on Monday. The county was not in court. "
            "The purge of the lists is unlawful, the ruling said.",
            "Ann Reed",
        ),
    ],
)
def test_a_ruling_is_of_the_court_or_the_judge_heard_of_last(text: str, name: str) -> None:
    assert said_by(text, "The purge of the lists is unlawful") == [name]


def test_the_many_who_were_introduced_are_meant_by_the_same_word() -> None:
    text = (
        "A study released on Monday by a group of economists found that harbor fees fell by "
        "9 percent. The economists said that the losses began in 2012."
    )
    assert said_by(text, "the losses began in 2012") == ["group of economists"]

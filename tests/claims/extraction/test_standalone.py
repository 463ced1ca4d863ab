"""A claim's text can be read without its article; additions stand in square brackets."""

from datetime import date

import pytest

from claims.extraction import extract


def wordings(text: str, published: date | None = None) -> list[str]:
    return [c.text for c in extract(text, published_at=published).claims]


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        (
            "The charity, which was founded in 1990 by nurses, runs nine shelters.",
            "[The charity] was founded in 1990 by nurses",
        ),
        (
            "The bridge opened in 1931 and carried four million cars last year.",
            "[The bridge] carried four million cars last year",
        ),
        (
            "Maria Lopez runs the clinic. She has treated 4,000 patients.",
            "[Maria Lopez] has treated 4,000 patients",
        ),
        (
            "Maria Lopez runs the clinic. “I treated 4,000 patients,” Lopez said.",
            "I [Maria Lopez] treated 4,000 patients",
        ),
        (
            "Rail unions have expressed concern over the lack of guards on night trains.",
            "[Rail unions have expressed] concern over the lack of guards on night trains",
        ),
    ],
)
def test_subject_and_pronouns_are_restored(text: str, wording: str) -> None:
    assert wording in wordings(text)


def test_a_relative_date_is_resolved_against_the_day_of_publication() -> None:
    text = "The city council passed the budget on Tuesday by nine votes to four."
    dated = "The city council passed the budget on Tuesday [2026-03-10] by nine votes to four"
    assert wordings(text, date(2026, 3, 12)) == [dated]


def test_without_a_day_of_publication_nothing_is_guessed() -> None:
    text = "The city council passed the budget on Tuesday by nine votes to four."
    assert wordings(text) == ["The city council passed the budget on Tuesday by nine votes to four"]


def test_the_words_outside_brackets_are_the_articles_own() -> None:
    text = "Maria Lopez runs the clinic. She said that her staff had treated 4,000 patients in May."
    for claim in extract(text).claims:
        assert claim.text.startswith("[") or claim.text.split()[0] in claim.exact

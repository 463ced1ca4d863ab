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


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        (
            "The mills, built in 1870 by monks, employ 900 weavers.",
            "[The mills are] built in 1870 by monks",
        ),
        (
            "The council sold the mill, built in 1870 by weavers, to a bank.",
            "[the mill was] built in 1870 by weavers",
        ),
        (
            "The city runs a tram, which the old bridge carries over the river Aire.",
            "[a tram:] which the old bridge carries over the river Aire",
        ),
        (
            "Spain left the talks, which means that eleven states remain at the table.",
            "which means that eleven states remain at the table",
        ),
    ],
)
def test_what_hangs_on_a_noun_is_put_after_it(text: str, wording: str) -> None:
    assert wording in wordings(text)


@pytest.mark.parametrize(
    ("why", "text", "wording"),
    [
        (
            "nobody else was named",
            "Mark Lee won the seat in May. He has spent £40,000.",
            "[Mark Lee] has spent £40,000",
        ),
        (
            "who says “he” of himself says “I”",
            "Mark Lee won the seat. “He has spent £40,000,” Paul Hart said.",
            "[Mark Lee] has spent £40,000",
        ),
        (
            "who is reported to say that he did is himself meant",
            "Mark Lee met Paul Hart on the pier. Hart said he had spent £40,000.",
            "[Paul Hart] had spent £40,000",
        ),
        (
            "who is visited is not who visits",
            "Mark Lee runs the clinic. Since 2019 Paul Hart has visited him in Leeds every week.",
            "Since 2019 Paul Hart has visited [Mark Lee] in Leeds every week",
        ),
    ],
)
def test_a_name_stands_in_for_a_pronoun_where(why: str, text: str, wording: str) -> None:
    assert wording in wordings(text), why


@pytest.mark.parametrize(
    ("why", "text", "wording"),
    [
        (
            "two men may be meant",
            "Mark Lee met Paul Hart in March. He resigned in April.",
            "He resigned in April",
        ),
        (
            "either sex is meant",
            "Mark Lee won the seat. Every owner must pay tax on his or her boat.",
            "Every owner must pay tax on his or her boat",
        ),
        (
            "a lawyer without a name has spoken",
            "Mark Lee left the court. A lawyer said he would not testify in June.",
            "he would not testify in June",
        ),
        (
            "a voter without a name may be meant",
            "Mark Lee won the seat. No voter has got his money back since 2019.",
            "No voter has got his money back since 2019",
        ),
        (
            "who tells may mean who is told",
            "Paul Hart told the owner, Mark Lee, that he had robbed 900 people.",
            "he had robbed 900 people",
        ),
        (
            "a place in capitals has no opponents",
            "LEEDS, Yorkshire — The nominee attacked her opponents in eleven debates.",
            "The nominee attacked her opponents in eleven debates",
        ),
    ],
)
def test_a_pronoun_is_left_alone_where(why: str, text: str, wording: str) -> None:
    assert wording in wordings(text), why


def test_a_name_is_given_once() -> None:
    text = "Maria Lopez runs the clinic. She closed her shelter in 2019."
    assert "[Maria Lopez] closed her shelter in 2019" in wordings(text)


def test_a_name_does_not_break_a_contraction() -> None:
    text = "Maria Lopez runs the clinic. “I’ve treated 4,000 patients,” Lopez said."
    assert "[Maria Lopez:] I’ve treated 4,000 patients" in wordings(text)


def test_a_date_stands_after_a_possessive() -> None:
    text = "The council rejected Tuesday’s budget by nine votes to four."
    dated = "The council rejected Tuesday’s [2026-03-10] budget by nine votes to four"
    assert wordings(text, date(2026, 3, 12)) == [dated]


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

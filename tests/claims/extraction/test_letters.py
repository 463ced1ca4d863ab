"""A letter or a post is of whoever signed it below; no other line signs anything."""

import pytest

from claims.extraction import extract
from claims.extraction.letters import letters

PAGE = """Keep the port of Hull open

LETTERS

The port lost 300 jobs in 2012. I have worked there for nine years.

The council sold 40 shops last year.

Odalys Ferry

Hull, May 3

As Mark Dunn said, the dam has leaked since 2019. It cost £9 million.

Anna Reed, Leeds

TWITTER

We asked what the dam has cost.

The dam cost £12 million.

@dam_watch

Nobody in Hull wanted the dam.

@hullfan12.
"""


def claimants(text: str) -> dict[str, list[str]]:
    found = extract(text)
    return {c.exact: [found.claimants[i].name for i in c.claimants] for c in found.claims}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("The port lost 300 jobs in 2012", ["Odalys Ferry"]),
        ("The council sold 40 shops last year", ["Odalys Ferry"]),
        ("the dam has leaked since 2019", ["Mark Dunn"]),
        ("It cost £9 million", ["Anna Reed"]),
        ("The dam cost £12 million", ["@dam_watch"]),
        ("Nobody in Hull wanted the dam", ["@hullfan12"]),
    ],
)
def test_a_letter_is_of_who_signed_it(words: str, names: list[str]) -> None:
    assert claimants(PAGE)[words] == names


def test_the_question_of_the_paper_is_of_no_reader() -> None:
    assert "We asked" not in " ".join(w for w, names in claimants(PAGE).items() if names)


@pytest.mark.parametrize(
    "text",
    [
        "Facebook\n\nTwitter\n\nThe port lost 300 jobs.\n\nAnna Reed\n\nHull\n\nIt opened in 1931."
        "\n\nMark Dunn\n\nLeeds\n",
        "The port lost 300 jobs.\n\nFollow Anna Reed on Twitter.\n\n@annareed\n\n@hullherald\n",
        "LETTERS\n\nThe port lost 300 jobs in 2012.\n\nThe Port\n\nIt opened in 1931.\n\nThe Dam\n",
        "Letters were lost in May.\n\nAnna Reed\n\nHull\n\nIt is so.\n\nMark Dunn\n\nLeeds\n",
    ],
)
def test_a_name_by_itself_signs_nothing_elsewhere(text: str) -> None:
    assert letters(text) == []


def test_an_article_with_two_posts_keeps_its_other_speakers() -> None:
    text = (
        "Mark Dunn said that the port lost 300 jobs. “The dam leaks. It cost £9 million,” he said."
        "\n\nThe dam is safe.\n\n@dam_watch\n\nNobody in Hull wanted it.\n\n@hullfan12\n"
    )
    said_by = claimants(text)
    assert said_by["It cost £9 million"] == ["Mark Dunn"]
    assert said_by["Nobody in Hull wanted it"] == ["@hullfan12"]


def test_one_letter_may_fill_the_page() -> None:
    text = "LETTERS\n\nThe port lost 300 jobs in 2012.\n\nAnna Reed\n\nHull, Yorks.\n"
    assert claimants(text)["The port lost 300 jobs in 2012"] == ["Anna Reed"]


def test_a_name_amid_a_page_is_no_only_signature() -> None:
    text = "LETTERS\n\nWe met the mayor.\n\nAnna Reed\n\nShe closed it.\n\nThe port is shut.\n"
    assert letters(text) == []


def test_a_post_in_its_section_is_of_the_name_below_it() -> None:
    text = (
        "LETTERS\n\nThe dam has leaked since 2019.\n\nAnna Reed\n\nHull\n\nFACEBOOK\n\n"
        "The dam cost £12 million.\n\nOdalys Ferrante\n\nIt was built in 1931.\n\nMark Dunn\n"
    )
    assert claimants(text)["The dam cost £12 million"] == ["Odalys Ferrante"]

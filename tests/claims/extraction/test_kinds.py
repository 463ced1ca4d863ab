"""What kind of claim a statement is, told by rules from its verb, its time and who says it."""

import pytest

from claims.extraction import extract
from claims.extraction.types import KindOfClaim


def kinds(text: str) -> dict[str, str]:
    """As the rules tell them, which the learned part hears and may overrule."""
    return {c.exact: c.kind_of_claim for c in extract(text, judge=nobody).claims}


def nobody() -> None:
    return None


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Police closed the bridge on Sunday.", "event"),
        ("The minister has visited the camp.", "event"),
        ("Firefighters are searching the factory.", "event"),
        ("Two councillors were expelled from the party.", "event"),
        ("The inquest will open in Cardiff on March 3.", "event"),
        ("The leaders meet in Geneva on Friday.", "event"),
        ("The teams are scheduled to play in Leeds.", "event"),
        ("Unemployment rose to 6.2 percent.", "figure"),
        ("The stadium cost £41 million.", "figure"),
        ("Prices have doubled.", "figure"),
        ("The majority of tenants pay in cash.", "figure"),
        ("Norway is the largest producer of salmon.", "comparison"),
        ("Nurses earn less than drivers.", "comparison"),
        ("The ferry sank because its doors were open.", "causal"),
        ("The strike led to delays at every airport.", "causal"),
        ("The firm moved its office in order to avoid the tax.", "causal"),
        ("The charity runs a shelter in Hull.", "attribute"),
        ("The mine belongs to a family from Perth.", "attribute"),
        ("Voters can register by post.", "attribute"),
        ("The bill would exempt farmers from the levy.", "attribute"),
        ("The bank will probably cut rates.", "prediction"),
        ("If the dam breaks, the valley could flood.", "prediction"),
        ("The film is brilliant.", "opinion"),
        ("In interviews, the bishop has questioned the verdict.", "quote"),
        ("The mayor denied the report.", "quote"),
    ],
)
def test_a_statement_of_the_outlet(sentence: str, kind: KindOfClaim) -> None:
    assert list(kinds(sentence).values()) == [kind]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("“I think the plan is a mistake,” Anna Moss said.", "opinion"),
        ("“It is a beautiful city,” Anna Moss said.", "opinion"),
        ("“We will build 500 homes,” Anna Moss said.", "promise_or_call"),
        ("“Parliament must act on the floods,” Anna Moss said.", "promise_or_call"),
        ("“I think rates will fall in spring,” Anna Moss said.", "prediction"),
        ("“They closed the school in May,” Anna Moss said.", "event"),
        ("“There is no legal way to stop the sale,” Anna Moss said.", "attribute"),
        ("Anna Moss promised to lower fares.", "promise_or_call"),
        ("Anna Moss called for a public inquiry.", "promise_or_call"),
        ("Anna Moss said she would resign in June.", "promise_or_call"),
        ("Anna Moss said the trains would be late.", "prediction"),
        ("Anna Moss said that the driver may have been murdered.", "event"),
        ("Anna Moss said that her neighbours want a tram.", "other"),
        ("Anna Moss said that rents had doubled since 2019.", "figure"),
    ],
)
def test_a_statement_of_a_speaker(sentence: str, kind: KindOfClaim) -> None:
    assert list(kinds(sentence).values()) == [kind]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Amy Cole, a 34-year-old baker from Bath, won the prize.", "event"),
        ("The court upheld the ban in a 5-4 decision.", "event"),
        ("Pupils of School 285 sang for the king.", "event"),
    ],
)
def test_ages_scores_and_numbers_of_schools_are_no_figures(
    sentence: str, kind: KindOfClaim
) -> None:
    assert kind in kinds(sentence).values()
    assert "figure" not in kinds(sentence).values()

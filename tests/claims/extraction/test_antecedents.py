"""Who "who" is: a relative pronoun as a source is printed with its noun."""

import pytest

from claims.extraction import extract


def sources(text: str) -> dict[str, str]:
    """Claim → the source that is printed for it."""
    found = extract(text)
    shown = (
        (c.exact, found.attributions[c.attribution])
        for c in found.claims
        if c.attribution is not None
    )
    return {exact: a.source.text for exact, a in shown if a.source is not None}


@pytest.mark.parametrize(
    ("text", "claim", "source"),
    [
        (
            "The strike was led by Paul Stone, a former weaver, who noted that wages fell by 4%.",
            "wages fell by 4%",
            "Paul Stone, a former weaver, who",
        ),
        (
            "They turned to the Hull Police Department which reported “512 break-ins” in May.",
            "“512 break-ins” in May",
            "the Hull Police Department which",
        ),
        (
            "The plan drew the anger of lawmakers who said the mill had lost 300 jobs.",
            "the mill had lost 300 jobs",
            "lawmakers who",
        ),
        (
            "That is the view of experts in harbour law, who say that the port lost 300 jobs.",
            "the port lost 300 jobs",
            "experts in harbour law, who",
        ),
    ],
)
def test_a_relative_pronoun_is_printed_with_its_noun(text: str, claim: str, source: str) -> None:
    assert sources(text)[claim] == source


def test_the_noun_stays_in_the_claim_of_the_outlet() -> None:
    found = extract("The law was opposed by three big firms that warn it could cost 500 jobs.")
    assert [c.exact for c in found.claims] == [
        "The law was opposed by three big firms",
        "it could cost 500 jobs",
    ]

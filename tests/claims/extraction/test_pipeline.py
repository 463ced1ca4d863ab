"""Whole texts become claims: every statement, in the right mouth, at its exact place."""

import json
from pathlib import Path

import pytest

from claims.extraction import extract, report
from claims.extraction.document import parse
from claims.extraction.types import Claim, Extraction

SEED = Path(__file__).parents[3] / "seeds" / "000_82ad82cc63b58f46.txt"


def speakers(extraction: Extraction, claim: Claim) -> list[str]:
    return [extraction.claimants[i].name for i in claim.claimants]


def the_claim(extraction: Extraction, words: str) -> Claim:
    return next(c for c in extraction.claims if words in c.exact)


@pytest.fixture(scope="module")
def seed_text() -> str:
    return SEED.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def seed(seed_text: str) -> Extraction:
    return extract(seed_text)


def test_no_sentence_of_the_seed_article_is_lost(seed: Extraction, seed_text: str) -> None:
    places = [(c.start, c.end) for c in seed.claims]
    places += [place for c in seed.claims for place in c.also]
    for sentence in parse(seed_text).doc.sents:
        assert any(s < sentence.end_char and sentence.start_char < e for s, e in places), (
            sentence.text
        )


def test_the_seed_article_has_many_claims_and_many_with_a_claimant(seed: Extraction) -> None:
    assert 25 <= len(seed.claims) <= 40
    assert sum(bool(c.claimants) for c in seed.claims) >= 12


def test_a_claim_is_where_it_says_it_is(seed: Extraction, seed_text: str) -> None:
    for claim in seed.claims:
        assert seed_text[claim.start : claim.end] == claim.exact


def test_the_same_text_gives_the_same_claims(seed: Extraction, seed_text: str) -> None:
    assert extract(seed_text) == seed


def test_headline_and_lead_are_one_claim(seed: Extraction, seed_text: str) -> None:
    lead = the_claim(seed, "Donald Trump has engaged in talks")
    assert [seed_text[s:e] for s, e in lead.also] == [seed_text.split("\n")[0]]


def test_the_printed_object_has_every_documented_key(seed: Extraction) -> None:
    printed = json.loads(report.as_json("seed.txt", seed))
    assert {"file", "language", "attributions", "claims"} <= set(printed)
    assert {
        "start", "end", "exact", "text", "attribution", "claimant", "kind", "kind_of_claim",
        "check_worthiness", "reasons",
    } <= set(printed["claims"][0])  # fmt: skip
    assert {"source", "cue", "contents", "kind", "nested"} == set(printed["attributions"][0])


def test_the_table_names_each_claim_once(seed: Extraction) -> None:
    rows = report.as_table("seed.txt", seed).splitlines()
    assert len(rows) == 1 + len(seed.claims)


def test_a_text_in_german_gives_its_sentences_in_the_outlets_voice() -> None:
    text = "Die Stadt baut 300 Wohnungen. „Das reicht nicht“, sagte die Bürgermeisterin Anna Roth."
    extraction = extract(text)
    assert extraction.language == "de"
    assert "German" in extraction.notes[0]
    assert {c.kind for c in extraction.claims} == {"outlet"}
    assert len(extraction.claims) == 2


def test_a_verb_far_from_its_subject_still_states_something() -> None:
    found = extract("The mills, built in 1870 by monks, employ 900 weavers.")
    assert "The mills, built in 1870 by monks, employ 900 weavers" in [
        c.exact for c in found.claims
    ]


def test_somebody_who_is_called_does_nothing() -> None:
    assert not extract("Ms. Lopez, tell the council.").claims


@pytest.mark.parametrize(
    "found",
    [
        "Only 52 percent of parents said the school is safe",
        "A slim majority of voters expect the harbour to close",
        "Nearly eight in 10 voters say they plan to vote in May",
        "Two-thirds of nurses believe the ward is too small",
        "Three-quarters of the voters said the port is safe",
        "Nearly half said they prefer a mayor from Hull",
    ],
)
def test_what_a_share_of_those_asked_says_is_a_figure_and_not_their_claim(found: str) -> None:
    (claim,) = extract(f"{found}.").claims
    assert (claim.exact, claim.kind) == (found, "outlet")


@pytest.mark.parametrize("source", ["A majority of the court", "One of ten ministers"])
def test_some_of_a_body_still_speak(source: str) -> None:
    (claim,) = extract(f"{source} said the law was void.").claims
    assert (claim.exact, claim.kind) == ("the law was void", "indirect")


def test_what_somebody_says_ends_with_its_line() -> None:
    text = "What we know so far\n• Two people have died, police say\n• The bridge is closed\n"
    (said,) = extract(text).attributions
    assert [content.text for content in said.contents] == ["Two people have died"]


@pytest.mark.parametrize(
    "line",
    [
        "What we know so far",
        "How the vote works",
        "Why prices rose in March",
        "How many homes the storm has cut off",
    ],
)
def test_a_line_that_only_names_its_topic_states_nothing(line: str) -> None:
    found = extract(f"{line}\nThe bridge closed on Monday.\n").claims
    assert [claim.exact for claim in found] == ["The bridge closed on Monday"]


@pytest.mark.parametrize(
    "statement",
    [
        "What matters most is that the bridge has closed",
        "When the bridge closed, 400 shops lost their customers",
    ],
)
def test_a_statement_may_begin_like_a_topic(statement: str) -> None:
    assert statement in [claim.exact for claim in extract(f"{statement}.").claims]

"""What makes a claim worth checking: each part on sentences that hold it and that do not."""

import re
from dataclasses import replace

import pytest

from claims.extraction import extract
from claims.extraction.types import AttributionKind, KindOfClaim
from claims.extraction.worth import COMPONENTS, READS, Facts, Learned, assess


def _reasons(
    text: str, kind: KindOfClaim = "attribute", said: AttributionKind = "indirect"
) -> set[str]:
    return set(assess(Facts(text, said, kind))[1])


def _worth(text: str, kind: KindOfClaim = "attribute", said: AttributionKind = "indirect") -> float:
    return assess(Facts(text, said, kind))[0]


HOLDS = [
    ("a number", "the fund paid out $40 to every household"),
    ("a number", "twelve ferries stood idle"),
    ("a comparison", "the north has fewer nurses than the south"),
    ("a superlative", "this is the oldest bridge in the county"),
    ("an accusation", "the contractor bribed two inspectors"),
    ("a date", "the pier closed in 1987"),
    ("a date", "the pier closed on 3 March"),
    ("a date", "the pier closed last month"),
    ("people or bodies in office", "the mayor owns the quarry"),
    ("people or bodies in office", "a committee looks into the quarry"),
    ("public business", "the law covers the quarry"),
    ("names that can be looked up", "the quarry belongs to Anna Lind and to Granit Nord"),
    ("words of judgement", "the plan is ridiculous"),
    ("vague words", "many things went on at the quarry"),
    ("the speaker's own experience", "my neighbours heard the blast"),
]
DOES_NOT_HOLD = [
    ("a number", "the pier closed on 3 March 1987"),
    ("a number", "the pier closed one day"),
    ("a number", "a truce between the two towns"),
    ("an accusation", "the annexation of Crimea"),
    ("a comparison", "the south has nurses"),
    ("a comparison", "she waited for more than two years"),
    ("a comparison", "the pier cost less than $40 million"),
    ("a superlative", "this is a bridge"),
    ("a date", "the pier may close"),
    ("people or bodies in office", "the baker owns the quarry"),
    ("public business", "the quarry lies by the sea"),
    ("names that can be looked up", "the quarry belongs to two sisters"),
    ("vague words", "two blasts were heard at the quarry"),
    ("the speaker's own experience", "the neighbours heard the blast"),
]
KINDS: list[tuple[KindOfClaim, str]] = [
    ("figure", "a figure"),
    ("event", "an event: it took place or it did not"),
    ("quote", "words that were said, or were not"),
    ("prediction", "a prediction: cannot be checked yet"),
    ("opinion", "an opinion: a matter of taste"),
    ("promise_or_call", "a promise or a call: nothing to check yet"),
]


@pytest.mark.parametrize(("reason", "text"), HOLDS)
def test_a_reason_is_shown_where_it_holds(reason: str, text: str) -> None:
    assert reason in _reasons(text)


@pytest.mark.parametrize(("reason", "text"), DOES_NOT_HOLD)
def test_a_reason_is_not_shown_where_it_does_not_hold(reason: str, text: str) -> None:
    assert reason not in _reasons(text)


@pytest.mark.parametrize(
    ("statement", "happened"),
    [
        ("The ferry sank near the harbour.", True),
        ("The ferry has been sold to a bank.", True),
        ("The ferry lies near the United Docks.", False),
        ("Owners are inclined to sell the unprecedented ferry.", False),
        ("The ferry may need to abandon the planned harbour.", False),
    ],
)
def test_what_has_happened_is_told_by_the_verb_that_governs(statement: str, happened: bool) -> None:
    (claim,) = extract(statement).claims
    assert ("something that has happened" in claim.reasons) is happened


@pytest.mark.parametrize(("kind", "reason"), KINDS)
def test_the_kind_of_claim_is_a_reason(kind: KindOfClaim, reason: str) -> None:
    assert reason in _reasons("the quarry by the sea", kind)
    assert reason not in _reasons("the quarry by the sea")


def test_a_whole_quotation_is_worth_a_little_less_than_its_paraphrase() -> None:
    text = "the quarry paid no rent"
    assert "a quotation" in _reasons(text, said="direct")
    assert _worth(text, said="direct") < _worth(text)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        (
            ("unemployment fell to 4 percent in 2015", "figure"),
            ("unemployment will fall", "prediction"),
        ),
        (
            ("the council sold the quarry for $2 million", "figure"),
            ("the sale is a disgrace", "opinion"),
        ),
        (
            ("the minister voted against the treaty", "event"),
            ("to vote against the treaty", "promise_or_call"),
        ),
        (("the mayor told the court that she had resigned", "quote"), ("I love it here", "other")),
        (
            ("wages grew faster in Oslo than in Bergen", "comparison"),
            ("everybody somehow does very well", "other"),
        ),
    ],
)
def test_what_can_be_looked_up_outranks_what_cannot(
    more: tuple[str, KindOfClaim], less: tuple[str, KindOfClaim]
) -> None:
    assert _worth(*more) > 0.5 > _worth(*less)


@pytest.mark.parametrize(
    ("score", "shown"), [(2.0, {READS[True]}), (-2.0, {READS[False]}), (0.1, set()), (-0.1, set())]
)
def test_what_was_learned_moves_the_worth_and_is_a_reason_where_it_says_much(
    score: float, shown: set[str]
) -> None:
    facts = Facts("the quarry lies by the sea", "indirect", "attribute")
    alone, reasons = assess(facts)
    worth, more = assess(replace(facts, learned=Learned(score, parts=1.0)))
    assert (worth > alone) is (score > 0)
    assert set(more) - set(reasons) == shown


def test_beside_what_was_learned_the_named_parts_count_as_much_as_they_deserve() -> None:
    facts = Facts("the pier cost $3 million", "indirect", "figure")
    little, much = (assess(replace(facts, learned=Learned(0.0, n)))[0] for n in (0.1, 1.0))
    assert much == assess(facts)[0] > little > 0.5


def test_the_weightiest_reason_comes_first() -> None:
    _, reasons = assess(Facts("the pier cost $3 million, and is ugly", "indirect", "figure"))
    assert reasons[:2] == ("a number", "a figure")


def test_worth_lies_between_nothing_and_one_whatever_the_text() -> None:
    for text in ("", " ", "?" * 10_000, "very really " * 5_000, "$1 " * 5_000):
        assert 0 <= _worth(text) <= 1


def test_no_reason_has_two_weights() -> None:
    reasons = [component.reason for component in COMPONENTS]
    assert len(set(reasons)) == len(reasons)


def test_reasons_are_words_of_a_newsroom() -> None:
    for component in COMPONENTS:
        assert re.fullmatch(r"[a-z][a-z’': ,]+", component.reason), component.reason


def test_an_article_is_ranked_with_its_reasons() -> None:
    text = (
        "The council sold the quarry to Granit Nord for $2 million in March 2014.\n\n"
        '"I think the sale was wonderful," Mayor Anna Lind said.\n\n'
        "Lind predicted that the quarry will hire more people.\n"
    )
    sale, *others = sorted(extract(text).claims, key=lambda claim: -claim.check_worthiness)
    assert "sold the quarry" in sale.exact
    assert {"a number", "a date"} <= set(sale.reasons)
    shown = {reason for claim in others for reason in claim.reasons}
    assert "an opinion: a matter of taste" in shown
    assert "a prediction: cannot be checked yet" in shown

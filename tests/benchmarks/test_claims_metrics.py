"""The metrics of claims, on cases small enough to count by hand."""

import pytest

from benchmarks.claims_metrics import Item, Tally, add, last_name, pairs, same_source

TEXT = "The mayor said crime fell by five percent. Rents rose, she said."


def item(words: str, source: str = "", **rest: object) -> Item:
    start = TEXT.index(words)
    place = TEXT.index(source) if source else 0
    return Item(
        place=(start, start + len(words)),
        source=(place, place + len(source)) if source else None,
        kind=str(rest.get("kind", "outlet")),
        claimant=str(rest.get("claimant", "")),
        score=float(str(rest.get("score", 0))),
        check_worthy=bool(rest.get("check_worthy")),
        first=bool(rest.get("first")),
    )


def test_half_of_the_words_are_enough_to_be_found() -> None:
    tally = Tally()
    add(tally, TEXT, [item("crime fell by five percent")], [item("fell by five percent")])
    assert (tally.found, tally.tight) == (1, 1)
    add(tally, TEXT, [item("crime fell by five percent")], [item("crime fell")])
    assert tally.found == 1


def test_pairs_are_made_one_to_one_the_best_first() -> None:
    gold = [item("crime fell by five percent")]
    said = [item("crime fell"), item("crime fell by five")]
    assert [(round(o, 2), s) for o, _, s in pairs(TEXT, gold, said)] == [(0.8, said[1])]


@pytest.mark.parametrize(
    ("gold", "said", "same"),
    [("The mayor", "mayor", True), ("The mayor", "she", False), ("", "", True), ("", "she", False)],
)
def test_sources_agree_by_a_word_that_means_something(gold: str, said: str, same: bool) -> None:
    assert same_source(TEXT, item("Rents rose", gold), item("Rents rose", said)) is same


def test_rates_are_percentages_of_what_could_be_right() -> None:
    tally = Tally()
    gold = [
        item("crime fell by five percent", "The mayor", kind="indirect", claimant="Ann Lee",
             check_worthy=True, first=True),
        item("Rents rose", "she", kind="indirect", claimant="Ann Lee"),
    ]  # fmt: skip
    said = [
        item("crime fell by five percent", "The mayor", kind="indirect", claimant="Lee", score=0.2),
        item("Rents rose", kind="outlet", score=0.9),
    ]
    add(tally, TEXT, gold, said)
    rates = tally.rates()
    assert rates["found F1"] == 100
    assert (rates["kind"], rates["source"], rates["claimant"]) == (50, 50, 50)
    assert rates["worth AP"] == 50
    assert rates["first in top fifth"] == 0


def test_a_name_is_compared_by_its_last_word() -> None:
    assert last_name("the Alliance (AROS)") == last_name("AROS")
    assert last_name("") == ""

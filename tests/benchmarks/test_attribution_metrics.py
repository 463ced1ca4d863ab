"""The metrics of attribution on cases small enough to count by hand."""

import pytest

from benchmarks.attribution_metrics import Marked, Score, Tally, Words

TEXT = "Anna Berg said that crime fell. Tom Hill denied it on Monday."
GOLD = [
    Marked(source=[(0, 9)], cue=[(10, 14)], contents=[(15, 30)]),
    Marked(source=[(32, 40)], cue=[(41, 47)], contents=[(48, 50)]),
]


def scores(found: list[Marked]) -> dict[str, Score]:
    tally = Tally()
    tally.add(TEXT, GOLD, found)
    return tally.scores()


def test_the_gold_itself_scores_a_hundred_throughout() -> None:
    assert {round(score.f1) for score in scores(GOLD).values()} == {100}


def test_nothing_found_scores_nothing() -> None:
    assert {score.f1 for score in scores([]).values()} == {0.0}


def test_a_content_with_one_word_too_few_is_found_and_not_exact() -> None:
    shorter = Marked(GOLD[0].source, GOLD[0].cue, [(20, 30)])
    got = scores([shorter])
    assert got["content found"] == Score(100.0, 50.0)
    assert got["content exact"] == Score(0.0, 0.0)
    # Two of its three words: all that was found is right, two thirds of the one of two is there.
    assert got["content soft"].precision == 100.0
    assert got["content soft"].recall == pytest.approx(100 / 3)
    assert got["content tokens"].recall == pytest.approx(50.0)


def test_less_than_half_of_a_content_is_not_found() -> None:
    assert scores([Marked(GOLD[0].source, GOLD[0].cue, [(26, 30)])])["content found"].f1 == 0.0


def test_another_source_is_found_and_not_right() -> None:
    got = scores([Marked(GOLD[1].source, GOLD[0].cue, GOLD[0].contents)])
    assert got["content found"].precision == 100.0
    assert got["full soft"].precision == 0.0


def test_two_contents_never_count_for_one() -> None:
    assert scores([GOLD[0], GOLD[0]])["content exact"] == Score(50.0, 50.0)


def test_quotation_marks_and_full_stops_are_no_words() -> None:
    words = Words("“We won,” she said.")
    assert words.under([(0, 9)]) == words.under([(1, 7)])


def test_shares_are_kept_for_each_group() -> None:
    tally = Tally()
    tally.add(TEXT, GOLD, GOLD[:1], lambda gold: ["long"] if gold is GOLD[0] else ["short"])
    assert tally.shares("long") == (1, 100.0, 100.0, 100.0)
    assert tally.shares("short") == (1, 0.0, 0.0, 0.0)

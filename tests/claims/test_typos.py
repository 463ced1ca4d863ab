"""What passes for a typing error, and so needs no second reader."""

import pytest

from claims.typos import is_typo


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It fell by three per cent.", "It fell by three per cent."),
        ("It fell by three percent.", "It fell by three per cent."),
        ("The polcie said so.", "The police said so."),
        ("Teh mayor said so.", "The mayor said so."),
        ("It is hte mayor’s.", "It is the mayor’s."),
        ("Goverment spending increasd.", "Government spending increased."),
        ("He said said so in 2015.", "He said so in 2015."),
        ("The the mayor said so.", "The mayor said so."),
        ("It cost alot.", "It cost a lot."),
        ("a long term plan", "a long-term plan"),
        ("the mayor said so", "The mayor said so."),
        ("It dont matter", "It don’t matter"),
        ("The mayors plan", "The mayor’s plan"),
        ("In 2015, it fell", "In 2015 it fell"),
        ("", ""),
    ],
)
def test_a_slip_is_one(before: str, after: str) -> None:
    assert is_typo(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It fell by 3 per cent.", "It fell by 5 per cent."),
        ("It did not fall.", "It did fall."),
        ("It fell.", "It never fell."),
        ("They can agree.", "They can’t agree."),
        ("They didnt agree.", "They did agree."),
        ("", "A whole new sentence."),
        ("One two three four five", "Six seven eight nine five"),
        ("In 2015 and later", "In and later"),
    ],
)
def test_a_figure_a_negation_or_a_new_sentence_is_none(before: str, after: str) -> None:
    assert not is_typo(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Crime rose in 2015.", "Crime fell in 2015."),
        (
            "It was legal.",
            "It was illegal.",
        ),
        ("It was harmless.", "It was harmful."),
        ("The effect was felt.", "The affect was felt."),
        ("He came form the city.", "He came from the city."),
        ("The mayer said so.", "The mayor said so."),
        ("There was now here to go.", "There was nowhere to go."),
        ("He will resign.", "He will re-sign."),
        ("Three of them", "Thee of them"),
        ("more than sixten", "more than sixty"),
    ],
)
def test_a_word_for_another_word_is_none(before: str, after: str) -> None:
    assert not is_typo(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("so Ms Merkle said", "so Ms Merkel said"),
        ("he told us", "he told US"),
        ("it cost $5 million", "it cost £5 million"),
        ("it cost 5 million", "it cost -5 million"),
        ("it grew by 1.5 per cent", "it grew by 15 per cent"),
        ("a huge success", "a “huge” success"),
        ("They agreed.", "They agreed?"),
        ("the mayor of the city", "the mayor of city"),
        ("a reknowned expert in the filed", "an expert in the field"),
        ("the brexxit vote", "the xylophone vote"),
        ("the gardener xqzt", "the gardener xqzr"),
    ],
)
def test_a_name_a_sign_or_anything_else_is_none(before: str, after: str) -> None:
    assert not is_typo(before, after)


def test_four_words_are_too_many_for_slips() -> None:
    assert is_typo("teh goverment was publc here", "the government was public here")
    assert not is_typo(
        "teh goverment whose publc mony went", "the government whose public money gone"
    )
    assert not is_typo("teh goverment spnt publc mony", "the government spent public money")

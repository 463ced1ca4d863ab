"""What stands in quotation marks."""

import pytest

from claims.extraction.quotations import quotations


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “it works” twice.", ["“it works”"]),
        ('She said "it works" and "it lasts".', ['"it works"', '"it lasts"']),
        (
            "‘I don’t know,’ she said, ‘the voters’ choice.’",
            ["‘I don’t know,’", "‘the voters’ choice.’"],
        ),
        ("'It is over,' he said. It's late.", ["'It is over,'"]),
        ("''It is over,'' he said.", ["''It is over,''"]),
        ("Er sagte: „Es geht.“", ["„Es geht.“"]),
        ("« Oui », dit-il.", ["« Oui »"]),
        ("“He told me ‘no’ twice,” she said.", ["“He told me ‘no’ twice,”"]),
        ('"He called it a “plot,” and left."', ['"He called it a “plot,” and left."']),
    ],
)
def test_every_kind_of_mark_is_known(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_that_goes_on_in_the_next_paragraph_says_so() -> None:
    first, second = quotations("“One thing.\n\n“Another thing,” she said.")
    assert (first.goes_on, second.goes_on) == (True, False)


def test_an_apostrophe_opens_nothing() -> None:
    assert quoted("The 1990s' boom wasn't Labour's.") == []


def test_a_forgotten_closing_mark_ends_with_the_paragraph() -> None:
    assert quoted("He said “it is over.\nShe left.") == ["“it is over."]


def test_straight_marks_go_on_over_a_paragraph_with_curly_ones_inside() -> None:
    text = '"The road was shut.\n\n“We walked,” she said, and the snow lay deep."\n\nIt thawed.'
    assert quoted(text) == ['"The road was shut.', '“We walked,” she said, and the snow lay deep."']

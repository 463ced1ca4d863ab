"""The sentence around a claim, and a text cut where claims begin and end."""

import pytest

from claims.surroundings import MOST, Excerpt, Piece, around, pieces

TEXT = "Headline\nMr. Hall spoke. “It fell by 3.5 per cent,” he said. Nobody agreed.\nThe end"


def excerpt(exact: str, text: str = TEXT) -> Excerpt:
    start = text.index(exact)
    return around(text, start, start + len(exact))


@pytest.mark.parametrize(
    ("exact", "before", "after"),
    [
        ("It fell", "“", " by 3.5 per cent,” he said."),
        ("Hall", "Mr. ", " spoke."),
        ("Headline", "", ""),
        ("agreed", "Nobody ", "."),
        ("The end", "", ""),
        ("spoke. “It fell", "Mr. Hall ", " by 3.5 per cent,” he said."),
        (TEXT, "", ""),
    ],
)
def test_a_claim_is_shown_within_its_own_sentence(exact: str, before: str, after: str) -> None:
    assert excerpt(exact) == Excerpt(before, exact, after)


def test_a_sentence_without_end_is_shortened_on_both_sides() -> None:
    text = "word " * 300 + "CLAIM" + " word" * 300
    found = excerpt("CLAIM", text)
    assert found.before.startswith("…word")
    assert found.after.endswith("word…")
    assert len(found.before) <= MOST + 1
    assert len(found.after) <= MOST + 1


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], [Piece("abcdef", ())]),
        ([(1, 3)], [Piece("a", ()), Piece("bc", (0,)), Piece("def", ())]),
        ([(0, 6), (2, 4)], [Piece("ab", (0,)), Piece("cd", (0, 1)), Piece("ef", (0,))]),
        ([(2, 4), (0, 6)], [Piece("ab", (1,)), Piece("cd", (1, 0)), Piece("ef", (1,))]),
        (
            [(0, 3), (2, 6)],
            [Piece("ab", (0,)), Piece("c", (0, 1)), Piece("def", (1,))],
        ),
    ],
    ids=["none", "one", "nested", "nested the other way", "overlapping"],
)
def test_a_text_is_cut_so_that_every_claim_can_be_marked(
    spans: list[tuple[int, int]], expected: list[Piece]
) -> None:
    found = pieces("abcdef", spans)
    assert [piece.text for piece in found] == [piece.text for piece in expected]
    assert [set(piece.spans) for piece in found] == [set(piece.spans) for piece in expected]


def test_the_innermost_claim_is_named_last() -> None:
    assert pieces("abcdef", [(2, 4), (0, 6)])[1].spans == (1, 0)


def test_no_character_is_lost() -> None:
    spans = [(0, 8), (3, 40), (10, 12), (11, 60)]
    assert "".join(piece.text for piece in pieces(TEXT, spans)) == TEXT

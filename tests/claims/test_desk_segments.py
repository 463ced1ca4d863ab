"""A text cut where claims begin and end, and the claims that a person marks in it."""

from hypothesis import given
from hypothesis import strategies as st

from claims.desk.segments import Mark, Paragraph, layers, paragraphs

TEXT = "The mayor said crime fell.\n\nNobody agreed; nobody asked."


def pieces(found: list[Paragraph]) -> list[tuple[str, tuple[int, ...]]]:
    return [(piece.text, piece.marks) for line in found for piece in line.segments]


def test_a_text_without_claims_is_its_lines_that_are_not_blank() -> None:
    assert [line.text for line in paragraphs(TEXT, [])] == TEXT.split("\n\n")


def test_a_claim_is_cut_out_of_its_paragraph() -> None:
    (first, _) = paragraphs(TEXT, [Mark(7, 15, 25)])
    assert pieces([first]) == [("The mayor said ", ()), ("crime fell", (7,)), (".", ())]


def test_of_nested_claims_the_longer_one_comes_first() -> None:
    (first, _) = paragraphs(TEXT, [Mark(1, 15, 20), Mark(2, 4, 25)])
    assert ("crime", (2, 1)) in pieces([first])
    assert (" fell", (2,)) in pieces([first])


def test_overlapping_claims_share_the_words_between_them() -> None:
    (first, _) = paragraphs(TEXT, [Mark(1, 4, 20), Mark(2, 10, 25)])
    assert [piece for piece in pieces([first]) if piece[1]] == [
        ("mayor ", (1,)), ("said crime", (1, 2)), (" fell", (2,)),
    ]  # fmt: skip


def test_a_claim_over_two_paragraphs_begins_once() -> None:
    found = paragraphs(TEXT, [Mark(1, 15, 41)])
    begins = [piece.begins for line in found for piece in line.segments]
    assert begins == [(), (1,), (), ()]
    assert [text for text, marks in pieces(found) if marks] == ["crime fell.", "Nobody agreed"]


def test_offsets_are_code_points() -> None:
    (line,) = paragraphs("😀 ran", [Mark(1, 2, 5)])
    assert pieces([line]) == [("😀 ", ()), ("ran", (1,))]


def test_markup_in_a_text_is_only_text_here() -> None:
    (line,) = paragraphs("<b>x</b>", [])
    assert line.text == "<b>x</b>"


def test_overlapping_claims_lie_in_different_layers() -> None:
    found = layers([Mark(1, 0, 30), Mark(2, 5, 10), Mark(3, 8, 14), Mark(4, 40, 50)])
    assert found == {2: 0, 3: 1, 1: 2, 4: 0}


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=8)


@given(st.text(alphabet="ab \n\r\u2028😀", max_size=60), spans)
def test_every_segment_lies_in_exactly_the_claims_it_names(
    text: str, places: list[tuple[int, int]]
) -> None:
    marks = [Mark(n, start, start + length) for n, (start, length) in enumerate(places)]
    for line in paragraphs(text, marks):
        at = line.start
        for piece in line.segments:
            assert piece.start == at
            assert text[at : at + len(piece.text)] == piece.text
            for mark in marks:
                inside = mark.start <= at and at + len(piece.text) <= mark.end
                assert inside == (mark.id in piece.marks)
            at += len(piece.text)

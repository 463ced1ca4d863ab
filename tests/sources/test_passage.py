"""A quotation is found, nearly found, or gone; and a changed figure is never "nearly"."""

import pytest

from sources.passage import Haystack, PassageState, text_fragment_url
from sources.text import plain_page, read_page

PAGE = plain_page(
    "Report 3\nUnemployment rose to 4.1 percent in the third quarter, the statistics office said.\n"
    "“We will not sell the harbour,” mayor Ada Quist told the assembly – twice, in 2026.\n"
    + "The rest of the page is about ropes, knots and the weather at sea.\n"
    * 20
)
FOUND, NEAR, GONE = PassageState.FOUND, PassageState.APPROXIMATE, PassageState.GONE

PASSAGES = [
    ("Unemployment rose to 4.1 percent in the third quarter", FOUND),
    ("unemployment  rose to 4.1 percent\nin the third quarter", FOUND),
    ('"We will not sell the harbour," mayor Ada Quist told the assembly - twice', FOUND),
    ("«We will not sell the harbour»", FOUND),
    ("Unemployment rose … the statistics office said.", FOUND),
    ("Unemployment rose [...] the statistics office said.", FOUND),
    ("the statistics office said … Unemployment rose to", NEAR),
    ("Unemployment rises to 4.1 percent in the third quarter", NEAR),
    ("We will not be selling the harbour, mayor Ada Quist told the assembly", NEAR),
    ("Unemployment rose not to 4.1 percent in the third quarter", GONE),
    ("Unemployment rose to 4.2 percent in the third quarter", GONE),
    ("mayor Ada Quist told the assembly – twice, in 2025.", GONE),
    ("Nobody saw the flying elephants over the town hall that night", GONE),
    ("", PassageState.UNKNOWN),
    (" “” … ", PassageState.UNKNOWN),
]


@pytest.mark.parametrize(("passage", "state"), PASSAGES)
def test_where_a_passage_stands(passage: str, state: PassageState) -> None:
    sighting = Haystack(PAGE).look_for(passage)
    assert sighting.state is state, sighting
    assert (state is NEAR) <= bool(sighting.nearest)


def test_the_nearest_passage_is_shown_when_a_figure_changed() -> None:
    sighting = Haystack(PAGE).look_for("Unemployment rose to 4.2 percent in the third quarter")
    assert "4.1 percent" in sighting.nearest and sighting.score > 90


def test_a_passage_in_the_frame_is_on_the_page() -> None:
    page = read_page(
        b"<main><p>Text of the page.</p></main><aside><p>A box with the figure 12.</p></aside>"
    )
    assert page
    assert Haystack(page).look_for("A box with the figure 12").state is FOUND


def test_what_is_missing_from_half_a_page_is_unknown() -> None:
    assert Haystack(PAGE, is_whole=False).look_for("flying elephants").state is PassageState.UNKNOWN
    assert Haystack(PAGE, is_whole=False).look_for("Report 3").state is FOUND


def test_an_empty_page_tells_nothing() -> None:
    assert Haystack(plain_page("")).look_for("anything at all").state is PassageState.UNKNOWN


def test_very_long_passages_and_pages_end_in_time() -> None:
    words = " ".join(f"word{n % 997}" for n in range(60_000))
    haystack = Haystack(plain_page(words))
    assert haystack.look_for(words[5000:9000]).state is FOUND
    assert haystack.look_for("something else " * 300).state is GONE


def test_a_page_of_nothing_but_the_words_of_a_long_passage_ends_in_time() -> None:
    haystack = Haystack(plain_page("word " * 1_000_000))
    assert haystack.look_for(f"{'word ' * 180}, but never so").state is GONE


LINKS = [
    ("https://a.example/x", "rose to 4.1 percent", "https://a.example/x#:~:text=rose%20to%204.1%20percent"),
    ("https://a.example/x#id", "a, b & c-d", "https://a.example/x#id:~:text=a%2C%20b%20%26%20c%2Dd"),
    ("https://a.example/x", "first … last", "https://a.example/x#:~:text=first,last"),
    ("https://a.example/x", " “” ", "https://a.example/x"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "passage", "link"), LINKS)
def test_a_link_leads_to_the_passage(url: str, passage: str, link: str) -> None:
    assert text_fragment_url(url, passage) == link


def test_a_long_passage_is_linked_by_its_ends() -> None:
    link = text_fragment_url("https://a.example/", " ".join(f"w{n}" for n in range(40)))
    assert link.endswith("#:~:text=w0%20w1%20w2%20w3%20w4,w35%20w36%20w37%20w38%20w39")

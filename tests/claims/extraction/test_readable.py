"""What no reader sees is no part of a claim's wording, and its place is the text's all the same."""

import pytest

from claims.extraction import extract
from claims.extraction.readable import readable
from tests.claims.extraction.counting import lines_run


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("<p>Crime <b>fell</b>.</p><p>Rents rose.</p>", "\nCrime fell.\n\nRents rose.\n"),
        ("A road.<br/>A bridge.", "A road.\nA bridge."),
        ("<script>alert('he said so')</script>Crime fell.", "Crime fell."),
        ("<style>p { color: red }</style>Crime<!-- not --> fell.", "Crime fell."),
        ("<script>Crime fell.", "Crime fell."),
        ("It cost &pound;3m&nbsp;in all &amp; rose by &#53;%.", "It cost £3m in all & rose by 5%."),
        ("Cri\u200bme fe\u00adll.\ufeff", "Crime fell."),
        ("\u202eCrime fell.\u202c", "Crime fell."),
        ("Crime\x00fell.", "Crime fell."),
        (
            "MAYOR ANN LEE SAID RENTS ROSE IN MAY. THE TOWN AGREED ON FRIDAY.",
            "Mayor Ann Lee said rents rose in May. The town agreed on Friday.",
        ),
        (
            "LEE: THE COUNCIL OF THE TOWN SPENT IT ALL.\nMR. COLE: WE DID NOT SPEND IT.",
            "LEE: The council of the town spent it all.\nMR. COLE: We did not spend it.",
        ),
    ],
)
def test_a_text_is_shown_as_it_is_read(given: str, shown: str) -> None:
    view = readable(given)
    assert view is not None
    assert view.text == shown


@pytest.mark.parametrize(
    "text",
    [
        "Crime fell by 5 percent, said Anna Moss of the BBC.",
        "If a < b and c > d, then R&D is 5 & 6.",
        "NATO AND THE EU MET",
        "خانه‌ها \U0001f468\u200d\U0001f469",
        "",
    ],
)
def test_a_text_that_hides_nothing_is_left_alone(text: str) -> None:
    assert readable(text) is None


SAID = "crime fell by 5 percent in 2015"


@pytest.mark.parametrize(
    ("text", "exact", "wording"),
    [
        (f"<div><p>Mayor Ann Lee said that {SAID}.</p></div>", SAID, SAID),
        ("<p>Mayor Ann Lee said crime <b>fell</b> by half.</p>", "crime <b>fell</b> by half",
         "crime fell by half"),
        ("Mayor Ann Lee said rents rose to &pound;900&nbsp;a month.",
         "rents rose to &pound;900&nbsp;a month", "rents rose to £900 a month"),
        (f"MAYOR ANN LEE SAID THAT {SAID.upper()}.", SAID.upper(), SAID),
        (f"Mayor\u200b Ann Lee said that cri\u200bme{SAID[5:]}.", f"cri\u200bme{SAID[5:]}", SAID),
        (f"\u202eMayor Ann Lee said that {SAID}.\u202c ראש העיר", SAID, SAID),
        (f"Mayor\x00Ann\x00Lee\x00said\x00that\x00{SAID.replace(' ', chr(0))}.",
         SAID.replace(" ", "\x00"), SAID),
        (f"Mayor Ann Lee said 😀 that {SAID} 📉🎉.", SAID, SAID),
        (f"Mayor Ann Lee said: “{SAID.capitalize()}.", SAID.capitalize(), SAID.capitalize()),
        (f"mayor ann lee said that {SAID}\nthe town agreed", SAID, SAID),
    ],
)  # fmt: skip
def test_who_says_what_is_found_whatever_lies_about(text: str, exact: str, wording: str) -> None:
    found = extract(text)
    claim = next(c for c in found.claims if c.exact == exact)
    assert text[claim.start : claim.end] == exact
    assert claim.text == wording
    assert claim.attribution is not None
    assert [found.claimants[i].name.lower()[-3:] for i in claim.claimants] == ["lee"]
    source = found.attributions[claim.attribution].source
    assert source is not None
    assert text[source.start : source.end] == source.text


def test_nothing_of_a_script_a_comment_or_a_tag_is_a_claim() -> None:
    text = (
        "<html><head><title>Crime falls</title><script>var x = 'the mayor said it is so';</script>"
        "</head><body><!-- The editor said that this is wrong. --><p class='lead'>The council "
        "spent £3m on roads.</p><a href='/more'>Read more</a></body></html>"
    )
    assert [c.exact for c in extract(text).claims] == ["The council spent £3m on roads"]


@pytest.mark.parametrize("unit", ["<p>", "<script>", "<!--", "&amp;", "\u200b", "</", "<b", "ABC "])
def test_reading_costs_in_proportion(unit: str) -> None:
    few, many = unit * 200, unit * 2_000
    least = lines_run(lambda: readable(few), most=100_000)
    lines_run(lambda: readable(many), most=12 * least + 100)


def test_a_quotation_of_three_thousand_words_is_all_its_speakers() -> None:
    said = [f"Crime fell by {i} percent in ward {i} last year" for i in range(2, 302)]
    text = "Mayor Ann Lee said: “" + ". ".join(said) + ".”\nThe council met on Monday in Hull.\n"
    found = extract(text)
    by_lee = [
        c.exact
        for c in found.claims
        if [found.claimants[i].name for i in c.claimants] == ["Ann Lee"]
    ]
    assert len(text.split()) > 3_000
    assert by_lee == said
    assert found.claims[-1].exact == "The council met on Monday in Hull"
    assert found.claims[-1].kind == "outlet"

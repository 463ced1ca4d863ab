"""Whatever the text: exact places, no exception, the same result twice, work in proportion."""

import cProfile
import pstats

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.extraction import extract
from tests.claims.extraction.counting import lines_run

SENTENCES = (
    "The council of Ward {} spent £{},000 on roads, Anna Moss told the Echo. “It was too little,” "
    "she said. He denied that the mayor, who took office in 2019, had known.\n"
)
PIECES = st.sampled_from(
    ["“", "”", '"', "'", "\n", "\n\n", " ", "said", "He said", "Anna Moss", "that crime fell by 5%",
     ", who left,", "and", "but", ".", "?", "…", "—", "<p>", "</p>", "&nbsp;", "😀", "\u200b",
     "\u202e", "\x00", "\t", "ALL CAPS TEXT", "שלום", "NAME:", "According to", "on Monday",
     "[", ")", "(((("]
)  # fmt: skip
WHOLE = "Mayor Ann Lee said that crime fell by 5 percent in 2015, and rents rose. "

NASTY = {
    "nothing": "",
    "a million spaces": " " * 1_000_000,
    "an opened quotation": "He said “" + "crime fell and " * 300,
    "a quotation of 3,000 words": "Lee said, “" + "crime fell by 5 percent in May. " * 430 + "”",
    "introductions to nothing": (
        "Mayor Ann Lee said that crime fell by 5 percent in 2015.\n" + "he said:\n" * 100
    ),
    "all capitals": WHOLE.upper() * 5,
    "no punctuation": "crime fell by five percent in may and rents rose in june " * 60,
    "markup left in": f"<div class='a'><p>{WHOLE}</p>\n<script>alert('x')</script></div>",
    "emoji": WHOLE.replace(" ", " 😀 "),
    "right to left": "\u202e" + WHOLE + "\u202c ראש העיר אמר כי הפשיעה ירדה",
    "zero width": WHOLE.replace("a", "a\u200b"),
    "NUL": WHOLE.replace(" ", "\x00"),
    "a bomb for patterns": "a" * 50_000 + "!" + "Ab " * 1_000 + ": " * 500,
    "nested reports": "he said that " * 400,
}


def check_places(text: str) -> None:
    extraction = extract(text)
    for claim in extraction.claims:
        assert text[claim.start : claim.end] == claim.exact != ""
        assert 0 <= claim.check_worthiness <= 1
        assert all(0 <= start < end <= len(text) for start, end in claim.also)
    for attribution in extraction.attributions:
        for span in (*attribution.contents, attribution.source, attribution.cue):
            assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize("name", NASTY)
def test_bad_input_gives_exact_places_and_no_exception(name: str) -> None:
    check_places(NASTY[name])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_any_mixture_gives_exact_places_and_no_exception(text: str) -> None:
    check_places(text)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_the_same_text_gives_the_same_claims(text: str) -> None:
    assert extract(text) == extract(text)


@pytest.mark.parametrize(
    "text",
    [
        # The parser takes the long dash for the verb that everything hangs on.
        "ROTTERDAM ― Anna Moss’s campaign said it is looking for a new home in the town.\nIt is.",
        "LIVERPOOL ― Mayor Moss said it is looking for a new home in the town.\nMoss left.",
    ],
)
def test_a_cue_at_the_root_of_the_parse_ends_the_climb(text: str) -> None:
    assert lines_run(lambda: extract(text), most=50_000) > 0


def test_ten_times_the_text_is_at_most_twelve_times_the_work() -> None:
    few = "".join(SENTENCES.format(i, i) for i in range(6))
    many = "".join(SENTENCES.format(i, i) for i in range(60))
    extract(few)
    assert calls(many) <= 12 * calls(few)


def calls(text: str) -> int:
    """Function calls, counted rather than timed: a busy machine changes nothing."""
    profile = cProfile.Profile()
    profile.runcall(extract, text)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]

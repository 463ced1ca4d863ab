"""Ten times the text is at most twelve times the work, whatever it is made of: counted."""

import pytest

from claims.extraction import extract
from claims.extraction.datelines import dateline
from claims.extraction.document import parse
from claims.extraction.headings import heading_of, interview_of
from tests.claims.extraction.counting import lines_run

FEW, MANY = 500, 5_000
"""Characters of what is repeated."""
LONG = 1_500
"""The longest piece that is parsed at once: what grows with its depth grows no further."""
AROUND = (
    "Mayor Ann Lee said that crime fell by 5 percent in 2015.\n{}\nShe said the city is safe.\n"
)

REPEATED = {
    "curly quotation marks": "“", "straight ones": '"', "apostrophes": "’", "both in turn": "“‘",
    "brackets": "(", "square brackets": "[", "commas": ", ", "dashes": "—", "hyphens": "- ",
    "dots": ".", "spaced dots": ". ", "colons": ":", "digits": "7", "capitals": "A",
    "capitalised words": "Ab ", "shouted words": "ABLE ", "line breaks": "\n", "spaces": " ",
    "introductions": "he said:\n", "bulleted introductions": "- he said:\n",
    "quotations": "“A,” he said. ", "questions and answers": "Q: why\nA: so\n",
    "turns": "LEE: it rains\n", "updates": "UPDATE: ", "dates": "3 March 2026 ",
    "times": "16:40\n", "tags": "<p>", "entities": "&nbsp;", "emoji": "😀", "zero width": "\u200b",
    "names": "Anna Moss ", "titles": "Mr. ", "clauses": ", which ", "numbered lines": "1. x\n",
    "headings": "Remarks by ", "signatures": "SOURCE Acme\n", "Hebrew": "ש",
}  # fmt: skip
DEEP = {
    "said": "said ", "he said that": "he said that ", "said and a comma": "said, ",
    "questions": "Q: ",
}  # fmt: skip
"""What the parser hangs on itself, deeper and deeper, in one sentence."""


@pytest.mark.parametrize("name", REPEATED)
def test_ten_times_of_anything_is_at_most_twelve_times_the_work(name: str) -> None:
    unit = REPEATED[name]
    few, many = (AROUND.format(unit * (n // len(unit))) for n in (FEW, MANY))
    extract(few)
    least = lines_run(lambda: extract(few), most=1_000_000)
    lines_run(lambda: extract(many), most=12 * least)


@pytest.mark.parametrize("name", DEEP)
def test_ten_times_of_a_sentence_without_end_is_at_most_twelve_times_the_work(name: str) -> None:
    unit = DEEP[name]
    few, many = (unit * (n // len(unit)) for n in (LONG, 10 * LONG))
    extract(few)
    least = lines_run(lambda: extract(few), most=3_000_000)
    lines_run(lambda: extract(many), most=12 * least)


@pytest.mark.parametrize("name", REPEATED)
def test_what_is_said_around_a_bomb_is_found(name: str) -> None:
    unit = REPEATED[name]
    found = extract(AROUND.format(unit * (FEW // len(unit))))
    said = {c.exact: [found.claimants[i].name for i in c.claimants] for c in found.claims}
    assert said["crime fell by 5 percent in 2015"] == ["Ann Lee"]
    assert any("the city is" in exact for exact in said)


@pytest.mark.parametrize("name", REPEATED)
def test_a_heading_is_read_once(name: str) -> None:
    """However long the line: only its beginning can be a heading."""
    unit = REPEATED[name]
    text = "Remarks by " + unit * (50_000 // len(unit))

    def read() -> None:
        dateline(text)
        interview_of(text)
        heading_of(text, "speech")
        heading_of(text, "release")

    lines_run(read, most=60_000)


@pytest.mark.parametrize("marks", ['"', "“", "'", "-", "* ", "=-", "😀"])
def test_a_run_of_marks_is_one_word_however_long(marks: str) -> None:
    text = "The port was closed. " + marks * 5_000 + "\nThe road was open."
    assert len(parse(text).doc) < 20
    assert [c.exact for c in extract(text).claims] == ["The port was closed", "The road was open"]


def test_marks_among_words_are_no_noise() -> None:
    text = "He said ... “well ... (‘no’) ... !?” and left.\nTotal ---------- £3m"
    assert [t.text for t in parse(text).doc if "-" in t.text] == ["----------"]

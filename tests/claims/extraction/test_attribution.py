"""Who said what, exactly where: by rules alone, and whatever the text looks like."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.extraction.attribution import attribute, method
from claims.extraction.document import parse
from claims.extraction.tagger import read
from claims.extraction.types import Attribution


def by_rules(text: str) -> tuple[Attribution, ...]:
    return attribute(parse(text), None)


def told(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of each attribution."""
    return [
        (
            a.source.text if a.source else "",
            a.cue.text if a.cue else "",
            " … ".join(c.text for c in a.contents),
        )
        for a in by_rules(text)
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The mayor said that crime fell by 5% in 2015.",
            "The mayor", "said", "that crime fell by 5% in 2015",
        ),
        (
            "Crime fell by 5% in 2015, the mayor said.",
            "the mayor", "said", "Crime fell by 5% in 2015",
        ),
        (
            "“Crime fell by 5%,” said Ms Hester, a teacher from Leeds.",
            "Ms Hester, a teacher from Leeds", "said", "“Crime fell by 5%,”",
        ),
        (
            "According to the police, two men were arrested on Friday.",
            "the police", "According to", "two men were arrested on Friday",
        ),
        (
            "Two men were arrested on Friday, according to the police.",
            "the police", "according to", "Two men were arrested on Friday",
        ),
        (
            "Flood wall cost town £3m: watchdog\nThe wall stands.",
            "watchdog", ":", "Flood wall cost town £3m",
        ),
        ("The union wants to close the port.", "The union", "wants", "to close the port"),
        ("The bishop criticised the decision.", "The bishop", "criticised", "the decision"),
        ("Unions called for a vote of members.", "Unions", "called for", "a vote of members"),
        ("The minister was accused of fraud.", "", "was accused of", "fraud"),
        (
            "The plan was praised by the farmers.",
            "the farmers", "was praised", "The plan",
        ),
        (
            "She is confident that the bridge will hold.",
            "She", "is confident", "that the bridge will hold",
        ),
        (
            "There is a claim that taxes rose.",
            "", "claim", "that taxes rose",
        ),
    ],
)  # fmt: skip
def test_a_report_is_taken_apart(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content) in told(text)


def test_a_headline_with_a_colon_names_its_source() -> None:
    assert told("Mayor: Crime fell by five per cent this year\n\nIt rained.")[0] == (
        "Mayor", ":", "Crime fell by five per cent this year",
    )  # fmt: skip


def test_a_label_before_a_colon_is_nobody() -> None:
    assert told("Watch: Storm floods the harbour of Hull\n") == []


def test_the_rest_of_a_split_quotation_belongs_to_the_same_speaker() -> None:
    (found,) = by_rules("“Crime fell,” the mayor said. “It will fall again next year.”")
    assert [c.text for c in found.contents] == ["“Crime fell,”", "“It will fall again next year.”"]


def test_a_paragraph_that_is_a_quotation_continues_the_last_speaker() -> None:
    text = "“Crime fell,” the mayor said.\n\n“It will fall again next year. We are proud.”"
    last = by_rules(text)[-1]
    assert last.source is not None
    assert (last.source.text, last.cue, last.kind) == ("the mayor", None, "direct")


def test_a_colon_hands_the_next_paragraph_to_its_speaker() -> None:
    text = "In the evening the mayor said:\n\n“Crime fell and it will fall again next year.”"
    assert told(text)[0][0] == "the mayor"


def test_who_quotes_others_answers_for_the_whole_and_the_inner_is_there_for_the_asking() -> None:
    document = parse("The aide said the minister told reporters that the bridge was safe.")
    outer = attribute(document, None)
    both = attribute(document, None, nested=True)
    assert [a.source.text for a in outer if a.source] == ["The aide"]
    assert [a.source.text for a in both if a.source] == ["The aide", "the minister"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“It works,” she said.", "direct"),
        ("‘It works very well,’ she said.", "direct"),
        ("She said the bridge “works very well” in winter.", "mixed"),
        ("She said the bridge works very well.", "indirect"),
    ],
)
def test_quotation_marks_decide_the_kind(text: str, kind: str) -> None:
    assert [a.kind for a in by_rules(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The engine appears to signal a fault.",
        "The talks show promise.",
        "It rained in Hull on Friday.",
        "",
        " \n\t ",
    ],
)
def test_what_nobody_says_is_nobodys(text: str) -> None:
    assert told(text) == []


def test_the_method_says_what_was_used() -> None:
    assert method() in {"rules 3", "rules+minilm 3"}


ODD = st.lists(
    st.sampled_from(
        [
            "The mayor", " said", " “", "”", '"', " ‘", "’", "'", ",", ".", ":", "\n", "\n\n",
            " that", " crime fell", " according to", " NAME", "\u200b", "\u202e", "שלום", "😀",
            "<b>", "&nbsp;", " told", " him", "é", "\u00a0", "``", "''", " she", "—", "(", "\r\n",
        ]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ODD)
def test_whatever_the_text_offsets_are_exact_and_the_answer_the_same(text: str) -> None:
    document = parse(text)
    found = attribute(document, read(text))
    assert document.doc.text == text
    for attribution in found:
        assert attribution.contents
        for span in (attribution.source, attribution.cue, *attribution.contents):
            assert span is None or text[span.start : span.end] == span.text != ""
    assert attribute(parse(text), read(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "“" * 2_000,
        '"x ' * 2_000,
        "‘a" * 3_000,
        " " * 1_000_000,
        "\n" * 100_000,
        "a" * 200_000,
        "THE MAYOR SAID CRIME FELL " * 200,
        "He said “" + "the bridge is safe and " * 1_000 + "that is all.”",
        "she said he said they said " * 200,
        "שלום “עולם” אמר " * 200,
    ],
)
def test_bad_input_raises_nothing(text: str) -> None:
    for attribution in attribute(parse(text), read(text)):
        for span in attribution.contents:
            assert text[span.start : span.end] == span.text

"""Whose a passage is: handed over after a colon, quoted whole, or said within what another says."""

import pytest

from claims.extraction import extract
from claims.extraction.document import parse
from claims.extraction.frames import Frame
from claims.extraction.passages import with_whole_quotations


def said(text: str) -> dict[str, tuple[str, str]]:
    """Words of each claim → claimant ("" for the outlet) and kind of attribution."""
    found = extract(text)
    return {
        c.exact: (found.claimants[c.claimants[0]].name if c.claimants else "", c.kind)
        for c in found.claims
    }


@pytest.mark.parametrize(
    "handed_over",
    [
        "The Aldermouth Echo reports:",
        "In a post on Friday, the Aldermouth Echo wrote:",
        "The Aldermouth Echo gave this account:",
        "Later the Aldermouth Echo made the following observation:",
        "The doubts show in how the rector rated this account by the Aldermouth Echo:",
        "The rector forwarded an article, and the Aldermouth Echo’s summary:",
        "According to the Aldermouth Echo:",
    ],
)
def test_the_paragraph_after_a_colon_is_word_for_word_its_speakers(handed_over: str) -> None:
    found = said(
        f"The harbour was closed on Sunday. {handed_over}\n\n"
        "A barge struck the pier at noon. Two men were pulled from the water.\n\n"
        "The mayor, Ann Lee, opened a relief centre.\n"
    )
    assert found["A barge struck the pier at noon"] == ("Aldermouth Echo", "direct")
    assert found["Two men were pulled from the water"] == ("Aldermouth Echo", "direct")
    assert found["The mayor, Ann Lee, opened a relief centre"] == ("", "outlet")
    assert found["The harbour was closed on Sunday"] == ("", "outlet")


def test_a_list_after_a_colon_is_its_speakers_to_the_last_item() -> None:
    found = said(
        "The inspector, Ruth Hall, concluded that:\n\n- The boiler was 40 years old.\n"
        "- No engineer had looked at it since 2009.\n\nThe school has 300 pupils.\n"
    )
    assert found["No engineer had looked at it since 2009"] == ("Ruth Hall", "direct")
    assert found["The school has 300 pupils"] == ("", "outlet")


def test_a_letter_goes_on_while_it_speaks_in_the_first_person() -> None:
    found = said(
        "Councillor Tom Shaw wrote:\n\nI have served this ward for 12 years.\n\n"
        "I leave because the council cut our library.\n\nShaw was elected in 2014.\n"
    )
    assert found["I leave because the council cut our library"] == ("Tom Shaw", "direct")
    assert found["Shaw was elected in 2014"] == ("", "outlet")


@pytest.mark.parametrize(
    "line",
    [
        "Hear the Aldermouth Echo’s remarks on the pier below:",
        "What we know so far:",
        "Watch the video below:",
        "This year's winners are:",
    ],
)
def test_a_colon_that_nobody_speaks_before_hands_nothing_over(line: str) -> None:
    found = said(f"{line}\n\nThe river rose by 2 metres in Halden.\n")
    assert found["The river rose by 2 metres in Halden"] == ("", "outlet")


def test_who_is_quoted_in_a_reprinted_passage_speaks_for_herself() -> None:
    found = said(
        "The Aldermouth Echo reports:\n\n"
        "The pier was built in 1880. Nora Quinn said that it had burned twice.\n"
    )
    assert found["The pier was built in 1880"][0] == "Aldermouth Echo"
    assert found["it had burned twice"][0] == "Nora Quinn"


def test_a_quotation_after_the_speakers_sentence_is_the_speakers() -> None:
    found = said(
        "“The trains were late on 40 days,” Anna Moss said, pointing at a chart. "
        "“The drivers had left in May. No one was hired.”"
    )
    assert found["No one was hired"] == ("Anna Moss", "direct")


def test_a_quotation_that_nobody_holds_is_of_the_verb_after_it() -> None:
    document = parse("“The port lost ‘half of its ships,’” she said. “It will close.”")
    words = [token.text for token in document.doc]
    last = tuple(range(words.index("It") - 1, len(words)))
    found = Frame(words.index("said"), (words.index("she"),), (words.index("said"),), last)
    (whole,) = with_whole_quotations(document, [found])
    assert whole.contents[:3] == (0, 1, 2)


def test_the_inner_speaker_answers_for_the_inner_words() -> None:
    found = said("Mark Dunn said: “The union is saying, ‘The port lost 300 jobs last year.’”")
    assert found["The port lost 300 jobs last year"][0] == "union"


def test_a_quotation_that_a_paper_passes_on_is_of_who_was_quoted() -> None:
    text = "“The port is full,” Ann Reed said, according to the Herald. “It was full in May.”"
    found = said(text)
    assert found["The port is full"] == found["It was full in May"] == ("Ann Reed", "direct")


def test_what_a_speaker_is_said_to_think_begins_after_the_thinking() -> None:
    found = said("Mark Dunn, a teacher from Hull, said he thinks the school has lost 40 pupils.")
    assert found["the school has lost 40 pupils"][0] == "Mark Dunn"


def test_a_speakers_own_thinking_is_part_of_the_words() -> None:
    assert "I think the port lost 300 jobs" in said("“I think the port lost 300 jobs,” he said.")


@pytest.mark.parametrize(
    ("text", "said_words", "own_words"),
    [
        (
            "After the minister announced that the mine would close, 300 miners marched to Hull.",
            "the mine would close",
            "300 miners marched to Hull",
        ),
        (
            "“The pier is safe,” the inspector said, and 400 people crossed it in an hour.",
            "The pier is safe",
            "400 people crossed it in an hour",
        ),
        (
            "The minister wants to close the port of Halden, which employs 900 people.",
            "to close the port of Halden",
            "which employs 900 people",
        ),
        (
            "The agency said the bridge is “a danger to lorries,” a finding from 2019 that its "
            "owner disputes.",
            "the bridge is “a danger to lorries",
            "a finding from 2019 that its owner disputes",
        ),
    ],
)
def test_what_the_sentence_adds_is_the_outlets(text: str, said_words: str, own_words: str) -> None:
    found = extract(text)
    voices = {c.exact: c.kind for c in found.claims}
    assert [kind for words, kind in voices.items() if said_words in words][0] != "outlet"
    assert [kind for words, kind in voices.items() if own_words in words] == ["outlet"]


def test_who_has_not_said_has_said_nothing() -> None:
    found = said("The minister has not said when the port will close.")
    assert found == {"The minister has not said when the port will close": ("", "outlet")}

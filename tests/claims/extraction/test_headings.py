"""Who speaks in a whole text is read where it says so plainly, and never guessed."""

import pytest

from claims.extraction.headings import heading_of, interview_of
from claims.extraction.types import TextKind

FIRST_PERSON = "\n\nI thank you. We built 300 homes, and our work goes on. I am proud of my town.\n"


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Remarks by Mayor Ann Lee at the Opening of the Bridge", "Ann Lee"),
        ("REMARKS BY PRESIDENT HELEN ORTIZ", "Helen Ortiz"),
        ("Full text: Speech by Prime Minister Jonas Hall", "Jonas Hall"),
        ("Text of Senator Maria Lopez’s victory speech", "Maria Lopez"),
        ("Opening statement of Dr. Ruth Hall, chief inspector", "Ruth Hall"),
        ("Keynote address by Tom de Vries, Rotterdam, 4 May", "Tom de Vries"),
        ("Testimony from Ann Cole before the committee", "Ann Cole"),
    ],
)
@pytest.mark.parametrize("kind", ["speech", "other", "news"])
def test_a_speech_names_its_speaker_in_its_heading(heading: str, name: str, kind: TextKind) -> None:
    found = heading_of(heading + FIRST_PERSON, kind)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text",
    [
        "Remarks by minister draw fire from unions\n\nThe unions said that he lied.\n",
        "Statement by the EU on Ukraine\n\nThe ministers met on Friday. Anna Moss said little.\n",
        "Anna Moss’s speech divides Hull\n\nShe said that the port will close, he said.\n",
        "The bridge opens\n\nThe mayor gave remarks. Remarks by Ann Lee were short.\n",
        "",
    ],
)
def test_news_about_a_speech_has_no_default_speaker(text: str) -> None:
    assert heading_of(text, "news") is None


@pytest.mark.parametrize(
    ("release", "issuer"),
    [
        ("Acme opens plant\n\nHULL, England – Acme Foods today announced a plant.", "Acme Foods"),
        ("LEEDS (March 3) - The Northway Trust has launched a fund.", "Northway Trust"),
        (
            "New trains\n\nTrains come in May.\n\nAbout Northway Rail\nIt runs trains.",
            "Northway Rail",
        ),
        ("New trains\n\nTrains come in May.\n\nSOURCE Northway Rail", "Northway Rail"),
    ],
)
def test_a_release_names_its_issuer(release: str, issuer: str) -> None:
    found = heading_of(release, "release")
    assert found is not None
    assert (found.name, found.kind) == (issuer, "organization")


def test_a_text_that_says_it_is_a_release_is_one_whatever_its_kind() -> None:
    text = "PRESS RELEASE\n\nHULL – Acme Foods today announced a plant."
    assert [heading_of(text, kind) is not None for kind in ("news", "other")] == [True, True]
    assert heading_of(text.replace("PRESS RELEASE", "Plant opens"), "news") is None


def test_a_release_that_names_nobody_stays_the_outlets() -> None:
    assert heading_of("New trains\n\nThe trains come in May.", "release") is None


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Interview with Ruth Hallam", "Ruth Hallam"),
        ("Q&A: Dr Omar Said on the flood", "Omar Said"),
        ("A conversation with Judge Ann Cole", "Ann Cole"),
    ],
)
def test_an_interview_names_whom_it_asks(heading: str, name: str) -> None:
    found = interview_of(heading + "\n\nQ: Why?\n\nA: I left.\n")
    assert found is not None
    assert found.name == name

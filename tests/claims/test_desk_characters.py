"""What no database can keep is refused in every box of the desk, with the name of its field."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from claims.characters import fault_in
from claims.models import Claim, Comment, Contact, Evidence, Verdict
from tests.api import Api, problem
from tests.desk import attach, new_claim, submitted, verdict_in

JSON = {"Accept": "application/json"}
NUL = "a\0b"


@pytest.fixture
def rows(reviewer: User, second: User, editor: User) -> dict[str, int]:
    """One row of each kind that a box of the desk belongs to."""
    claim = new_claim()
    claim.accept(by=reviewer)
    claim.take(by=reviewer)
    contact = Contact.objects.ask(claim=claim, by=reviewer, who="The mayor")
    verdict = verdict_in("submitted", author=second, second=reviewer, editor=editor)
    return {
        "claim": claim.pk,
        "article": claim.article_id or 0,
        "contact": contact.pk,
        "evidence": attach(claim, by=reviewer).pk,
        "verdict": verdict.pk,
    }


# address, the row it is about, the field, what else the form sends.
BOXES: list[tuple[str, str, str, dict[str, str]]] = [
    ("desk:comment", "claim", "text", {}),
    ("desk:ask", "claim", "who", {}),
    ("desk:ask", "claim", "channel", {"who": "The mayor"}),
    ("desk:ask", "claim", "deadline", {"who": "The mayor"}),
    ("desk:answer", "contact", "answer", {"outcome": "answered"}),
    ("desk:attach", "claim", "url", {"what": "source"}),
    ("desk:attach", "claim", "excerpt", {"what": "source", "url": "https://example.org/"}),
    ("desk:attach", "claim", "cited_what", {"what": "citation"}),
    ("desk:attach", "claim", "also", {"what": "citation", "cited_what": "A call"}),
    ("desk:evidence", "evidence", "note", {"stance": "context"}),
    ("desk:edit", "claim", "text", {}),
    ("desk:edit", "claim", "cue", {"text": "Crime fell"}),
    ("desk:edit", "claim", "claimants", {"claimants_given": "1"}),
    ("desk:write", "claim", "summary", {"question": "substance"}),
    ("desk:write", "claim", "rationale", {"question": "substance", "summary": "It fell."}),
    ("desk:preview", "claim", "summary", {}),
    ("desk:mark", "article", "exact", {}),
]


@pytest.mark.parametrize(("address", "row", "field", "more"), BOXES)
def test_a_nul_is_refused_by_the_name_of_its_field(
    desk: Client, rows: dict[str, int], address: str, row: str, field: str, more: dict[str, str]
) -> None:
    fields = {**more, field: f"new:person:{NUL}" if field == "claimants" else NUL}
    response = desk.post(reverse(address, args=[rows[row]]), fields, headers=JSON)
    assert response.status_code == 400
    assert "NUL" in response.json()["errors"][field][0]


@pytest.mark.parametrize(
    ("address", "row", "verb", "fields"),
    [
        ("desk:act", "claim", "dismiss", {"reason": "opinion", "note": NUL}),
        ("desk:act", "claim", "merge_into", {"into": NUL}),
        ("desk:decide", "verdict", "approve", {"note": NUL}),
        ("desk:decide", "verdict", "request_changes", {"note": NUL}),
    ],
)
def test_a_verb_with_a_nul_in_its_note_is_not_done(
    desk: Client, rows: dict[str, int], address: str, row: str, verb: str, fields: dict[str, str]
) -> None:
    response = desk.post(reverse(address, args=[rows[row], verb]), fields, headers=JSON)
    assert response.status_code == 400
    assert Claim.objects.get(pk=rows["claim"]).status == "in_progress"
    assert Verdict.objects.get(pk=rows["verdict"]).state == "submitted"


@pytest.mark.parametrize("address", ["desk:find", "desk:claimants"])
def test_nobody_searches_for_one(desk: Client, address: str) -> None:
    response = desk.get(reverse(address), {"q": NUL}, headers=JSON)
    assert response.status_code == 400
    assert "NUL" in response.json()["detail"]


def test_nothing_is_kept_of_what_was_refused(desk: Client, rows: dict[str, int]) -> None:
    before = (Comment.objects.count(), Evidence.objects.count(), Contact.objects.count())
    for address, row, field, more in BOXES:
        desk.post(reverse(address, args=[rows[row]]), {**more, field: NUL}, headers=JSON)
    assert (Comment.objects.count(), Evidence.objects.count(), Contact.objects.count()) == before


def test_the_api_refuses_it_too(api: Api, reviewer: User, second: User) -> None:
    claim, caller = new_claim(), api.of(reviewer)
    body = problem(
        caller.post(f"claims/{claim.pk}/dismiss/", {"reason": "opinion", "note": NUL}), 400
    )
    assert "note" in body["errors"]
    claim.accept(by=second)
    claim.take(by=second)
    verdict = submitted(claim, by=second)
    body = problem(caller.post(f"verdicts/{verdict.pk}/request_changes/", {"note": NUL}), 400)
    assert "note" in body["errors"]


@pytest.mark.parametrize(
    ("text", "word"), [("a\0b", "NUL"), ("a\ud800", "character 2"), ("a\tb\n", ""), ("", "")]
)
def test_a_fault_is_said_in_a_sentence(text: str, word: str) -> None:
    fault = fault_in(text)
    assert word in fault
    assert bool(fault) is bool(word)

"""Verdicts over the API, from a draft to what readers get."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from claims.models import Claim, Rating, Verdict
from tests import desk
from tests.api import Api, problem, tag


@pytest.fixture
def claim(reviewer: User, second: User, editor: User) -> Claim:
    return desk.claim_in("in_progress", worker=reviewer, second=second, editor=editor)


def act(caller: Api, verdict: int, verb: str, **given: Any) -> Any:
    return caller.post(f"verdicts/{verdict}/{verb}/", given)


def draft(caller: Api, claim: Claim, given: dict[str, Any] | None = None) -> Any:
    least = {"claim": claim.pk, "rating": "half-true", "summary": "By three per cent."}
    return caller.post("verdicts/", least | (given or {}))


def test_one_writes_another_agrees_an_editor_publishes(
    api: Api, reviewer: User, second: User, editor: User, claim: Claim
) -> None:
    writer, reader, publisher = api.of(reviewer), api.of(second), api.of(editor)
    response = draft(
        writer,
        claim,
        {"question": "substance", "claim_reviewed": "Crime fell by 5%", "rationale": "Table 2."},
    )
    assert response.status_code == 201
    pk = response.json()["id"]
    assert (response.json()["state"], response.json()["author"]) == ("draft", "reviewer")

    problem(act(writer, pk, "submit"), 409)
    writer.post(f"claims/{claim.pk}/confirm/")
    problem(act(writer, pk, "submit"), 409)
    desk.attach(claim, by=reviewer)
    assert act(writer, pk, "submit", note="Please read.").json()["state"] == "submitted"

    problem(act(writer, pk, "approve"), 403)
    problem(act(publisher, pk, "publish"), 409)
    back = act(reader, pk, "request_changes", note="Which year?").json()
    assert (back["state"], back["approvals"][0]["note"]) == ("changes_requested", "Which year?")
    assert act(writer, pk, "submit").json()["submission"] == 2

    assert act(reader, pk, "approve").json()["state"] == "approved"
    problem(act(reader, pk, "publish"), 403)
    assert act(publisher, pk, "publish").json()["state"] == "published"

    seen = api.get(f"verdicts/{pk}/").json()
    assert (seen["rating"]["label"], seen["summary"]) == ("Half true", "By three per cent.")
    assert "approvals" not in seen
    assert "contributors" not in seen


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"rating": "retired"}, "rating"),
        ({"rating": "nonsense"}, "rating"),
        ({"rating": 3}, "rating"),
        ({"rating": None}, "rating"),
        ({"rating": "a\0b"}, "rating"),
        ({"rating": "misattributed", "question": "substance"}, "rating"),
        ({"question": "style"}, "question"),
        ({"claim": 99_999}, "claim"),
        ({"state": "published"}, "state"),
        ({"summary": "a\0b"}, "summary"),
        ({"summary": ""}, "summary"),
    ],
)
def test_a_wrong_draft_names_the_field_and_leaves_nothing(
    api: Api, reviewer: User, claim: Claim, given: dict[str, Any], field: str
) -> None:
    if given.get("rating") == "retired":
        Rating.objects.filter(slug="outdated").update(retired_at=timezone.now())
        given = {"rating": "outdated"}
    found = problem(draft(api.of(reviewer), claim, given), 400)
    assert field in found["errors"]
    assert not Verdict.objects.exists()


def test_the_question_is_the_ratings_if_none_is_given(
    api: Api, reviewer: User, claim: Claim
) -> None:
    body = draft(api.of(reviewer), claim, {"rating": "misattributed"}).json()
    assert body["question"] == "attribution"


def test_a_second_verdict_while_one_is_in_work_is_409(
    api: Api, reviewer: User, claim: Claim
) -> None:
    assert draft(api.of(reviewer), claim).status_code == 201
    problem(draft(api.of(reviewer), claim), 409)


def test_nobody_drafts_on_a_claim_that_another_has_taken(
    api: Api, second: User, claim: Claim
) -> None:
    problem(draft(api.of(second), claim), 403)


def test_a_draft_is_edited_with_its_tag(api: Api, reviewer: User, claim: Claim) -> None:
    caller = api.of(reviewer)
    read = draft(caller, claim)
    path = f"verdicts/{read.json()['id']}/"
    problem(caller.patch(path, {"summary": "x"}), 428)
    edited = caller.patch(path, {"summary": "By 3%.", "rating": "false"}, headers=tag(read))
    assert (edited.json()["summary"], edited.json()["rating"]) == ("By 3%.", "false")
    problem(caller.patch(path, {"summary": "x"}, headers=tag(read)), 412)
    response = caller.patch(path, {"state": "published"}, headers=tag(edited))
    assert "state" in problem(response, 400)["errors"]


def test_what_is_submitted_is_not_edited(
    api: Api, reviewer: User, second: User, editor: User
) -> None:
    verdict = desk.verdict_in("approved", author=reviewer, second=second, editor=editor)
    caller, path = api.of(reviewer), f"verdicts/{verdict.pk}/"
    problem(caller.patch(path, {"summary": "x"}, headers=tag(caller.get(path))), 409)


def test_a_draft_is_thrown_away(api: Api, reviewer: User, claim: Claim) -> None:
    caller = api.of(reviewer)
    first = draft(caller, claim)
    path = f"verdicts/{first.json()['id']}/"
    problem(caller.delete(path), 428)
    assert caller.delete(path, headers=tag(first)).status_code == 204
    assert act(caller, draft(caller, claim).json()["id"], "discard").status_code == 204
    assert not Verdict.objects.exists()


def test_a_correction_is_a_new_draft(api: Api, reviewer: User, second: User, editor: User) -> None:
    verdict = desk.verdict_in("published", author=reviewer, second=second, editor=editor)
    problem(act(api.of(reviewer), verdict.pk, "correct", kind="update", note="New."), 403)
    caller = api.of(editor)
    assert "kind" in problem(act(caller, verdict.pk, "correct", kind="withdrawn"), 400)["errors"]
    response = act(caller, verdict.pk, "correct", kind="update", note="New figures.")
    assert response.status_code == 201
    assert response.json()["state"] == "draft"
    assert response.headers["Location"].endswith(f"/verdicts/{response.json()['id']}/")
    assert api.get(f"verdicts/{verdict.pk}/").json()["state"] == "published"
    problem(api.get(f"verdicts/{response.json()['id']}/"), 404)


def test_a_verdict_is_withdrawn_with_a_note(
    api: Api, reviewer: User, second: User, editor: User
) -> None:
    verdict = desk.verdict_in("published", author=reviewer, second=second, editor=editor)
    assert "note" in problem(act(api.of(editor), verdict.pk, "withdraw"), 400)["errors"]
    done = act(api.of(editor), verdict.pk, "withdraw", note="We were wrong.").json()
    assert done["state"] == "withdrawn"


@pytest.mark.parametrize("state", ["draft", "changes_requested", "approved"])
def test_readers_see_no_verdict_that_was_never_published(
    api: Api, reviewer: User, second: User, editor: User, state: str
) -> None:
    verdict = desk.verdict_in(state, author=reviewer, second=second, editor=editor)
    problem(api.get(f"verdicts/{verdict.pk}/"), 404)
    assert api.get("verdicts/").json()["results"] == []

"""Evidence over the API."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from claims.models import Evidence
from sources.models import Source
from tests import desk
from tests.api import Api, problem, tag

URL = "https://example.org/statistics"


@pytest.fixture
def caller(api: Api, reviewer: User) -> Api:
    return api.of(reviewer)


def test_a_url_becomes_evidence_and_a_source_that_is_due(caller: Api) -> None:
    claim = desk.new_claim()
    response = caller.post(
        "evidence/",
        {"claim": claim.pk, "url": URL, "stance": "refutes", "excerpt": "Crime fell by 3%.",
         "tier": "primary", "note": "Table 2"},
    )  # fmt: skip
    assert response.status_code == 201
    body = response.json()
    assert (body["claims"], body["url"], body["added_by"]) == ([claim.pk], URL, "reviewer")
    source = Source.objects.get(pk=body["source"])
    assert (source.state, source.fetch) == ("unchecked", "now")


def test_a_citation_serves_several_claims(caller: Api) -> None:
    claims = [desk.new_claim().pk, desk.new_claim().pk]
    given = {"claims": claims, "cited_who": "Ann Ashe", "cited_what": "Call", "stance": "context"}
    body = caller.post("evidence/", given).json()
    assert (body["what"], sorted(body["claims"]), body["source"]) == ("citation", claims, None)


def test_a_confidential_source_is_never_fetched(caller: Api) -> None:
    given = {"claim": desk.new_claim().pk, "url": URL, "confidential": True}
    body = caller.post("evidence/", given).json()
    assert Source.objects.get(pk=body["source"]).fetch == "never"


def test_a_private_address_is_kept_for_the_guard_to_refuse(caller: Api) -> None:
    given = {"claim": desk.new_claim().pk, "url": "http://10.0.0.1/admin"}
    assert caller.post("evidence/", given).status_code == 201


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "file:///etc/passwd"}, "url"),
        ({"url": "no address"}, "url"),
        ({"url": "https://example.org/\0"}, "url"),
        ({"url": "https://example.org/" + "x" * 9000}, "url"),
        ({"url": URL, "stance": "maybe"}, "stance"),
        ({"url": URL, "tier": "first"}, "tier"),
        ({"url": URL, "accessed_at": "today"}, "accessed_at"),
        ({"url": URL, "claim": 99_999}, "claim"),
        ({"url": URL, "claim": None, "claims": []}, "claim"),
        ({"url": URL, "quote": "x"}, "quote"),
    ],
)
def test_wrong_evidence_names_the_field_and_leaves_nothing(
    caller: Api, given: dict[str, Any], field: str
) -> None:
    claim = desk.new_claim()
    response = caller.post("evidence/", {"claim": claim.pk} | given)
    assert field in problem(response, 400)["errors"]
    assert not Evidence.objects.exists()
    assert not Source.objects.filter(url__contains="example.org").exists()


def test_evidence_is_one_thing(caller: Api) -> None:
    claim = desk.new_claim().pk
    for given in ({}, {"url": URL, "cited_what": "A call"}):
        problem(caller.post("evidence/", {"claim": claim} | given), 400)
    assert not Evidence.objects.exists()
    assert not Source.objects.exists()


def test_evidence_is_edited_and_taken_away_with_its_tag(caller: Api, reviewer: User) -> None:
    evidence = desk.attach(desk.new_claim(), by=reviewer)
    path = f"evidence/{evidence.pk}/"
    read = caller.get(path)
    problem(caller.patch(path, {"note": "x"}), 428)
    problem(caller.delete(path), 428)
    edited = caller.patch(path, {"note": "Table 2"}, headers=tag(read))
    assert (edited.json()["note"], edited.json()["version"]) == ("Table 2", 2)
    problem(caller.delete(path, headers=tag(read)), 412)
    assert caller.delete(path, headers=tag(edited)).status_code == 204
    problem(caller.get(path), 404)


def test_what_a_submitted_verdict_rests_on_stays(
    api: Api, reviewer: User, second: User, editor: User
) -> None:
    verdict = desk.verdict_in("draft", author=reviewer, second=second, editor=editor)
    verdict.submit(by=reviewer)
    path = f"evidence/{verdict.claim.evidence.get().pk}/"
    caller = api.of(reviewer)
    problem(caller.delete(path, headers=tag(caller.get(path))), 409)


def test_the_approver_may_not_change_what_was_approved(
    api: Api, reviewer: User, second: User, editor: User
) -> None:
    verdict = desk.verdict_in("approved", author=reviewer, second=second, editor=editor)
    caller, path = api.of(second), f"evidence/{verdict.claim.evidence.get().pk}/"
    problem(caller.patch(path, {"note": "x"}, headers=tag(caller.get(path))), 403)


def test_readers_see_evidence_as_it_was_frozen(
    api: Api, reviewer: User, second: User, editor: User
) -> None:
    hidden = desk.attach(desk.new_claim(), by=reviewer, url="https://example.org/hidden")
    verdict = desk.verdict_in("published", author=reviewer, second=second, editor=editor)
    evidence = verdict.claim.evidence.get()
    Evidence.objects.filter(pk=evidence.pk).update(note="Later", excerpt="Later")
    later = desk.attach(verdict.claim, by=reviewer, url="https://example.org/later")
    seen = api.get("evidence/").json()["results"]
    assert [(row["id"], row["excerpt"]) for row in seen] == [(evidence.pk, "Crime fell by 3%.")]
    for other in (hidden, later):
        problem(api.get(f"evidence/{other.pk}/"), 404)


def test_readers_never_see_what_is_confidential(
    api: Api, reviewer: User, second: User, editor: User
) -> None:
    verdict = desk.verdict_in("draft", author=reviewer, second=second, editor=editor)
    verdict.claim.evidence.get().edit(by=reviewer, confidential=True)
    verdict.submit(by=reviewer)
    verdict.approve(by=second)
    verdict.publish(by=editor)
    assert api.get("evidence/").json()["results"] == []
    item = api.get(f"verdicts/{verdict.pk}/").json()["evidence"][0]
    assert (item["confidential"], item["url"], item["excerpt"]) == (True, "", "")
    assert api.get("sources/").json()["results"] == []


def test_what_becomes_confidential_later_is_shown_no_longer(
    api: Api, reviewer: User, second: User, editor: User
) -> None:
    verdict = desk.verdict_in("published", author=reviewer, second=second, editor=editor)
    verdict.claim.evidence.get().edit(by=reviewer, confidential=True)
    assert api.get("evidence/").json()["results"] == []
    item = api.get(f"verdicts/{verdict.pk}/").json()["evidence"][0]
    assert (item["confidential"], item["url"], item["excerpt"]) == (True, "", "")
    assert api.get("sources/").json()["results"] == []


def test_what_becomes_confidential_while_it_is_read_is_not_published(
    api: Api, reviewer: User, second: User, editor: User
) -> None:
    verdict = desk.verdict_in("submitted", author=reviewer, second=second, editor=editor)
    verdict.claim.evidence.get().edit(by=reviewer, confidential=True)
    verdict.refresh_from_db()
    verdict.approve(by=second)
    verdict.publish(by=editor)
    item = api.get(f"verdicts/{verdict.pk}/").json()["evidence"][0]
    assert (item["confidential"], item["url"], item["excerpt"]) == (True, "", "")


def test_readers_do_not_learn_of_a_source_that_was_attached_after_the_submission(
    api: Api, reviewer: User, second: User, editor: User
) -> None:
    verdict = desk.verdict_in("submitted", author=reviewer, second=second, editor=editor)
    desk.attach(verdict.claim, by=reviewer, url="https://example.org/later")
    verdict.approve(by=second)
    verdict.publish(by=editor)
    shown = [row["url"] for row in api.get("sources/").json()["results"]]
    assert shown == ["https://example.org/statistics"]

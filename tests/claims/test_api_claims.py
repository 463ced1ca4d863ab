"""Claims over the API: each verb an address, each refusal its status, each reader their view."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from claims.models import Claim, Claimant
from tests import desk
from tests.api import Api, problem, tag

PEOPLE = ("reviewer", "second", "editor", "outsider", "anonymous")


@pytest.fixture
def caller(api: Api, reviewer: User) -> Api:
    return api.of(reviewer)


def act(caller: Api, claim: Claim, verb: str, **given: Any) -> Any:
    return caller.post(f"claims/{claim.pk}/{verb}/", given)


def test_a_claim_goes_from_new_to_being_checked(caller: Api) -> None:
    claim = desk.new_claim()
    assert act(caller, claim, "accept").json()["status"] == "open"
    taken = act(caller, claim, "take").json()
    assert (taken["status"], taken["assignee"]) == ("in_progress", "reviewer")
    confirmed = act(caller, claim, "confirm").json()
    assert confirmed["confirmed_by"] == "reviewer"
    assert [change["verb"] for change in confirmed["status_changes"]] == ["accept", "take"]
    assert "release" in confirmed["verbs"]


def test_a_claim_is_dismissed_for_a_reason_and_reopened(caller: Api) -> None:
    claim = desk.new_claim()
    assert "reason" in problem(act(caller, claim, "dismiss"), 400)["errors"]
    assert "reason" in problem(act(caller, claim, "dismiss", reason="boring"), 400)["errors"]
    gone = act(caller, claim, "dismiss", reason="opinion", note="A matter of taste.").json()
    assert (gone["status"], gone["dismiss_reason"]) == ("dismissed", "opinion")
    assert gone["status_changes"][0]["note"] == "A matter of taste."
    assert act(caller, claim, "reopen").json()["status"] == "open"


def test_an_editor_assigns_by_name_or_number(api: Api, reviewer: User, editor: User) -> None:
    claim = desk.claim_in("open", worker=reviewer, second=editor, editor=editor)
    caller = api.of(editor)
    assert act(caller, claim, "assign", to="reviewer").json()["assignee"] == "reviewer"
    assert act(caller, claim, "assign", to=editor.pk).json()["assignee"] == "editor"
    for nobody in ("stranger", 99_999, "a\0b", None, True):
        assert "to" in problem(act(caller, claim, "assign", to=nobody), 400)["errors"]


def test_a_reviewer_does_not_assign(api: Api, reviewer: User, second: User, editor: User) -> None:
    claim = desk.claim_in("open", worker=reviewer, second=second, editor=editor)
    problem(act(api.of(reviewer), claim, "assign", to="second"), 403)


def test_duplicates_are_merged_and_separated(caller: Api) -> None:
    centre, other = desk.new_claim(), desk.new_claim()
    assert act(caller, other, "merge_into", into=centre.pk).json()["canonical"] == centre.pk
    problem(act(caller, other, "merge_into", into=centre.pk), 409)
    assert act(caller, other, "unmerge").json()["canonical"] is None
    assert "into" in problem(act(caller, other, "merge_into", into=other.pk), 400)["errors"]
    assert "into" in problem(act(caller, other, "merge_into", into=99_999), 400)["errors"]


def test_a_verb_that_the_state_does_not_allow_is_409(caller: Api) -> None:
    claim = desk.new_claim()
    found = problem(act(caller, claim, "take"), 409)
    assert found["title"] == "Conflict"
    claim.refresh_from_db()
    assert (claim.status, claim.version) == ("extracted", 1)


def test_another_persons_claim_is_403(api: Api, reviewer: User, second: User, editor: User) -> None:
    claim = desk.claim_in("in_progress", worker=reviewer, second=second, editor=editor)
    found = problem(act(api.of(second), claim, "release"), 403)
    assert "reviewer" in found["detail"]


@pytest.mark.parametrize("verb", ["accept", "take", "confirm", "dismiss", "assign", "unmerge"])
def test_whoever_does_not_work_here_is_turned_away(api: Api, outsider: User, verb: str) -> None:
    claim = desk.new_claim()
    answer = act(api, claim, verb)
    problem(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    problem(act(api.of(outsider), claim, verb), 403)


def test_a_verb_takes_no_argument_that_it_does_not_know(caller: Api) -> None:
    assert "why" in problem(act(caller, desk.new_claim(), "accept", why="x"), 400)["errors"]


def test_a_verb_of_a_stale_reader_is_412(caller: Api) -> None:
    claim = desk.new_claim()
    read = caller.get(f"claims/{claim.pk}/")
    assert caller.post(f"claims/{claim.pk}/accept/", headers=tag(read)).status_code == 200
    problem(caller.post(f"claims/{claim.pk}/take/", headers=tag(read)), 412)
    assert caller.post(f"claims/{claim.pk}/take/", headers={"If-Match": "*"}).status_code == 200


def test_editing_needs_the_tag_that_was_read(caller: Api) -> None:
    claim = desk.new_claim()
    read = caller.get(f"claims/{claim.pk}/")
    problem(caller.patch(f"claims/{claim.pk}/", {"text": "Crime fell."}), 428)
    edited = caller.patch(f"claims/{claim.pk}/", {"text": "Crime fell."}, headers=tag(read))
    assert (edited.json()["text"], edited.json()["version"]) == ("Crime fell.", 2)
    problem(caller.patch(f"claims/{claim.pk}/", {"text": "No."}, headers=tag(read)), 412)
    again = caller.patch(f"claims/{claim.pk}/", {"cue": "claimed"}, headers=tag(edited))
    assert again.status_code == 200


def test_the_tag_of_a_compressed_answer_is_taken_back(caller: Api) -> None:
    claim = desk.new_claim()
    read = caller.get(f"claims/{claim.pk}/", headers={"Accept-Encoding": "gzip"})
    assert read.headers["ETag"].startswith('W/"')
    edited = caller.patch(f"claims/{claim.pk}/", {"text": "Crime fell."}, headers=tag(read))
    assert edited.status_code == 200


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"status": "published"}, "status"),
        ({"text": ""}, "text"),
        ({"text": "a\0b"}, "text"),
        ({"kind": "shouted"}, "kind"),
        ({"kind_of_claim": "x"}, "kind_of_claim"),
        ({"said_on": "2016-02-30"}, "said_on"),
        ({"claimants": [99_999]}, "claimants.0"),
        ({"claimants": [""]}, "claimants.0"),
        ({"claimants": "Ann"}, "claimants"),
        ({"claimant_text": "x" * 501}, "claimant_text"),
        ({"exact": "other words"}, "exact"),
    ],
)
def test_a_wrong_edit_names_the_field_and_changes_nothing(
    caller: Api, given: dict[str, object], field: str
) -> None:
    claim = desk.new_claim()
    read = caller.get(f"claims/{claim.pk}/")
    response = caller.patch(f"claims/{claim.pk}/", given, headers=tag(read))
    assert field in problem(response, 400)["errors"]
    assert caller.get(f"claims/{claim.pk}/").content == read.content


def test_claimants_are_set_by_number_or_name_in_their_order(caller: Api) -> None:
    claim, known = desk.new_claim(), Claimant.objects.create(name="Ann Ashe")
    read = caller.get(f"claims/{claim.pk}/")
    given = {"claimants": ["Bob Best", known.pk, "ann ashe"]}
    edited = caller.patch(f"claims/{claim.pk}/", given, headers=tag(read)).json()
    assert [named["name"] for named in edited["claimants"]] == ["Bob Best", "Ann Ashe"]
    assert Claimant.objects.count() == 2


def test_a_claim_is_entered_by_hand(caller: Api) -> None:
    given = {"text": "The bridge is closed.", "claimants": ["Ann Ashe"], "kind": "indirect"}
    response = caller.post("claims/", given)
    assert response.status_code == 201
    body = response.json()
    assert (body["status"], body["method"], body["created_by"]) == ("extracted", "", "reviewer")
    assert body["article"] is None
    assert response.headers["Location"].endswith(f"/api/v1/claims/{body['id']}/")


def test_a_claim_entered_by_hand_is_anchored_in_its_article(caller: Api) -> None:
    article = desk.new_article()
    start = desk.TEXT.index("crime")
    given: dict[str, Any] = {"article": article.pk, "start": start, "end": start + 10}
    body = caller.post("claims/", given).json()
    assert (body["exact"], body["text"]) == ("crime fell", "crime fell")
    assert "start" in problem(caller.post("claims/", given), 400)["errors"]
    given |= {"end": start + 16, "text": "Crime fell by 5%", "claimants": ["Ann Ashe"]}
    body = caller.post("claims/", given).json()
    assert (body["exact"], body["text"]) == ("crime fell by 5%", "Crime fell by 5%")
    assert [named["name"] for named in body["claimants"]] == ["Ann Ashe"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "text"),
        ({"text": " "}, "text"),
        ({"start": 0, "end": 3}, "start"),
        ({"start": 5, "article": "ARTICLE"}, "start"),
        ({"start": 5, "end": 5, "article": "ARTICLE"}, "start"),
        ({"start": 5, "end": 5_000, "article": "ARTICLE"}, "start"),
        ({"start": -1, "end": 5, "article": "ARTICLE"}, "start"),
        ({"text": "x", "article": 99_999}, "article"),
        ({"text": "x", "article": 10**30}, "article"),
    ],
)
def test_a_wrong_claim_is_not_entered(caller: Api, given: dict[str, Any], field: str) -> None:
    if given.get("article") == "ARTICLE":
        given = given | {"article": desk.new_article().pk}
    assert field in problem(caller.post("claims/", given), 400)["errors"]
    assert not Claim.objects.exists()


def test_a_claim_has_no_delete(caller: Api) -> None:
    problem(caller.delete(f"claims/{desk.new_claim().pk}/"), 405)


@pytest.mark.parametrize("number", ["99999", "9" * 40, "0"])
def test_a_claim_that_is_not_there_is_404(caller: Api, number: str) -> None:
    problem(caller.get(f"claims/{number}/"), 404)


def test_readers_see_what_was_published_and_nothing_else(
    api: Api, reviewer: User, second: User, editor: User, outsider: User
) -> None:
    hidden = desk.new_claim()
    claim = desk.claim_in("published", worker=reviewer, second=second, editor=editor)
    for caller in (api, api.of(outsider)):
        seen = caller.get("claims/").json()["results"]
        assert [row["id"] for row in seen] == [claim.pk]
        problem(caller.get(f"claims/{hidden.pk}/"), 404)
        one = caller.get(f"claims/{claim.pk}/").json()
        assert one == seen[0]
        assert (one["rating"]["slug"], one["is_withdrawn"]) == ("half-true", False)
        assert not {"check_worthiness", "reasons", "assignee", "status", "verbs", "version"} & set(
            one
        )


def test_readers_keep_seeing_the_published_words_while_they_are_corrected(
    api: Api, reviewer: User, second: User, editor: User
) -> None:
    verdict = desk.verdict_in("published", author=reviewer, second=second, editor=editor)
    verdict.correct(by=editor, kind="update", note="More is known.")
    claim = Claim.objects.get(pk=verdict.claim_id)
    claim.edit(by=editor, text="Not yet for readers")
    assert "Not yet" not in api.get(f"claims/{claim.pk}/").content.decode()
    assert api.get("claims/", {"search": "Not yet"}).json()["results"] == []
    assert len(api.get("claims/", {"search": "crime fell"}).json()["results"]) == 1


def test_readers_cannot_filter_by_what_they_do_not_see(api: Api) -> None:
    for name in ("status", "assignee", "urgent", "overdue"):
        assert name in problem(api.get("claims/", {name: "open"}), 400)["errors"]
    problem(api.get("claims/", {"ordering": "check_worthiness"}), 400)


def test_the_claimreview_of_a_published_claim_is_for_everybody(
    api: Api, reviewer: User, second: User, editor: User
) -> None:
    claim = desk.claim_in("published", worker=reviewer, second=second, editor=editor)
    response = api.get(f"claims/{claim.pk}/claimreview/")
    assert response.headers["Content-Type"] == "application/ld+json"
    markup = response.json()
    assert markup["@type"] == "ClaimReview"
    assert markup["reviewRating"]["alternateName"] == "Half true"
    assert markup["url"].endswith(f"/claims/{claim.pk}/")


def test_nothing_is_rendered_of_what_is_not_published(
    api: Api, reviewer: User, second: User, editor: User
) -> None:
    claim = desk.claim_in("awaiting_approval", worker=reviewer, second=second, editor=editor)
    problem(api.get(f"claims/{claim.pk}/claimreview/"), 404)
    problem(api.of(editor).get(f"claims/{claim.pk}/claimreview/"), 404)


def test_a_withdrawn_claim_says_so_and_has_no_claimreview(
    api: Api, reviewer: User, second: User, editor: User
) -> None:
    verdict = desk.verdict_in("published", author=reviewer, second=second, editor=editor)
    verdict.withdraw(by=editor, note="We were wrong.")
    assert api.get(f"claims/{verdict.claim_id}/").json()["is_withdrawn"] is True
    problem(api.get(f"claims/{verdict.claim_id}/claimreview/"), 404)


def test_the_answer_carries_304_until_something_changes(caller: Api) -> None:
    claim = desk.new_claim()
    for path in (f"claims/{claim.pk}/", "claims/"):
        seen = {"If-None-Match": caller.get(path).headers["ETag"]}
        fresh = caller.get(path, headers=seen)
        assert (fresh.status_code, fresh.content) == (304, b"")
    claim.accept(by=User.objects.get(username="reviewer"))
    assert caller.get(path, headers=seen).status_code == 200

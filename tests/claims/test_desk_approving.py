"""The second reader's page: what was frozen, who may decide, what comes next."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from claims.models import Approval, Correction, Evidence, Verdict
from sources.models import Source
from tests.desk import attach, claim_in, drafted, rating, submitted, verdict_in

JSON = {"accept": "application/json"}
QUERIES_OF_THE_PAGE = 40


def page(client: Client, verdict: Verdict) -> str:
    response = client.get(reverse("desk:verdict", args=[verdict.pk]))
    assert response.status_code == 200
    return response.content.decode()


def decide(client: Client, verdict: Verdict, verb: str, **fields: Any) -> Any:
    address = reverse("desk:decide", args=[verdict.pk, verb])
    return client.post(address, fields, headers=JSON)


@pytest.fixture
def people(reviewer: User, second: User, editor: User) -> dict[str, User]:
    return {"author": reviewer, "second": second, "editor": editor}


@pytest.fixture
def verdict(people: dict[str, User]) -> Verdict:
    return verdict_in("submitted", **people)


def test_the_second_reader_sees_what_was_frozen_and_may_decide(
    client: Client, second: User, verdict: Verdict
) -> None:
    client.force_login(second)
    html = page(client, verdict)
    assert "It fell by three per cent." in html
    assert "https://example.org/statistics" in html
    assert ">Approve</button>" in html
    assert "Request changes" in html


def test_the_author_is_told_why_not(client: Client, reviewer: User, verdict: Verdict) -> None:
    client.force_login(reviewer)
    html = page(client, verdict)
    assert "another must decide" in html
    assert ">Approve</button>" not in html
    assert decide(client, verdict, "approve").status_code == 403
    assert not Approval.objects.exists()


def test_a_draft_is_read_on_the_workbench(
    client: Client, people: dict[str, User], reviewer: User
) -> None:
    draft = verdict_in("draft", **people)
    client.force_login(reviewer)
    response = client.get(reverse("desk:verdict", args=[draft.pk]))
    assert response.headers["Location"] == reverse("desk:claim", args=[draft.claim_id])


def test_a_page_that_is_older_than_the_submission_decides_nothing(
    client: Client, people: dict[str, User], second: User, verdict: Verdict
) -> None:
    client.force_login(second)
    assert f'name="submission" value="{verdict.submission}"' in page(client, verdict)
    read = verdict.submission
    verdict.request_changes(by=people["editor"], note="Which year?")
    verdict.edit(by=people["author"], summary="It rose.")
    verdict.submit(by=people["author"])
    for verb in ("approve", "request_changes"):
        refused = decide(client, verdict, verb, submission=read, note="As it was.")
        assert refused.status_code == 409
        assert "submitted again" in refused.json()["detail"]
    assert decide(client, verdict, "approve", submission="no number").status_code == 400
    assert not Approval.objects.filter(user=second).exists()
    assert decide(client, verdict, "approve", submission=read + 1).status_code == 200


def test_approve_and_next_leads_to_the_next_one_and_then_home(
    client: Client, people: dict[str, User], second: User, verdict: Verdict
) -> None:
    other = verdict_in("submitted", **people)
    client.force_login(second)
    assert "Approve and next" in page(client, verdict)
    first = decide(client, verdict, "approve", then="next")
    assert first.json()["goto"] == reverse("desk:verdict", args=[other.pk])
    last = decide(client, other, "approve", then="next")
    assert last.json()["goto"] == reverse("admin:index")


def test_changes_are_requested_with_a_note_only(
    client: Client, second: User, verdict: Verdict
) -> None:
    client.force_login(second)
    assert decide(client, verdict, "request_changes", note=" ").status_code == 400
    assert decide(client, verdict, "request_changes", note="Which year?").status_code == 200
    verdict.refresh_from_db()
    assert verdict.state == "changes_requested"
    assert "Which year?" in client.get(reverse("desk:claim", args=[verdict.claim_id])).text


def test_a_second_click_is_refused_with_a_sentence(
    client: Client, second: User, verdict: Verdict
) -> None:
    client.force_login(second)
    assert decide(client, verdict, "approve").status_code == 200
    again = decide(client, verdict, "approve")
    assert again.status_code == 409
    assert again.json()["detail"]


def test_what_changed_since_it_was_submitted_is_said(
    client: Client, reviewer: User, second: User, verdict: Verdict
) -> None:
    client.force_login(second)
    assert "Changed since it was submitted" not in page(client, verdict)
    attach(verdict.claim, by=reviewer, url="https://example.org/later")
    html = page(client, verdict)
    assert "Changed since it was submitted: the evidence." in html
    assert "https://example.org/later" not in html


def test_what_the_page_told_about_itself_since_is_no_change(
    client: Client, second: User, verdict: Verdict
) -> None:
    # Evidence may be submitted before its page was read for the first time.
    source = verdict.claim.evidence.get().source
    assert source
    Source.objects.filter(pk=source.pk).update(title="Crime in 2015", publisher="The office")
    client.force_login(second)
    assert "Changed since it was submitted" not in page(client, verdict)
    verdict.claim.evidence.update(excerpt="Other words.")
    assert "Changed since it was submitted: the evidence." in page(client, verdict)


def test_where_two_must_agree_it_is_said_how_many_do(
    client: Client, second: User, editor: User, verdict: Verdict, settings: Settings
) -> None:
    client.force_login(second)
    assert "agree</span>" not in page(client, verdict)
    settings.APPROVALS_REQUIRED = 2
    assert "0 of 2 agree" in page(client, verdict)
    verdict.approve(by=editor)
    assert "1 of 2 agree" in page(client, verdict)


def test_the_exact_words_are_shown_where_they_differ(
    client: Client, second: User, verdict: Verdict
) -> None:
    client.force_login(second)
    assert "Word for word" not in page(client, verdict)
    verdict.frozen = verdict.frozen | {"claim_reviewed": "Crime fell"}
    verdict.save(update_fields=["frozen"])
    assert "Word for word" in page(client, verdict)


def test_confidential_evidence_is_marked(client: Client, people: dict[str, User]) -> None:
    author = people["author"]
    claim = claim_in("in_progress", worker=author, second=author, editor=author)
    draft = drafted(claim, by=author)
    Evidence.objects.attach(to=[claim], by=author, cited_what="A call", confidential=True)
    draft.submit(by=author)
    client.force_login(people["second"])
    html = page(client, draft)
    assert "is-confidential" in html
    assert "A call" not in str(draft.frozen)


def test_an_editor_publishes_corrects_and_withdraws(
    client: Client, people: dict[str, User], editor: User, second: User
) -> None:
    verdict = verdict_in("approved", **people)
    client.force_login(second)
    assert decide(client, verdict, "publish").status_code == 403
    client.force_login(editor)
    assert decide(client, verdict, "publish").status_code == 200
    assert decide(client, verdict, "correct", kind="update", note="").status_code == 400
    response = decide(client, verdict, "correct", kind="update", note="New figures.")
    assert response.json()["goto"] == reverse("desk:claim", args=[verdict.claim_id])
    draft = verdict.claim.verdicts.in_work().get()
    assert "This corrects the published verdict" in client.get(response.json()["goto"]).text
    assert decide(client, draft, "discard").status_code == 200
    assert decide(client, verdict, "withdraw", note="").status_code == 400
    assert decide(client, verdict, "withdraw", note="We were wrong.").status_code == 200
    assert Correction.objects.get().kind == "withdrawn"


def test_who_reads_a_correction_sees_what_readers_are_told_and_what_it_replaces(
    client: Client, people: dict[str, User], editor: User, second: User
) -> None:
    verdict = verdict_in("published", **people)
    draft = verdict.correct(by=editor, kind="rating_changed", note="We had read the wrong year.")
    draft.edit(by=editor, rating=rating("false"), summary="It rose.")
    client.force_login(editor)
    assert "We had read the wrong year." in client.get(f"/admin/desk/claims/{draft.claim_id}/").text
    draft.submit(by=editor)
    client.force_login(second)
    main = page(client, draft).partition('id="published-title"')[2]
    told = main.partition("What will be published")[2].partition("It rose.")[0]
    for words in (
        "The rating has changed",
        "We had read the wrong year.",
        "Half true",
        "three per",
    ):
        assert words in told


def test_what_is_no_verb_is_400(client: Client, second: User, verdict: Verdict) -> None:
    client.force_login(second)
    for name in ("save", "delete", "edit"):
        assert decide(client, verdict, name).status_code == 400


def test_the_page_takes_as_many_queries_with_one_piece_of_evidence_as_with_many(
    client: Client,
    people: dict[str, User],
    second: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    author = people["author"]
    few = verdict_in("submitted", **people)
    claim = claim_in("in_progress", worker=author, second=second, editor=author)
    for n in range(20):
        attach(claim, by=author, url=f"https://example.org/{n}")
    many = submitted(claim, by=author)
    client.force_login(second)
    page(client, few)
    with django_assert_max_num_queries(QUERIES_OF_THE_PAGE) as taken:
        page(client, few)
    with django_assert_max_num_queries(len(taken)):
        page(client, many)

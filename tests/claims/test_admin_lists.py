"""The lists: filters, search, many at once, exports, and what a page of them costs."""

import csv
import datetime as dt
import io
import json
import re
from typing import Any
from urllib.parse import urljoin

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.admin import bulk
from claims.models import Article, Claim, Claimant, Complaint, Correction, Evidence
from sources.models import Alert, Source
from tests.desk import attach, new_article, new_claim, verdict_in

CLAIMS = "/admin/claims/claim/"


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def found(person: User, query: str, address: str = CLAIMS) -> set[int]:
    answer = browser(person).get(f"{address}?{query}")
    return {row.pk for row in answer.context["cl"].result_list}


def test_claims_are_filtered_by_what_a_desk_asks(reviewer: User) -> None:
    plain, ours = new_claim(), new_claim()
    assert ours.article
    ours.article.edit(by=reviewer, outlet="The Gazette")
    ours.edit(by=reviewer, urgent=True, due_at=timezone.now() - dt.timedelta(hours=1))
    mayor = Claimant.objects.create(name="The mayor")
    ours.set_claimants([mayor])
    ours.accept(by=reviewer)
    ours.take(by=reviewer)
    attach(ours, by=reviewer)
    Source.objects.update(state="dead")
    for query in (
        "status__exact=in_progress", "assignee=me", f"assignee={reviewer.pk}", "due=late",
        "urgent=yes", "outlet=The+Gazette", f"claimant={mayor.pk}", "evidence=dead",
    ):  # fmt: skip
        assert found(reviewer, query) == {ours.pk}, query
    assert found(reviewer, "status__exact=extracted") == {plain.pk}
    assert found(reviewer, "evidence=none") == {plain.pk}
    assert found(reviewer, "assignee=nobody") == {plain.pk}
    assert found(reviewer, "status__exact=unfinished") == {plain.pk, ours.pk}


@pytest.mark.parametrize(
    "name",
    [
        "claims/claim", "claims/article", "claims/verdict", "claims/evidence", "claims/claimant",
        "claims/complaint", "claims/correction", "sources/source", "sources/alert",
    ],
)  # fmt: skip
def test_an_empty_list_says_how_the_first_comes_and_leads_there(name: str, reviewer: User) -> None:
    desk = browser(reviewer)
    html = desk.get(f"/admin/{name}/").content.decode()
    nothing = html.partition('<p class="nothing">')[2].partition("</p>")[0]
    step = re.search(r'href="([^"]+)"', nothing)
    assert step, nothing
    assert desk.get(urljoin(f"/admin/{name}/", step[1])).status_code == 200


def test_a_claim_is_found_by_its_rating(reviewer: User, second: User, editor: User) -> None:
    verdict = verdict_in("draft", author=reviewer, second=second, editor=editor)
    new_claim()
    assert found(reviewer, "rating=half-true") == {verdict.claim_id}


def test_a_claim_is_found_by_who_said_it(reviewer: User) -> None:
    claim = new_claim()
    claim.set_claimants([Claimant.objects.create(name="Ada Byron")])
    new_claim()
    assert found(reviewer, "q=byron") == {claim.pk}


def test_articles_are_filtered_by_what_a_desk_asks(reviewer: User) -> None:
    plain, ours = new_article(), new_article()
    Article.objects.filter(pk=plain.pk).update(created_at=timezone.now() - dt.timedelta(days=40))
    late = timezone.now() - dt.timedelta(hours=1)
    ours.edit(by=reviewer, outlet="The Gazette", due_at=late, ours=True, kind="speech")
    Article.objects.filter(pk=ours.pk).update(extraction_state="failed")
    new_claim(ours)
    for query in (
        "extraction_state__exact=failed", "outlet=The+Gazette", "due=late", "came_in=today",
        "ours=yes", "kind__exact=speech", "q=gazette",
    ):  # fmt: skip
        assert found(reviewer, query, "/admin/claims/article/") == {ours.pk}, query
    assert found(reviewer, "extraction_state__exact=done", "/admin/claims/article/") == {plain.pk}


def test_articles_are_filtered_by_their_claims_without_counting_these_twice(
    reviewer: User, second: User
) -> None:
    late = timezone.now() - dt.timedelta(hours=1)
    ours, other = new_article(), new_article()
    ours.edit(by=reviewer, due_at=late)
    first, *_ = [
        new_claim(ours, exact=words) for words in ("The mayor", "crime fell", "Nobody else")
    ]
    first.accept(by=reviewer)
    first.take(by=reviewer)
    first.edit(by=reviewer, urgent=True)
    done = new_claim(other)
    done.dismiss(by=reviewer, reason="opinion")
    for query in ("due=late", "assignee=me", f"assignee={reviewer.pk}", "assignee=nobody",
                  "urgent=yes"):  # fmt: skip
        answer = browser(reviewer).get(f"/admin/claims/article/?{query}")
        (row,) = answer.context["cl"].result_list
        assert (row.pk, row.number_found, row.number_open) == (ours.pk, 3, 3), query
    assert found(second, "assignee=me", "/admin/claims/article/") == set()


def test_verdicts_are_filtered_by_what_a_desk_asks(
    reviewer: User, second: User, editor: User
) -> None:
    people = {"author": reviewer, "second": second, "editor": editor}
    published, waiting = verdict_in("published", **people), verdict_in("submitted", **people)
    waiting.claim.refresh_from_db()
    address = "/admin/claims/verdict/"
    assert found(reviewer, "published=today", address) == {published.pk}
    assert found(reviewer, "state__exact=submitted", address) == {waiting.pk}
    assert found(second, "state__exact=mine_to_read", address) == {waiting.pk}
    assert found(second, f"author={reviewer.pk}", address) == {published.pk, waiting.pk}
    assert found(second, "author=me", address) == set()
    mayor = Claimant.objects.create(name="The mayor")
    waiting.claim.set_claimants([mayor])
    assert published.claim.article
    published.claim.article.edit(by=reviewer, outlet="The Gazette")
    assert found(second, "outlet=The+Gazette", address) == {published.pk}
    assert found(second, f"claimant={mayor.pk}", address) == {waiting.pk}
    assert found(reviewer, "author=me&rating=half-true", address) == {published.pk, waiting.pk}
    assert found(reviewer, "rating=false", address) == set()


def test_complaints_are_filtered_by_what_a_desk_asks(
    reviewer: User, second: User, editor: User
) -> None:
    verdict = verdict_in("published", author=reviewer, second=second, editor=editor)
    new, old = (Complaint.objects.receive(verdict=verdict, text=text) for text in ("New", "Old"))
    old.look_into(by=editor)
    old.reject(by=editor, reply="No.")
    long_ago = timezone.now() - dt.timedelta(days=40)
    Complaint.objects.filter(pk=old.pk).update(received_at=long_ago)
    address = "/admin/claims/complaint/"
    for query in ("state__exact=unanswered", "handler=nobody", "came_in=month", "q=new"):
        assert found(editor, query, address) == {new.pk}, query
    for query in ("state__exact=rejected", "handler=me", f"handler={editor.pk}"):
        assert found(editor, query, address) == {old.pk}, query


def test_corrections_are_filtered_by_what_a_desk_asks(
    reviewer: User, second: User, editor: User
) -> None:
    people = {"author": reviewer, "second": second, "editor": editor}
    opened, gone, slip = (verdict_in("published", **people) for _ in range(3))
    opened.correct(by=editor, kind="update", note="New figures.")
    gone.withdraw(by=editor, note="A forgery.")
    mended = slip.correct(by=editor, kind="typo")
    mended.edit(by=editor, summary="It fell by three percent.")
    mended.submit(by=editor)
    mended.publish(by=editor)
    begun, withdrawn, silent = (
        Correction.objects.get(from_verdict=verdict).pk for verdict in (opened, gone, slip)
    )
    address = "/admin/claims/correction/"
    for query, expected in (
        ("stands=in_work", {begun}), ("stands=public", {withdrawn}), ("stands=silent", {silent}),
        ("kind=withdrawn", {withdrawn}), ("q=figures", {begun}),
        ("begun=today&kind=typo", {silent}),
        ("by=me", {begun, withdrawn, silent}), (f"by={reviewer.pk}", set()),
    ):  # fmt: skip
        assert found(editor, query, address) == expected, query
    html = browser(reviewer).get(address).content.decode()
    assert "In work" in html
    assert "A forgery." in html


def test_a_correction_says_what_it_changed_and_who_asked_for_it(
    reviewer: User, second: User, editor: User
) -> None:
    verdict = verdict_in("published", author=reviewer, second=second, editor=editor)
    complaint = Complaint.objects.receive(verdict=verdict, text="The year is wrong.")
    complaint.look_into(by=editor)
    complaint.uphold(by=editor, reply="Yes.")
    complaint.withdraw(by=editor, note="A forgery.")
    correction = Correction.objects.get()
    client = browser(reviewer)
    page = client.get(f"/admin/claims/correction/{correction.pk}/change/").content.decode()
    for words in (
        "A forgery.", "Half true: It fell by three per cent.", "A correction stays as it was made.",
        f"/admin/claims/complaint/{complaint.pk}/change/", f'href="/claims/{verdict.claim_id}/"',
        "None: the check is withdrawn.",
    ):  # fmt: skip
        assert words in page, words
    assert 'name="note"' not in page
    address = f"/admin/claims/correction/{correction.pk}/change/"
    client.post(address, {"note": "Other words."})
    assert Correction.objects.get().note == "A forgery."


def test_evidence_is_filtered_by_the_health_of_its_link(reviewer: User) -> None:
    dead, healthy = (
        attach(new_claim(), by=reviewer, url=f"https://example.org/{state}")
        for state in ("dead", "healthy")
    )
    Source.objects.filter(evidence=dead).update(state="dead")
    address = "/admin/claims/evidence/"
    assert found(reviewer, "link=dead", address) == {dead.pk}
    assert found(reviewer, "attached=today", address) == {dead.pk, healthy.pk}


def test_sources_and_alerts_are_filtered_by_what_a_desk_asks(
    reviewer: User, second: User, editor: User
) -> None:
    verdict = verdict_in("published", author=reviewer, second=second, editor=editor)
    ours = verdict.claim.evidence.get().source
    other = Source.objects.for_url("https://example.org/nobody-cites-this")
    assert ours
    long_ago = timezone.now() - dt.timedelta(days=40)
    Source.objects.filter(pk=other.pk).update(created_at=long_ago, fetch="never")
    Source.objects.filter(pk=ours.pk).update(state="dead", last_outcome="soft-404")
    address = "/admin/sources/source/"
    for query in ("state__exact=dead", "last_outcome=soft-404", "cited=yes", "came_in=today"):
        assert found(reviewer, query, address) == {ours.pk}, query
    for query in ("cited=no", "fetch=never", "state__exact=unchecked", "q=nobody-cites"):
        assert found(reviewer, query, address) == {other.pk}, query
    mine, theirs = (Alert.objects.create(source=row, kind="dead") for row in (ours, other))
    Alert.objects.filter(pk=theirs.pk).update(at=long_ago, kind="moved")
    address = "/admin/sources/alert/"
    for query in ("cited=yes", "happened=week", "kind__exact=dead", "waiting=yes"):
        assert found(reviewer, query, address) == {mine.pk}, query
    assert found(reviewer, "cited=no", address) == {theirs.pk}


def test_all_alerts_that_published_checks_wait_on_are_found(
    reviewer: User, second: User, editor: User
) -> None:
    verdict = verdict_in("published", author=reviewer, second=second, editor=editor)
    source = verdict.claim.evidence.get().source
    assert source
    other = Source.objects.for_url("https://example.org/nobody-cites-this")
    Alert.objects.create(source=other, kind="dead")
    # More than the re-check queue shows at once.
    alerts = [Alert(source=source, kind="moved", at=timezone.now()) for _ in range(210)]
    Alert.objects.bulk_create(alerts)
    answer = browser(reviewer).get("/admin/sources/alert/?waiting=yes")
    assert answer.context["cl"].result_count == 210
    assert browser(reviewer).get("/admin/sources/alert/").context["cl"].result_count == 211


def test_a_line_leads_to_where_the_work_is_done_and_shows_the_worst_of_its_evidence(
    reviewer: User, second: User, editor: User
) -> None:
    verdict = verdict_in("published", author=reviewer, second=second, editor=editor)
    attach(verdict.claim, by=reviewer, url="https://example.org/b")
    Source.objects.filter(url__endswith="/b").update(state="dead")
    html = browser(reviewer).get(CLAIMS).content.decode()
    assert f'href="/admin/desk/claims/{verdict.claim_id}/"' in html
    assert f'href="/admin/claims/claim/{verdict.claim_id}/change/"' in html
    row = html.partition("field-wording")[2]
    assert row.index("Published") < row.index("Half true") < row.index("pill-dead")
    articles = browser(reviewer).get("/admin/claims/article/").content.decode()
    assert f'href="/admin/desk/articles/{verdict.claim.article_id}/"' in articles
    verdicts = browser(reviewer).get("/admin/claims/verdict/").content.decode()
    assert f'href="/admin/desk/verdicts/{verdict.pk}/"' in verdicts


@pytest.mark.parametrize("query", ["assignee=x", "claimant=9e9", "status__exact=no", "rating=no"])
def test_a_filter_that_means_nothing_filters_nothing(reviewer: User, query: str) -> None:
    claim = new_claim()
    assert found(reviewer, query) == {claim.pk}


def do(person: User, action: str, claims: list[Claim], **given: Any) -> str:
    chosen = {"action": action, "_selected_action": [claim.pk for claim in claims]}
    answer = browser(person).post(CLAIMS, {**chosen, **given}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_many_are_accepted_and_what_was_refused_is_said(reviewer: User) -> None:
    new, done = [new_claim(), new_claim()], new_claim()
    done.accept(by=reviewer)
    page = do(reviewer, "accept_them", [*new, done])
    assert "2 claims accepted." in page
    assert "1 claim not accepted: Only a new claim can be accepted." in page
    assert set(Claim.objects.values_list("status", flat=True)) == {"open"}


def test_many_are_dismissed_for_one_reason(reviewer: User) -> None:
    claims = [new_claim(), new_claim()]
    assert "These claims" in do(reviewer, "dismiss_them", claims)
    assert Claim.objects.filter(status="extracted").count() == 2
    answered = {"answered": "1", "reason": "opinion", "note": "Views."}
    assert "2 claims dismissed." in do(reviewer, "dismiss_them", claims, **answered)
    assert Claim.objects.filter(dismiss_reason="opinion").count() == 2


def test_what_lies_beyond_the_limit_of_one_round_is_said(
    reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST_CLAIMS", 2)
    claims = [new_claim() for _ in range(3)]
    sentence = "Only the first 2 of 3 claims: choose the others in another round."
    assert sentence in do(reviewer, "dismiss_them", claims)
    page = do(reviewer, "accept_them", claims)
    assert "2 claims accepted." in page
    assert sentence in page
    assert Claim.objects.filter(status="extracted").count() == 1


def test_many_on_a_stale_list_are_judged_one_by_one(reviewer: User, second: User) -> None:
    mine, theirs = new_claim(), new_claim()
    theirs.accept(by=second)
    theirs.dismiss(by=second, reason="opinion")
    answered = {"answered": "1", "reason": "too_vague"}
    page = do(reviewer, "dismiss_them", [mine, theirs], **answered)
    assert "1 claim dismissed." in page
    assert "1 claim not dismissed: " in page
    theirs.refresh_from_db()
    assert theirs.dismiss_reason == "opinion"


def test_only_an_editor_assigns_many(reviewer: User, editor: User) -> None:
    claims = [new_claim(), new_claim()]
    for claim in claims:
        claim.accept(by=editor)
    given = {"answered": "1", "to": reviewer.pk}
    assert "2 claims not assigned: Your account may not" in do(
        reviewer, "assign_them", claims, **given
    )
    assert "2 claims assigned." in do(editor, "assign_them", claims, **given)
    assert Claim.objects.filter(assignee=reviewer).count() == 2


def test_many_are_given_a_date(reviewer: User) -> None:
    given = {"answered": "1", "due_at_0": "2026-12-24", "due_at_1": "18:00"}
    do(reviewer, "give_them_a_date", [new_claim(), new_claim()], **given)
    dates = set(Claim.objects.values_list("due_at", flat=True))
    assert dates == {dt.datetime(2026, 12, 24, 18, 0, tzinfo=dt.UTC)}


def export(person: User, form: str, query: str = "", address: str = CLAIMS) -> str:
    answer = browser(person).get(f"{address}export/{form}/?{query}")
    assert answer.status_code == 200
    return answer.getvalue().decode()


def test_an_export_holds_what_the_filter_shows(reviewer: User) -> None:
    new_claim()
    urgent = new_claim()
    urgent.edit(by=reviewer, urgent=True, text="=HYPERLINK(1)")
    rows = list(csv.DictReader(io.StringIO(export(reviewer, "csv", "urgent=yes")[1:])))
    assert [row["id"] for row in rows] == [str(urgent.pk)]
    assert rows[0]["claim"] == "'=HYPERLINK(1)"
    assert [row["id"] for row in json.loads(export(reviewer, "json", "urgent=yes"))] == [urgent.pk]


@pytest.mark.parametrize(
    "address",
    [
        "/admin/claims/article/", "/admin/claims/claim/", "/admin/claims/verdict/",
        "/admin/claims/evidence/", "/admin/claims/claimant/", "/admin/claims/complaint/",
        "/admin/claims/correction/", "/admin/sources/source/", "/admin/sources/alert/",
    ],
)  # fmt: skip
def test_every_list_can_be_exported(
    address: str, reviewer: User, second: User, editor: User
) -> None:
    verdict_in("published", author=reviewer, second=second, editor=editor)
    assert isinstance(json.loads(export(reviewer, "json", address=address)), list)


def test_confidential_evidence_leaves_in_no_export(reviewer: User) -> None:
    Evidence.objects.attach(
        to=[new_claim()], by=reviewer, url="https://leak.example.org/", confidential=True,
        excerpt="The whistle.",
    )  # fmt: skip
    text = export(reviewer, "json", address="/admin/claims/evidence/")
    assert "leak.example.org" not in text
    assert "whistle" not in text
    assert "confidential source" in text


def test_an_unknown_form_is_refused(reviewer: User) -> None:
    assert browser(reviewer).get(f"{CLAIMS}export/xlsx/").status_code == 400


def queries(person: User, address: str) -> int:
    client = browser(person)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def fill(number: int, by: User) -> None:
    article = new_article()
    for _ in range(number):
        claim = new_claim(article if article.claims.count() == 0 else None)
        claim.set_claimants([Claimant.objects.create(name="Somebody")])
        claim.accept(by=by)
        claim.take(by=by)
        attach(claim, by=by, url=f"https://example.org/{claim.pk}")


@pytest.mark.parametrize(
    "address",
    [
        "/admin/claims/article/", "/admin/claims/claim/", "/admin/claims/evidence/",
        "/admin/claims/claimant/", "/admin/claims/verdict/", "/admin/claims/complaint/",
        "/admin/claims/correction/", "/admin/sources/source/", "/admin/sources/alert/",
    ],
)  # fmt: skip
def test_a_list_costs_the_same_queries_for_many_rows(
    address: str, reviewer: User, second: User, editor: User
) -> None:
    people = {"author": reviewer, "second": second, "editor": editor}

    def one_more_of_each() -> None:
        verdict = verdict_in("published", **people)
        Complaint.objects.receive(verdict=verdict, text="No.").look_into(by=editor)
        for evidence in verdict.claim.evidence.select_related("source"):
            assert evidence.source
            Alert.objects.create(source=evidence.source, kind="dead")
        verdict.correct(by=editor, kind="update", note="New figures.")

    fill(1, by=reviewer)
    one_more_of_each()
    few = queries(reviewer, address)
    fill(12, by=reviewer)
    for _ in range(6):
        one_more_of_each()
    assert queries(reviewer, address) == few

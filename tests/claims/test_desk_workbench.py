"""The workbench of a claim: evidence, contacts, comments, the verdict, and what may be done."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from celery import current_app
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries, Settings

from claims.models import (
    Claim,
    Claimant,
    Comment,
    Complaint,
    Contact,
    Evidence,
    Resolution,
    Verdict,
)
from claims.refusals import WrongPerson
from sources.models import Alert
from tests.desk import attach, claim_in, drafted, new_article, new_claim, rating, verdict_in
from tests.website import website

JSON = {"accept": "application/json"}
QUERIES_OF_THE_PAGE = 60
REPORT = (
    '<html><head><title>Crime in 2015</title><meta property="og:site_name" content="Office of '
    'Statistics"></head><body><main><p>Crime fell by three per cent in the year to December, the '
    "office says in its annual report.</p></main></body></html>"
)
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def desk(client: Client, reviewer: User) -> Client:
    client.force_login(reviewer)
    return client


@pytest.fixture
def mine(reviewer: User) -> Claim:
    """A claim that the reviewer has taken and confirmed."""
    claim = new_claim()
    claim.accept(by=reviewer)
    claim.take(by=reviewer)
    claim.confirm(by=reviewer)
    return claim


def page(client: Client, claim: Claim) -> str:
    response = client.get(reverse("desk:claim", args=[claim.pk]))
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, name: str, *keys: Any, **fields: Any) -> Any:
    return client.post(reverse(f"desk:{name}", args=keys), fields, headers=JSON)


def write(client: Client, claim: Claim, **fields: Any) -> Any:
    given = {"question": "substance", "rating": rating().pk, "summary": "It fell by 3%."}
    return post(client, "write", claim.pk, **given | fields)


# The page.


@pytest.mark.parametrize(
    "status",
    ["extracted", "open", "in_progress", "awaiting_approval", "published", "dismissed"],
)
def test_every_status_has_a_page_with_a_next_step(
    desk: Client, reviewer: User, second: User, editor: User, status: str
) -> None:
    claim = claim_in(status, worker=reviewer, second=second, editor=editor)
    html = page(desk, claim)
    assert claim.get_status_display() in html
    assert "What cannot be done now, and why" in html


def test_an_outsider_does_not_see_the_page(client: Client, outsider: User) -> None:
    client.force_login(outsider)
    assert client.get(reverse("desk:claim", args=[new_claim().pk])).status_code in {302, 403}


def test_a_claim_without_an_article_has_a_page(desk: Client) -> None:
    claim = Claim.objects.create(text="A tip by telephone.")
    assert "No article: a tip or an import" in page(desk, claim)


def test_what_was_merged_into_a_claim_is_named_on_its_page(
    desk: Client, reviewer: User, mine: Claim
) -> None:
    other = new_claim(mine.article, exact="Nobody else agreed")
    other.merge_into(mine, by=reviewer)
    html = page(desk, mine)
    assert "Merged into it:" in html
    assert reverse("desk:claim", args=[other.pk]) in html


def test_the_history_says_what_was_attached(desk: Client, reviewer: User, mine: Claim) -> None:
    attach(mine, by=reviewer, url="https://example.org/statistics")
    Evidence.objects.attach(to=[mine], by=reviewer, cited_what="A call", confidential=True)
    html = page(desk, mine)
    assert "attached evidence: https://example.org/statistics" in html
    assert "attached evidence: A call (confidential)" in html


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("awaiting_approval", "What is submitted is frozen. Have changes requested first."),
        ("published", "What is published is frozen. Have a correction opened first."),
    ],
)
def test_what_is_frozen_says_what_has_to_happen_first(
    desk: Client, reviewer: User, second: User, editor: User, status: str, sentence: str
) -> None:
    claim = claim_in(status, worker=reviewer, second=second, editor=editor)
    html = page(desk, claim)
    assert sentence in html
    assert html.count('<li class="is-done">') == 3


def test_a_deadline_that_passed_is_shown_until_somebody_notes_what_came_of_it(
    desk: Client, reviewer: User, mine: Claim
) -> None:
    now = timezone.now()
    contact = Contact.objects.ask(
        claim=mine, by=reviewer, who="The port", asked_at=now - dt.timedelta(days=2),
        deadline=now - dt.timedelta(days=1),
    )  # fmt: skip
    assert "The deadline has passed" in page(desk, mine)
    contact.answered(by=reviewer, outcome="no_reply")
    assert "The deadline has passed" not in page(desk, mine)


@pytest.fixture
def worker(settings: Settings) -> Iterator[None]:
    """Messages are worked on at once, in this process; loopback may be fetched."""
    settings.FETCH_ALLOW = ["127.0.0.1"]
    settings.FETCH_HOST_INTERVAL = 0
    settings.FETCH_ROBOTS = False
    current_app.conf.task_always_eager = True
    yield
    current_app.conf.task_always_eager = False


@pytest.mark.usefixtures("worker")
def test_a_pasted_address_is_looked_at_at_once_and_fills_title_publisher_and_passage(
    desk: Client, mine: Claim, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with website() as site:
        site.pages["/report"] = REPORT
        fields = {"what": "source", "url": f"{site.address}/report", "stance": "refutes"}
        with django_capture_on_commit_callbacks(execute=True):
            answer = post(desk, "attach", mine.pk, excerpt="Crime fell by three per cent", **fields)
        assert answer.status_code == 200
        html = page(desk, mine)
        for words in ("Crime in 2015", "Office of Statistics", "Healthy", "Excerpt found"):
            assert words in html
        site.pages["/report"] = REPORT.replace("three", "four")
        with django_capture_on_commit_callbacks(execute=True):
            assert post(desk, "look", mine.evidence.get().pk).status_code == 200
    assert "Excerpt no longer on the page" in page(desk, mine)


def test_who_approved_a_verdict_is_told_why_nothing_can_be_attached(
    desk: Client, second: User, editor: User, reviewer: User
) -> None:
    verdict = verdict_in("approved", author=second, second=reviewer, editor=editor)
    html = page(desk, verdict.claim)
    assert "You approved this verdict, so you may not change what it rests on." in html
    assert "Address of the page" not in html


def test_what_is_attached_after_the_submission_is_no_part_of_it(
    desk: Client, reviewer: User, mine: Claim
) -> None:
    words = "What is attached now is not part of what was submitted."
    draft = drafted(mine, by=reviewer)
    assert words not in page(desk, mine)
    draft.submit(by=reviewer)
    assert words in page(desk, mine)


def test_the_page_takes_as_many_queries_with_one_thing_as_with_many(
    desk: Client,
    reviewer: User,
    mine: Claim,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    drafted(mine, by=reviewer)
    page(desk, mine)
    with django_assert_max_num_queries(QUERIES_OF_THE_PAGE) as few:
        page(desk, mine)
    for n in range(20):
        attach(mine, by=reviewer, url=f"https://example.org/{n}")
        Comment.objects.say(f"Remark {n}", about=mine, by=reviewer)
        Contact.objects.ask(claim=mine, by=reviewer, who=f"Office {n}")
        mine.edit(by=reviewer, text=f"Wording {n}")
    mine.set_claimants([Claimant.objects.create(name=f"Person {n}") for n in range(10)])
    with django_assert_max_num_queries(len(few)):
        page(desk, mine)


def test_markup_in_every_field_is_shown_as_text(desk: Client, reviewer: User) -> None:
    article = new_article(title=EVIL, text=f"{EVIL} fell.")
    claim = new_claim(article, exact=EVIL)
    claim.claimant_text = claim.cue = claim.place = EVIL
    claim.save()
    claim.set_claimants([Claimant.objects.create(name=EVIL, description=EVIL)])
    claim.accept(by=reviewer)
    claim.take(by=reviewer)
    evidence = Evidence.objects.attach(
        to=[claim], by=reviewer, url="https://example.org/", excerpt=EVIL, note=EVIL
    )
    assert evidence.source is not None
    evidence.source.title = evidence.source.publisher = EVIL
    evidence.source.save()
    Evidence.objects.attach(to=[claim], by=reviewer, cited_what=EVIL, cited_who=EVIL)
    Comment.objects.say(EVIL, about=claim, by=reviewer)
    Contact.objects.ask(claim=claim, by=reviewer, who=EVIL, channel=EVIL)
    words = {"summary": EVIL, "rationale": EVIL, "claim_reviewed": EVIL}
    Verdict.objects.draft(claim=claim, by=reviewer, rating=rating(), **words)
    html = page(desk, claim)
    assert "<script>alert(1)" not in html
    assert "<img src=x" not in html
    preview = post(desk, "preview", claim.pk, rating=rating().pk, **words).json()["html"]
    assert "<script>alert(1)" not in preview


def test_the_pulse_tells_whether_anything_changed(desk: Client, second: User, mine: Claim) -> None:
    address = reverse("desk:pulse", args=[mine.pk])
    etag = desk.get(address).headers["ETag"]
    assert desk.get(address, headers={"if-none-match": etag}).status_code == 304
    Comment.objects.say("Look at page 4.", about=mine, by=second)
    assert desk.get(address, headers={"if-none-match": etag}).status_code == 200


# Evidence.


def test_a_page_is_attached_to_several_claims_at_once(desk: Client, mine: Claim) -> None:
    other = new_claim(mine.article, exact="Nobody else agreed")
    elsewhere = new_claim()
    response = post(
        desk, "attach", mine.pk, what="source", url=" https://example.org/a ", stance="refutes",
        tier="primary", excerpt="It fell by 3%.", also=[other.pk, elsewhere.pk],
    )  # fmt: skip
    assert response.json()["said"] == "Attached to 2 claims."
    evidence = Evidence.objects.get()
    assert set(evidence.claims.all()) == {mine, other}
    assert (evidence.stance, evidence.tier) == ("refutes", "primary")
    assert "https://example.org/a" in page(desk, mine)


def test_a_citation_and_a_file_are_attached(desk: Client, mine: Claim) -> None:
    cited = post(
        desk, "attach", mine.pk, what="citation", cited_what="Annual report", cited_who="The town",
        cited_on="2016-01-02", stance="supports",
    )  # fmt: skip
    upload = SimpleUploadedFile("readout.html", b"<script>alert(1)</script>", "text/html")
    filed = post(desk, "attach", mine.pk, what="file", file=upload, stance="context")
    assert (cited.status_code, filed.status_code) == (200, 200)
    evidence = Evidence.objects.exclude(file="").get()
    response = desk.get(reverse("desk:file", args=[evidence.pk]))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"what": "source", "url": ""}, "url"),
        ({"what": "source", "url": "ftp://example.org"}, "url"),
        ({"what": "citation", "cited_what": " "}, "cited_what"),
        ({"what": "citation", "cited_what": "x", "cited_on": "soon"}, "cited_on"),
        ({"what": "file"}, "file"),
        ({"what": "source", "url": "https://example.org", "stance": "loves"}, "stance"),
        ({"stance": "context"}, "__all__"),
    ],
)
def test_bad_evidence_names_its_field(
    desk: Client, mine: Claim, fields: dict[str, str], name: str
) -> None:
    response = post(desk, "attach", mine.pk, **{"stance": "context"} | fields)
    assert response.status_code == 400
    assert name in response.json()["errors"]
    assert not Evidence.objects.exists()


def test_confidential_evidence_looks_so_and_is_never_linked_or_looked_at(
    desk: Client, mine: Claim
) -> None:
    fields = {"what": "source", "url": "https://secret.example.org/", "stance": "context"}
    post(desk, "attach", mine.pk, confidential="on", **fields)
    html = page(desk, mine)
    assert "is-confidential" in html
    assert 'href="https://secret.example.org/"' not in html
    assert "Never fetched" in html
    evidence = Evidence.objects.get()
    assert post(desk, "look", evidence.pk).status_code == 400


def test_evidence_is_mended_looked_at_and_removed(
    desk: Client, reviewer: User, second: User, mine: Claim
) -> None:
    evidence = attach(mine, by=reviewer)
    assert "Crime fell by 3%." in desk.get(reverse("desk:evidence", args=[evidence.pk])).text
    evidence.edit(by=second, note="Theirs")
    stale = post(desk, "evidence", evidence.pk, version=1, stance="refutes", note="Mine")
    assert (stale.status_code, stale.json()["theirs"]["note"]) == (412, "Theirs")
    fields = {"version": 2, "stance": "refutes", "note": "Mine", "excerpt": "New words"}
    assert post(desk, "evidence", evidence.pk, **fields).status_code == 200
    assert post(desk, "look", evidence.pk).status_code == 200
    assert post(desk, "remove", evidence.pk).status_code == 200
    assert not Evidence.objects.exists()


def test_when_a_claim_is_out_of_hand_the_next_of_my_queue_is_offered(
    desk: Client, reviewer: User, mine: Claim
) -> None:
    now = timezone.now()
    others = [new_claim() for _ in range(3)]
    for claim, days, urgent in zip(others, (2, 1, 3), (False, False, True), strict=True):
        claim.accept(by=reviewer)
        claim.take(by=reviewer)
        claim.edit(by=reviewer, due_at=now + dt.timedelta(days=days), urgent=urgent)
    assert "Next in my queue" not in page(desk, mine)
    drafted(mine, by=reviewer).submit(by=reviewer)
    for nearest in (others[2], others[1], others[0]):
        html = page(desk, mine)
        assert f'<a href="{reverse("desk:claim", args=[nearest.pk])}">Next in my queue' in html
        nearest.release(by=reviewer)
    assert "Next in my queue" not in page(desk, mine)


def test_what_readers_complain_of_is_shown_with_what_was_answered(
    desk: Client, reviewer: User, second: User, editor: User
) -> None:
    verdict = verdict_in("published", author=reviewer, second=second, editor=editor)
    claim = verdict.claim
    assert "What readers say is wrong" not in page(desk, claim)
    seen = desk.get(reverse("desk:pulse", args=[claim.pk]), headers=JSON).headers["ETag"]
    complaint = Complaint.objects.receive(verdict=verdict, text=EVIL, contact="ann@example.org")
    fresh = desk.get(reverse("desk:pulse", args=[claim.pk]), headers=JSON | {"If-None-Match": seen})
    assert fresh.status_code == 200
    html = page(desk, claim)
    assert "What readers say is wrong" in html
    assert reverse("admin:claims_complaint_change", args=[complaint.pk]) in html
    assert EVIL not in html
    assert escape(EVIL) in html
    # Whose complaint it is stays where it is answered.
    assert "ann@example.org" not in html
    complaint.look_into(by=editor)
    complaint.uphold(by=editor, reply="You are right.")
    complaint.correct(by=editor, kind="update", note="A new figure.")
    html = page(desk, claim)
    for words in ("Upheld", "You are right.", "It led to: update"):
        assert words in html


def test_saving_lines_as_a_browser_sends_them_changes_nothing(
    desk: Client, reviewer: User, mine: Claim
) -> None:
    lines, sent = "One.\nTwo.", "One.\r\nTwo."
    mine.edit(by=reviewer, text=lines)
    mine.confirm(by=reviewer)
    evidence = attach(mine, by=reviewer)
    evidence.edit(by=reviewer, excerpt=lines)
    post(desk, "edit", mine.pk, text=sent)
    post(desk, "evidence", evidence.pk, stance=evidence.stance, excerpt=sent)
    post(desk, "comment", mine.pk, text=sent)
    mine.refresh_from_db()
    assert (mine.text, mine.confirmed_by) == (lines, reviewer)
    assert Evidence.objects.get().version == 2
    assert Comment.objects.get().text == lines


def test_an_alert_under_a_published_verdict_is_answered(
    desk: Client, reviewer: User, second: User, editor: User
) -> None:
    verdict = verdict_in("published", author=second, second=reviewer, editor=editor)
    evidence = verdict.claim.evidence.get()
    assert evidence.source is not None
    at = timezone.now() + dt.timedelta(seconds=1)
    alert = Alert.objects.create(source=evidence.source, kind=Alert.Kind.DEAD, at=at)
    assert "What follows" in page(desk, verdict.claim)
    response = post(desk, "resolve", evidence.pk, alert.pk, how="still_holds", note="Moved.")
    assert response.status_code == 200
    assert Resolution.objects.get().by == reviewer
    assert "What follows" not in page(desk, verdict.claim)


# Comments and contacts.


def test_the_desk_talks_about_a_claim(desk: Client, reviewer: User, mine: Claim) -> None:
    assert post(desk, "comment", mine.pk, text="  ").status_code == 400
    assert post(desk, "comment", mine.pk, text="Call the port.").status_code == 200
    assert Comment.objects.get().by == reviewer
    assert "Call the port." in page(desk, mine)


def test_an_outsider_says_nothing(outsider: User) -> None:
    with pytest.raises(WrongPerson):
        Comment.objects.say("Hello", about=new_claim(), by=outsider)


def test_somebody_is_asked_and_answers(desk: Client, mine: Claim) -> None:
    asked = post(desk, "ask", mine.pk, who="The port", deadline="2031-05-01T12:00")
    assert asked.status_code == 200
    contact = Contact.objects.get()
    answered = post(desk, "answer", contact.pk, outcome="answered", answer="It is so.")
    contact.refresh_from_db()
    assert (answered.status_code, contact.outcome) == (200, "answered")
    assert f'name="version" value="{contact.version}"' in page(desk, mine)
    late = post(desk, "answer", contact.pk, outcome="declined", answer="", version=1)
    theirs = {"outcome": "answered", "answer": "It is so."}
    assert (late.status_code, late.json()["theirs"]) == (412, theirs)
    assert post(desk, "ask", mine.pk, who="").status_code == 400
    assert post(desk, "ask", mine.pk, who="x", deadline="noon").status_code == 400


# The verdict.


def test_a_verdict_is_begun_mended_and_submitted(desk: Client, reviewer: User, mine: Claim) -> None:
    attach(mine, by=reviewer)
    assert write(desk, mine).json()["said"] == "Saved as a draft."
    verdict = Verdict.objects.get()
    fields = {"version": verdict.version, "verdict": verdict.pk, "rationale": "One.\r\nTwo."}
    response = write(desk, mine, then="submit", **fields)
    verdict.refresh_from_db()
    assert (response.status_code, verdict.state) == (200, "submitted")
    assert verdict.rationale == "One.\nTwo."


def test_how_we_treated_the_same_speaker_before_is_one_link_away(
    desk: Client, mine: Claim, second: User, editor: User, reviewer: User
) -> None:
    speaker = Claimant.objects.create(name="Ada Stone")
    before = verdict_in("published", author=reviewer, second=second, editor=editor)
    for claim in (mine, before.claim):
        claim.set_claimants([speaker])
    verdict_in("published", author=reviewer, second=second, editor=editor)
    link = re.search(r'href="([^"]+)"[^>]*>on what Ada Stone said', page(desk, mine))
    assert link
    found = desk.get(unescape(link[1])).context["cl"].result_list
    assert [row.pk for row in found] == [before.pk]


def test_what_is_not_ready_is_saved_and_the_reason_said(desk: Client, mine: Claim) -> None:
    response = write(desk, mine, then="submit")
    assert "Attach evidence first" in response.json()["said"]
    assert Verdict.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("fields", "name"),
    [({"rating": ""}, "rating"), ({"summary": ""}, "summary"), ({"question": "why"}, "question")],
)
def test_a_bad_verdict_names_its_field(
    desk: Client, mine: Claim, fields: dict[str, str], name: str
) -> None:
    response = write(desk, mine, **fields)
    assert response.status_code == 400
    assert name in response.json()["errors"]
    assert not Verdict.objects.exists()


def test_a_stale_verdict_gets_both_versions(desk: Client, reviewer: User, mine: Claim) -> None:
    verdict = drafted(mine, by=reviewer)
    verdict.edit(by=reviewer, summary="From the other window.")
    response = write(desk, mine, version=1, verdict=verdict.pk, summary="From this window.")
    assert response.status_code == 412
    assert response.json()["theirs"]["summary"] == "From the other window."


def test_another_persons_draft_is_not_written_on(desk: Client, second: User) -> None:
    claim = new_claim()
    claim.accept(by=second)
    claim.take(by=second)
    assert write(desk, claim).status_code == 403
    drafted(claim, by=second)
    assert write(desk, claim).status_code == 403
    assert "is working on this verdict" in page(desk, claim)


def test_a_draft_that_was_discarded_meanwhile_is_not_begun_again(
    desk: Client, reviewer: User, mine: Claim
) -> None:
    verdict = drafted(mine, by=reviewer)
    gone = verdict.pk
    verdict.discard(by=reviewer)
    assert write(desk, mine, verdict=gone, version=1).status_code == 409


def test_the_preview_is_for_the_desk_and_being_staff_alone_opens_nothing(
    client: Client, mine: Claim, outsider: User
) -> None:
    User.objects.filter(pk=outsider.pk).update(is_staff=True)
    client.force_login(outsider)
    response = post(client, "preview", mine.pk, rating=rating().pk, summary="It fell by 3%.")
    assert response.status_code == 403
    assert mine.text not in response.content.decode()


def test_the_preview_shows_what_readers_and_machines_get(desk: Client, mine: Claim) -> None:
    response = post(desk, "preview", mine.pk, rating=rating().pk, summary="It fell by 3%.")
    html = response.json()["html"]
    assert "Half true" in html
    assert "ClaimReview" in html
    assert not Verdict.objects.exists()
    assert post(desk, "preview", mine.pk).status_code == 200


def test_an_editor_assigns_from_the_page(
    client: Client, editor: User, second: User, reviewer: User
) -> None:
    client.force_login(editor)
    claim = new_claim()
    claim.accept(by=editor)
    assert "Assign…" in page(client, claim)
    assert post(client, "act", claim.pk, "assign", to=second.pk).status_code == 200
    assert post(client, "act", claim.pk, "assign", to="").status_code == 400
    client.force_login(reviewer)
    assert "Assign…" not in page(client, claim)


def test_the_history_tells_who_did_what(
    desk: Client, reviewer: User, second: User, editor: User
) -> None:
    verdict = verdict_in("published", author=second, second=reviewer, editor=editor)
    html = page(desk, verdict.claim)
    for words in ("accepted it", "began a verdict", "attached evidence", "approved submission 1"):
        assert words in html

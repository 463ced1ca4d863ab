"""The workbench of a claim: its page, contacts, comments, the verdict, and what may be done."""

import datetime as dt
import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from claims.models import (
    Claim,
    Claimant,
    Comment,
    Complaint,
    Contact,
    Evidence,
    Verdict,
)
from claims.refusals import WrongPerson
from tests.desk import attach, claim_in, drafted, new_article, new_claim, rating, verdict_in
from tests.workbench import JSON, page, post, write

QUERIES_OF_THE_PAGE = 60
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>"


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

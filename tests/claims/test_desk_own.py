"""What is one person's own at the desk: the inbox, how times are written, lists that are kept."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from claims import notices, recheck
from claims.models import Notice, Preference, SavedFilter
from sources.models import Alert
from tests.desk import new_article, new_claim, verdict_in


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


# The inbox.


def test_whoever_is_assigned_a_claim_is_told(reviewer: User, editor: User) -> None:
    claim = new_claim()
    claim.accept(by=editor)
    claim.assign(by=editor, to=reviewer, note="You know the figures.")
    page = browser(reviewer).get("/admin/").content.decode()
    assert "Inbox" in page
    told = browser(reviewer).get("/admin/inbox/").content.decode()
    assert "A claim is assigned to you" in told
    assert "You know the figures." in told
    assert not Notice.objects.filter(to=reviewer).unread().exists()


@pytest.mark.parametrize("number", [1, 30])
def test_the_inbox_takes_as_many_queries_for_one_notice_as_for_thirty(
    number: int, reviewer: User, editor: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        claim = new_claim()
        claim.accept(by=editor)
        claim.assign(by=editor, to=reviewer)
    client = browser(reviewer)
    client.get("/admin/inbox/")
    with django_assert_max_num_queries(13):
        page = client.get("/admin/inbox/").content.decode()
    assert page.count("A claim is assigned to you") == number


def test_nobody_is_told_what_they_did_themselves(editor: User) -> None:
    claim = new_claim()
    claim.accept(by=editor)
    claim.assign(by=editor, to=editor)
    assert not Notice.objects.exists()


def test_an_author_is_told_that_changes_are_requested(
    reviewer: User, second: User, editor: User
) -> None:
    verdict_in("changes_requested", author=reviewer, second=second, editor=editor)
    notice = Notice.objects.get()
    assert (notice.to, notice.by, notice.note) == (reviewer, second, "Which year?")


def test_others_see_nothing_of_an_inbox(reviewer: User, second: User, editor: User) -> None:
    verdict_in("changes_requested", author=reviewer, second=second, editor=editor)
    assert (
        "Nobody has told you anything yet" in browser(second).get("/admin/inbox/").content.decode()
    )
    assert Notice.objects.unread().count() == 1


def test_what_happens_to_pages_that_one_cites_is_in_the_inbox(
    reviewer: User, second: User, editor: User
) -> None:
    verdict = verdict_in("published", author=reviewer, second=second, editor=editor)
    evidence = verdict.claim.evidence.get()
    assert evidence.source
    kind, at = "passage_gone", timezone.now() + dt.timedelta(minutes=1)
    alert = Alert.objects.create(source=evidence.source, passage=evidence.passage, kind=kind, at=at)
    for person, told in ((reviewer, True), (second, False), (editor, True)):
        page = browser(person).get("/admin/inbox/").content.decode()
        assert ("Passage gone" in page) is told
        assert ("Waits for an answer" in page) is told
    recheck.resolve(evidence, alert, by=second, how="still_holds")
    page = browser(reviewer).get("/admin/inbox/").content.decode()
    assert "Passage gone" in page and "Waits for an answer" not in page


def test_an_e_mail_goes_out_once(reviewer: User, second: User, editor: User) -> None:
    verdict_in("changes_requested", author=reviewer, second=second, editor=editor)
    assert notices.send_due() == 1
    assert notices.send_due() == 0
    (letter,) = mail.outbox
    assert letter.to == ["reviewer@example.org"]
    assert "Which year?" in letter.body


def test_an_e_mail_that_fails_waits(
    reviewer: User, second: User, editor: User, settings: object
) -> None:
    verdict_in("changes_requested", author=reviewer, second=second, editor=editor)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # type: ignore[attr-defined]
    assert notices.send_due() == 0
    assert Notice.objects.unsent().count() == 1


def test_whoever_left_gets_no_e_mail(reviewer: User, second: User, editor: User) -> None:
    verdict_in("changes_requested", author=reviewer, second=second, editor=editor)
    User.objects.filter(pk=reviewer.pk).update(is_active=False)
    assert notices.send_due() == 0
    assert not mail.outbox


# Times.


def see(person: User, at: dt.datetime, language: str = "en-gb") -> str:
    article = new_article()
    article.published_at = article.due_at = at
    article.save(update_fields=["published_at", "due_at"])
    address = f"/admin/desk/articles/{article.pk}/"
    page = browser(person).get(address, headers={"accept-language": language})
    return page.content.decode()


NOON = dt.datetime(2026, 1, 31, 12, 0, tzinfo=dt.UTC)


def test_times_are_in_the_persons_zone(reviewer: User) -> None:
    answer = browser(reviewer).post("/admin/preferences/", {"time_zone": "America/New_York"})
    assert answer.status_code == 302
    page = see(reviewer, NOON)
    assert "07:00" in page or "7 a.m." in page


def test_without_a_preference_they_are_the_sites(reviewer: User) -> None:
    page = see(reviewer, NOON)
    assert "12:00" in page or "noon" in page


@pytest.mark.parametrize(("language", "written"), [("en-gb", "31 Jan"), ("en-us", "Jan")])
def test_dates_are_written_as_the_person_prefers(
    reviewer: User, language: str, written: str
) -> None:
    Preference.objects.create(user=reviewer, language=language)
    page = see(reviewer, NOON, language="en-gb")
    assert written in page
    assert ("31 Jan" in page) == (language == "en-gb")


def test_an_unknown_zone_is_refused(reviewer: User) -> None:
    answer = browser(reviewer).post("/admin/preferences/", {"time_zone": "Mars/Olympus"})
    assert "time_zone" in answer.context["form"].errors
    assert not Preference.objects.exists()


def test_one_persons_zone_does_not_leak_into_the_next_request(reviewer: User, second: User) -> None:
    Preference.objects.create(user=reviewer, time_zone="America/New_York")
    see(reviewer, NOON)
    page = see(second, NOON)
    assert "12:00" in page or "noon" in page


# Lists that are kept.

LIST = {"page": "claims_claim", "name": "Late", "query": "due=late"}


def test_a_list_is_kept_under_a_name_and_offered_again(reviewer: User) -> None:
    answer = browser(reviewer).post("/admin/saved/", LIST)
    assert answer.headers["Location"] == "/admin/claims/claim/?due=late"
    page = browser(reviewer).get("/admin/claims/claim/").content.decode()
    assert 'href="?due=late">Late</a>' in page


def test_the_same_name_again_replaces_it(reviewer: User) -> None:
    browser(reviewer).post("/admin/saved/", LIST)
    browser(reviewer).post("/admin/saved/", {**LIST, "query": "urgent=yes"})
    assert SavedFilter.objects.get().query == "urgent=yes"


@pytest.mark.parametrize("bad", [{"name": ""}, {"name": "x" * 61}, {"page": "auth_nothing"}])
def test_a_list_without_a_name_or_an_address_is_not_kept(
    reviewer: User, bad: dict[str, str]
) -> None:
    assert browser(reviewer).post("/admin/saved/", {**LIST, **bad}).status_code == 302
    assert not SavedFilter.objects.exists()


def test_what_one_keeps_is_not_anothers(reviewer: User, second: User) -> None:
    browser(reviewer).post("/admin/saved/", LIST)
    kept = SavedFilter.objects.get()
    assert "due=late" not in browser(second).get("/admin/claims/verdict/").content.decode()
    address = reverse("admin:forget_filter", args=[kept.pk])
    assert browser(second).post(address).status_code == 404
    assert browser(reviewer).post(address).status_code == 302
    assert not SavedFilter.objects.exists()

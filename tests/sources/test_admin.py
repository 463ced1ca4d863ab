"""Sources in the admin: what is typed is saved, what the checks own is not, and one verb."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from sources.models import LinkCheck, Source


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(source: Source) -> str:
    return f"/admin/sources/source/{source.pk}/change/"


def test_title_and_archived_copy_are_put_right_and_nothing_else(reviewer: User) -> None:
    source = Source.objects.for_url("https://example.org/report")
    # A check writes while the form is open.
    Source.objects.filter(pk=source.pk).update(state="dead", consecutive_failures=3)
    given = {"title": "The report", "archived_url": "https://archive.example/1", "state": "healthy"}
    assert browser(reviewer).post(page_of(source), given).status_code == 302
    source.refresh_from_db()
    assert (source.title, source.archived_url) == ("The report", "https://archive.example/1")
    assert (source.state, source.consecutive_failures) == ("dead", 3)
    assert source.history.latest().history_user == reviewer


def test_check_now_makes_it_due(reviewer: User) -> None:
    source = Source.objects.for_url("https://example.org/report")
    Source.objects.update(next_check_at=timezone.now() + dt.timedelta(days=9))
    address = page_of(source).replace("/change/", "/do/check_now/")
    assert browser(reviewer).get(address).status_code == 405
    assert browser(reviewer).post(address).status_code == 302
    source.refresh_from_db()
    assert source.next_check_at <= timezone.now()


@pytest.mark.parametrize("fetch", ["never", "once_published"])
def test_what_may_not_be_fetched_is_not_promised_a_look(reviewer: User, fetch: str) -> None:
    source = Source.objects.for_url("https://example.org/report", fetch=fetch)
    later = timezone.now() + dt.timedelta(days=9)
    Source.objects.update(next_check_at=later)
    caller = browser(reviewer)
    assert "Check now" not in caller.get(page_of(source)).content.decode()
    address = page_of(source).replace("/change/", "/do/check_now/")
    answer = caller.post(address, follow=True)
    assert "may not be fetched" in answer.content.decode()
    source.refresh_from_db()
    assert source.next_check_at == later


def test_its_page_shows_the_latest_looks_first(reviewer: User) -> None:
    source = Source.objects.for_url("https://example.org/report")
    now = timezone.now()
    for hours in range(60):
        outcome = "dead" if hours == 0 else "ok"
        at = now - dt.timedelta(hours=hours)
        LinkCheck.objects.create(source=source, at=at, outcome=outcome, reason=f"look {hours}")
    page = browser(reviewer).get(page_of(source)).content.decode()
    assert page.index("look 0") < page.index("look 1")
    assert "look 49" in page
    assert "look 50" not in page


def test_a_stranger_is_sent_to_the_log_in(outsider: User) -> None:
    source = Source.objects.for_url("https://example.org/report")
    assert browser(outsider).get(page_of(source)).status_code == 302

"""Sources in the admin: what is typed is saved, what the checks own is not, and one verb."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from sources.models import Alert, LinkCheck, PageText, Passage, Snapshot, Source
from tests import desk


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


def snapshot(source: Source, text: str, *, days_ago: int) -> Snapshot:
    page_text = PageText.of(text)
    page_text.save()
    at = timezone.now() - dt.timedelta(days=days_ago)
    return Snapshot.objects.create(source=source, page_text=page_text, at=at)


def test_its_page_shows_where_it_leads(reviewer: User) -> None:
    source = Source.objects.for_url("https://example.org/report")
    LinkCheck.objects.create(
        source=source, outcome="ok-redirected", final_url="https://example.org/new",
        redirects=[["https://example.org/report", 301, "/middle"],
                   ["https://example.org/middle", 302, "/new"]],
    )  # fmt: skip
    LinkCheck.objects.create(source=source, outcome="timeout", void=True)
    page = browser(reviewer).get(page_of(source)).content.decode()
    for words in ("301 for good", "https://example.org/middle", "https://example.org/new"):
        assert words in page


def test_its_page_shows_what_changed_and_earlier_changes_on_request(reviewer: User) -> None:
    source = Source.objects.for_url("https://example.org/report")
    for days, word in ((30, "three"), (20, "four"), (10, "five")):
        snapshot(source, f"The quay cost {word} million.\nNobody <b>agreed</b>.", days_ago=days)
    caller = browser(reviewer)
    page = caller.get(page_of(source)).content.decode()
    assert re.search(r"<del>.*four</del>.*<ins>.*five</ins>", page) and "three" not in page
    assert "Nobody &lt;b&gt;agreed" in page
    middle = source.snapshots.all()[1]
    page = caller.get(f"{page_of(source)}?snapshot={middle.pk}").content.decode()
    assert re.search(r"<del>.*three</del>.*<ins>.*four</ins>", page)
    for odd in ("999999", "x", "'"):
        assert caller.get(page_of(source), {"snapshot": odd}).status_code == 200


def test_its_page_shows_who_cites_it_what_they_quote_and_what_happened(reviewer: User) -> None:
    claim = desk.new_claim()
    evidence = desk.attach(claim, by=reviewer, url="https://example.org/report")
    assert evidence.source
    source = evidence.source
    Passage.objects.update(state="gone", nearest="Crime fell by 4%.")
    Alert.objects.create(source=source, kind="passage_gone", passage=evidence.passage)
    page = browser(reviewer).get(page_of(source)).content.decode()
    assert f'href="/admin/desk/claims/{claim.pk}/"' in page
    assert "https://example.org/report#:~:text=Crime%20fell%20by%203%25." in page
    assert "Crime fell by 4%." in page and "Passage gone" in page


def test_a_change_is_accepted_by_a_person(reviewer: User, outsider: User) -> None:
    source = Source.objects.for_url("https://example.org/report")
    address = page_of(source).replace("/change/", "/do/accept_change/")
    Source.objects.update(state="changed")
    assert "Accept the change" in browser(reviewer).get(page_of(source)).content.decode()
    browser(outsider).post(address)
    source.refresh_from_db()
    assert source.state == "changed"
    assert browser(reviewer).get(address).status_code == 405
    assert browser(reviewer).post(address).status_code == 302
    source.refresh_from_db()
    assert source.state == "healthy"
    assert "Accept the change" not in browser(reviewer).get(page_of(source)).content.decode()


def test_a_stranger_is_sent_to_the_log_in(outsider: User) -> None:
    source = Source.objects.for_url("https://example.org/report")
    assert browser(outsider).get(page_of(source)).status_code == 302

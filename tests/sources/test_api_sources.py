"""Sources and link checks over the API."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from sources.models import LinkCheck, Source
from tests.api import Api, problem

URL = "https://example.org/statistics"


@pytest.fixture
def caller(api: Api, reviewer: User) -> Api:
    return api.of(reviewer)


@pytest.fixture
def source(db: None) -> Source:
    return Source.objects.for_url(URL)


def test_an_address_is_watched_once(caller: Api) -> None:
    first, again = caller.post("sources/", {"url": URL}), caller.post("sources/", {"url": URL})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert first.json()["state"] == "unchecked"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "x", "", "http://"])
def test_what_is_no_web_address_is_refused(caller: Api, url: str) -> None:
    assert "url" in problem(caller.post("sources/", {"url": url}), 400)["errors"]
    assert not Source.objects.exists()


def test_its_checks_are_listed_newest_first_with_what_they_mean(
    caller: Api, source: Source
) -> None:
    for outcome in ("ok", "dead"):
        LinkCheck.objects.create(source=source, outcome=outcome, at=timezone.now())
    rows = caller.get(f"sources/{source.pk}/checks/").json()["results"]
    assert [row["outcome"] for row in rows] == ["dead", "ok"]
    assert "404" in rows[0]["meaning"]
    found = caller.get(f"sources/{source.pk}/checks/?outcome=ok").json()["results"]
    assert [row["outcome"] for row in found] == ["ok"]
    problem(caller.get("sources/99999/checks/"), 404)


def test_a_check_is_due_at_once_on_request(caller: Api, source: Source) -> None:
    Source.objects.update(next_check_at=timezone.now() + dt.timedelta(days=9))
    response = caller.post(f"sources/{source.pk}/check_now/")
    assert response.status_code == 202
    source.refresh_from_db()
    assert source.next_check_at <= timezone.now()


def test_a_source_that_is_never_fetched_is_not_checked(caller: Api, source: Source) -> None:
    assert caller.patch(f"sources/{source.pk}/", {"fetch": "never"}).status_code == 200
    problem(caller.post(f"sources/{source.pk}/check_now/"), 409)
    assert caller.patch(f"sources/{source.pk}/", {"fetch": "once_published"}).status_code == 200
    problem(caller.post(f"sources/{source.pk}/check_now/"), 409)
    Source.objects.filter(pk=source.pk).set_cited_publicly(True)
    assert caller.post(f"sources/{source.pk}/check_now/").status_code == 202


def test_what_a_source_is_can_be_said_but_not_how_it_is(caller: Api, source: Source) -> None:
    path = f"sources/{source.pk}/"
    assert caller.patch(path, {"title": "Table 2"}).json()["title"] == "Table 2"
    for given in ({"state": "healthy"}, {"url": "https://example.org/"}):
        assert set(given) == set(problem(caller.patch(path, given), 400)["errors"])
    wrong = problem(caller.patch(path, {"archived_url": "javascript:alert(1)"}), 400)
    assert "archived_url" in wrong["errors"]
    assert str(source.history.latest().history_user) == "reviewer"


@pytest.mark.parametrize(
    "url", ["https://my_host.example/report", "https://example.org/?q=" + "a" * 7977]
)
def test_whatever_its_address_it_can_be_given_a_title(caller: Api, url: str) -> None:
    source = caller.post("sources/", {"url": url}).json()
    answer = caller.patch(f"sources/{source['id']}/", {"title": "Table 2"})
    assert answer.status_code == 200 and answer.json()["title"] == "Table 2"


def test_readers_see_what_is_cited_and_no_more(api: Api, source: Source, outsider: User) -> None:
    for caller in (api, api.of(outsider)):
        problem(caller.get(f"sources/{source.pk}/"), 404)
    Source.objects.filter(pk=source.pk).set_cited_publicly(True)
    seen = api.get(f"sources/{source.pk}/").json()
    assert seen["url"] == URL
    assert not {"state", "next_check_at", "fetch", "last_outcome"} & set(seen)


def test_nobody_outside_the_desk_checks_or_reads_checks(
    api: Api, source: Source, outsider: User
) -> None:
    Source.objects.update(cited_publicly=True)
    path = f"sources/{source.pk}/"
    for caller, status in ((api, 401), (api.of(outsider), 403)):
        problem(caller.get(f"{path}checks/"), status)
        problem(caller.post(f"{path}check_now/"), status)
        problem(caller.patch(path, {"title": "x"}), status)
        problem(caller.post("sources/", {"url": URL}), status)

"""The feeds: every published review, what changed since, and what is gone."""

import datetime as dt
from typing import Any
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from claims.claimreview import lint
from claims.models import Verdict
from claims.public import feeds
from tests import desk

PATH = "/feeds/claimreview.json"


def elements(client: Client, **query: str) -> list[dict[str, Any]]:
    response = client.get(PATH, query)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/ld+json"
    feed = response.json()
    assert (feed["@context"], feed["@type"]) == ("https://schema.org", "DataFeed")
    found: list[dict[str, Any]] = feed["dataFeedElement"]
    return found


def changed_at(verdict: Verdict, moment: dt.datetime) -> None:
    Verdict.objects.filter(pk=verdict.pk).update(updated_at=moment)


def test_it_holds_every_published_review_and_no_draft(
    client: Client, people: dict[str, User]
) -> None:
    verdict = desk.verdict_in("published", **people)
    desk.verdict_in("approved", **people)
    (element,) = elements(client)
    markup = {"@context": "https://schema.org"} | element["item"]
    assert markup["url"].endswith(f"/claims/{verdict.claim_id}/")
    assert not [finding for finding in lint(markup) if finding.level == "error"]


def test_a_reader_may_ask_for_what_changed_since(client: Client, people: dict[str, User]) -> None:
    old, new = (desk.verdict_in("published", **people) for _ in range(2))
    changed_at(old, timezone.now() - dt.timedelta(days=9))
    changed_at(new, timezone.now() - dt.timedelta(days=1))
    for since in (
        (timezone.now() - dt.timedelta(days=3)).isoformat(),
        (timezone.now() - dt.timedelta(days=3)).isoformat().replace("+00:00", "Z"),
        (timezone.now() - dt.timedelta(days=3)).date().isoformat(),
    ):
        (element,) = elements(client, modified_since=since)
        assert element["item"]["url"].endswith(f"/claims/{new.claim_id}/")


def test_asking_again_from_the_last_change_misses_nothing(
    client: Client, people: dict[str, User]
) -> None:
    desk.verdict_in("published", **people)
    (element,) = elements(client)
    assert elements(client, modified_since=element["dateModified"]) == [element]


def test_a_withdrawn_review_is_marked_as_gone(client: Client, people: dict[str, User]) -> None:
    verdict = desk.verdict_in("published", **people)
    verdict.withdraw(by=people["editor"], note="Wrong.")
    (element,) = elements(client)
    assert "dateDeleted" in element
    assert set(element["item"]) == {"@type", "@id", "url"}


def test_a_corrected_review_is_there_once(client: Client, people: dict[str, User]) -> None:
    verdict = desk.verdict_in("published", **people)
    draft = verdict.correct(by=people["editor"], kind="update", note="New figures.")
    draft.submit(by=people["editor"])
    draft.approve(by=people["second"])
    draft.publish(by=people["editor"])
    (element,) = elements(client)
    assert element["item"]["correction"][0]["text"] == "New figures."


def test_a_long_feed_is_read_page_by_page(
    client: Client, people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = timezone.now()
    for _ in range(3):
        changed_at(desk.verdict_in("published", **people), moment)
    monkeypatch.setattr(feeds, "PER_PAGE", 1)
    address, seen = PATH, []
    while address:
        feed = client.get(address).json()
        seen += [element["item"]["url"] for element in feed["dataFeedElement"]]
        address = feed.get("next", "").partition("localhost:8000")[2]
    assert len(seen) == len(set(seen)) == 3


@pytest.mark.parametrize(
    "query",
    [{"modified_since": "yesterday"}, {"modified_since": "2026-13-01"}, {"after": "x"},
     {"after": "2026-01-01T00:00:00Z_x"}, {"modified_since": "2026-02-30T10:00:00Z"},
     {"modified_since": "0001-01-01T00:00:00+14:00"}],
)  # fmt: skip
def test_a_time_that_is_none_is_refused_with_a_sentence(
    query: dict[str, str], client: Client, db: None
) -> None:
    response = client.get(PATH, query)
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert next(iter(query)) in response.json()["detail"]


def test_it_costs_the_same_however_long_it_is(
    client: Client,
    people: dict[str, User],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(4):
        desk.verdict_in("published", **people)
    for path in (PATH, "/feeds/claims.atom"):
        with django_assert_max_num_queries(6):
            client.get(path)


def test_the_news_is_an_atom_feed(client: Client, people: dict[str, User]) -> None:
    verdict = desk.verdict_in("published", **people)
    desk.verdict_in("approved", **people)
    root = ElementTree.fromstring(client.get("/feeds/claims.atom").content)
    (entry,) = root.findall("{http://www.w3.org/2005/Atom}entry")
    link = entry.find("{http://www.w3.org/2005/Atom}link")
    title = entry.findtext("{http://www.w3.org/2005/Atom}title")
    assert title == "Half true: crime fell by 5% in 2015"
    assert link is not None
    assert link.get("href", "").endswith(f"/claims/{verdict.claim_id}/")


@pytest.mark.parametrize("name", ["since", "modified-since", "page"])
def test_a_parameter_that_is_none_is_named_and_not_answered_with_everything(
    name: str, client: Client, people: dict[str, User]
) -> None:
    desk.verdict_in("published", **people)
    response = client.get(PATH, {name: "2026-01-01"})
    assert response.status_code == 400
    assert response.json()["detail"] == (
        f"{name}: there is no such parameter. Known are modified_since and after."
    )

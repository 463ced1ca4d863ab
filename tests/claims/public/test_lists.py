"""The readers' front page, and that every page opens."""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.models import Claimant, Verdict
from tests import desk


@pytest.mark.parametrize("path", ["/", "/corrections/", "/methodology/", "/about/", "/?q=crime"])
def test_every_page_opens_with_and_without_anything_published(
    path: str, client: Client, published: Verdict
) -> None:
    assert client.get(path).status_code == 200
    Verdict.objects.update(state="superseded")
    assert client.get(path).status_code == 200


def test_the_newest_check_comes_first(client: Client, people: dict[str, User]) -> None:
    verdicts = [desk.verdict_in("published", **people) for _ in range(2)]
    html = client.get("/").content.decode()
    links = re.findall(r'href="/claims/(\d+)/"', html)
    assert links == [str(verdict.claim_id) for verdict in reversed(verdicts)]


@pytest.mark.parametrize(
    ("words", "found"),
    [("crime", True), ("CRIME 2015", True), ("three per cent", True), ("kittens", False),
     ("crime kittens", False), ("%", True), ("\0", True)],
)  # fmt: skip
def test_it_is_searched_by_words_of_the_claim_and_the_finding(
    words: str, found: bool, client: Client, published: Verdict
) -> None:
    html = client.get("/", {"q": words}).content.decode()
    assert (f"/claims/{published.claim_id}/" in html) == found
    if not found:
        assert "We have published nothing about this yet" in html


def test_it_is_searched_by_claimant_as_published(client: Client, people: dict[str, User]) -> None:
    verdict = desk.verdict_in("draft", **people)
    verdict.claim.set_claimants([Claimant.objects.create(name="Zoë Müller")])
    verdict.submit(by=people["author"])
    verdict.approve(by=people["second"])
    verdict.publish(by=people["editor"])
    verdict.claim.set_claimants([Claimant.objects.create(name="Ann Ashe")])
    assert f"/claims/{verdict.claim_id}/" in client.get("/", {"q": "müller"}).content.decode()
    assert f"/claims/{verdict.claim_id}/" not in client.get("/", {"q": "ashe"}).content.decode()


def test_a_page_that_is_not_there_is_the_nearest_that_is(
    client: Client, published: Verdict
) -> None:
    for number in ("0", "99", "x"):
        assert client.get("/", {"page": number}).status_code == 200


def test_it_costs_the_same_however_many_there_are(
    client: Client,
    people: dict[str, User],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(4):
        desk.verdict_in("published", **people)
    with django_assert_max_num_queries(7):
        client.get("/")


@pytest.mark.parametrize("path", ["/claims/999999/", "/nothing", "/articles/0/", "/admin/nothing/"])
def test_an_address_that_is_none_says_so_in_the_frame_of_the_site(
    path: str, client: Client, reviewer: User
) -> None:
    client.force_login(reviewer)
    response = client.get(path)
    assert response.status_code == 404
    html = response.content.decode()
    for words in ("There is no page here", 'href="/corrections/"', 'role="search"'):
        assert words in html


@pytest.mark.parametrize("path", ["/", "/corrections/", "/methodology/", "/about/"])
def test_every_page_tells_social_networks_what_and_where_it_is(
    path: str, client: Client, db: None
) -> None:
    html = client.get(path).content.decode()
    for name in ("og:title", "og:type", "og:url", "og:site_name"):
        assert f'property="{name}"' in html
    where = re.search(r'property="og:url" content="([^"]*)"', html)
    assert where
    assert where[1].rstrip("/") == f"http://localhost:8000{path}".rstrip("/")

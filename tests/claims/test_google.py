"""`claims:search` answers as Google's Fact Check Tools API does."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from claims.models import Verdict
from tests import desk

PATH = "/v1alpha1/claims:search"


def search(**given: Any) -> Any:
    return Client().get(PATH, given)


def refused(**given: Any) -> dict[str, Any]:
    response = search(**given)
    assert response.status_code == 400
    error: dict[str, Any] = response.json()["error"]
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
    return error


@pytest.fixture
def verdict(reviewer: User, second: User, editor: User) -> Verdict:
    return desk.verdict_in("published", author=reviewer, second=second, editor=editor)


def test_a_check_is_found_in_googles_shape(verdict: Verdict) -> None:
    day = f"{verdict.published_at:%Y-%m-%dT%H:%M:%S}Z"
    assert search(query="crime FELL").json() == {
        "claims": [
            {
                "text": "crime fell by 5% in 2015",
                "claimReview": [
                    {
                        "publisher": {"name": "Claimtracker", "site": "localhost"},
                        "url": f"http://localhost:8000/claims/{verdict.claim_id}/",
                        "title": "Half true: crime fell by 5% in 2015",
                        "reviewDate": day,
                        "textualRating": "Half true",
                        "languageCode": "en",
                    }
                ],
            }
        ]
    }


def test_nothing_found_is_an_empty_answer(verdict: Verdict) -> None:
    assert search(query="volcano").json() == {}


def test_what_is_not_published_is_not_found(
    reviewer: User, second: User, editor: User, verdict: Verdict
) -> None:
    desk.verdict_in("approved", author=reviewer, second=second, editor=editor)
    assert len(search(query="crime").json()["claims"]) == 1
    verdict.withdraw(by=editor, note="We were wrong.")
    assert search(query="crime").json() == {}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"languageCode": "en"}, 1),
        ({"languageCode": "en-GB"}, 1),
        ({"languageCode": "de"}, 0),
        ({"reviewPublisherSiteFilter": "localhost"}, 1),
        ({"reviewPublisherSiteFilter": "example.org"}, 0),
        ({"maxAgeDays": "30"}, 1),
        ({"offset": "1"}, 0),
        (
            {"key": "x", "alt": "json", "prettyPrint": "false", "$.xgafv": "2", "fields": "claims"},
            1,
        ),
    ],
)
def test_the_parameters_mean_what_they_mean_at_google(
    verdict: Verdict, given: dict[str, str], found: int
) -> None:
    assert len(search(query="crime", **given).json().get("claims", [])) == found


def test_a_site_is_enough_without_a_query(verdict: Verdict) -> None:
    assert len(search(reviewPublisherSiteFilter="localhost").json()["claims"]) == 1


def test_an_old_check_is_beyond_its_age(verdict: Verdict) -> None:
    past = timezone.now() - dt.timedelta(days=31)
    Verdict.objects.filter(pk=verdict.pk).update(published_at=past)
    assert search(query="crime", maxAgeDays=30).json() == {}
    assert len(search(query="crime", maxAgeDays=32).json()["claims"]) == 1


def test_pages_follow_each_other_and_end(reviewer: User, second: User, editor: User) -> None:
    for _ in range(5):
        desk.verdict_in("published", author=reviewer, second=second, editor=editor)
    seen, token = [], ""
    for _ in range(3):
        page = search(query="crime", pageSize=2, pageToken=token).json()
        seen += [item["claimReview"][0]["url"] for item in page["claims"]]
        token = page.get("nextPageToken", "")
    assert (len(seen), len(set(seen)), token) == (5, 5, "")


def test_a_token_belongs_to_its_search(reviewer: User, second: User, editor: User) -> None:
    for _ in range(2):
        desk.verdict_in("published", author=reviewer, second=second, editor=editor)
    token = search(query="crime", pageSize=1).json()["nextPageToken"]
    assert search(query="crime", pageSize=1, pageToken=token).status_code == 200
    refused(query="fell", pageSize=1, pageToken=token)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"query": " "},
        {"query": "a\0b"},
        {"query": "x", "pageSize": "-1"},
        {"query": "x", "pageSize": "many"},
        {"query": "x", "maxAgeDays": "9" * 12},
        {"query": "x", "offset": "-1"},
        {"query": "x", "pageToken": "nonsense"},
        {"query": "x", "pageToken": "é"},
        {"query": "x", "rating": "false"},
    ],
)
@pytest.mark.django_db
def test_wrong_arguments_get_googles_envelope(given: dict[str, str]) -> None:
    refused(**given)


@pytest.mark.django_db
def test_only_reading_is_possible() -> None:
    error = Client().post(PATH, {}).json()["error"]
    assert (error["code"], error["status"]) == (405, "UNIMPLEMENTED")

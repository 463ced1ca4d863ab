"""Lists: the filters do what they say, and a longer list costs no more queries."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Article, Claim, Claimant
from sources.models import Source
from tests import desk
from tests.api import Api

LISTS = ["articles", "claimants", "claims", "evidence", "ratings", "sources", "verdicts"]


def queries(caller: Api, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert caller.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("reader", [False, True])
def test_thirty_rows_cost_as_many_queries_as_one(
    api: Api, reviewer: User, second: User, editor: User, path: str, reader: bool
) -> None:
    def one_more() -> None:
        verdict = desk.verdict_in("published", author=reviewer, second=second, editor=editor)
        claimant = Claimant.objects.create(name="Ann Ashe")
        verdict.claim.set_claimants([claimant, Claimant.objects.create(name="Bob Best")])

    caller = api if reader else api.of(reviewer)
    one_more()
    caller.get(f"{path}/")
    for_one = queries(caller, f"{path}/")
    for _ in range(5):
        one_more()
    assert queries(caller, f"{path}/?page_size=200") == for_one
    assert for_one <= 9


@pytest.fixture
def caller(api: Api, reviewer: User) -> Api:
    return api.of(reviewer)


Make = Callable[[Claim], object]

# Whole days: it is part of the tests' names, which every process of a run must find the same.
TODAY = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
SOON = TODAY + dt.timedelta(days=1)


def dismissed(claim: Claim) -> None:
    claim.dismiss(by=User.objects.get(username="reviewer"), reason="opinion")


def taken(claim: Claim) -> None:
    claim.accept(by=User.objects.get(username="reviewer"))
    claim.take(by=User.objects.get(username="reviewer"))


def changed(**columns: object) -> Make:
    return lambda claim: Claim.objects.filter(pk=claim.pk).update(**columns)


def of_article(**columns: object) -> Make:
    return lambda claim: Article.objects.filter(claims=claim).update(**columns)


def said_by_ann(claim: Claim) -> None:
    claim.set_claimants([Claimant.objects.create(pk=4711, name="Ann Ashe")])


# What makes the one claim of two found by the filter.
@pytest.mark.parametrize(
    ("query", "make"),
    [
        ("status=dismissed", dismissed),
        ("status=dismissed&status=published", dismissed),
        ("assignee=reviewer", taken),
        ("assignee=me", taken),
        ("claimant=4711", said_by_ann),
        ("kind=direct", changed(kind="direct")),
        ("kind_of_claim=figure", changed(kind_of_claim="figure")),
        ("urgent=true", changed(urgent=True)),
        (f"due={SOON:%Y-%m-%dT%H:%M:%SZ}", changed(due_at=SOON - dt.timedelta(hours=3))),
        (f"due={SOON:%Y-%m-%dT%H:%M:%SZ}", of_article(due_at=SOON - dt.timedelta(hours=3))),
        ("overdue=true", of_article(due_at=SOON - dt.timedelta(days=3))),
        ("outlet=gazette", of_article(outlet="Gazette")),
        ("search=bridge", changed(text="The bridge is closed")),
        ("search=bridge+closed", changed(text="The bridge is closed")),
    ],
)
def test_a_filter_finds_what_it_says(caller: Api, query: str, make: Make) -> None:
    meant, _ = desk.new_claim(), desk.new_claim()
    make(meant)
    assert [row["id"] for row in caller.get(f"claims/?{query}").json()["results"]] == [meant.pk]


def test_claims_are_found_by_their_published_rating(
    api: Api, reviewer: User, second: User, editor: User
) -> None:
    verdict = desk.verdict_in("published", author=reviewer, second=second, editor=editor)
    for caller in (api, api.of(reviewer)):
        found = caller.get("claims/?rating=half-true").json()["results"]
        assert [row["id"] for row in found] == [verdict.claim_id]
        assert caller.get("claims/?rating=false").json()["results"] == []


def test_one_articles_claims_come_in_reading_order(caller: Api) -> None:
    article = desk.new_article()
    later = desk.new_claim(article, exact="Nobody else agreed")
    earlier = desk.new_claim(article)
    desk.new_claim()
    rows = caller.get("claims/", {"article": article.pk}).json()["results"]
    assert [row["id"] for row in rows] == [earlier.pk, later.pk]


def test_claimants_and_ratings_are_read_only(caller: Api) -> None:
    for path in ("claimants/", "ratings/"):
        assert caller.post(path, {}).status_code == 405
    ratings = caller.get("ratings/?question=attribution").json()["results"]
    assert [row["slug"] for row in ratings] == [
        "correctly-attributed", "misattributed", "altered-quote",
    ]  # fmt: skip


def test_sources_of_the_desk_are_hidden_from_readers(api: Api, caller: Api) -> None:
    Source.objects.for_url("https://example.org/hidden")
    assert len(caller.get("sources/").json()["results"]) == 1
    assert api.get("sources/").json()["results"] == []

"""Pages by position: every row once, whatever the order and however many share a value."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from claims.models import Claim
from tests import desk
from tests.api import Api, problem

ROWS = 11


@pytest.fixture
def caller(api: Api, reviewer: User) -> Api:
    return api.of(reviewer)


@pytest.fixture
def claims(db: None) -> list[int]:
    """Some are due on one of two days and some never; some share their worth."""
    article = desk.new_article()
    day = timezone.now()
    rows = [
        Claim.objects.create(
            article=article,
            text=f"Claim {number}",
            due_at=None if number % 3 == 0 else day + dt.timedelta(days=number % 2),
            check_worthiness=None if number % 4 == 0 else (number % 3) / 2,
        )
        for number in range(ROWS)
    ]
    return [row.pk for row in rows]


def pages(caller: Api, url: str, link: str = "next") -> list[list[int]]:
    found = []
    while url:
        body: dict[str, Any] = caller.get(url).json()
        found.append([row["id"] for row in body["results"]])
        url = body[link]
        assert len(found) <= ROWS
    return found


@pytest.mark.parametrize(
    "ordering",
    [
        "-created_at", "created_at", "due_by", "-due_by", "check_worthiness", "-check_worthiness",
        "start", "status", "-status",
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [1, 3, 11, 50])
def test_every_row_is_on_one_page_forwards_and_backwards(
    caller: Api, claims: list[int], ordering: str, size: int
) -> None:
    url = f"claims/?ordering={ordering}&page_size={size}"
    forwards = pages(caller, url)
    assert sorted(pk for page in forwards for pk in page) == claims
    last = url
    for _ in forwards[1:]:
        last = caller.get(last).json()["next"]
    assert pages(caller, last, "previous") == forwards[::-1]


def test_rows_without_a_value_come_last_both_ways(caller: Api, claims: list[int]) -> None:
    for ordering in ("due_by", "-due_by"):
        rows = caller.get("claims/", {"ordering": ordering}).json()["results"]
        dated = [row["due_by"] is not None for row in rows]
        assert dated == sorted(dated, reverse=True)


def test_a_row_that_arrives_shifts_no_page(caller: Api, claims: list[int]) -> None:
    first = caller.get("claims/?page_size=4").json()
    desk.new_claim()
    second = caller.get(first["next"]).json()
    assert {row["id"] for row in first["results"]}.isdisjoint(
        row["id"] for row in second["results"]
    )


def test_an_empty_list_has_no_pages(caller: Api) -> None:
    assert caller.get("claims/").json() == {"next": None, "previous": None, "results": []}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("page_size=0", "page_size"),
        ("page_size=201", "page_size"),
        ("page_size=many", "page_size"),
        ("page_size=²", "page_size"),
        ("cursor=nonsense", "cursor"),
        ("cursor=!!", "cursor"),
        ("cursor=bnVsbA", "cursor"),
        ("cursor=WzEsMixbXV0gMw", "cursor"),
        ("cursor=WyJ4IiwxLGZhbHNlXQ", "cursor"),
        ("cursor=W3t9LDEsZmFsc2Vd", "cursor"),
        ("ordering=text", "ordering"),
        ("ordering=article__title", "ordering"),
        ("page=2", "page"),
        ("statuss=open", "statuss"),
        ("status=opened", "status"),
        ("article=x", "article"),
        ("article=99999", "article"),
        ("urgent=perhaps", "urgent"),
        ("due=soon", "due"),
        ("search=%00", "search"),
        ("assignee=%00", "assignee"),
    ],
)
def test_a_wrong_parameter_is_named(caller: Api, claims: list[int], query: str, field: str) -> None:
    found = problem(caller.get(f"claims/?{query}"), 400)
    assert field in found.get("errors", {}) or field in found["detail"]

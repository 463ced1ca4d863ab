"""The API as a whole: its root, schema, documentation, limits, and addresses that are none."""

import base64
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from pytest_django import Settings

from claims.models.claim_moves import CLAIM_VERBS
from claims.models.complaint import COMPLAINT_VERBS
from claims.models.verdict_moves import VERDICT_VERBS
from tests.api import Api, problem

METHODS = {"get", "post", "patch", "delete", "put"}


def test_the_root_says_where_everything_is(api: Api, db: None) -> None:
    body = api.get("").json()
    assert set(body) == {
        "alerts", "articles", "claimants", "claims", "complaints", "contacts", "corrections",
        "evidence", "ratings", "sources", "verdicts",
    }  # fmt: skip
    for noun, address in body.items():
        # What happened to sources, what readers wrote and whom we asked is for the desk.
        private = {"alerts", "complaints", "contacts"}
        assert api.get(address).status_code == (401 if noun in private else 200)


@pytest.mark.parametrize(
    "path", ["", "nonsense/", "claims/7/publish/", "claims/x/", "../v2/", "claims/1/take"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_address_that_is_none_is_a_problem_too(
    api: Api, db: None, path: str, method: str
) -> None:
    problem(api.generic(method, f"/api/v1/x/{path}"), 404)


def test_only_json_is_spoken(api: Api, db: None) -> None:
    problem(api.get("claims/", headers={"Accept": "text/csv"}), 406)


def test_a_fault_of_ours_is_a_problem_without_particulars(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A fault has to be made: there is none to be found.
    monkeypatch.setattr("claims.models.RatingScale._meta.db_table", "nowhere")
    api = Api(raise_request_exception=False)
    found = problem(api.get("ratings/"), 500)
    assert "nowhere" not in found["detail"]


def cursor(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "path",
    [
        f"ratings/?cursor={cursor('[1e400, 1, false]')}",
        f"ratings/?cursor={cursor('[' * 2000)}",
    ],
    ids=["an infinite cursor", "a deep cursor"],
)
def test_what_is_out_of_range_is_wrong_input(api: Api, db: None, path: str) -> None:
    problem(api.get(path), 400)


def test_a_day_before_all_time_is_wrong_input(api: Api, db: None) -> None:
    problem(api.get("articles/?published_after=0001-01-01T00:00:00%2B14:00"), 400)


def test_a_time_after_all_time_is_no_servers_error(api: Api, db: None) -> None:
    # PostgreSQL can compare with it and finds nothing; SQLite, by Python's calendar, cannot.
    answer = api.get("verdicts/?published_after=9999-12-31T23:59:59-14:00")
    if connection.vendor == "postgresql":
        assert answer.json()["results"] == []
    else:
        problem(answer, 400)


def test_an_endless_number_in_a_body_is_wrong_input(api: Api, reviewer: User) -> None:
    body = '{"claim": 1e400, "rating": "true", "summary": "It is."}'
    caller = api.of(reviewer)
    problem(caller.generic("POST", "verdicts/", body, content_type="application/json"), 400)


def test_readers_and_tokens_are_counted_apart(api: Api, reviewer: Any, settings: Settings) -> None:
    settings.THROTTLE_ANON, settings.THROTTLE_TOKEN = "2/day", "3/day"
    caller = api.of(reviewer)
    assert [api.get("ratings/").status_code for _ in range(3)] == [200, 200, 429]
    assert [caller.get("ratings/").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = api.get("ratings/")
    problem(answer, 429)
    assert 0 < int(answer.headers["Retry-After"]) <= 86_400


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    response = Client().get("/api/schema/", headers={"Accept": "application/json"})
    assert response.status_code == 200
    found: dict[str, Any] = response.json()
    return found


def test_the_schema_is_openapi_3_1(schema: dict[str, Any]) -> None:
    assert schema["openapi"].startswith("3.1")
    assert {"bearer"} <= set(schema["components"]["securitySchemes"])


def test_every_operation_says_what_goes_wrong(schema: dict[str, Any]) -> None:
    for path, operations in schema["paths"].items():
        for method in METHODS & set(operations):
            missing = {"400", "401", "403", "404", "409"} - set(operations[method]["responses"])
            assert not missing, (method, path)


def test_every_verb_of_the_tables_has_its_address(schema: dict[str, Any]) -> None:
    for noun, verbs in (
        ("claims", CLAIM_VERBS), ("verdicts", VERDICT_VERBS), ("complaints", COMPLAINT_VERBS),
    ):  # fmt: skip
        for verb in verbs:
            assert "post" in schema["paths"][f"/api/v1/{noun}/{{id}}/{verb}/"]


def test_the_documentation_comes_from_our_own_server_under_the_strict_policy() -> None:
    response = Client().get("/api/docs/")
    assert response.status_code == 200
    page = response.content.decode()
    assert "<script>" not in page
    assert "//cdn" not in page
    policy = response.headers["Content-Security-Policy"]
    scripts = next(part for part in policy.split(";") if part.strip().startswith("script-src"))
    assert scripts.split() == ["script-src", "'self'"]

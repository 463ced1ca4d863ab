"""A POST sent twice with one key is done once."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from claims.models import Article, Claim
from claimtracker.api.idempotency import KeyTaken, keep_place
from claimtracker.models import ANSWERS_KEPT_FOR, KeptAnswer
from tests import desk
from tests.api import Api, problem

GIVEN = {"text": "The mayor said that crime fell."}
KEY = {"Idempotency-Key": "one"}


@pytest.fixture
def caller(api: Api, reviewer: User) -> Api:
    return api.of(reviewer)


def test_the_same_key_and_body_get_the_same_answer_and_are_done_once(caller: Api) -> None:
    first = caller.post("articles/", GIVEN, headers=KEY)
    again = caller.post("articles/", GIVEN, headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    for name in ("ETag", "Location", "Content-Type"):
        assert again.headers[name] == first.headers[name]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Article.objects.count() == 1


def test_another_body_or_address_with_the_key_is_422(caller: Api) -> None:
    caller.post("articles/", GIVEN, headers=KEY)
    problem(caller.post("articles/", GIVEN | {"title": "x"}, headers=KEY), 422)
    problem(caller.post("claims/", GIVEN, headers=KEY), 422)
    assert (Article.objects.count(), Claim.objects.count()) == (1, 0)


def test_another_person_may_use_the_same_key(api: Api, caller: Api, second: User) -> None:
    caller.post("articles/", GIVEN, headers=KEY)
    assert api.of(second).post("articles/", GIVEN, headers=KEY).status_code == 201
    assert Article.objects.count() == 2


def test_a_transition_is_repeated_without_a_conflict(caller: Api) -> None:
    path = f"claims/{desk.new_claim().pk}/accept/"
    assert caller.post(path, headers=KEY).status_code == 200
    assert caller.post(path, headers=KEY).json()["status"] == "open"
    problem(caller.post(path), 409)


def test_a_refusal_is_not_kept(caller: Api) -> None:
    problem(caller.post("articles/", {"text": ""}, headers=KEY), 400)
    assert caller.post("articles/", GIVEN, headers=KEY).status_code == 201


def test_an_old_answer_is_forgotten(caller: Api) -> None:
    caller.post("articles/", GIVEN, headers=KEY)
    KeptAnswer.objects.update(at=timezone.now() - ANSWERS_KEPT_FOR * 2)
    caller.post("articles/", GIVEN, headers=KEY)
    assert (Article.objects.count(), KeptAnswer.objects.count()) == (2, 1)


@pytest.mark.parametrize("key", ["x" * 256, "a\tb", "é"])
def test_a_key_that_is_none_is_400(caller: Api, key: str) -> None:
    problem(caller.post("articles/", GIVEN, headers={"Idempotency-Key": key}), 400)
    assert not Article.objects.exists()


def test_a_key_gives_nobody_an_account(api: Api, db: None) -> None:
    problem(api.post("articles/", GIVEN, headers=KEY), 401)
    assert not KeptAnswer.objects.exists()


def test_a_body_that_is_too_large_is_413_with_a_key_too(caller: Api) -> None:
    problem(caller.post("articles/", {"text": "x" * 11_000_000}, headers=KEY), 413)


def test_whoever_comes_while_the_first_is_at_work_finds_the_place_taken(
    caller: Api, reviewer: User
) -> None:
    """The database holds it: the second waits for the first's transaction, then reads."""
    caller.post("articles/", GIVEN, headers=KEY)
    with pytest.raises(KeyTaken):
        keep_place(reviewer, "one", "a fingerprint")

"""Tokens: who comes with which, what it allows, and what is kept of it."""

import datetime as dt
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.permissions import ASSIGN, PUBLISH, REVIEW
from claimtracker.models import Token, TokenUser
from tests import desk
from tests.api import Api, problem


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("create_token", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_the_token_alone_and_stores_only_its_hash(editor: User) -> None:
    output = printed("editor")
    assert output.endswith("\n")
    assert len(output.split()) == 1
    token = Token.objects.get()
    assert output.strip() not in str(vars(token))
    assert token.scopes == ["read", "review", "assign", "publish"]
    assert token.expires_at is not None
    assert 364 <= (token.expires_at - timezone.now()).days <= 365


def test_the_printed_token_opens_the_desk(api: Api, reviewer: User) -> None:
    claim = desk.new_claim()
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {printed('reviewer').strip()}")
    assert api.get(f"claims/{claim.pk}/").json()["status"] == "extracted"
    assert Token.objects.get().last_used_on == timezone.now().date()


@pytest.mark.parametrize(
    "arguments",
    [
        ["nobody"],
        ["gone"],
        ["reviewer", "--days", "0"],
        ["reviewer", "--scope", "publish"],
        ["reviewer", "--scope", "rule"],
    ],
)
def test_the_command_refuses_what_makes_no_sense(
    reviewer: User, outsider: User, arguments: list[str]
) -> None:
    User.objects.create_user("gone", is_active=False)
    with pytest.raises(CommandError):
        printed(*arguments)
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    "header",
    [
        "Bearer ct_unknown",
        "Bearer",
        "Bearer a b",
        "bearer \u00e9",
        "Bearer " + "x" * 5000,
    ],
)
def test_a_token_that_is_none_is_401(api: Api, reviewer: User, header: str) -> None:
    api.credentials(HTTP_AUTHORIZATION=header)
    answer = api.get("claims/")
    problem(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_an_expired_token_is_401(api: Api, reviewer: User) -> None:
    past = timezone.now() - dt.timedelta(seconds=1)
    problem(api.of(reviewer, expires_at=past).get("claims/"), 401)


def test_the_token_of_somebody_who_left_is_401(api: Api, reviewer: User) -> None:
    caller = api.of(reviewer)
    User.objects.filter(pk=reviewer.pk).update(is_active=False)
    problem(caller.get("claims/"), 401)


def test_a_revoked_token_is_401(api: Api, reviewer: User) -> None:
    caller = api.of(reviewer)
    Token.objects.all().delete()
    problem(caller.get("claims/"), 401)


def test_a_token_that_may_only_read_reads_all_and_writes_nothing(api: Api, reviewer: User) -> None:
    claim, caller = desk.new_claim(), api.of(reviewer, scopes=["read"])
    assert caller.get(f"claims/{claim.pk}/").json()["status"] == "extracted"
    assert "only read" in problem(caller.post(f"claims/{claim.pk}/accept/"), 403)["detail"]
    problem(caller.post("sources/", {"url": "https://example.org/"}), 403)


# What each set of scopes leaves of an editor's permissions, written by hand.
@pytest.mark.parametrize(
    ("scopes", "held"),
    [
        (["read", "review"], {REVIEW}),
        (["read", "review", "assign"], {REVIEW, ASSIGN}),
        (["read", "review", "publish"], {REVIEW, PUBLISH}),
        (["read", "review", "assign", "publish"], {REVIEW, ASSIGN, PUBLISH}),
    ],
)
@pytest.mark.parametrize("superuser", [False, True])
def test_scopes_limit_what_their_person_may_do(
    editor: User, scopes: list[str], held: set[str], superuser: bool
) -> None:
    User.objects.filter(pk=editor.pk).update(is_superuser=superuser)
    person = TokenUser.objects.get(pk=editor.pk)
    person.scopes = frozenset(scopes)
    assert {perm for perm in (REVIEW, ASSIGN, PUBLISH) if person.has_perm(perm)} == held


def test_a_token_without_publish_does_not_publish(
    api: Api, reviewer: User, second: User, editor: User
) -> None:
    verdict = desk.verdict_in("approved", author=reviewer, second=second, editor=editor)
    path = f"verdicts/{verdict.pk}/publish/"
    problem(api.of(editor, scopes=["read", "review"]).post(path), 403)
    assert api.of(editor).post(path).status_code == 200


def test_a_session_writes_only_with_its_csrf_token(reviewer: User) -> None:
    claim, browser = desk.new_claim(), Api(enforce_csrf_checks=True)
    browser.force_login(reviewer)
    assert browser.get(f"claims/{claim.pk}/").json()["status"] == "extracted"
    problem(browser.post(f"claims/{claim.pk}/accept/"), 403)
    claim.refresh_from_db()
    assert claim.status == "extracted"

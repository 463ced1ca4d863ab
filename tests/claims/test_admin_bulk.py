"""The page that asks what a verb on many claims needs to know, and what it does not lose."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.models import Claim
from tests.desk import new_claim

pytestmark = pytest.mark.django_db

NEW_ONES = "/admin/claims/claim/?status__exact=extracted"


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def chosen(action: str, claims: list[Claim], **given: Any) -> dict[str, Any]:
    return {"action": action, "_selected_action": [claim.pk for claim in claims], **given}


def where_it_is_sent(client: Client, action: str, claims: list[Claim]) -> str:
    """The address of the form that asks about claims chosen in the list of new ones."""
    html = client.post(NEW_ONES, chosen(action, claims)).content.decode()
    form = re.search(r'<form method="post" action="([^"]+)" class="bulk">', html)
    assert form, html
    return unescape(form[1])


def test_whoever_was_logged_out_meanwhile_is_told_and_led_back_to_the_list(reviewer: User) -> None:
    claims = [new_claim(), new_claim()]
    desk = browser(reviewer)
    address = where_it_is_sent(desk, "dismiss_them", claims)
    answered = chosen("dismiss_them", claims, answered="1", reason="opinion", note="Views.")
    desk.logout()
    to_log_in = desk.post(address, answered)
    assert to_log_in.headers["Location"].startswith("/admin/login/")
    page = desk.post(
        to_log_in.headers["Location"],
        {"username": reviewer.username, "password": "secret"},
        follow=True,
    )
    assert page.redirect_chain[-1][0] == NEW_ONES
    assert "None of the claims was changed" in page.content.decode()
    assert {claim.status for claim in Claim.objects.all()} == {"extracted"}


def test_it_leads_back_to_the_list_as_it_was_filtered(reviewer: User) -> None:
    claims = [new_claim(), new_claim()]
    desk = browser(reviewer)
    address = where_it_is_sent(desk, "dismiss_them", claims)
    answered = chosen("dismiss_them", claims, answered="1", reason="opinion")
    page = desk.post(address, answered, follow=True)
    assert page.redirect_chain[-1][0] == NEW_ONES
    assert "2 claims dismissed." in page.content.decode()


def test_what_left_the_filtered_list_meanwhile_is_judged_and_not_left_out(
    reviewer: User, second: User
) -> None:
    mine, theirs = new_claim(), new_claim()
    desk = browser(reviewer)
    address = where_it_is_sent(desk, "dismiss_them", [mine, theirs])
    theirs.dismiss(by=second, reason="too_vague")
    answered = chosen("dismiss_them", [mine, theirs], answered="1", reason="opinion")
    page = desk.post(address, answered, follow=True).content.decode()
    assert "1 claim dismissed." in page
    assert "1 claim not dismissed: " in page


def test_an_answer_that_is_not_one_is_asked_for_again_with_what_was_typed(reviewer: User) -> None:
    claims = [new_claim(), new_claim()]
    desk = browser(reviewer)
    address = where_it_is_sent(desk, "dismiss_them", claims)
    answered = chosen("dismiss_them", claims, answered="1", reason="a whim", note="Views.")
    page = desk.post(address, answered).content.decode()
    assert "a whim is not one of the available choices" in page
    assert "Views." in page
    assert f'action="{address}"' in page
    assert all(f'name="_selected_action" value="{claim.pk}"' in page for claim in claims)

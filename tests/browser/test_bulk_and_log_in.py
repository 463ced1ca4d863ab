"""What was chosen and typed for many claims survives a log-in that expires meanwhile."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from claims.models import Claim
from tests.browser.people import log_in
from tests.desk import new_claim
from tests.people import person

OPEN_ONES = "/admin/claims/claim/?status__exact=open"


@pytest.fixture
def editor(transactional_db: None) -> User:
    return person("editor", "Editors")


@pytest.fixture
def claims(editor: User) -> list[Claim]:
    """Three that are to be checked; the tests choose the first two."""
    claims = [new_claim() for _ in range(3)]
    for claim in claims:
        claim.accept(by=editor)
    return claims


def choose(page: Page, claims: list[Claim], action: str) -> None:
    for claim in claims:
        page.locator(f'.action-select[value="{claim.pk}"]').check()
    page.locator("select[name=action]").select_option(action)


def run(page: Page) -> None:
    page.get_by_role("button", name="Run").click()


def asked_about(page: Page) -> set[int]:
    """Of which claims the page of a verb speaks."""
    expect(page.get_by_role("heading", name="These claims")).to_be_visible()
    fields = page.locator(".bulk [name=_selected_action]")
    return set(fields.evaluate_all("fields => fields.map((field) => Number(field.value))"))


def let_the_log_in_expire(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")


def log_in_again(page: Page) -> None:
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Log in").click()


@pytest.mark.parametrize(
    ("action", "typed", "button", "done"),
    [
        ("dismiss_them", {"reason": "opinion", "note": "Views only."}, "Dismiss", "dismissed"),
        ("assign_them", {"to": "the editor", "note": "For today."}, "Assign", "assigned"),
        (
            "give_them_a_date",
            {"due_at_0": "2030-12-24", "due_at_1": "18:00:00"},
            "Set the date",
            "given the date",
        ),
    ],
)
def test_a_verb_on_many_claims_survives_an_expired_log_in(
    page: Page,
    live_server: LiveServer,
    editor: User,
    claims: list[Claim],
    action: str,
    typed: dict[str, str],
    button: str,
    done: str,
) -> None:
    typed = {name: str(editor.pk) if name == "to" else value for name, value in typed.items()}
    log_in(page, live_server, editor)
    page.goto(live_server.url + OPEN_ONES)
    choose(page, claims[:2], action)
    run(page)
    for name, value in typed.items():
        field = page.locator(f".bulk [name={name}]")
        if name in {"reason", "to"}:
            field.select_option(value)
        else:
            field.fill(value)
    let_the_log_in_expire(page)
    page.get_by_role("button", name=button).click()
    log_in_again(page)
    expect(page.get_by_text("None of the claims was changed")).to_be_visible()
    page.get_by_role("button", name="Put it back").click()
    assert asked_about(page) == {claim.pk for claim in claims[:2]}
    for name, value in typed.items():
        expect(page.locator(f".bulk [name={name}]")).to_have_value(value)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text(f"2 claims {done}.")).to_be_visible()
    assert page.url == live_server.url + OPEN_ONES
    moved = Claim.objects.exclude(status="open", assignee=None, due_at=None)
    assert set(moved) == set(claims[:2])
    page.reload()
    expect(page.get_by_role("button", name="Put it back")).to_have_count(0)


def test_what_was_chosen_in_the_list_survives_an_expired_log_in(
    page: Page, live_server: LiveServer, editor: User, claims: list[Claim]
) -> None:
    log_in(page, live_server, editor)
    page.goto(live_server.url + OPEN_ONES)
    choose(page, claims[:2], "dismiss_them")
    let_the_log_in_expire(page)
    run(page)
    log_in_again(page)
    expect(page.locator(".action-select:checked")).to_have_count(0)
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_text("2 of 3 selected")).to_be_visible()
    run(page)
    assert asked_about(page) == {claim.pk for claim in claims[:2]}

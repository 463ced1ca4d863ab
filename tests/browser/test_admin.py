"""The admin in a real browser, under the policy that it is served with."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from claims.models import Article, Claim, Complaint, SavedFilter
from tests.browser.people import log_in
from tests.desk import attach, new_claim, verdict_in
from tests.people import person


@pytest.fixture
def administrator(transactional_db: None) -> User:
    return User.objects.create_superuser("admin", password="correct horse")


@pytest.fixture
def desk(transactional_db: None) -> dict[str, User]:
    """Three people, with work in every state."""
    names = {"author": "Reviewers", "second": "Reviewers", "editor": "Editors"}
    people = {name: person(name, group) for name, group in names.items()}
    for state in ("draft", "submitted", "approved", "published"):
        verdict = verdict_in(state, **people)
    Complaint.objects.receive(verdict=verdict, text="It was 4%.")
    attach(new_claim(), by=people["author"])
    return people


def test_an_administrator_logs_in(page: Page, live_server: LiveServer, administrator: User) -> None:
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Home")).to_be_visible()
    expect(page.get_by_role("link", name="People")).to_be_visible()


def test_a_reviewer_adds_an_article_and_works_on_a_claim(
    page: Page, live_server: LiveServer, desk: dict[str, User]
) -> None:
    log_in(page, live_server, desk["author"])
    page.goto(f"{live_server.url}/admin/")
    page.get_by_role("link", name="Add an article").click()
    page.get_by_label("Or the text").fill("The mayor said that crime fell by 5% in 2015.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#part-text")).to_contain_text("The mayor said that crime fell")
    assert Article.objects.filter(title__startswith="The mayor said").exists()
    claim = Claim.objects.get(status="extracted")
    page.goto(f"{live_server.url}/admin/claims/claim/{claim.pk}/change/")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("It is to be checked.")).to_be_visible()
    page.get_by_text("Dismiss…").click()
    page.get_by_label("Reason").select_option("opinion")
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_text("We are not checking it.")).to_be_visible()


def test_filters_work_by_keyboard_and_are_kept(
    page: Page, live_server: LiveServer, desk: dict[str, User]
) -> None:
    log_in(page, live_server, desk["author"])
    page.goto(f"{live_server.url}/admin/claims/claim/")
    menu = page.locator("details.filter").filter(has_text="Status").first
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    menu.get_by_role("link", name="New").press("Enter")
    expect(page.get_by_text("1 claim", exact=True)).to_be_visible()
    page.get_by_text("Saved filters").click()
    page.get_by_label("Keep this list as").fill("To triage")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Kept as “To triage”.")).to_be_visible()
    assert SavedFilter.objects.get().query == "status__exact=extracted"


def test_typed_text_survives_an_expired_log_in(
    page: Page, live_server: LiveServer, desk: dict[str, User]
) -> None:
    claim = Claim.objects.get(status="extracted")
    log_in(page, live_server, desk["author"])
    page.goto(f"{live_server.url}/admin/claims/claim/{claim.pk}/change/")
    page.locator("#id_text").fill("Crime fell by 5 per cent.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("Username").fill("author")
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("#id_text")).to_have_value("Crime fell by 5 per cent.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert Claim.objects.get(pk=claim.pk).text == "Crime fell by 5 per cent."

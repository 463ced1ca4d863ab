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


def let_the_log_in_expire(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")


def log_in_again(page: Page, name: str) -> None:
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Log in").click()


@pytest.fixture
def complaint(page: Page, live_server: LiveServer, desk: dict[str, User]) -> Page:
    """A reader's complaint, open before an editor who may answer it."""
    log_in(page, live_server, person("editor2", "Editors"))
    page.goto(f"{live_server.url}/admin/claims/complaint/{Complaint.objects.get().pk}/change/")
    page.get_by_role("button", name="Look into it").click()
    page.locator("summary", has_text="Reject…").click()
    page.get_by_label("Answer to the reader").last.fill("It was 5%, in the table's last line.")
    return page


def reject(page: Page) -> None:
    page.get_by_role("button", name="Reject").click()


def test_an_answer_survives_an_expired_log_in(complaint: Page) -> None:
    let_the_log_in_expire(complaint)
    reject(complaint)
    log_in_again(complaint, "editor2")
    complaint.get_by_role("button", name="Put it back").click()
    expect(complaint.get_by_label("Answer to the reader").last).to_be_visible()
    reject(complaint)
    expect(
        complaint.get_by_text("The check stands, and the reader has your answer.")
    ).to_be_visible()
    assert Complaint.objects.get().reply == "It was 5%, in the table's last line."


def test_an_answer_that_is_refused_is_not_lost(complaint: Page) -> None:
    handler = User.objects.get(username="editor2")
    Complaint.objects.update(handler=User.objects.get(username="editor"))
    reject(complaint)
    expect(complaint.get_by_text("What you had typed: It was 5%")).to_be_visible()
    assert not Complaint.objects.get().reply
    Complaint.objects.update(handler=handler)
    complaint.reload()
    expect(complaint.get_by_text("What you had typed")).to_have_count(0)


def test_what_a_verb_was_told_is_put_back_where_it_is_refused(complaint: Page) -> None:
    complaint.get_by_label("Answer to the reader").last.fill(" ")
    complaint.locator(".verb-form:visible").evaluate("form => (form.noValidate = true)")
    reject(complaint)
    expect(complaint.get_by_label("Answer to the reader").last).to_be_focused()


@pytest.mark.parametrize("width", [390, 768, 1366])
def test_every_menu_opens_within_the_screen(
    page: Page, live_server: LiveServer, desk: dict[str, User], width: int
) -> None:
    log_in(page, live_server, desk["author"])
    page.set_viewport_size({"width": width, "height": 900})
    claim = Claim.objects.filter(status="extracted").earliest("pk")
    draft = Claim.objects.filter(status="in_progress").earliest("pk").verdicts.get()
    for path in (
        "claims/claim/?q=e", "claims/article/", "claims/verdict/", "sources/source/",
        f"claims/claim/{claim.pk}/change/", f"claims/verdict/{draft.pk}/change/",
    ):  # fmt: skip
        page.goto(f"{live_server.url}/admin/{path}")
        menus = page.locator("details.filter > summary, details.verb > summary")
        assert menus.count()
        for number in range(menus.count()):
            menus.nth(number).click()
            box = page.locator("details[open]:is(.filter, .verb) > :not(summary)")
            expect(box).to_be_in_viewport()
            page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
            place = box.bounding_box()
            assert place
            assert place["x"] >= 0 and place["x"] + place["width"] <= width, path
            page.keyboard.press("Escape")


def test_a_switch_shows_that_it_has_the_focus(
    page: Page, live_server: LiveServer, desk: dict[str, User]
) -> None:
    log_in(page, live_server, desk["author"])
    page.goto(f"{live_server.url}/admin/claims/article/add/")
    page.get_by_label("Author", exact=True).focus()
    switch = page.locator("#id_ours")
    for _ in range(10):
        page.keyboard.press("Tab")
        if switch.evaluate("one => one === document.activeElement"):
            break
    expect(switch).to_be_focused()
    assert switch.evaluate("one => getComputedStyle(one).outlineWidth") == "2px"
    assert switch.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


def test_what_is_chosen_in_a_list_is_counted_and_all_are_chosen_at_once(
    page: Page, live_server: LiveServer, desk: dict[str, User]
) -> None:
    log_in(page, live_server, desk["author"])
    page.goto(f"{live_server.url}/admin/claims/claim/")
    number = Claim.objects.count()
    page.locator(".action-select").first.check()
    expect(page.get_by_text(f"1 of {number} selected")).to_be_visible()
    page.locator(".action-toggle").check()
    expect(page.get_by_text(f"{number} of {number} selected")).to_be_visible()
    expect(page.locator(".action-select:checked")).to_have_count(number)

"""What opens on a page: menus, dialogs and forms, for those who do not see it or use no mouse."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import demo
from tests.browser.axe import ON_COLOURS, grave_findings, turn_dark
from tests.browser.people import log_in

Opening = Callable[[Page], None]


def press(*keys: str) -> Opening:
    def by_keys(page: Page) -> None:
        for key in keys:
            page.keyboard.press(key)

    return by_keys


def user_menu(page: Page) -> None:
    """By keyboard, as the way out of the house must be."""
    account = page.get_by_role("button", name="Account of Joan Okafor")
    account.press("Enter")
    expect(account).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("button", name="Dark")).to_be_visible()
    page.keyboard.press("Escape")
    expect(account).to_have_attribute("aria-expanded", "false")
    account.press("Space")
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()


def navigation_of_a_phone(page: Page) -> None:
    on_a_phone(page)
    page.get_by_role("button", name="Navigation").press("Enter")
    expect(
        page.get_by_role("navigation").get_by_role("link", name="My queue").first
    ).to_be_visible()


def first_menu(page: Page) -> None:
    page.locator("details.filter > summary, details.verb > summary").first.click()
    expect(page.locator("details[open] > :not(summary)").first).to_be_visible()


def more_of_a_form_on_a_phone(page: Page) -> None:
    on_a_phone(page)
    page.locator("header a[href='#'], main a[href='#']").first.click()
    expect(page.get_by_role("link", name="History")).to_be_visible()


def verb_on_many(page: Page) -> None:
    page.locator(".action-select").first.check()
    page.locator("select[name=action]").select_option("dismiss_them")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("heading", name="These claims")).to_be_visible()


def merging(page: Page) -> None:
    press("j", "m")(page)
    expect(page.locator("#merging-found .choice").first).to_be_visible()


def merging_sure(page: Page) -> None:
    merging(page)
    page.locator("#merging-found .choice").first.click()
    expect(page.locator("#merging-merge")).to_be_visible()


def marking(page: Page) -> None:
    page.get_by_role("button", name="Add a claim").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def editing(page: Page) -> None:
    press("j", "e")(page)
    expect(page.get_by_label("Wording under review")).to_be_visible()


def done(page: Page) -> None:
    press("j", "a")(page)
    expect(page.locator("#said").get_by_role("button", name="Undo")).to_be_visible()


def refused(page: Page) -> None:
    press("t")(page)
    expect(page.locator("#refused").get_by_role("button", name="Close")).to_be_visible()


def folds(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")


def theme_of_the_log_in(page: Page) -> None:
    page.get_by_role("button", name="Light or dark").press("Enter")
    expect(page.get_by_role("button", name="System")).to_be_visible()


CLAIMS = "/admin/claims/claim/"
READING = "/admin/desk/articles/{article}/"
OPENED: dict[str, tuple[str, Opening]] = {
    "user menu": ("/admin/", user_menu),
    "theme of the log-in": ("/admin/login/", theme_of_the_log_in),
    "navigation of a phone": ("/admin/", navigation_of_a_phone),
    "filter of a list": (CLAIMS, first_menu),
    "saved filters": (f"{CLAIMS}?q=e", lambda page: page.get_by_text("Saved filters").click()),
    "verb of a row": (f"{CLAIMS}{{new}}/change/", first_menu),
    "more of a form on a phone": (f"{CLAIMS}{{new}}/change/", more_of_a_form_on_a_phone),
    "verb on many": (CLAIMS, verb_on_many),
    "dismissing": (READING, press("j", "x")),
    "merging": (READING, merging),
    "merging, chosen": (READING, merging_sure),
    "marking": (READING, marking),
    "keys": (READING, press("?")),
    "editing in place": (READING, editing),
    "said, with its undo": (READING, done),
    "refused": (f"{READING}#claim-{{published}}", refused),
    "workbench, all unfolded": ("/admin/desk/claims/{published}/", folds),
}


@pytest.fixture
def rows(transactional_db: None) -> dict[str, int]:
    return demo.fill()


def test_whatever_opens_can_be_used_by_everybody_in_light_and_dark(
    page: Page, live_server: LiveServer, rows: dict[str, int]
) -> None:
    faults = []
    for name, (address, open_it) in OPENED.items():
        page.set_viewport_size({"width": 1366, "height": 900})
        page.context.clear_cookies()
        if "login" not in address:
            log_in(page, live_server, User.objects.get(username="reviewer2"))
        page.goto("about:blank")
        page.goto(live_server.url + address.format(**rows), wait_until="networkidle")
        open_it(page)
        # What fades in has no contrast yet.
        page.wait_for_timeout(300)
        faults += [f"{name}: {found}" for found in grave_findings(page)]
        turn_dark(page)
        faults += [f"{name}, dark: {found}" for found in grave_findings(page, only=ON_COLOURS)]
    assert faults == [], "\n".join(faults)

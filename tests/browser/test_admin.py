"""The admin in a real browser, under the policy that it is served with."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from claims.models import Article, Claim, Complaint, SavedFilter
from tests.browser.people import log_in
from tests.desk import attach, new_claim, verdict_in
from tests.people import person

GRAVE = {"serious", "critical"}


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


LISTS = [
    "", "claims/article/", "claims/claim/", "claims/verdict/", "claims/evidence/",
    "claims/claimant/", "claims/complaint/", "claims/page/", "claims/ratingscale/",
    "sources/source/", "sources/alert/", "auth/user/", "inbox/", "preferences/",
]  # fmt: skip
FORMS = [
    "claims/article/add/", "claims/evidence/add/", "claims/verdict/add/", "auth/user/add/",
    "claims/article/{article}/change/", "claims/claim/{claim}/change/",
    "claims/verdict/{verdict}/change/", "claims/evidence/{evidence}/change/",
    "claims/complaint/{complaint}/change/", "sources/source/{source}/change/",
    "claims/ratingscale/{scale}/change/", "claims/page/{page}/change/",
]  # fmt: skip


def grave_faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:200]}"
        for fault in found
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_admin_has_a_grave_fault(
    page: Page, live_server: LiveServer, desk: dict[str, User], administrator: User, scheme: str
) -> None:
    verdict = desk["author"].verdicts.get(state="published")
    evidence = verdict.claim.evidence.get()
    rows = {
        "article": verdict.claim.article_id,
        "claim": Claim.objects.get(status="extracted").pk,
        "verdict": desk["author"].verdicts.get(state="draft").pk,
        "evidence": evidence.pk,
        "complaint": Complaint.objects.get().pk,
        "source": evidence.source_id,
        "scale": verdict.rating.scale_id,
        "page": 1,
    }
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{live_server.url}/admin/login/")
    assert grave_faults(page) == []
    log_in(page, live_server, administrator)
    for address in [*LISTS, *FORMS]:
        page.goto(f"{live_server.url}/admin/{address.format(**rows)}")
        expect(page.get_by_role("main")).to_have_count(1)
        assert grave_faults(page) == [], address


@pytest.mark.parametrize("width", [390, 1366])
def test_no_page_is_wider_than_the_screen(
    page: Page, live_server: LiveServer, desk: dict[str, User], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    log_in(page, live_server, desk["editor"])
    for address in ["", "claims/claim/", "claims/article/add/", "sources/source/"]:
        page.goto(f"{live_server.url}/admin/{address}")
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, address


def test_a_reviewer_adds_an_article_and_works_on_a_claim(
    page: Page, live_server: LiveServer, desk: dict[str, User]
) -> None:
    log_in(page, live_server, desk["author"])
    page.goto(f"{live_server.url}/admin/")
    page.get_by_role("link", name="Add an article").click()
    page.get_by_label("Text", exact=True).fill("The mayor said that crime fell by 5% in 2015.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
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

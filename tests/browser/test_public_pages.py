"""The readers' pages in a real browser: seen by all, on phones, at night, on paper."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from claims.models import Claimant, Complaint, Verdict
from tests import desk
from tests.browser.axe import grave_findings
from tests.people import person

WIDTHS = (390, 768, 1920)
# Characters and bytes that a page may weigh with its style sheet: it is read on the train.
MOST_BYTES = 60_000


@pytest.fixture
def people(transactional_db: None) -> dict[str, User]:
    return {
        "author": person("mary", "Reviewers"),
        "second": person("joan", "Reviewers"),
        "editor": person("edith", "Editors"),
    }


@pytest.fixture
def published(people: dict[str, User]) -> Verdict:
    """A corrected check of an article that is ours, so that every part of the pages is filled."""
    verdict = desk.verdict_in("published", **people)
    article = verdict.claim.article
    assert article
    article.ours = True
    article.outlet = "A paper with a name that is anything but short"
    article.save()
    draft = verdict.correct(by=people["editor"], kind="rating_changed", note="Wrong year.")
    address = "https://example.org/" + "unbroken" * 30
    desk.attach(verdict.claim, by=people["editor"], url=address)
    draft.edit(
        by=people["editor"],
        rating=desk.rating("false"),
        summary="It rose.",
        rationale=f"See {address}\n\n# How\n- one\n- two",
    )
    draft.submit(by=people["editor"])
    draft.approve(by=people["second"])
    draft.publish(by=people["editor"])
    return draft


def paths(verdict: Verdict) -> list[str]:
    claim, article = verdict.claim_id, verdict.claim.article_id
    own = ["/", "/?q=kittens", "/corrections/", "/methodology/", "/about/"]
    return [*own, f"/claims/{claim}/", f"/claims/{claim}/?reported", f"/articles/{article}/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_every_page(
    scheme: str, page: Page, live_server: LiveServer, published: Verdict
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in paths(published):
        page.goto(live_server.url + path)
        expect(page.locator("main")).to_have_count(1)
        expect(page.locator("h1")).to_have_count(1)
        assert grave_findings(page) == [], path


def test_no_page_is_wider_than_its_screen(
    page: Page, live_server: LiveServer, published: Verdict
) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for path in paths(published):
            page.goto(live_server.url + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.goto(live_server.url)
        # One line high: no word of it is broken.
        assert page.get_by_role("button", name="Search").evaluate("b => b.offsetHeight") < 50


def test_a_page_is_light_and_runs_no_script(
    page: Page, live_server: LiveServer, published: Verdict
) -> None:
    loaded: list[tuple[str, int]] = []
    page.on("response", lambda answer: loaded.append((answer.url, len(answer.body()))))
    page.goto(f"{live_server.url}/claims/{published.claim_id}/", wait_until="networkidle")
    assert not [url for url, _ in loaded if url.endswith(".js")]
    assert all(url.startswith(live_server.url) for url, _ in loaded)
    assert sum(size for _, size in loaded) <= MOST_BYTES


def test_a_reader_goes_from_the_front_page_to_a_check_and_reports_an_error(
    page: Page, live_server: LiveServer, published: Verdict
) -> None:
    page.goto(live_server.url)
    page.get_by_label("Search the checks").fill("crime")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="crime fell by 5% in 2015").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("crime fell by 5% in 2015")
    page.get_by_text("Half true").click()
    expect(page.get_by_text("It fell by three per cent.")).to_be_visible()
    page.get_by_label("Your e-mail address").fill("ann")
    page.get_by_role("button", name="Send to the desk").click()
    expect(page.get_by_text("Say what is wrong")).to_be_visible()
    assert grave_findings(page) == []
    page.get_by_label("What is wrong?").fill("The year is 2014.")
    page.get_by_label("Your e-mail address").fill("ann@example.org")
    page.get_by_role("button", name="Send to the desk").click()
    expect(page.get_by_role("status")).to_contain_text("Thank you")
    assert Complaint.objects.get().text == "The year is 2014."


def test_going_back_after_sending_and_sending_again_is_one_complaint(
    page: Page, live_server: LiveServer, published: Verdict
) -> None:
    page.goto(f"{live_server.url}/claims/{published.claim_id}/")
    page.get_by_label("What is wrong?").fill("The year is 2014.")
    page.get_by_role("button", name="Send to the desk").dblclick()
    expect(page.get_by_role("status")).to_contain_text("Thank you")
    page.go_back()
    page.get_by_label("What is wrong?").fill("The year is 2014.")
    page.get_by_role("button", name="Send to the desk").click()
    expect(page.get_by_role("status")).to_contain_text("Thank you")
    assert Complaint.objects.count() == 1


def test_a_claim_of_300_words_and_a_name_of_200_letters_fit_every_screen(
    page: Page, live_server: LiveServer, people: dict[str, User]
) -> None:
    words = " ".join(f"word{number}" for number in range(300))
    claim = desk.new_claim(desk.new_article("T" * 200, f"It said {words}."), exact=words)
    claim.set_claimants([Claimant.objects.create(name="N" * 200)])
    claim.accept(by=people["author"])
    claim.take(by=people["author"])
    verdict = desk.submitted(claim, by=people["author"])
    verdict.approve(by=people["second"])
    verdict.publish(by=people["editor"])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for path in paths(verdict):
            page.goto(live_server.url + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_keyboard_reaches_the_text_first(
    page: Page, live_server: LiveServer, published: Verdict
) -> None:
    page.goto(f"{live_server.url}/claims/{published.claim_id}/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))


def test_on_paper_only_the_check_remains(
    page: Page, live_server: LiveServer, published: Verdict
) -> None:
    page.goto(f"{live_server.url}/claims/{published.claim_id}/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.get_by_role("button", name="Send to the desk")).to_be_hidden()
    after = "a => getComputedStyle(a, '::after').content"
    address = page.locator(".evidence a").first.evaluate(after)
    assert "attr(href)" in address or "https://example.org/" in address

"""An article that comes by its address alone: waited for, fetched, read, without a reload."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from claims import tasks
from claims.models import Article
from tests.browser.axe import grave_findings
from tests.browser.people import log_in
from tests.people import person
from tests.website import Website, website

REPORT = (
    '<html lang="en"><head><title>Harbour reopens</title><meta property="og:site_name" content='
    '"The Harbour Post"></head><body><article><h1>Harbour reopens</h1><p>The harbour master said '
    "the quay reopened on Monday, after two years of work that cost four million pounds.</p>"
    "<p>Traffic doubled in a year, according to the port.</p></article></body></html>"
)


@pytest.fixture
def site(settings: Settings) -> Iterator[Website]:
    settings.FETCH_ALLOW = ["127.0.0.1"]
    settings.FETCH_HOST_INTERVAL = 0
    settings.FETCH_ROBOTS = False
    with website() as site:
        yield site


@pytest.fixture
def adding(page: Page, live_server: LiveServer, transactional_db: None) -> Page:
    """The form by which an article comes in, before a reviewer."""
    reviewer: User = person("reviewer", "Reviewers")
    log_in(page, live_server, reviewer)
    page.goto(f"{live_server.url}/admin/claims/article/add/")
    return page


@pytest.fixture
def add(adding: Page) -> Callable[[str], Page]:
    def give(url: str) -> Page:
        adding.get_by_label("Address of the page").fill(url)
        adding.get_by_role("button", name="Save", exact=True).dblclick()
        expect(adding.locator("#reading")).to_be_visible()
        return adding

    return give


def test_the_page_is_waited_for_fetched_and_read_without_a_reload(
    add: Callable[[str], Page], site: Website
) -> None:
    site.pages["/quay"] = REPORT
    page = add(f"{site.address}/quay")
    page.evaluate("window.samePage = true")
    state, text = page.locator("#part-state"), page.locator("#part-text")
    expect(state).to_contain_text("Waiting to be fetched.")
    expect(text.locator(".lines-to-come")).to_be_visible()
    assert grave_findings(page) == []
    article = Article.objects.get()
    Article.objects.update(extraction_state="running", extraction_started_at=timezone.now())
    expect(state).to_contain_text("Fetching the page since")
    Article.objects.update(extraction_state="pending", extraction_started_at=None)
    tasks.fetch_article(article.pk)
    expect(text).to_contain_text("Traffic doubled in a year")
    expect(page.get_by_role("heading", name="Harbour reopens").first).to_be_visible()
    expect(page).to_have_title("Harbour reopens | Claimtracker")
    expect(page.locator("#part-about")).to_contain_text("The Harbour Post")
    expect(page.locator("#paste")).to_have_count(0)
    first = text.locator("p").first
    place = first.bounding_box()
    tasks.extract(article.pk)
    expect(page.locator(".card").first).to_be_visible()
    # Whoever reads already is left where they are.
    expect(state).to_contain_text(f"{article.claims.count()} claims found.")
    assert first.bounding_box() == place
    expect(page.locator("#part-text .mark").first).to_be_visible()
    assert page.evaluate("window.samePage")


def test_a_page_that_cannot_be_read_says_why_and_takes_the_text_instead(
    add: Callable[[str], Page], site: Website
) -> None:
    page = add(f"{site.address}/gone")
    article = Article.objects.get()
    tasks.fetch_article(article.pk)
    state = page.locator("#part-state")
    expect(state).to_contain_text("The site has no page at this address.")
    box = page.get_by_label("The whole text, with its headline")
    expect(box).to_be_visible()
    assert grave_findings(page) == []
    state.get_by_role("button", name="Try again").click()
    expect(state).to_contain_text("Waiting to be fetched.")
    box.fill("Harbour reopens\nThe harbour master said the quay reopened on Monday.")
    page.get_by_role("button", name="Use this text").click()
    expect(page.locator("#part-text")).to_contain_text("the quay reopened on Monday")
    expect(page.locator("#paste")).to_have_count(0)
    expect(page.get_by_role("heading", name="Harbour reopens").first).to_be_visible()
    assert Article.objects.get().current_revision.text.startswith("Harbour reopens")

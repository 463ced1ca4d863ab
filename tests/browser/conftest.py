"""A real Chromium, one for the session and a fresh profile for each test."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from claimtracker.chromium import find_chromium

# Playwright keeps an event loop in this thread, though nothing here is asynchronous: without
# this Django refuses to touch the database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
# A machine that does other things besides is slow, not broken.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    assert path, "Chromium is missing: run `make setup`."
    with sync_playwright() as playwright:
        # The sandbox needs rights that a container seldom has; the tests open our own pages only.
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails its test if the page's own scripts fail or its policy blocks something."""
    context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="en-GB")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if is_blocked(line.text) else None)
    yield page
    context.close()
    assert errors == []


def is_blocked(line: str) -> bool:
    return "Content Security Policy" in line

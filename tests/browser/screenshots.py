"""Pictures of the pages, for people to look at: `make screenshots` writes them to the folder below,
and the one on the README's first page to docs/. With ONLY=complaint those whose name has that word.

Not named test_…: nothing is judged here, so `make test` leaves it out.
"""

import os
from pathlib import Path
from shutil import copy

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests import demo
from tests.browser.people import log_in
from tests.pages import EVERY_PAGE, READERS

FOLDER = Path(__file__).parent / "screenshots"
ONLY = os.environ.get("ONLY", "")
SCREENS = {"wide": (1920, 1080), "desktop": (1366, 900), "phone": (390, 844)}
# The picture on the README's first page.
READMES = Path(__file__).parents[2] / "docs" / "desk.png"


@pytest.fixture
def rows(transactional_db: None) -> dict[str, int]:
    return demo.fill()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_is_pictured(
    browser: Browser, live_server: LiveServer, rows: dict[str, int], screen: str, scheme: str
) -> None:
    FOLDER.mkdir(exist_ok=True)
    width, height = SCREENS[screen]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="en-GB",
    )
    page = context.new_page()
    for shown in (shown for shown in EVERY_PAGE if ONLY in shown.name):
        context.clear_cookies()
        if shown.who:
            log_in(page, live_server, User.objects.get(username=shown.who))
        answer = page.goto(live_server.url + shown.address.format(**rows), wait_until="networkidle")
        assert answer and answer.status == shown.status, f"{shown.name}: {answer}"
        # Of a reader's page the whole, which is what has to look well printed, too.
        file = FOLDER / f"{shown.name}-{screen}-{scheme}.png"
        page.screenshot(path=file, full_page=shown in READERS)
    context.close()
    if (screen, scheme) == ("desktop", "light") and not ONLY:
        copy(FOLDER / "reading-desktop-light.png", READMES)


def test_every_page_of_readers_is_printed(
    browser: Browser, live_server: LiveServer, rows: dict[str, int]
) -> None:
    FOLDER.mkdir(exist_ok=True)
    page = browser.new_page(locale="en-GB")
    for shown in (shown for shown in READERS if ONLY in shown.name):
        page.goto(live_server.url + shown.address.format(**rows), wait_until="networkidle")
        page.pdf(path=FOLDER / f"{shown.name}.pdf", format="A4")
    page.close()

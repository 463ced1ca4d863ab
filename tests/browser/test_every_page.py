"""Every page of the product in a real browser: for those who do not see it, on every screen."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import demo
from tests.browser.axe import ON_COLOURS, grave_findings, turn_dark
from tests.browser.people import log_in
from tests.pages import EVERY_PAGE, Shown

WIDTHS = (390, 1366, 1920)
# Swagger UI draws this one, and its colours are not ours to mend.
OF_OTHERS = {"api-docs"}
# Routes that answer with no page of their own, and why.
NO_PAGE = {
    # They change something, and lead to a page or answer in JSON.
    "public:complain", "admin:save_filter", "admin:forget_filter", "admin:logout",
    "admin:sources_source_check_now", "admin:sources_source_accept_change", "desk:board",
    "desk:mark", "desk:retry", "desk:claimants", "desk:same", "desk:apart",
    "desk:find", "desk:pulse", "desk:edit", "desk:attach", "desk:comment", "desk:ask", "desk:write",
    "desk:preview", "desk:unmark", "desk:act", "desk:answer", "desk:evidence", "desk:file",
    "desk:give_text", "desk:look", "desk:remove", "desk:resolve", "desk:decide",
    # It answers what is sent from a page that asks; else it leads to the list, which is here.
    "admin:claims_claim_together",
    # It leads to the next verdict to read, which is here.
    "desk:next",
    # Data, and what only scripts ask for.
    "healthz", "schema", "claims-search", "public:atom", "public:claimreviews",
    "admin:autocomplete",
    "admin:jsi18n", "admin:search", "admin:view_on_site",
}  # fmt: skip
# They lead to the workbench, or are refused: see tests/sources/test_row_history.py.
NO_PAGE |= {
    f"admin:{name}_history"
    for name in ("claims_claim", "claims_verdict", "claims_complaint", "claims_correction",
                 "sources_alert")
}  # fmt: skip
# Nothing is deleted, and these are made by their verbs alone: nobody may open these forms.
REFUSED = ("_delete", "_do", "_export")
MADE_BY_VERBS = {
    f"admin:{name}_add"
    for name in ("claims_claim", "claims_complaint", "claims_correction", "claims_page",
                 "sources_source", "sources_alert")
}  # fmt: skip


def routes(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{space}{pattern.name}"


def test_no_page_of_the_product_is_forgotten_here() -> None:
    named = {name for name in routes(get_resolver().url_patterns) if not name.startswith("api")}
    pages = {
        name
        for name in named - NO_PAGE - MADE_BY_VERBS
        if not name.endswith(REFUSED) and not is_of_the_api(name)
    }
    shown = {shown.route for shown in EVERY_PAGE} - {""}
    assert pages - shown == set(), "neither in tests/pages.py nor in NO_PAGE"
    assert shown - named == set(), "no such route"


def is_of_the_api(name: str) -> bool:
    return name.endswith(("-list", "-detail")) or "-" in name.rpartition(":")[2]


@pytest.fixture
def rows(transactional_db: None) -> dict[str, int]:
    return demo.fill()


def open_page(page: Page, live_server: LiveServer, shown: Shown, rows: dict[str, int]) -> None:
    page.context.clear_cookies()
    if shown.who:
        log_in(page, live_server, User.objects.get(username=shown.who))
    answer = page.goto(live_server.url + shown.address.format(**rows))
    assert answer
    assert answer.status == shown.status, shown.name


# How much of a page has moved under the eyes of who reads it, by the browser's own measure.
WATCH_JUMPS = """
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.jumps = (window.jumps ?? 0) + shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""  # noqa: E501
# Less is the change of a font that came late, on the first page that has it.
SEEN_AS_A_JUMP = 0.015


def test_every_page_can_be_used_by_everybody_in_light_and_dark_on_every_screen(
    page: Page, live_server: LiveServer, rows: dict[str, int]
) -> None:
    faults: list[str] = []
    page.add_init_script(WATCH_JUMPS)
    for shown in (shown for shown in EVERY_PAGE if shown.name not in OF_OTHERS):
        open_page(page, live_server, shown, rows)
        expect(page.get_by_role("main")).to_have_count(1)
        faults += [f"{shown.name}: {found}" for found in grave_findings(page)]
        jumped = page.evaluate("window.jumps ?? 0")
        faults += [f"{shown.name}: jumps by {jumped}"] if jumped > SEEN_AS_A_JUMP else []
        page.emulate_media(color_scheme="dark")
        if shown.who:
            turn_dark(page)
        found_in_the_dark = grave_findings(page, only=ON_COLOURS)
        faults += [f"{shown.name}, dark: {found}" for found in found_in_the_dark]
        page.emulate_media(color_scheme="light")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            faults += [f"{shown.name}: {over}px too wide at {width}"] if over > 0 else []
    assert faults == [], "\n".join(faults)

"""The workbench and the second reader's page in a real browser."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from claims.models import Article, Claim, Comment, Contact, Evidence, Verdict
from tests.browser.axe import grave_findings, turn_dark
from tests.browser.people import log_in
from tests.desk import attach, drafted, new_article, new_claim, submitted
from tests.people import person

TEXT = """Harbour reopens
The harbour master said the quay reopened on Monday. Traffic doubled in a year."""
RATIONALE = "We asked the port.\n\n# What it said\n- It reopened on Tuesday.\n- Nobody was hurt."


@pytest.fixture
def article(transactional_db: None) -> Article:
    article = new_article("Harbour reopens", TEXT)
    new_claim(article, exact="the quay reopened on Monday")
    return article


@pytest.fixture
def author(transactional_db: None) -> User:
    return person("reviewer", "Reviewers")


@pytest.fixture
def second(transactional_db: None) -> User:
    return person("second", "Reviewers")


@pytest.fixture
def editor(transactional_db: None) -> User:
    return person("editor", "Editors")


@pytest.fixture
def sit_down(browser: Browser, live_server: LiveServer) -> Iterator[Callable[[User], Page]]:
    """Somebody's own browser, logged in."""
    contexts = []

    def of(user: User) -> Page:
        context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="en-GB")
        contexts.append(context)
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        log_in(page, live_server, user)
        return page

    yield of
    for context in contexts:
        context.close()


def goto(page: Page, live_server: LiveServer, path: str) -> None:
    page.goto(f"{live_server.url}/admin/desk/{path}")
    expect(page.locator("#desk")).to_be_visible()


def taken(article: Article, by: User) -> Claim:
    claim = article.claims.get()
    claim.accept(by=by)
    claim.take(by=by)
    return claim


def test_a_verdict_survives_an_expired_log_in_and_a_stale_save_shows_both(
    sit_down: Callable[[User], Page], live_server: LiveServer, article: Article, author: User
) -> None:
    claim = taken(article, author)
    verdict = drafted(claim, by=author)
    page = sit_down(author)
    goto(page, live_server, f"claims/{claim.pk}/")
    finding = page.get_by_label("The finding in one line")
    page.context.clear_cookies(name="sessionid")
    finding.fill("A long thought.")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("You have been logged out")).to_be_visible()
    log_in(page, live_server, author)
    goto(page, live_server, f"claims/{claim.pk}/")
    expect(finding).to_have_value("A long thought.")
    verdict.edit(by=author, summary="From the other window.")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator("#verdict-form .stale")).to_contain_text("From the other window.")
    expect(finding).to_have_value("A long thought.")
    page.get_by_role("button", name="Keep mine").click()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    verdict.refresh_from_db()
    assert verdict.summary == "A long thought."


def test_what_others_do_appears_while_one_writes_and_nothing_typed_is_lost(
    sit_down: Callable[[User], Page],
    live_server: LiveServer,
    article: Article,
    author: User,
    second: User,
) -> None:
    claim = taken(article, author)
    page = sit_down(author)
    goto(page, live_server, f"claims/{claim.pk}/")
    page.get_by_label("The finding in one line").fill("Half a sentence")
    Comment.objects.say("Look at page 4.", about=claim, by=second)
    attach(claim, by=second)
    expect(page.locator("#part-comments")).to_contain_text("Look at page 4.", timeout=15_000)
    expect(page.locator(".evidence")).to_have_count(1)
    expect(page.get_by_label("The finding in one line")).to_have_value("Half a sentence")


def test_two_who_note_an_answer_see_both(
    sit_down: Callable[[User], Page],
    live_server: LiveServer,
    article: Article,
    author: User,
    second: User,
) -> None:
    claim = taken(article, author)
    contact = Contact.objects.ask(claim=claim, by=author, who="The port")
    page = sit_down(author)
    goto(page, live_server, f"claims/{claim.pk}/")
    page.get_by_text("Note the answer…").click()
    words = page.get_by_label("Their answer, as readers will see it")
    words.fill("No comment.")
    contact.answered(by=second, outcome="corrected_it", answer="It was a slip.")
    page.get_by_role("button", name="Note it").first.click()
    stale = page.locator("#part-contacts .stale")
    expect(stale).to_contain_text("It was a slip.")
    expect(stale).to_contain_text("What came of it")
    expect(words).to_have_value("No comment.")
    stale.get_by_role("button", name="Take theirs").click()
    expect(page.locator("#part-contacts")).to_contain_text("It was a slip.")
    contact.refresh_from_db()
    assert contact.answer == "It was a slip."


def test_a_double_click_attaches_once(
    sit_down: Callable[[User], Page], live_server: LiveServer, article: Article, author: User
) -> None:
    claim = taken(article, author)
    page = sit_down(author)
    goto(page, live_server, f"claims/{claim.pk}/")
    page.get_by_label("Address of the page").fill("https://example.org/harbour")
    page.get_by_role("button", name="Attach", exact=True).dblclick()
    expect(page.locator(".evidence")).to_have_count(1)
    page.wait_for_timeout(500)
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("width", [390, 1366, 1920])
@pytest.mark.parametrize("dark", [False, True])
def test_workbench_and_second_reading_are_for_everybody(
    sit_down: Callable[[User], Page],
    live_server: LiveServer,
    article: Article,
    author: User,
    second: User,
    width: int,
    dark: bool,
) -> None:
    claim = taken(article, author)
    draft = drafted(claim, by=author)
    Evidence.objects.attach(to=[claim], by=author, cited_what="A call", confidential=True)
    draft.edit(by=author, rationale=RATIONALE, not_established="What it cost.")
    page = sit_down(author)
    page.set_viewport_size({"width": width, "height": 844})
    goto(page, live_server, f"claims/{claim.pk}/")
    page.get_by_role("button", name="Edit wording and attribution").click()
    expect(page.get_by_label("Wording under review")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    examine(page, dark)
    draft.submit(by=author)
    goto(page, live_server, f"verdicts/{draft.pk}/")
    examine(page, dark)
    other = sit_down(second)
    other.set_viewport_size({"width": width, "height": 844})
    goto(other, live_server, f"verdicts/{draft.pk}/")
    examine(other, dark)


def examine(page: Page, dark: bool) -> None:
    if dark:
        turn_dark(page)
    assert grave_findings(page) == []
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0
    assert page.locator("main").count() == 1


def test_what_was_done_to_a_claim_is_undone_with_a_key_the_last_first(
    sit_down: Callable[[User], Page], live_server: LiveServer, article: Article, author: User
) -> None:
    claim = article.claims.get()
    claim.accept(by=author)
    page = sit_down(author)
    goto(page, live_server, f"claims/{claim.pk}/")
    said, head = page.locator("#said"), page.locator("#part-head")
    page.get_by_role("button", name="Take", exact=True).click()
    expect(head).to_contain_text("Being checked")
    page.get_by_role("button", name="Edit wording and attribution").click()
    words = page.get_by_label("Wording under review")
    # In a field it is a letter, and nothing that could be pressed by mistake.
    words.fill("The quay reopened")
    words.press("u")
    words.press("Control+Enter")
    expect(page.locator("#part-claim .wording")).to_have_text("The quay reopenedu")
    page.reload()
    page.keyboard.press("u")
    expect(said).to_have_text("Undone: “Saved.”")
    expect(page.locator("#part-claim .wording")).to_have_text("the quay reopened on Monday")
    page.keyboard.press("u")
    expect(said).to_have_text("Undone: “It is yours.”")
    expect(head).to_contain_text("To check")
    page.keyboard.press("u")
    expect(said).to_have_text("There is nothing to undo.")
    page.get_by_role("button", name="Take", exact=True).click()
    expect(head).to_contain_text("Being checked")
    said.get_by_role("button", name="Undo").click()
    expect(said).to_have_text("Undone: “It is yours.”")
    expect(head).to_contain_text("To check")
    claim.refresh_from_db()
    assert (claim.status, claim.text) == ("open", "the quay reopened on Monday")


def test_nothing_waits_for_a_second_reader_who_has_read_it_all(
    sit_down: Callable[[User], Page], live_server: LiveServer, article: Article, author: User
) -> None:
    submitted(taken(article, author), by=author)
    page = sit_down(author)
    page.goto(f"{live_server.url}/admin/desk/verdicts/next/")
    assert page.url == f"{live_server.url}/admin/"


def test_the_second_reader_sees_the_words_as_readers_will(
    sit_down: Callable[[User], Page],
    live_server: LiveServer,
    article: Article,
    author: User,
    second: User,
) -> None:
    draft = drafted(taken(article, author), by=author)
    draft.edit(by=author, rationale=RATIONALE)
    draft.submit(by=author)
    page = sit_down(second)
    goto(page, live_server, f"verdicts/{draft.pk}/")
    expect(page.get_by_role("heading", name="What it said", exact=True)).to_be_visible()
    expect(page.locator(".published .rationale li")).to_have_count(2)


def test_where_there_is_room_the_verdict_stays_beside_what_it_rests_on(
    sit_down: Callable[[User], Page], live_server: LiveServer, article: Article, author: User
) -> None:
    claim = taken(article, author)
    drafted(claim, by=author)
    for number in range(6):
        attach(claim, by=author, url=f"https://example.org/{number}")
    page = sit_down(author)
    page.set_viewport_size({"width": 1920, "height": 1080})
    goto(page, live_server, f"claims/{claim.pk}/")
    page.locator(".evidence").last.scroll_into_view_if_needed()
    expect(page.locator(".evidence").last).to_be_in_viewport()
    expect(page.get_by_label("The finding in one line")).to_be_in_viewport()


def test_a_correction_that_was_opened_by_mistake_is_thrown_away(
    sit_down: Callable[[User], Page],
    live_server: LiveServer,
    article: Article,
    author: User,
    second: User,
    editor: User,
) -> None:
    verdict = submitted(taken(article, author), by=author)
    verdict.approve(by=second)
    verdict.publish(by=editor)
    page = sit_down(editor)
    goto(page, live_server, f"claims/{verdict.claim_id}/")
    page.get_by_text("Correct the published verdict…").click()
    page.get_by_label("For readers: what was wrong, and what is right").fill("The day.")
    page.get_by_role("button", name="Open a correction").click()
    expect(page.get_by_text("This corrects the published verdict")).to_be_visible()
    page.get_by_role("button", name="Discard the draft").click()
    expect(page.locator("#part-head")).to_contain_text("Published")
    assert Verdict.objects.get().state == "published"

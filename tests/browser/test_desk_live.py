"""Pages that keep themselves new, and what happens when something comes between."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from claims.models import Article, Claim, Evidence, Verdict
from sources.models import Source
from tests.browser.people import log_in
from tests.claims.test_reading import pdf, word
from tests.desk import new_article, new_claim, submitted
from tests.people import person

SENTENCES = [f"The port sold {n} boats in 201{n}" for n in range(1, 7)]
TEXT = "Boats sold\n" + ". ".join(SENTENCES) + "."


@pytest.fixture
def article(transactional_db: None) -> Article:
    article = new_article("Boats sold", TEXT)
    for exact in SENTENCES:
        new_claim(article, exact=exact)
    return article


@pytest.fixture
def author(transactional_db: None) -> User:
    return person("reviewer", "Reviewers")


@pytest.fixture
def second(transactional_db: None) -> User:
    return person("second", "Reviewers")


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[Callable[[User, str], Page]]:
    """A page of the desk in somebody's own browser. Its test fails if a script of it does."""
    contexts, errors = [], []

    def of(user: User, path: str) -> Page:
        context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="en-GB")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        log_in(page, live_server, user)
        page.goto(f"{live_server.url}/admin/desk/{path}")
        expect(page.locator("#desk")).to_be_visible()
        return page

    yield of
    for context in contexts:
        context.close()
    assert errors == []


def card(page: Page, number: int) -> Locator:
    return page.locator(f'.card[data-number="{number}"]')


def go_to(page: Page, number: int) -> None:
    """By key, from wherever the list is."""
    card(page, number).locator(".wording").click()
    expect(card(page, number)).to_have_attribute("aria-current", "true")


def test_how_far_the_machine_is_appears_by_itself(
    open_page: Callable[[User, str], Page], author: User, transactional_db: None
) -> None:
    article = new_article("Boats sold", TEXT)
    rows = Article.objects.filter(pk=article.pk)
    rows.update(extraction_state="pending")
    page = open_page(author, f"articles/{article.pk}/")
    state = page.locator("#part-state")
    expect(state).to_contain_text("Waiting.")
    expect(page.locator(".empty")).to_contain_text("The claims are on their way.")
    rows.update(extraction_state="running", extraction_started_at=timezone.now())
    expect(state).to_contain_text("Finding claims since")
    rows.update(extraction_state="failed", extraction_error="It took too long.")
    expect(state).to_contain_text("It took too long.")
    state.get_by_role("button", name="Try again").click()
    expect(state).to_contain_text("Waiting.")
    new_claim(article, exact=SENTENCES[0])
    rows.update(extraction_state="done")
    expect(card(page, 1)).to_contain_text(SENTENCES[0])
    expect(page.locator("#part-text .mark")).to_have_count(1)
    expect(state).not_to_contain_text("Waiting.")


def test_a_word_file_is_taken_in_and_a_scan_is_refused_with_a_sentence(
    open_page: Callable[[User, str], Page], article: Article, author: User
) -> None:
    page = open_page(author, f"articles/{article.pk}/")
    page.goto(page.url.replace(f"desk/articles/{article.pk}", "claims/article/add"))
    upload = page.locator("#id_upload")
    upload.set_input_files({"name": "scan.pdf", "mimeType": "application/pdf", "buffer": pdf("")})
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("There is no text in this PDF")).to_be_visible()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    speech = word("The harbour", "The port sold ninety boats in 2019.")
    upload.set_input_files({"name": "speech.docx", "mimeType": kind, "buffer": speech})
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#part-text")).to_contain_text("The port sold ninety boats in 2019.")
    expect(page.locator("#part-state")).to_contain_text("Waiting.")


def test_three_people_split_the_claims_of_an_article(
    open_page: Callable[[User, str], Page], article: Article, author: User, second: User
) -> None:
    people = [author, second, person("third", "Reviewers")]
    Claim.objects.update(status="open")
    pages = [open_page(who, f"articles/{article.pk}/") for who in people]
    for number, page in enumerate(pages, start=1):
        for claim in (number, number + 3):
            go_to(page, claim)
            page.keyboard.press("t")
            expect(card(page, claim).locator(".status")).to_have_text("Being checked")
    for page in pages:
        for number in range(1, 7):
            who = people[(number - 1) % 3].username
            expect(card(page, number).locator(".person")).to_have_text(who)
    # Who comes too late is told so, and by whom.
    go_to(pages[0], 2)
    pages[0].keyboard.press("e")
    expect(pages[0].locator("#refused")).to_contain_text("second is working on this claim")
    takers = list(article.claims.order_by("start").values_list("assignee__username", flat=True))
    assert takers == ["reviewer", "second", "third"] * 2


def taken(article: Article, by: User) -> Claim:
    claim = article.claims.order_by("start").first()
    assert claim
    claim.accept(by=by)
    claim.take(by=by)
    return claim


def test_title_publisher_and_health_of_a_page_fill_themselves(
    open_page: Callable[[User, str], Page], article: Article, author: User
) -> None:
    claim = taken(article, author)
    page = open_page(author, f"claims/{claim.pk}/")
    page.get_by_label("Address of the page").fill("https://example.org/boats")
    page.get_by_role("button", name="Attach", exact=True).click()
    expect(page.locator(".evidence")).to_contain_text("https://example.org/boats")
    expect(page.locator(".health")).to_contain_text("Not checked yet")
    Source.objects.update(
        title="Boats of the port", publisher="The harbour office", state="healthy",
        last_checked_at=timezone.now(),
    )  # fmt: skip
    expect(page.locator(".evidence .title")).to_contain_text("Boats of the port")
    expect(page.locator(".evidence")).to_contain_text("The harbour office")
    expect(page.locator(".health")).to_contain_text("Healthy")


def test_one_piece_of_evidence_serves_several_claims(
    open_page: Callable[[User, str], Page], article: Article, author: User
) -> None:
    claim = taken(article, author)
    Claim.objects.exclude(pk=claim.pk).update(status="open")
    page = open_page(author, f"claims/{claim.pk}/")
    page.get_by_label("A citation").check()
    page.get_by_label("What", exact=True).fill("The port's annual report")
    page.get_by_label("Who", exact=True).fill("The harbour office")
    page.get_by_text("It serves other claims too…").click()
    page.get_by_label(SENTENCES[1]).check()
    page.get_by_label(SENTENCES[2]).check()
    page.get_by_role("button", name="Attach", exact=True).click()
    for exact in SENTENCES[1:3]:
        expect(page.locator(".evidence").get_by_role("link", name=exact)).to_be_visible()
    assert Evidence.objects.get().claims.count() == 3


def test_who_is_deactivated_meanwhile_is_told_and_loses_no_word(
    open_page: Callable[[User, str], Page], article: Article, author: User
) -> None:
    page = open_page(author, f"articles/{article.pk}/")
    page.keyboard.press("j")
    page.keyboard.press("e")
    wording = page.get_by_label("Wording under review")
    wording.fill("A long thought")
    User.objects.update(is_active=False)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#refused")).to_contain_text("You have been logged out")
    expect(wording).to_have_value("A long thought")
    assert not Claim.objects.filter(text="A long thought").exists()


def test_who_loses_the_right_meanwhile_is_told_why(
    open_page: Callable[[User, str], Page], article: Article, author: User
) -> None:
    page = open_page(author, f"articles/{article.pk}/")
    page.keyboard.press("j")
    author.groups.clear()
    page.keyboard.press("a")
    expect(page.locator("#refused")).to_contain_text("Your account may not work on claims.")
    expect(card(page, 1).locator(".status")).to_have_text("New")


def test_the_back_button_after_a_decision_shows_what_stands_now(
    open_page: Callable[[User, str], Page], article: Article, author: User, second: User
) -> None:
    verdict = submitted(taken(article, author), by=author)
    page = open_page(second, f"claims/{verdict.claim_id}/")
    page.get_by_role("link", name="Read and decide").click()
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.locator(".standing")).to_contain_text("Ready to publish")
    page.go_back()
    expect(page.get_by_role("link", name="See what was submitted")).to_be_visible()
    expect(page.get_by_role("link", name="Read and decide")).to_have_count(0)
    page.go_forward()
    expect(page.locator(".standing")).to_contain_text("Ready to publish")
    expect(page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
    assert Verdict.objects.get().approvals.count() == 1

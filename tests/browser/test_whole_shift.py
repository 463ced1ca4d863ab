"""A whole shift in four real browsers: a reviewer, a second reviewer, an editor and an outsider.

From the seed article to the published check, a reader's complaint, the correction that follows
from it, and a withdrawal. Each page on the way is examined for those who do not see it.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from claims import firstpass, replies
from claims.models import Article, Claim, Complaint, Correction, Verdict
from tests.browser.axe import grave_findings, turn_dark
from tests.browser.people import select_words
from tests.people import person

FINDING = "No talks have been announced."
CORRECTED = "Talks were announced on the same day."


@pytest.fixture
def article(transactional_db: None) -> Article:
    """The seed article, its claims found."""
    call_command("load_seeds")
    article = Article.objects.get()
    assert article.start_extraction()
    firstpass.run(article)
    return article


@pytest.fixture
def people(transactional_db: None) -> dict[str, User]:
    return {
        "reviewer": person("reviewer", "Reviewers"),
        "second": person("second", "Reviewers"),
        "editor": person("editor", "Editors"),
        "outsider": person("outsider", staff=False),
    }


@pytest.fixture
def sit_down(browser: Browser, live_server: LiveServer) -> Iterator[Callable[[], Page]]:
    """Somebody's own browser. The test fails if a script of our pages fails in it."""
    contexts, errors = [], []

    def open_browser() -> Page:
        context = browser.new_context(
            viewport={"width": 1366, "height": 900}, locale="en-GB", base_url=live_server.url
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    yield open_browser
    for context in contexts:
        context.close()
    assert errors == []


def log_in(page: Page, name: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Log in").click()


def examine(page: Page) -> None:
    """No grave fault, in the light and in the dark; then the page is left as it was."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        if scheme == "dark":
            turn_dark(page)
        assert grave_findings(page) == [], (page.url, scheme)
    page.emulate_media(color_scheme="light")
    page.evaluate("document.documentElement.classList.remove('dark')")


def test_a_whole_shift(
    sit_down: Callable[[], Page], article: Article, people: dict[str, User]
) -> None:
    writing, reading, publishing = sit_down(), sit_down(), sit_down()
    for page, name in ((writing, "reviewer"), (reading, "second"), (publishing, "editor")):
        log_in(page, name)
        expect(page.get_by_role("heading", name="Home")).to_be_visible()
    outside = sit_down()

    open_the_article(writing, article)
    triage_by_keyboard(writing, article)
    add_a_claim_and_mend_its_attribution(writing)
    write_a_verdict_on_two_sources(writing)
    an_outsider_sees_nothing_yet(outside, Claim.objects.get(method=""))

    request_changes(reading)
    make_the_changes(writing)
    approve_the_next(reading)
    publish(publishing)
    read_the_public_page(outside, FINDING)
    examine(outside)

    complain(outside)
    uphold_and_correct(publishing)
    readers_are_told_that_it_is_checked_again(outside)
    finish_the_correction(publishing)
    approve_the_next(reading)
    publish(publishing)
    read_the_corrected_page(outside)

    announce_and_end_a_recheck(publishing, outside)
    withdraw(publishing)
    read_the_withdrawn_page(outside)
    an_account_alone_opens_nothing(sit_down())


def open_the_article(page: Page, article: Article) -> None:
    page.get_by_role("link", name="Articles").first.click()
    page.get_by_role("link", name=article.title).click()
    expect(page.locator("#reading")).to_be_visible()
    examine(page)


def current(page: Page) -> Locator:
    return page.locator('.card[aria-current="true"]')


def triage_by_keyboard(page: Page, article: Article) -> None:
    """The first two are to be checked, one is an opinion, all others are not for us."""
    folded = page.locator("#group-unlikely summary")
    if folded.is_visible():
        folded.press("Enter")
    in_order = "[...document.querySelectorAll('.card')].map((card) => card.dataset.number)"
    numbers = page.evaluate(in_order)
    assert len(numbers) == article.claims.count()
    for place, number in enumerate(numbers):
        page.keyboard.press("j")
        expect(current(page)).to_have_attribute("data-number", number)
        if place < 2:
            page.keyboard.press("a")
            expect(current(page).locator(".status")).to_have_text("To check")
        else:
            page.keyboard.press("x")
            page.keyboard.press("1" if place == 2 else "6")
            # The page is ahead of the server: only the server's answer names the reason.
            expect(current(page).locator(".status")).to_contain_text("Not checking: ")
    kept = article.claims.filter(status="open").count()
    assert (kept, article.claims.filter(status="dismissed").count()) == (2, len(numbers) - 2)


def add_a_claim_and_mend_its_attribution(page: Page) -> None:
    select_words(page, "expectations that peace", "may soon begin")
    page.get_by_role("button", name="Make this a claim").first.click()
    wording = page.get_by_label("Wording under review")
    expect(wording).to_have_value("expectations that peace talks may soon begin")
    wording.fill("Peace talks may soon begin")
    who = page.get_by_role("combobox", name="Who says it")
    who.fill("Port Authority")
    page.get_by_role("option", name="Port Authority New: organisation").click()
    who.press("Control+Enter")
    expect(current(page)).to_contain_text("Port Authority")
    expect(current(page)).to_contain_text("Peace talks may soon begin")
    for key, words in (("a", "To check"), ("t", "Being checked"), ("c", "confirmed")):
        page.keyboard.press(key)
        expect(current(page)).to_contain_text(words)
    page.keyboard.press("Enter")
    expect(page.locator("#bench")).to_be_visible()


def write_a_verdict_on_two_sources(page: Page) -> None:
    for number, address in enumerate(("https://example.org/talks", "https://example.net/minutes")):
        page.get_by_label("Address of the page").fill(address)
        page.get_by_label("Excerpt, word for word").fill(f"Nothing was announced ({number}).")
        page.get_by_role("button", name="Attach", exact=True).click()
        expect(page.locator(".evidence")).to_have_count(number + 1)
    page.get_by_label("A citation").check()
    page.get_by_label("What", exact=True).fill("A call with the port")
    page.get_by_label("Confidential").check()
    page.get_by_role("button", name="Attach", exact=True).click()
    expect(page.locator(".evidence.is-confidential")).to_have_count(1)
    page.get_by_label("Say something").fill("The minutes are of the day after.")
    page.get_by_role("button", name="Say it").click()
    expect(page.locator("#part-comments")).to_contain_text("The minutes are of the day after.")
    page.get_by_text("Somebody was asked…").click()
    page.get_by_label("Who, as readers will see it").fill("The embassy")
    page.get_by_role("button", name="Note it").click()
    expect(page.locator("#part-contacts")).to_contain_text("The embassy")
    page.get_by_label("Mostly false").check()
    page.get_by_label("The finding in one line").fill(FINDING)
    expect(page.locator("#preview")).to_contain_text(FINDING)
    examine(page)
    page.get_by_role("button", name="Save and ask for a second reader").click()
    expect(page.locator("#part-head")).to_contain_text("Awaiting second reader")


def an_outsider_sees_nothing_yet(page: Page, claim: Claim) -> None:
    for path in (f"/claims/{claim.pk}/", f"/articles/{claim.article_id}/"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 404
    page.goto("/")
    expect(page.get_by_text("The first check is still being worked on.")).to_be_visible()
    page.goto(f"/admin/desk/claims/{claim.pk}/")
    expect(page.get_by_label("Password")).to_be_visible()


def request_changes(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name="Waiting for a second reader").first.click()
    page.get_by_role("link", name=FINDING).first.click()
    expect(page.locator(".published")).to_contain_text("Mostly false")
    expect(page.locator(".evidence")).to_have_count(3)
    expect(page.locator(".evidence.is-confidential")).to_contain_text("A call with the port")
    examine(page)
    page.get_by_role("button", name="Request changes").click()
    expect(page.get_by_role("alert").first).to_contain_text("Say what should change")
    page.get_by_label("Note for the author").fill("Say how you know.")
    page.get_by_role("button", name="Request changes").click()
    expect(page.locator(".second")).to_contain_text("Changes requested")


def make_the_changes(page: Page) -> None:
    expect(page.locator("#part-verdict")).to_contain_text("Say how you know.", timeout=30_000)
    page.get_by_label("How we know").fill("The calendars of both offices have none.")
    page.get_by_label("What could not be established").fill("What was said by telephone.")
    page.get_by_role("button", name="Save and ask for a second reader").click()
    expect(page.locator("#part-head")).to_contain_text("Awaiting second reader")
    page.goto("/admin/inbox/")
    expect(page.get_by_text("Changes are requested in your verdict").first).to_be_visible()


def approve_the_next(page: Page) -> None:
    page.goto("/admin/desk/verdicts/next/")
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.locator(".second")).to_contain_text("Ready to publish")


def publish(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name="Ready to publish").first.click()
    page.locator("#result_list tbody a").first.click()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".standing")).to_contain_text("Published")


def read_the_public_page(page: Page, finding: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="Peace talks may soon begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Peace talks may soon begin")
    for words in (finding, "Port Authority", "The embassy", "Nothing was announced (0).",
                  "What was said by telephone.", "reviewer", "second"):  # fmt: skip
        expect(page.get_by_role("main")).to_contain_text(words)
    expect(page.get_by_role("main")).not_to_contain_text("A call with the port")
    expect(page.locator('script[type="application/ld+json"]')).to_have_count(1)


def complain(page: Page) -> None:
    page.get_by_label("What is wrong?").fill("They were announced at noon.")
    page.get_by_label("Your e-mail address").fill("ann@example.org")
    page.get_by_role("button", name="Send to the desk").click()
    expect(page.get_by_role("status")).to_contain_text("Thank you")


def uphold_and_correct(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name="They were announced at noon.").click()
    examine(page)
    page.get_by_role("button", name="Look into it").click()
    page.get_by_text("Uphold…", exact=True).click()
    page.get_by_label("Answer to the reader").first.fill("You are right, thank you.")
    page.get_by_role("button", name="Uphold", exact=True).click()
    expect(page.get_by_text("The reader is right, and has your answer.")).to_be_visible()
    page.get_by_text("Correct the check…").click()
    page.get_by_label("What kind of correction?").select_option("rating_changed")
    note = page.get_by_label("For readers: what was wrong, and what is right").first
    note.fill("We had overlooked the announcement of noon.")
    page.get_by_role("button", name="Correct the check").click()
    expect(page.locator("#bench")).to_be_visible()
    expect(page.get_by_text("This corrects the published verdict")).to_be_visible()
    assert Complaint.objects.get().correction == Correction.objects.get()
    assert replies.send_due() == 1
    assert mail.outbox[-1].to == ["ann@example.org"]
    assert "You are right, thank you." in mail.outbox[-1].body


def readers_are_told_that_it_is_checked_again(page: Page) -> None:
    page.reload()
    expect(page.get_by_role("heading", name="We are checking this again")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(FINDING)
    expect(page.get_by_role("main")).not_to_contain_text("overlooked the announcement")
    examine(page)


def finish_the_correction(page: Page) -> None:
    page.locator("label.rating", has_text=re.compile("^True ")).click()
    page.get_by_label("The finding in one line").fill(CORRECTED)
    page.get_by_role("button", name="Save and ask for a second reader").click()
    expect(page.locator("#part-head")).to_contain_text("Awaiting second reader")
    page.goto(f"/admin/desk/verdicts/{Verdict.objects.latest('pk').pk}/")
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)


def read_the_corrected_page(page: Page) -> None:
    read_the_public_page(page, CORRECTED)
    main = page.get_by_role("main")
    expect(page.get_by_role("heading", name="The rating has changed")).to_be_visible()
    expect(main).to_contain_text("We had overlooked the announcement of noon.")
    page.locator("details.earlier summary").click()
    expect(page.locator("details.earlier")).to_contain_text(FINDING)
    examine(page)
    page.get_by_role("link", name="Corrections", exact=True).first.click()
    expect(main).to_contain_text("from Mostly false to True")
    examine(page)


def announce_and_end_a_recheck(desk: Page, outside: Page) -> None:
    claim = Claim.objects.get(method="")
    desk.goto(f"/admin/desk/claims/{claim.pk}/")
    desk.get_by_text("Tell readers that we are checking this again…").click()
    desk.get_by_label("For readers, if you wish").fill("There is a new announcement.")
    desk.get_by_role("button", name="Tell readers").click()
    expect(desk.get_by_text("Readers are told that we are checking this again")).to_be_visible()
    outside.goto(f"/claims/{claim.pk}/")
    expect(outside.get_by_role("main")).to_contain_text("There is a new announcement.")
    examine(desk)
    desk.get_by_role("button", name="It stands: end the notice").click()
    expect(desk.get_by_text("Tell readers that we are checking this again…")).to_be_visible()
    outside.reload()
    expect(outside.get_by_role("heading", name="We are checking")).to_have_count(0)


def withdraw(page: Page) -> None:
    page.get_by_text("Withdraw it…").click()
    page.get_by_label("For readers: why it is withdrawn").fill("The announcement was a forgery.")
    page.get_by_role("button", name="Withdraw", exact=True).click()
    expect(page.locator("#part-head")).to_contain_text("Being checked")


def read_the_withdrawn_page(page: Page) -> None:
    page.reload()
    main = page.get_by_role("main")
    expect(page.get_by_role("heading", name="This check is withdrawn")).to_be_visible()
    expect(main).to_contain_text("The announcement was a forgery.")
    expect(main).to_contain_text(CORRECTED)
    expect(page.locator('script[type="application/ld+json"]')).to_have_count(0)
    examine(page)
    page.goto("/")
    expect(page.get_by_role("link", name="Peace talks may soon begin")).to_have_count(0)


def an_account_alone_opens_nothing(page: Page) -> None:
    log_in(page, "outsider")
    expect(page.get_by_label("Password")).to_be_visible()
    answer = page.goto("/admin/claims/claim/")
    assert answer is not None
    expect(page.get_by_label("Password")).to_be_visible()

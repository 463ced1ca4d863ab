"""What people paste into the desk: markup in every field, words that do not end, far too much."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from claims.models import Article, Claim, Claimant, Comment, Contact, Evidence, Verdict
from sources.models import Source
from tests.browser.people import log_in
from tests.desk import attach, drafted, new_article, new_claim
from tests.people import person

# Whatever of it is taken for markup leaves a trace.
EVIL = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>\'">'
ENDLESS = "x" * 200


@pytest.fixture
def sit_down(browser: Browser, live_server: LiveServer) -> Iterator[Callable[[User, int], Page]]:
    contexts, errors = [], []

    def of(user: User, width: int = 1366) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="en-GB", base_url=live_server.url
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        log_in(page, live_server, user)
        return page

    yield of
    for context in contexts:
        context.close()
    assert errors == []


def desk_full_of(words: str) -> tuple[Claim, Verdict, User]:
    """A claim with these words in every field, its submitted verdict, and who reads it second."""
    author, second, editor = (person("a", "Reviewers"), person("b", "Reviewers"),
                              person("c", "Editors"))  # fmt: skip
    for user in (author, editor):
        user.first_name = words[:150]
        user.save()
    article = new_article(words, f"{words} fell. Nobody else agreed.")
    article.edit(by=editor, outlet=words[:200], author=words, default_speaker=words[:200])
    claim = new_claim(article, exact=words)
    other = new_claim(article, exact="Nobody else agreed")
    speaker = Claimant.objects.create(name=words, description=words)
    claim.edit(by=author, text=words, claimant_text=words, cue=words[:200], place=words[:200],
               kind="direct", claimants=[speaker])  # fmt: skip
    claim.accept(by=author)
    claim.take(by=author)
    attach(claim, by=author).edit(by=author, excerpt=words, note=words)
    Source.objects.update(title=words, publisher=words[:200])
    Evidence.objects.attach(to=[claim], by=author, cited_what=words, cited_who=words)
    Comment.objects.say(words, about=claim, by=author)
    Contact.objects.ask(claim=claim, by=author, who=words, channel=words)
    verdict = drafted(claim, by=author)
    verdict.edit(by=author, summary=words, rationale=words, not_established=words,
                 claim_reviewed=words)  # fmt: skip
    verdict.submit(by=author)
    other.accept(by=editor)
    other.assign(by=editor, to=second, note=words)
    return claim, verdict, second


def pages_of(claim: Claim, verdict: Verdict) -> dict[str, str]:
    return {
        "home": "/admin/",
        "inbox": "/admin/inbox/",
        "reading": f"/admin/desk/articles/{claim.article_id}/",
        "workbench": f"/admin/desk/claims/{claim.pk}/",
        "approving": f"/admin/desk/verdicts/{verdict.pk}/",
    }


def test_markup_in_every_field_is_only_text_on_every_page(
    sit_down: Callable[[User], Page], transactional_db: None
) -> None:
    claim, verdict, second = desk_full_of(EVIL)
    page = sit_down(second)
    for name, address in pages_of(claim, verdict).items():
        page.goto(address)
        expect(page.get_by_text(EVIL).first).to_be_visible()
        assert nothing_ran(page), name


def test_markup_is_only_text_in_what_the_scripts_write(
    sit_down: Callable[[User], Page], transactional_db: None
) -> None:
    claim, _, second = desk_full_of(EVIL)
    mine = Claim.objects.get(assignee=second)
    page = sit_down(second)
    page.goto(f"/admin/desk/articles/{claim.article_id}/#claim-{claim.pk}")
    # A refusal with somebody's name in it.
    page.keyboard.press("t")
    expect(page.locator("#refused")).to_be_visible()
    page.goto(f"/admin/desk/articles/{claim.article_id}/#claim-{mine.pk}")
    page.reload()
    # Claims to merge into, and the two beside each other.
    page.keyboard.press("m")
    page.locator("#merging-found .choice", has_text=EVIL).click()
    expect(page.locator("#merging-into")).to_have_text(EVIL)
    page.keyboard.press("Escape")
    # Names that are suggested, chosen, and made on the spot.
    page.keyboard.press("e")
    who = page.get_by_role("combobox", name="Who says it")
    who.fill("<img")
    page.get_by_role("option", name=EVIL).first.click()
    expect(page.locator(".chips")).to_contain_text(EVIL)
    page.get_by_label("Wording under review").fill(EVIL)
    # A save that comes too late, and what was typed after a reload.
    mine.edit(by=second, text=f"{EVIL} too")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".stale")).to_contain_text(f"{EVIL} too")
    page.reload()
    page.keyboard.press("e")
    expect(page.get_by_text("is back.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".card", has_text=EVIL).first).to_be_visible()
    assert nothing_ran(page)


def nothing_ran(page: Page) -> bool:
    page.wait_for_timeout(200)
    return bool(page.evaluate("window.hit === undefined && !document.querySelector('img[src=x]')"))


@pytest.mark.parametrize("width", [390, 1366])
def test_words_that_do_not_end_break_no_page(
    sit_down: Callable[..., Page], width: int, transactional_db: None
) -> None:
    claim, verdict, second = desk_full_of(ENDLESS)
    page = sit_down(second, width)
    for name, address in pages_of(claim, verdict).items():
        page.goto(address)
        expect(page.get_by_text("xxx").first).to_be_attached()
        assert overflow(page) <= 0, name
    page.goto(pages_of(claim, verdict)["reading"])
    if width < 1000:
        page.get_by_role("button", name="Claims", exact=True).click()
    page.locator(".card .wording", has_text="Nobody").click()
    page.keyboard.press("e")
    expect(page.get_by_label("Wording under review")).to_be_visible()
    assert overflow(page) <= 0


def overflow(page: Page) -> int:
    """How many pixels of the page lie beyond the right edge of the screen."""
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(wider))


def test_a_claim_of_three_hundred_words_is_read_edited_and_left(
    sit_down: Callable[..., Page], transactional_db: None
) -> None:
    words = " ".join(f"word{number}" for number in range(300))
    claim, verdict, second = desk_full_of(words[:199])
    Claim.objects.filter(pk=claim.pk).update(text=words)
    page = sit_down(second, 390)
    for name, address in pages_of(claim, verdict).items():
        page.goto(address)
        assert overflow(page) <= 0, name
    page.goto(pages_of(claim, verdict)["workbench"])
    expect(page.locator("#part-claim .wording")).to_contain_text("word299")


def test_five_hundred_claims_are_gone_through_and_keep_themselves_new(
    sit_down: Callable[[User], Page], transactional_db: None
) -> None:
    reviewer = person("reviewer", "Reviewers")
    text = " ".join(f"In {1000 + n} the town counted {n} wells." for n in range(500))
    article = new_article("Wells", text)
    revision = article.current_revision
    for number in range(500):
        exact = f"In {1000 + number} the town counted {number} wells"
        start = text.index(exact)
        Claim.objects.bulk_create([
            Claim(article=article, revision=revision, text=exact, method="rules",
                  **revision.quote(start, start + len(exact)))
        ])  # fmt: skip
    page = sit_down(reviewer)
    page.goto(f"/admin/desk/articles/{article.pk}/")
    expect(page.locator(".card")).to_have_count(500)
    current = page.locator('.card[aria-current="true"]')
    page.keyboard.press("k")
    expect(current).to_contain_text("In 1499")
    page.keyboard.press("k")
    expect(current).to_contain_text("In 1498")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(current.locator(".status")).to_have_text("To check")
    article.claims.earliest("start").dismiss(by=reviewer, reason="opinion")
    expect(page.locator(".card").first).to_contain_text("Not checking: ")
    expect(page.locator(".legend")).to_contain_text("498")


def test_an_article_without_any_claim_says_what_to_do(
    sit_down: Callable[[User], Page], transactional_db: None
) -> None:
    article = new_article("Nothing to check", "Good morning.")
    assert not Article.objects.exclude(claims=None).exists()
    page = sit_down(person("reviewer", "Reviewers"))
    page.goto(f"/admin/desk/articles/{article.pk}/")
    for key in "jkatcxemu":
        page.keyboard.press(key)
    expect(page.locator("#said")).not_to_be_empty()
    expect(page.locator(".empty")).to_contain_text("No claims in this text yet.")

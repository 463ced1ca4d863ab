"""The reading view in a real browser: triage by keyboard, marking words, two people at once."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from claims.models import Article, Claim, Claimant
from tests.browser.axe import grave_findings, turn_dark
from tests.browser.people import log_in, select_words
from tests.desk import new_article, new_claim
from tests.people import person

TEXT = """Harbour reopens
The harbour master said the quay, which was built in 1911, reopened on Monday.
Traffic doubled in a year, according to the port. Nobody was hurt."""


@pytest.fixture
def article(transactional_db: None) -> Article:
    article = new_article("Harbour reopens", TEXT)
    for exact in (
        "the quay, which was built in 1911, reopened on Monday",
        "which was built in 1911",
        "Traffic doubled in a year",
    ):
        new_claim(article, exact=exact)
    return article


@pytest.fixture
def reviewer(transactional_db: None) -> User:
    return person("reviewer", "Reviewers")


@pytest.fixture
def desk(page: Page, live_server: LiveServer, reviewer: User, article: Article) -> Page:
    """The reading view, opened by a reviewer."""
    log_in(page, live_server, reviewer)
    open_article(page, live_server, article)
    return page


def open_article(page: Page, live_server: LiveServer, article: Article) -> None:
    page.goto(f"{live_server.url}/admin/desk/articles/{article.pk}/")
    expect(page.locator("#reading")).to_be_visible()


def card(page: Page, number: int) -> Locator:
    return page.locator(f'.card[data-number="{number}"]')


def test_claims_are_triaged_by_keyboard_alone(desk: Page, article: Article) -> None:
    for keys in ("j", "a", "t", "c"):
        desk.keyboard.press(keys)
        desk.wait_for_timeout(50)
        expect(desk.locator("#refused")).to_be_empty()
        if keys == "a":
            expect(card(desk, 1)).to_contain_text("To check")
        if keys == "t":
            expect(card(desk, 1)).to_contain_text("Being checked")
    expect(card(desk, 1)).to_contain_text("confirmed")
    desk.keyboard.press("j")
    desk.keyboard.press("x")
    expect(desk.get_by_role("dialog")).to_be_visible()
    desk.keyboard.press("5")
    expect(card(desk, 2)).to_contain_text("Not checking: of little interest")
    desk.keyboard.press("u")
    expect(card(desk, 2).locator(".status")).to_have_text("New")
    statuses = list(article.claims.order_by("start").values_list("status", flat=True))
    assert statuses == ["in_progress", "extracted", "extracted"]


def test_whatever_was_done_is_undone_the_last_first(desk: Page, article: Article) -> None:
    said = desk.locator("#said")
    for key, words in [("j", ""), ("a", "Accepted"), ("t", "It is yours"), ("c", "Confirmed")]:
        desk.keyboard.press(key)
        expect(said).to_contain_text(words)
    desk.keyboard.press("e")
    desk.get_by_label("Wording under review").fill("The quay reopened")
    desk.keyboard.press("Control+Enter")
    expect(said).to_contain_text("Saved.")
    select_words(desk, "Nobody", "hurt")
    desk.keyboard.press("n")
    expect(desk.get_by_label("Wording under review")).to_have_value("Nobody was hurt")
    desk.keyboard.press("Escape")
    expect(desk.locator(".card")).to_have_count(4)
    desk.keyboard.press("u")
    expect(desk.locator(".card")).to_have_count(3)
    for status, wording, confirmed in [
        ("Being checked", "the quay, which", "✓ confirmed"),
        ("Being checked", "the quay, which", None),
        ("To check", "the quay, which", None),
        ("New", "the quay, which", None),
    ]:
        desk.keyboard.press("u")
        expect(card(desk, 1).locator(".status")).to_have_text(status)
        expect(card(desk, 1).locator(".wording")).to_contain_text(wording)
        expect(card(desk, 1).locator(".confirmed")).to_have_count(1 if confirmed else 0)
    desk.keyboard.press("u")
    expect(said).to_contain_text("There is nothing to undo.")
    assert set(article.claims.values_list("status", flat=True)) == {"extracted"}
    assert not article.claims.exclude(confirmed_by=None).exists()


def test_a_speaker_whom_the_desk_knows_is_joined_with_two_keys(
    page: Page, live_server: LiveServer, reviewer: User, article: Article
) -> None:
    names = ("Ada Stone", "Bea Reed", "Stone", "B. Reed")
    known, stranger, here, other = (Claimant.objects.create(name=name) for name in names)
    new_claim().set_claimants([known, stranger])
    first, second, _ = article.claims.order_by("pk")
    first.set_claimants([here])
    second.set_claimants([other])
    log_in(page, live_server, reviewer)
    open_article(page, live_server, article)
    questions = page.locator(".namesakes li")
    expect(questions).to_have_count(2)
    page.on("dialog", lambda dialog: dialog.accept())
    questions.filter(has_text="B. Reed").get_by_role("button", name="Somebody else").press("Enter")
    expect(questions).to_have_count(1)
    questions.get_by_role("button", name="The same").press("Enter")
    expect(questions).to_have_count(0)
    expect(page.locator("#said")).to_contain_text("Stone and Ada Stone are one now.")
    expect(card(page, 1).locator(".said")).to_contain_text("Ada Stone")
    assert first.claimants.get() == known
    assert second.claimants.get() == other


def test_what_was_done_is_still_undone_after_a_reload(desk: Page, article: Article) -> None:
    said = desk.locator("#said")
    for key, words in [("j", ""), ("a", "Accepted"), ("t", "It is yours")]:
        desk.keyboard.press(key)
        expect(said).to_contain_text(words)
    desk.reload()
    for status in ("To check", "New"):
        desk.keyboard.press("u")
        expect(card(desk, 1).locator(".status")).to_have_text(status)
        desk.reload()
    desk.keyboard.press("u")
    expect(said).to_contain_text("There is nothing to undo.")


def test_what_has_moved_on_is_not_undone_after_a_reload(desk: Page, article: Article) -> None:
    desk.keyboard.press("j")
    desk.keyboard.press("a")
    expect(desk.locator("#said")).to_contain_text("Accepted")
    claim = article.claims.order_by("start").first()
    assert claim is not None
    second = person("second", "Reviewers")
    claim.take(by=second)
    desk.reload()
    desk.keyboard.press("u")
    expect(desk.get_by_role("alert").first).to_contain_text("second is working on this claim")
    claim.refresh_from_db()
    assert claim.assignee == second


def test_what_is_long_past_or_anothers_is_not_undone(
    desk: Page, live_server: LiveServer, article: Article
) -> None:
    desk.keyboard.press("j")
    desk.keyboard.press("a")
    expect(desk.locator("#said")).to_contain_text("Accepted")
    kept = desk.evaluate("JSON.stringify({...sessionStorage})")
    log_in(desk, live_server, person("second", "Reviewers"))
    desk.reload()
    desk.keyboard.press("u")
    expect(desk.locator("#said")).to_contain_text("There is nothing to undo.")
    log_in(desk, live_server, User.objects.get(username="reviewer"))
    # An hour later.
    desk.evaluate(
        """kept => {
          const old = `"at":${Date.now() - 3600000}`;
          for (const [key, value] of Object.entries(JSON.parse(kept)))
            sessionStorage.setItem(key, value.replace(/"at":\\d+/g, old));
        }""",
        kept,
    )
    desk.reload()
    desk.keyboard.press("u")
    expect(desk.locator("#said")).to_contain_text("There is nothing to undo.")
    assert article.claims.filter(status="open").count() == 1


def test_a_claim_is_merged_after_a_look_at_both_and_parted_again(
    desk: Page, article: Article
) -> None:
    for key in ("j", "j", "m"):
        desk.keyboard.press(key)
    dialog = desk.get_by_role("dialog")
    desk.get_by_label("Search all claims").fill("traffic")
    expect(dialog.locator(".choice")).to_have_count(1)
    dialog.locator(".choice").press("Enter")
    expect(dialog).to_contain_text("Do they say the same?")
    expect(dialog.locator("#merging-this")).to_have_text("which was built in 1911")
    expect(dialog.locator("#merging-into")).to_have_text("Traffic doubled in a year")
    assert not article.claims.exclude(canonical=None).exists()
    desk.keyboard.press("Enter")
    expect(desk.locator("#group-merged summary")).to_contain_text("1 merged")
    assert article.claims.get(exact="which was built in 1911").canonical is not None
    desk.keyboard.press("u")
    expect(desk.locator("#group-merged")).to_be_hidden()
    assert not article.claims.exclude(canonical=None).exists()


def test_a_finger_triages_and_leaves_every_dialog(desk: Page, article: Article) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.get_by_role("button", name="Claims", exact=True).click()
    first = card(desk, 1)
    first.locator(".wording").click()
    for opener in ("Not checking", "Merge"):
        first.get_by_role("button", name=opener).click()
        expect(desk.get_by_role("dialog")).to_be_visible()
        desk.get_by_role("dialog").get_by_role("button", name="Leave it as it is").click()
        expect(desk.get_by_role("dialog")).to_have_count(0)
    first.get_by_role("button", name="Not checking").click()
    desk.get_by_role("dialog").get_by_role("button", name="Too vague").click()
    expect(first.locator(".status")).to_have_text("Not checking: too vague")
    desk.get_by_role("button", name="Undo").click()
    expect(first.locator(".status")).to_have_text("New")
    assert not article.claims.exclude(status="extracted").exists()


def test_a_double_click_does_a_verb_once(desk: Page, article: Article) -> None:
    desk.keyboard.press("j")
    card(desk, 1).get_by_role("button", name="Accept").dblclick()
    expect(card(desk, 1).locator(".status")).to_have_text("To check")
    desk.wait_for_timeout(300)
    expect(desk.locator("#refused")).to_be_empty()
    desk.keyboard.press("j")
    # The page shows at once what it foresees; the statuses are read when the server has answered.
    with desk.expect_response(lambda answer: "accept" in answer.url):
        desk.evaluate(
            "for (let n = 0; n < 3; n++) document.body.dispatchEvent("
            "new KeyboardEvent('keydown', { key: 'a', bubbles: true }))"
        )
    expect(card(desk, 2).locator(".status")).to_have_text("To check")
    statuses = list(article.claims.order_by("start").values_list("status", flat=True))
    assert statuses == ["open", "open", "extracted"]


def test_a_form_on_its_way_comes_into_the_card_that_was_renewed_meanwhile(desk: Page) -> None:
    desk.keyboard.press("j")
    desk.evaluate(
        """() => {
          const real = window.fetch;
          window.fetch = async (address, ...rest) => {
            const answer = await real(address, ...rest);
            const card = document.activeElement.closest(".card");
            if (card) card.replaceWith(card.cloneNode(true));
            return answer;
          };
        }"""
    )
    desk.keyboard.press("e")
    expect(desk.get_by_label("Wording under review")).to_be_visible()


def test_a_refused_key_says_why_and_puts_the_claim_back(desk: Page) -> None:
    desk.keyboard.press("j")
    desk.keyboard.press("t")
    expect(desk.get_by_role("alert").first).to_contain_text("Only a claim that is to be checked")
    expect(card(desk, 1).locator(".status")).to_have_text("New")


def test_words_inside_a_claim_and_across_sentences_become_claims(
    desk: Page, article: Article
) -> None:
    select_words(desk, "built", "1911")
    desk.get_by_role("button", name="Make this a claim").first.click()
    expect(desk.get_by_label("Wording under review")).to_have_value("built in 1911")
    desk.keyboard.press("Escape")
    select_words(desk, "according", "Nobody")
    desk.keyboard.press("n")
    expect(desk.get_by_label("Wording under review")).to_have_value("according to the port. Nobody")
    made = article.claims.filter(method="").order_by("start")
    assert [claim.exact for claim in made] == ["built in 1911", "according to the port. Nobody"]


def test_words_over_three_paragraphs_become_one_claim(desk: Page, article: Article) -> None:
    select_words(desk, "reopens", "Traffic")
    desk.keyboard.press("n")
    expect(desk.get_by_label("Wording under review")).to_be_focused()
    made = article.claims.get(method="")
    assert made.exact == TEXT[TEXT.index("reopens") : TEXT.index("Traffic") + len("Traffic")]
    assert made.exact.count("\n") == 2
    # It is marked in all three, and the claims inside it can still be told apart.
    paragraphs = desk.locator(f'#part-text p:has([data-claim="{made.pk}"])')
    expect(paragraphs).to_have_count(3)
    expect(desk.locator("#part-text .number")).to_have_count(4)


def test_an_attribution_is_mended_in_place(desk: Page, article: Article) -> None:
    Claimant.objects.create(name="Ada Byron")
    desk.keyboard.press("j")
    desk.keyboard.press("e")
    desk.get_by_label("Wording under review").fill("The quay reopened on Monday")
    who = desk.get_by_role("combobox", name="Who says it")
    who.fill("byr")
    expect(desk.get_by_role("option", name="Ada Byron")).to_be_visible()
    who.press("Enter")
    who.fill("Port of Call")
    desk.get_by_role("option", name="Port of Call New: organisation").click()
    who.press("Control+Enter")
    expect(card(desk, 1)).to_contain_text("Ada Byron, Port of Call")
    expect(card(desk, 1)).to_contain_text("The quay reopened on Monday")
    claim = article.claims.order_by("start").first()
    assert claim is not None
    assert [who.name for who in claim.speakers] == ["Ada Byron", "Port of Call"]


def test_two_people_see_each_others_work_and_lose_nothing(
    desk: Page, browser: Browser, live_server: LiveServer, article: Article
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    other = context.new_page()
    log_in(other, live_server, person("second", "Reviewers"))
    open_article(other, live_server, article)
    desk.keyboard.press("j")
    desk.keyboard.press("e")
    expect(desk.get_by_label("Wording under review")).to_be_focused()
    other.keyboard.press("j")
    other.keyboard.press("e")
    other.get_by_label("Wording under review").fill("Their wording")
    other.get_by_role("button", name="Save").click()
    expect(card(other, 1)).to_contain_text("Their wording")
    desk.get_by_label("Wording under review").fill("My wording")
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("Their wording")).to_be_visible()
    desk.get_by_role("button", name="Keep mine").click()
    expect(card(other, 1)).to_contain_text("My wording", timeout=10_000)
    context.close()


def test_what_only_the_other_changed_is_kept_beside_what_i_changed(
    desk: Page, article: Article
) -> None:
    claim = article.claims.order_by("start").first()
    assert claim is not None
    desk.keyboard.press("j")
    desk.keyboard.press("e")
    desk.get_by_label("Wording under review").fill("My wording")
    ada = Claimant.objects.create(name="Ada Byron")
    Claim.objects.get(pk=claim.pk).edit(
        by=person("second", "Reviewers"), cue="insisted", kind="direct", claimants=[ada]
    )
    desk.keyboard.press("Control+Enter")
    box = desk.locator(".card .stale")
    expect(box).to_contain_text("Only they changed this")
    for words in ("insisted", "Quoted", "Ada Byron"):
        expect(box).to_contain_text(words)
    expect(box).not_to_contain_text("Theirs:")
    desk.get_by_role("button", name="Save both").click()
    expect(card(desk, 1)).to_contain_text("My wording")
    expect(card(desk, 1)).to_contain_text("Ada Byron")
    claim.refresh_from_db()
    assert (claim.text, claim.cue, claim.kind) == ("My wording", "insisted", "direct")
    assert claim.speakers == [ada]


def test_theirs_is_taken_with_who_says_it(desk: Page, article: Article) -> None:
    claim = article.claims.order_by("start").first()
    assert claim is not None
    ada, grace = (Claimant.objects.create(name=name) for name in ("Ada Byron", "Grace Hopper"))
    claim.set_claimants([ada])
    desk.keyboard.press("j")
    desk.keyboard.press("e")
    desk.get_by_role("button", name="Remove Ada Byron").click()
    Claim.objects.get(pk=claim.pk).edit(by=person("second", "Reviewers"), claimants=[ada, grace])
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".card .stale")).to_contain_text("Theirs: Who says it")
    expect(desk.locator(".card .stale")).to_contain_text("Ada Byron, Grace Hopper")
    desk.get_by_role("button", name="Take theirs").click()
    expect(desk.locator(".card .chips li")).to_have_count(2)
    desk.get_by_label("Wording under review").fill("Another wording")
    desk.keyboard.press("Control+Enter")
    expect(card(desk, 1)).to_contain_text("Another wording")
    expect(card(desk, 1)).to_contain_text("Ada Byron, Grace Hopper")


def test_an_unsaved_text_survives_an_expired_log_in(desk: Page, reviewer: User) -> None:
    desk.keyboard.press("j")
    desk.keyboard.press("e")
    expect(desk.get_by_label("Wording under review")).to_be_visible()
    desk.context.clear_cookies(name="sessionid")
    desk.get_by_label("Wording under review").fill("A long thought")
    desk.keyboard.press("Control+Enter")
    expect(desk.get_by_text("You have been logged out")).to_be_visible()
    expect(desk.get_by_label("Wording under review")).to_have_value("A long thought")
    address = desk.url
    desk.goto(address.split("#")[0])
    desk.get_by_label("Username").fill("reviewer")
    desk.get_by_label("Password").fill("secret")
    desk.get_by_role("button", name="Log in").click()
    expect(desk.locator("#reading")).to_be_visible()
    desk.keyboard.press("j")
    desk.keyboard.press("e")
    expect(desk.get_by_label("Wording under review")).to_have_value("A long thought")
    expect(desk.get_by_text("is back.")).to_be_visible()


def test_speakers_chosen_and_not_saved_are_back_after_a_reload(desk: Page) -> None:
    Claimant.objects.create(name="Ada Byron")
    desk.keyboard.press("j")
    desk.keyboard.press("e")
    who = desk.get_by_role("combobox", name="Who says it")
    for typed, chosen in [("byr", "Ada Byron"), ("Port: Call", "Port: Call New: organisation")]:
        who.fill(typed)
        desk.get_by_role("option", name=chosen).click()
    desk.reload()
    desk.keyboard.press("e")
    expect(desk.get_by_text("is back.")).to_be_visible()
    expect(desk.locator(".chips li")).to_contain_text(["Ada Byron", "Port: Call"])
    who.press("Control+Enter")
    expect(card(desk, 1).locator(".said")).to_contain_text("Ada Byron, Port: Call")


def test_the_keys_work_on_a_narrow_screen_too(desk: Page) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    expect(card(desk, 1)).to_be_hidden()
    desk.keyboard.press("j")
    expect(card(desk, 1)).to_be_in_viewport()
    desk.keyboard.press("e")
    expect(desk.get_by_label("Wording under review")).to_be_focused()
    desk.keyboard.press("Escape")
    desk.get_by_role("button", name="Text", exact=True).click()
    desk.keyboard.press("/")
    expect(desk.locator("#search")).to_be_focused()


def test_order_search_and_help_have_keys(desk: Page) -> None:
    Claim.objects.filter(exact__startswith="Traffic").update(check_worthiness=0.9, version=2)
    Claim.objects.filter(exact__startswith="the quay").update(check_worthiness=0.5, version=2)
    Claim.objects.filter(exact__startswith="which").update(check_worthiness=0.4, version=2)
    desk.reload()
    desk.keyboard.press("o")
    expect(desk.locator(".card").first).to_contain_text("Traffic")
    desk.keyboard.press("o")
    expect(desk.locator(".card").first).to_contain_text("the quay")
    desk.keyboard.press("/")
    desk.keyboard.type("traffic")
    expect(desk.locator(".card:visible")).to_have_count(1)
    desk.keyboard.press("Escape")
    expect(desk.locator(".card:visible")).to_have_count(3)
    desk.keyboard.press("?")
    expect(desk.get_by_role("heading", name="Keys")).to_be_visible()


def test_a_click_in_the_text_finds_the_claim_and_then_the_one_around_it(desk: Page) -> None:
    words = desk.locator("#part-text .mark .mark").first
    words.click()
    expect(card(desk, 2)).to_have_attribute("aria-current", "true")
    words.click()
    expect(card(desk, 1)).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("width", [390, 1366])
@pytest.mark.parametrize("dark", [False, True])
def test_the_page_is_for_everybody(desk: Page, width: int, dark: bool) -> None:
    desk.set_viewport_size({"width": width, "height": 844})
    if dark:
        turn_dark(desk)
    assert grave_findings(desk) == []
    if width < 1000:
        desk.get_by_role("button", name="Claims", exact=True).click()
    desk.keyboard.press("j")
    desk.keyboard.press("e")
    expect(desk.get_by_label("Wording under review")).to_be_visible()
    assert grave_findings(desk) == []
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert desk.evaluate(wider) <= 0

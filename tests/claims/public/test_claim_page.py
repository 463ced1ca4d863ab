"""The page of a check: what is published is there, in its order, and nothing else ever is."""

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.claimreview import lint
from claims.models import Claim, Claimant, Contact, Evidence, Verdict
from tests import desk
from tests.claims.public.readers import corrected, markup_in, page_of

MARKUP = "<script>alert(1)</script>"


def test_what_stands_on_it_stands_in_the_agreed_order(
    client: Client, people: dict[str, User]
) -> None:
    verdict = desk.verdict_in("draft", **people)
    author = people["author"]
    contact = Contact.objects.ask(claim=verdict.claim, by=author, who="The mayor’s office")
    contact.answered(by=author, outcome="answered", answer="We stand by it.")
    verdict.edit(by=author, rationale="The table says so.", not_established="The reason.")
    verdict.submit(by=author)
    verdict.approve(by=people["second"])
    verdict.publish(by=people["editor"])
    new = corrected(verdict, people)
    main = page_of(client, new).partition("<main")[2]
    order = [
        "Wrong year.", "Is it true?", "crime fell by 5% in 2015", "False", "It rose.",
        "The claim", "The mayor", "What we found", "The table says so.", "Who was asked",
        "We stand by it.", "Evidence", "Crime fell by 3%.", "What could not be established",
        "The reason.", "Names and dates", "Checked by", "Second-read by", "Updated",
        "What the rating means", "Earlier findings", "Half true", "Report an error",
    ]  # fmt: skip
    position = 0
    for words in order:
        position = main.find(words, position)
        assert position >= 0, words


def test_it_says_who_checked_and_second_read_it_and_on_which_day(
    client: Client, published: Verdict
) -> None:
    Verdict.objects.update(submitted_at=dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC))
    names = page_of(client, published).partition("Names and dates")[2]
    checked, _, rest = names.partition("Second-read by")
    assert "reviewer, <time" in checked
    assert "2 March 2026" in checked
    assert "second, <time" in rest


def test_it_carries_one_claimreview_without_errors(client: Client, published: Verdict) -> None:
    (markup,) = markup_in(page_of(client, published))
    assert markup["url"].endswith(f"/claims/{published.claim_id}/")
    assert markup["reviewRating"]["alternateName"] == "Half true"
    assert not [finding for finding in lint(markup) if finding.level == "error"]


def test_its_policy_is_strict_and_it_sets_no_cookie(client: Client, published: Verdict) -> None:
    response = client.get(f"/claims/{published.claim_id}/")
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert not response.cookies
    html = response.content.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! type=\"application/ld)", html)


def test_it_tells_social_networks_what_it_is(client: Client, published: Verdict) -> None:
    html = page_of(client, published)
    for name in ("og:title", "og:description", "og:url", "og:type", "og:site_name"):
        assert f'property="{name}"' in html


def test_what_is_not_published_is_not_there(client: Client, people: dict[str, User]) -> None:
    for state in ("draft", "submitted", "approved"):
        verdict = desk.verdict_in(state, **people)
        assert client.get(f"/claims/{verdict.claim_id}/").status_code == 404
        assert client.get(f"/articles/{verdict.claim.article_id}/").status_code == 404
    assert b"crime fell" not in client.get("/").content
    assert client.get("/claims/999999/").status_code == 404


def test_what_the_desk_does_next_does_not_show(
    client: Client, published: Verdict, people: dict[str, User]
) -> None:
    draft = published.correct(by=people["editor"], kind="update", note="Secret so far.")
    draft.edit(by=people["editor"], summary="A secret finding.")
    published.claim.refresh_from_db()
    published.claim.edit(by=people["editor"], text="A secret wording", place="Secretville")
    html = page_of(client, published)
    assert "ecret" not in html
    assert "We are checking this again" in html
    assert markup_in(html)


def test_machine_states_scores_and_accounts_never_show(client: Client, published: Verdict) -> None:
    Claim.objects.update(check_worthiness=0.8765, reasons=["a reason for its worth"])
    source = published.claim.evidence.get().source
    assert source
    source.state = "dead"
    source.save(update_fields=["state"])
    html = page_of(client, published).lower()
    for private in (
        "0.87",
        "reason for its worth",
        "dead",
        "example.org/reviewer",
        "extracted",
    ):
        assert private not in html


def test_a_confidential_source_is_called_just_that(client: Client, people: dict[str, User]) -> None:
    verdict = desk.verdict_in("draft", **people)
    Evidence.objects.attach(
        to=[verdict.claim], by=people["author"], cited_what="A letter from Deep Throat",
        cited_who="D. Throat", note="Met in a garage", confidential=True, stance="refutes",
    )  # fmt: skip
    verdict.submit(by=people["author"])
    verdict.approve(by=people["second"])
    verdict.publish(by=people["editor"])
    html = page_of(client, verdict)
    assert "Refutes the claim" in html.partition("Confidential source")[2]
    for private in ("letter", "Throat", "garage"):
        assert private not in html


def test_markup_in_every_field_is_shown_as_text(client: Client, people: dict[str, User]) -> None:
    article = desk.new_article(MARKUP, f"He said {MARKUP} on Monday. Then he left.")
    article.outlet = article.author = MARKUP
    article.ours = True
    article.save()
    claim = desk.new_claim(article, exact=MARKUP)
    claim.set_claimants([Claimant.objects.create(name=MARKUP, description=MARKUP)])
    claim.place = claim.claimant_text = claim.text = MARKUP
    claim.save()
    author = people["author"]
    claim.accept(by=author)
    claim.take(by=author)
    contact = Contact.objects.ask(claim=claim, by=author, who=MARKUP)
    contact.answered(by=author, outcome="answered", answer=MARKUP)
    desk.attach(claim, by=author).edit(by=author, excerpt=MARKUP, note=MARKUP)
    verdict = desk.drafted(claim, by=author)
    words: dict[str, Any] = dict.fromkeys(
        ("summary", "rationale", "claim_reviewed", "not_established"), MARKUP
    )
    verdict.edit(by=author, **words)
    verdict.submit(by=author)
    verdict.approve(by=people["second"])
    verdict.publish(by=people["editor"])
    corrected(verdict, people, note=MARKUP)
    for path in ("/", f"/claims/{claim.pk}/", f"/articles/{article.pk}/", "/corrections/"):
        html = client.get(path).content.decode()
        assert "<script>" not in html
        assert "&lt;script&gt;" in html
    (markup,) = markup_in(page_of(client, verdict))
    assert markup["claimReviewed"] == MARKUP


def test_a_tip_without_an_article_and_a_file_as_evidence_are_shown_too(
    client: Client, people: dict[str, User]
) -> None:
    author = people["author"]
    claim = Claim.objects.create(text="The bridge is closed.")
    claim.accept(by=author)
    claim.take(by=author)
    table = SimpleUploadedFile("counts.csv", b"year,bicycles")
    Evidence.objects.attach(to=[claim], by=author, file=table, tier="primary")
    verdict = desk.submitted(claim, by=author)
    verdict.approve(by=people["second"])
    verdict.publish(by=people["editor"])
    html = page_of(client, verdict)
    assert "<blockquote" in html
    assert "counts" in html
    assert "/articles/" not in html
    assert "None" not in html
    assert client.get("/").status_code == 200


def test_a_source_is_linked_at_the_words_that_we_quote(client: Client, published: Verdict) -> None:
    html = page_of(client, published)
    assert 'href="https://example.org/statistics#:~:text=Crime%20fell%20by%203%25."' in html


def test_an_address_that_is_none_becomes_no_link(client: Client, people: dict[str, User]) -> None:
    claimant = Claimant.objects.create(name="Ada", same_as="javascript:alert(1)")
    verdict = desk.verdict_in("draft", **people)
    verdict.claim.set_claimants([claimant])
    verdict.submit(by=people["author"])
    verdict.approve(by=people["second"])
    verdict.publish(by=people["editor"])
    html = page_of(client, verdict)
    assert 'href="javascript' not in html
    assert "Ada" in html


@pytest.mark.parametrize(
    ("language", "written"), [("en-GB", r"\d \w+ 20\d\d<"), ("en-US", r"\w+ \d+, 20\d\d<")]
)
def test_dates_are_written_as_the_reader_writes_them(
    language: str, written: str, client: Client, published: Verdict
) -> None:
    html = page_of(client, published, accept_language=language)
    assert f'<html lang="{language}">' in html
    assert re.search(written, html)


def test_a_page_costs_the_same_few_queries_however_much_is_on_it(
    client: Client,
    people: dict[str, User],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    verdict = desk.verdict_in("draft", **people)
    for number in range(12):
        desk.attach(verdict.claim, by=people["author"], url=f"https://example.org/{number}")
    verdict.submit(by=people["author"])
    verdict.approve(by=people["second"])
    verdict.publish(by=people["editor"])
    corrected(verdict, people)
    with django_assert_max_num_queries(8):
        page_of(client, verdict)

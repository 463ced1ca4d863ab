"""The readers' pages: what is published is there, in its order, and nothing else ever is."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims import recheck
from claims.claimreview import lint
from claims.models import Article, Claim, Claimant, Complaint, Contact, Evidence, Page, Verdict
from claims.refusals import WrongPerson
from sources.models import Alert
from tests import desk

MARKUP = "<script>alert(1)</script>"


@pytest.fixture
def people(reviewer: User, second: User, editor: User) -> dict[str, User]:
    return {"author": reviewer, "second": second, "editor": editor}


@pytest.fixture
def published(people: dict[str, User]) -> Verdict:
    return desk.verdict_in("published", **people)


def page_of(client: Client, verdict: Verdict, **headers: str) -> str:
    response = client.get(f"/claims/{verdict.claim_id}/", headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def markup_in(html: str) -> list[Any]:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return [json.loads(block) for block in blocks]


def corrected(verdict: Verdict, people: dict[str, User], note: str = "Wrong year.") -> Verdict:
    draft = verdict.correct(by=people["editor"], kind="rating_changed", note=note)
    draft.edit(by=people["editor"], rating=desk.rating("false"), summary="It rose.")
    draft.submit(by=people["editor"])
    draft.approve(by=people["second"])
    draft.publish(by=people["editor"])
    return draft


@pytest.mark.parametrize("path", ["/", "/corrections/", "/methodology/", "/about/", "/?q=crime"])
def test_every_page_opens_with_and_without_anything_published(
    path: str, client: Client, published: Verdict
) -> None:
    assert client.get(path).status_code == 200
    Verdict.objects.update(state="superseded")
    assert client.get(path).status_code == 200


class TestClaimPage:
    def test_what_stands_on_it_stands_in_the_agreed_order(
        self, client: Client, people: dict[str, User]
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
        self, client: Client, published: Verdict
    ) -> None:
        Verdict.objects.update(submitted_at=dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC))
        names = page_of(client, published).partition("Names and dates")[2]
        checked, _, rest = names.partition("Second-read by")
        assert "reviewer, <time" in checked
        assert "2 March 2026" in checked
        assert "second, <time" in rest

    def test_it_carries_one_claimreview_without_errors(
        self, client: Client, published: Verdict
    ) -> None:
        (markup,) = markup_in(page_of(client, published))
        assert markup["url"].endswith(f"/claims/{published.claim_id}/")
        assert markup["reviewRating"]["alternateName"] == "Half true"
        assert not [finding for finding in lint(markup) if finding.level == "error"]

    def test_its_policy_is_strict_and_it_sets_no_cookie(
        self, client: Client, published: Verdict
    ) -> None:
        response = client.get(f"/claims/{published.claim_id}/")
        policy = response.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert not response.cookies
        html = response.content.decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! type=\"application/ld)", html)

    def test_it_tells_social_networks_what_it_is(self, client: Client, published: Verdict) -> None:
        html = page_of(client, published)
        for name in ("og:title", "og:description", "og:url", "og:type", "og:site_name"):
            assert f'property="{name}"' in html

    def test_what_is_not_published_is_not_there(
        self, client: Client, people: dict[str, User]
    ) -> None:
        for state in ("draft", "submitted", "approved"):
            verdict = desk.verdict_in(state, **people)
            assert client.get(f"/claims/{verdict.claim_id}/").status_code == 404
            assert client.get(f"/articles/{verdict.claim.article_id}/").status_code == 404
        assert b"crime fell" not in client.get("/").content
        assert client.get("/claims/999999/").status_code == 404

    def test_what_the_desk_does_next_does_not_show(
        self, client: Client, published: Verdict, people: dict[str, User]
    ) -> None:
        draft = published.correct(by=people["editor"], kind="update", note="Secret so far.")
        draft.edit(by=people["editor"], summary="A secret finding.")
        published.claim.refresh_from_db()
        published.claim.edit(by=people["editor"], text="A secret wording", place="Secretville")
        html = page_of(client, published)
        assert "ecret" not in html
        assert "We are checking this again" in html
        assert markup_in(html)

    def test_machine_states_scores_and_accounts_never_show(
        self, client: Client, published: Verdict
    ) -> None:
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

    def test_a_confidential_source_is_called_just_that(
        self, client: Client, people: dict[str, User]
    ) -> None:
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

    def test_markup_in_every_field_is_shown_as_text(
        self, client: Client, people: dict[str, User]
    ) -> None:
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
        self, client: Client, people: dict[str, User]
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

    def test_an_address_that_is_none_becomes_no_link(
        self, client: Client, people: dict[str, User]
    ) -> None:
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
        self, language: str, written: str, client: Client, published: Verdict
    ) -> None:
        html = page_of(client, published, accept_language=language)
        assert f'<html lang="{language}">' in html
        assert re.search(written, html)

    def test_a_page_costs_the_same_few_queries_however_much_is_on_it(
        self,
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


class TestCorrections:
    def test_the_old_finding_stays_readable_under_the_notice(
        self, client: Client, published: Verdict, people: dict[str, User]
    ) -> None:
        html = page_of(client, corrected(published, people))
        assert "The rating has changed" in html
        earlier = html.partition("Earlier findings")[2]
        assert "It fell by three per cent." in earlier
        assert len(markup_in(html)) == 1
        assert markup_in(html)[0]["correction"][0]["text"] == "Wrong year."

    def test_the_names_of_both_who_checked_stand_below_the_corrected_check(
        self, client: Client, published: Verdict, people: dict[str, User]
    ) -> None:
        assert "reviewer, editor" in page_of(client, corrected(published, people))

    def test_a_withdrawn_check_stays_under_its_notice_without_claimreview(
        self, client: Client, published: Verdict, people: dict[str, User]
    ) -> None:
        published.withdraw(by=people["editor"], note="The table was a forgery.")
        html = page_of(client, published)
        assert "The table was a forgery." in html
        assert "It fell by three per cent." in html
        assert "No finding of ours on this claim stands." in html
        assert "<dt>Withdrawn</dt>" in html
        assert published.rating.meaning not in html
        assert markup_in(html) == []
        assert b"crime fell" not in client.get("/").content
        assert b"The table was a forgery." in client.get("/corrections/").content

    def test_a_new_check_after_a_withdrawn_one_says_what_became_of_that(
        self, client: Client, published: Verdict, people: dict[str, User]
    ) -> None:
        published.withdraw(by=people["editor"], note="The table was a forgery.")
        claim = Claim.objects.get(pk=published.claim_id)
        verdict = Verdict.objects.draft(
            claim=claim, by=people["editor"], rating=desk.rating("unproven"), summary="Who knows."
        )
        verdict.submit(by=people["editor"])
        verdict.approve(by=people["second"])
        verdict.publish(by=people["editor"])
        html = page_of(client, verdict)
        assert "An earlier version of this check was withdrawn" in html
        assert "Half true (withdrawn)" in html
        assert len(markup_in(html)) == 1

    def test_a_mended_typing_error_is_not_announced(
        self, client: Client, published: Verdict, people: dict[str, User]
    ) -> None:
        draft = published.correct(by=people["editor"], kind="typo")
        draft.edit(by=people["editor"], summary="It fell by three percent.")
        assert "checking this again" not in page_of(client, published)
        draft.submit(by=people["editor"])
        draft.publish(by=people["editor"])
        html = page_of(client, draft)
        assert "It fell by three percent." in html
        assert "Earlier findings" not in html
        assert "Updated" not in html
        assert "Second-read by</dt><dd>second<" in html
        assert b"Nothing has been corrected" in client.get("/corrections/").content

    def test_the_list_says_from_what_to_what(
        self, client: Client, published: Verdict, people: dict[str, User]
    ) -> None:
        corrected(published, people)
        html = client.get("/corrections/").content.decode()
        assert "from Half true to False" in html

    def test_the_list_costs_the_same_however_long_it_is(
        self,
        client: Client,
        people: dict[str, User],
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for _ in range(3):
            corrected(desk.verdict_in("published", **people), people)
        with django_assert_max_num_queries(2):
            client.get("/corrections/")


def test_a_copy_that_the_desk_cites_stands_for_the_page_that_is_gone(
    client: Client, published: Verdict, people: dict[str, User]
) -> None:
    evidence = published.claim.evidence.get()
    source = evidence.source
    assert source
    source.archived_url = "https://archive.example/copy"
    source.save(update_fields=["archived_url"])
    assert "archive.example" not in page_of(client, published)
    alert = Alert.objects.create(source=source, kind="dead")
    recheck.resolve(evidence, alert, by=people["author"], how="archived_copy_cited")
    html = page_of(client, published)
    assert '<p class="source"><a href="https://archive.example/copy"' in html
    assert "it stood at" in html
    assert markup_in(html)[0]["citation"][0]["archivedAt"] == "https://archive.example/copy"
    # What somebody types at the source later is another copy, which nobody has decided on.
    source.archived_url = "https://archive.example/later"
    source.save(update_fields=["archived_url"])
    assert "archive.example/later" not in page_of(client, published)


def test_a_copy_that_nobody_has_named_cannot_be_cited(
    published: Verdict, people: dict[str, User]
) -> None:
    evidence = published.claim.evidence.get()
    assert evidence.source
    alert = Alert.objects.create(source=evidence.source, kind="dead")
    with pytest.raises(ValidationError, match="archived copy") as refused:
        recheck.resolve(evidence, alert, by=people["author"], how="archived_copy_cited")
    assert "how" in refused.value.message_dict
    assert not evidence.resolutions.exists()


class TestFrontPage:
    def test_the_newest_check_comes_first(self, client: Client, people: dict[str, User]) -> None:
        verdicts = [desk.verdict_in("published", **people) for _ in range(2)]
        html = client.get("/").content.decode()
        links = re.findall(r'href="/claims/(\d+)/"', html)
        assert links == [str(verdict.claim_id) for verdict in reversed(verdicts)]

    @pytest.mark.parametrize(
        ("words", "found"),
        [("crime", True), ("CRIME 2015", True), ("three per cent", True), ("kittens", False),
         ("crime kittens", False), ("%", True), ("\0", True)],
    )  # fmt: skip
    def test_it_is_searched_by_words_of_the_claim_and_the_finding(
        self, words: str, found: bool, client: Client, published: Verdict
    ) -> None:
        html = client.get("/", {"q": words}).content.decode()
        assert (f"/claims/{published.claim_id}/" in html) == found
        if not found:
            assert "We have published nothing about this yet" in html

    def test_it_is_searched_by_claimant_as_published(
        self, client: Client, people: dict[str, User]
    ) -> None:
        verdict = desk.verdict_in("draft", **people)
        verdict.claim.set_claimants([Claimant.objects.create(name="Zoë Müller")])
        verdict.submit(by=people["author"])
        verdict.approve(by=people["second"])
        verdict.publish(by=people["editor"])
        verdict.claim.set_claimants([Claimant.objects.create(name="Ann Ashe")])
        assert f"/claims/{verdict.claim_id}/" in client.get("/", {"q": "müller"}).content.decode()
        assert f"/claims/{verdict.claim_id}/" not in client.get("/", {"q": "ashe"}).content.decode()

    def test_a_page_that_is_not_there_is_the_nearest_that_is(
        self, client: Client, published: Verdict
    ) -> None:
        for number in ("0", "99", "x"):
            assert client.get("/", {"page": number}).status_code == 200

    def test_it_costs_the_same_however_many_there_are(
        self,
        client: Client,
        people: dict[str, User],
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        for _ in range(4):
            desk.verdict_in("published", **people)
        with django_assert_max_num_queries(7):
            client.get("/")


class TestArticlePage:
    def test_it_says_how_many_were_checked_and_judges_no_others(
        self, client: Client, published: Verdict
    ) -> None:
        article = published.claim.article
        desk.new_claim(article, exact="Nobody else agreed")
        dismissed = desk.new_claim(article, exact="The mayor said")
        Claim.objects.filter(pk=dismissed.pk).update(
            status="dismissed", dismiss_reason="extraction_error"
        )
        html = client.get(f"/articles/{published.claim.article_id}/").content.decode()
        assert "1 of 2 statements checked; no judgement on the rest." in html

    def test_it_quotes_the_sentence_and_not_the_article(
        self, client: Client, published: Verdict
    ) -> None:
        html = client.get(f"/articles/{published.claim.article_id}/").content.decode()
        assert "<mark>crime fell by 5% in 2015</mark>" in html
        assert "The mayor said on Monday that" in html
        assert "Nobody else agreed" not in html

    def test_the_whole_text_is_shown_only_where_it_is_ours(
        self, client: Client, published: Verdict
    ) -> None:
        Article.objects.update(ours=True)
        html = client.get(f"/articles/{published.claim.article_id}/").content.decode()
        assert "Nobody else agreed" in html
        assert html.count(f'<a href="/claims/{published.claim_id}/">crime fell') == 1

    def test_it_costs_the_same_however_many_claims_it_has(
        self,
        client: Client,
        people: dict[str, User],
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        article = desk.new_article(text=" ".join(f"Number {n} is odd." for n in range(60)))
        article.ours = True
        article.save()
        for number in range(60):
            desk.new_claim(article, exact=f"Number {number} is")
        for claim in list(article.claims.all()[:3]):
            claim.accept(by=people["author"])
            claim.take(by=people["author"])
            verdict = desk.submitted(claim, by=people["author"])
            verdict.approve(by=people["second"])
            verdict.publish(by=people["editor"])
        with django_assert_max_num_queries(8):
            html = client.get(f"/articles/{article.pk}/").content.decode()
        assert "3 of 60 statements checked" in html


class TestComplaints:
    def send(self, client: Client, verdict: Verdict, **words: str) -> Any:
        fields = {"text": "The year is wrong.", "contact": "", "website": ""} | words
        return client.post(f"/claims/{verdict.claim_id}/report/", fields)

    def test_a_readers_report_reaches_the_desk(self, client: Client, published: Verdict) -> None:
        response = self.send(client, published, contact="ann@example.org")
        assert response.status_code == 302
        assert b"Thank you" in client.get(response.url).content
        complaint = Complaint.objects.get()
        assert (complaint.verdict, complaint.state) == (published, "new")
        assert complaint.contact == "ann@example.org"
        assert "The year is wrong" not in page_of(client, published)

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            ({"text": "  "}, "Say what is wrong"),
            ({"text": "x" * 5001}, "at most 5000"),
            ({"contact": "nobody"}, "not an e-mail address"),
        ],
    )
    def test_bad_input_is_said_beside_the_field_and_what_was_written_survives(
        self, words: dict[str, str], sentence: str, client: Client, published: Verdict
    ) -> None:
        response = self.send(client, published, **words)
        assert response.status_code == 400
        html = response.content.decode()
        assert sentence in html
        assert 'aria-invalid="true"' in html
        assert not Complaint.objects.exists()

    def test_a_machine_that_fills_in_everything_is_thanked_and_forgotten(
        self, client: Client, published: Verdict
    ) -> None:
        assert self.send(client, published, website="https://spam.example").status_code == 302
        assert not Complaint.objects.exists()

    def test_nobody_sends_it_all_day(self, client: Client, published: Verdict) -> None:
        codes = [self.send(client, published).status_code for _ in range(11)]
        assert codes == [302] * 10 + [429]
        assert Complaint.objects.count() == 10

    @pytest.mark.parametrize(
        "headers",
        [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "null"}],
    )
    def test_another_site_cannot_send_it_for_its_readers(
        self, headers: dict[str, str], client: Client, published: Verdict
    ) -> None:
        path = f"/claims/{published.claim_id}/report/"
        assert client.post(path, {"text": "Spam"}, headers=headers).status_code == 403
        assert not Complaint.objects.exists()

    def test_there_is_nothing_to_report_on_what_is_not_published(
        self, client: Client, people: dict[str, User]
    ) -> None:
        verdict = desk.verdict_in("approved", **people)
        assert self.send(client, verdict).status_code == 404

    def test_the_form_stands_on_the_page_of_the_check(
        self, client: Client, published: Verdict
    ) -> None:
        path = f"/claims/{published.claim_id}/report/"
        assert client.get(path).status_code == 405
        assert f'action="{path}"' in page_of(client, published)


class TestOwnPages:
    def test_the_desk_writes_them(self, client: Client, editor: User) -> None:
        page = Page.objects.get(slug="about")
        page.edit(by=editor, title="Who we are", text="# Money\nA fund pays.\n\n- one\n- two")
        html = client.get("/about/").content.decode()
        for written in (
            "Who we are",
            "<h2>Money</h2>",
            "<p>A fund pays.</p>",
            "<li>two</li>",
        ):
            assert written in html

    def test_only_editors_write_them(self, reviewer: User) -> None:
        with pytest.raises(WrongPerson):
            Page.objects.get(slug="about").edit(by=reviewer, title="Mine", text="Mine")

    def test_the_methodology_lists_every_rating_in_use_with_its_meaning(
        self, client: Client, db: None
    ) -> None:
        html = client.get("/methodology/").content.decode()
        for label in ("Mostly true", "Unproven", "Altered quote"):
            assert label in html
        assert html.index("Is it true?") < html.index("Did they say it?")

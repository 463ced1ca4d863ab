"""The admin's forms: they save by the verbs, and lose nobody's text."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims.models import Article, Claim, Claimant, Evidence, Page, Preference, Verdict
from tests.desk import TEXT, attach, drafted, new_article, new_claim, rating


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def claim_form(claim: Claim, **changes: str) -> dict[str, str]:
    return {
        "text": claim.text,
        "claimant_text": claim.claimant_text,
        "cue": claim.cue,
        "kind": claim.kind,
        "kind_of_claim": claim.kind_of_claim,
        "version": str(claim.version),
        **changes,
    }


def change_page(row: Claim | Verdict | Evidence | Article | Claimant | Page) -> str:
    return reverse(f"admin:claims_{row._meta.model_name}_change", args=[row.pk])


ARTICLE = {"kind": "news", "title": "", "text": TEXT}


def test_a_pasted_text_becomes_an_article(reviewer: User) -> None:
    answer = browser(reviewer).post(reverse("admin:claims_article_add"), ARTICLE)
    assert answer.status_code == 302
    article = Article.objects.get()
    # To where its claims are about to appear.
    assert answer.headers["Location"] == reverse("desk:article", args=[article.pk])
    assert article.created_by == reviewer
    assert article.current_revision.text == TEXT


def test_an_address_becomes_an_article_that_waits_for_its_page(reviewer: User) -> None:
    given = {**ARTICLE, "text": "", "url": "https://example.org/crime"}
    answer = browser(reviewer).post(reverse("admin:claims_article_add"), given)
    article = Article.objects.get()
    assert article.awaits_text
    assert answer.headers["Location"] == reverse("desk:article", args=[article.pk])
    page = browser(reviewer).get(change_page(article))
    assert "Waiting to be fetched" in page.content.decode()


def test_a_double_click_adds_one_article(reviewer: User) -> None:
    client = browser(reviewer)
    page = client.get(reverse("admin:claims_article_add"))
    key = str(page.context["adminform"].form["this_form"].value())
    other = client.get(reverse("admin:claims_article_add"))
    assert str(other.context["adminform"].form["this_form"].value()) != key
    sent = [
        client.post(reverse("admin:claims_article_add"), {**ARTICLE, "this_form": key})
        for _ in range(2)
    ]
    assert sent[0].headers["Location"] == sent[1].headers["Location"]
    assert Article.objects.count() == 1


@pytest.mark.parametrize("name", ["speech.txt", "speech.md"])
def test_a_file_becomes_an_article(reviewer: User, name: str) -> None:
    upload = SimpleUploadedFile(name, TEXT.encode())
    answer = browser(reviewer).post(
        reverse("admin:claims_article_add"), {**ARTICLE, "text": "", "upload": upload}
    )
    assert answer.status_code == 302
    assert Article.objects.get().current_revision.text == TEXT


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"text": ""}, "text", "Paste the text, choose a file, or give the address"),
        ({"text": "12 + 12"}, "text", "There is no sentence in this text."),
        ({"url": "javascript:alert(1)"}, "url", "valid URL"),
        ({"title": "x" * 10_000}, "title", "at most 500 characters"),
        ({"published_at_0": "31/31/2026"}, "published_at", "valid date"),
    ],
)
def test_a_bad_article_names_the_field_and_saves_nothing(
    reviewer: User, given: dict[str, str], field: str, sentence: str
) -> None:
    answer = browser(reviewer).post(reverse("admin:claims_article_add"), {**ARTICLE, **given})
    assert answer.status_code == 200
    assert sentence in str(answer.context["errors"])
    assert field in answer.context["adminform"].form.errors
    assert not Article.objects.exists()


def test_a_file_that_cannot_be_read_says_why(reviewer: User) -> None:
    upload = SimpleUploadedFile("setup.exe", b"MZ")
    answer = browser(reviewer).post(
        reverse("admin:claims_article_add"), {**ARTICLE, "text": "", "upload": upload}
    )
    assert "cannot be read" in str(answer.context["adminform"].form.errors["upload"])


def test_an_articles_details_can_be_put_right(reviewer: User) -> None:
    article = new_article()
    browser(reviewer).post(change_page(article), {"kind": "speech", "title": "Crime is falling"})
    article.refresh_from_db()
    assert (article.title, article.kind) == ("Crime is falling", "speech")


def test_a_claims_wording_is_edited_by_its_verb(reviewer: User) -> None:
    claim = new_claim()
    claim.confirm(by=reviewer)
    changes = claim_form(claim, text="Crime fell by 5 per cent in 2015.")
    assert browser(reviewer).post(change_page(claim), changes).status_code == 302
    claim.refresh_from_db()
    assert claim.text == "Crime fell by 5 per cent in 2015."
    # The verb takes the confirmation away, which a plain save would not.
    assert claim.confirmed_by is None
    assert claim.history.latest().history_user == reviewer


def test_a_claimant_who_is_added_comes_after_those_named_before(reviewer: User) -> None:
    claim = new_claim()
    zoe, abe = (Claimant.objects.create(name=name) for name in ("Zoe", "Abe"))
    claim.set_claimants([zoe])
    data: dict[str, object] = {**claim_form(claim), "said_by": [abe.pk, zoe.pk]}
    browser(reviewer).post(change_page(claim), data)
    assert Claim.objects.get(pk=claim.pk).speakers == [zoe, abe]


def test_a_stale_save_shows_both_versions_and_loses_neither(reviewer: User, second: User) -> None:
    claim = new_claim()
    old = claim_form(claim, text="My wording")
    claim.edit(by=second, text="Their wording")
    answer = browser(reviewer).post(change_page(claim), old)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Somebody changed this claim since you opened it" in page
    assert "It now says: “Their wording”" in page
    assert "My wording" in page
    assert Claim.objects.get(pk=claim.pk).text == "Their wording"
    # And whoever has seen both may save over it.
    again = claim_form(claim, text="My wording", version=str(claim.version))
    assert browser(reviewer).post(change_page(claim), again).status_code == 302
    assert Claim.objects.get(pk=claim.pk).text == "My wording"


def an_article() -> Article:
    return new_article("Crime falls")


def a_claimant() -> Claimant:
    return Claimant.objects.create(name="The mayor")


def a_page() -> Page:
    return Page.objects.get(slug="about")


# what is edited, its field that both change, and what else its form posts
ALSO_STALE = [
    (an_article, "title", {"kind": "news"}),
    (a_claimant, "name", {"kind": "person"}),
    (a_page, "title", {"text": "Who we are."}),
]


@pytest.mark.parametrize(("make", "field", "rest"), ALSO_STALE)
def test_no_form_takes_away_what_another_has_saved_since_it_was_opened(
    make: Callable[[], Any], field: str, rest: dict[str, str], editor: User
) -> None:
    row, client = make(), browser(editor)
    opened = {**rest, field: "Mine", "version": str(row.version)}
    assert f'name="version" value="{row.version}"' in client.get(change_page(row)).content.decode()
    theirs = {**rest, field: "Theirs", "version": str(row.version)}
    assert client.post(change_page(row), theirs).status_code == 302
    page = client.post(change_page(row), opened).content.decode()
    assert "since you opened it" in page
    assert "It now says: “Theirs”" in page
    assert 'value="Mine"' in page
    row.refresh_from_db()
    assert getattr(row, field) == "Theirs"
    again = {**rest, field: "Mine", "version": str(row.version)}
    assert client.post(change_page(row), again).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == "Mine"


def test_what_was_submitted_in_the_meantime_keeps_the_typed_text(reviewer: User) -> None:
    claim = new_claim()
    claim.accept(by=reviewer)
    form = claim_form(claim, text="A better wording")
    drafted(claim, by=reviewer).submit(by=reviewer)
    answer = browser(reviewer).post(change_page(claim), form)
    assert "is frozen" in answer.content.decode()
    assert "A better wording" in answer.content.decode()


def test_the_status_is_in_no_form(reviewer: User) -> None:
    claim = new_claim()
    browser(reviewer).post(change_page(claim), claim_form(claim, status="published", text="New"))
    assert Claim.objects.get(pk=claim.pk).status == "extracted"


def test_evidence_is_attached_to_a_claim(reviewer: User) -> None:
    claim = new_claim()
    given = {
        "claims": [claim.pk],
        "url": "https://example.org/crime",
        "stance": "refutes",
        "excerpt": "Crime rose.",
        "accessed_at_0": "2026-01-02",
        "accessed_at_1": "10:00",
    }
    answer = browser(reviewer).post(reverse("admin:claims_evidence_add"), given)
    assert answer.headers["Location"] == change_page(claim)
    evidence = claim.evidence.get()
    assert evidence.added_by == reviewer
    assert evidence.source and evidence.source.url == "https://example.org/crime"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "not a url"])
def test_evidence_without_a_web_address_is_refused_by_its_field(reviewer: User, url: str) -> None:
    claim = new_claim()
    given = {
        "claims": [claim.pk],
        "url": url,
        "stance": "context",
        "accessed_at_0": "2026-01-02",
        "accessed_at_1": "10:00",
    }
    answer = browser(reviewer).post(reverse("admin:claims_evidence_add"), given)
    assert "url" in answer.context["adminform"].form.errors
    assert not Evidence.objects.exists()


def test_evidence_of_nothing_is_refused(reviewer: User) -> None:
    given = {
        "claims": [new_claim().pk],
        "stance": "context",
        "accessed_at_0": "2026-01-02",
        "accessed_at_1": "10:00",
    }
    answer = browser(reviewer).post(reverse("admin:claims_evidence_add"), given)
    assert "exactly one of them" in answer.content.decode()


def test_a_verdict_is_drafted_and_takes_the_claim(reviewer: User) -> None:
    claim = new_claim()
    claim.accept(by=reviewer)
    attach(claim, by=reviewer)
    given = {
        "claim": claim.pk,
        "question": "substance",
        "rating": rating("false").pk,
        "summary": "It rose.",
    }
    answer = browser(reviewer).post(reverse("admin:claims_verdict_add"), given)
    assert answer.status_code == 302
    verdict = Verdict.objects.get()
    assert verdict.author == reviewer
    assert Claim.objects.get(pk=claim.pk).assignee == reviewer


def test_a_second_verdict_in_work_is_refused_with_a_sentence(reviewer: User) -> None:
    claim = new_claim()
    claim.accept(by=reviewer)
    drafted(claim, by=reviewer)
    given = {
        "claim": claim.pk,
        "question": "substance",
        "rating": rating("false").pk,
        "summary": "It rose.",
    }
    answer = browser(reviewer).post(reverse("admin:claims_verdict_add"), given)
    assert "A verdict on this claim is in work already" in answer.content.decode()
    assert Verdict.objects.count() == 1


def test_markup_in_a_field_is_shown_as_text(reviewer: User) -> None:
    claim = new_claim()
    claim.edit(by=reviewer, text="<script>alert(1)</script>", claimant_text="<b>bold</b>")
    for address in (change_page(claim), reverse("admin:claims_claim_changelist")):
        page = browser(reviewer).get(address).content.decode()
        assert "<script>alert(1)" not in page
        assert "<b>bold</b>" not in page


@pytest.mark.parametrize("zone", ["", "America/New_York"])
def test_a_due_time_that_was_not_touched_does_not_change(reviewer: User, zone: str) -> None:
    at = dt.datetime(2026, 3, 1, 10, 20, 30, 123456, tzinfo=dt.UTC)
    Preference.objects.create(user=reviewer, time_zone=zone)
    article = new_article()
    Article.objects.update(due_at=at)
    claim = new_claim(article)
    Claim.objects.update(due_at=at)
    client = browser(reviewer)
    for row in (article, claim):
        html = client.get(change_page(row)).content.decode()
        boxes = re.findall(r'<input[^>]*name="due_at_[01]"[^>]*>', html)
        assert len(boxes) == 2
        given = {
            f"due_at_{n}": box.split('value="')[1].split('"')[0] for n, box in enumerate(boxes)
        }
        if isinstance(row, Claim):
            given |= claim_form(row, text="Crime fell")
        else:
            given |= {"kind": "news", "title": "Crime is falling"}
        client.post(change_page(row), given)
        row.refresh_from_db()
        assert row.due_at == at
    assert (article.title, claim.text) == ("Crime is falling", "Crime fell")

"""The reading view: what it shows, who may see it, and how it answers its script."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from claims import intake
from claims.models import Article, Claim, Claimant, Revision, StatusChange
from claims.refusals import WrongPerson
from tests.desk import TEXT, new_article, new_claim

LONG = " ".join(f"In {1900 + n} the town counted {n} wells." for n in range(500))
JSON = {"accept": "application/json"}
QUERIES_OF_THE_PAGE = 16
QUERIES_OF_THE_BOARD = 15


def numbered(article: Article, count: int) -> list[Claim]:
    """So many claims, one a sentence, each with a claimant of its own."""
    revision = article.current_revision
    sentences = [s + "." for s in revision.text.split(". ")][:count]
    made = []
    for n, sentence in enumerate(sentences):
        start = revision.text.index(sentence.rstrip("."))
        quote = revision.quote(start, start + len(sentence) - 1)
        claim = Claim.objects.create(
            article=article, revision=revision, text=sentence, method="rules", **quote
        )
        claim.set_claimants([Claimant.objects.create(name=f"Person {n}")])
        made.append(claim)
    return made


def page_of(article: Article) -> str:
    return reverse("desk:article", args=[article.pk])


def act(client: Client, claim: Claim, verb: str, **fields: Any) -> Any:
    return client.post(reverse("desk:act", args=[claim.pk, verb]), fields, headers=JSON)


def board(client: Client, article: Article, etag: str = "") -> Any:
    return client.get(reverse("desk:board", args=[article.pk]), HTTP_IF_NONE_MATCH=etag)


# Who may see it.


def test_somebody_logged_out_is_sent_to_the_log_in(client: Client, db: None) -> None:
    response = client.get(page_of(new_article()))
    assert response.status_code == 302
    assert "/admin/login/" in response.headers["Location"]


def test_an_outsider_does_not_see_the_page(client: Client, outsider: User) -> None:
    client.force_login(outsider)
    assert client.get(page_of(new_article())).status_code in {302, 403}


def test_a_script_whose_log_in_expired_is_told_so(client: Client, db: None) -> None:
    claim = new_claim()
    response = act(client, claim, "accept")
    assert (response.status_code, claim.status) == (401, "extracted")
    assert "logged out" in response.json()["detail"]
    assert board(client, claim.article or new_article()).status_code == 401


def test_a_withdrawn_permission_is_noticed_at_the_next_key(desk: Client, reviewer: User) -> None:
    claim = new_claim()
    reviewer.groups.clear()
    assert act(desk, claim, "accept").status_code == 403


# What it shows.


def test_the_text_has_its_claims_marked_and_numbered(desk: Client) -> None:
    claim = new_claim()
    html = desk.get(page_of(claim.article or new_article())).content.decode()
    assert f'class="mark is-extracted layer-0" data-claim="{claim.pk}"' in html
    assert f'href="#claim-{claim.pk}"' in html
    assert "The mayor said on Monday that " in html


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", "&lt;b&gt;", '"><img src=x>'])
def test_markup_is_shown_as_text(desk: Client, evil: str) -> None:
    article = new_article(title=evil, text=f"{evil} fell by 5% in 2015.")
    claim = new_claim(article, exact=f"{evil} fell")
    claim.claimant_text = claim.cue = evil
    claim.save()
    claim.set_claimants([Claimant.objects.create(name=evil)])
    html = desk.get(page_of(article)).content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html


@pytest.mark.parametrize("count", [1, 60])
def test_the_page_takes_as_many_queries_for_one_claim_as_for_sixty(
    desk: Client, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    article = new_article(text=LONG)
    numbered(article, count)
    desk.get(page_of(article))  # The content types and permissions are read once.
    with django_assert_max_num_queries(QUERIES_OF_THE_PAGE):
        assert desk.get(page_of(article)).status_code == 200
    with django_assert_max_num_queries(QUERIES_OF_THE_BOARD):
        assert board(desk, article).status_code == 200


def test_five_hundred_claims_fit_into_the_weight_of_a_page(desk: Client) -> None:
    article = new_article(text=LONG)
    assert len(numbered(article, 500)) == 500
    response = desk.get(page_of(article), HTTP_ACCEPT_ENCODING="gzip")
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) < 150_000


def test_an_article_without_claims_says_what_to_do(desk: Client) -> None:
    html = desk.get(page_of(new_article())).content.decode()
    assert "No claims in this text yet." in html
    assert "Make this a claim" in html


def test_a_claim_of_three_hundred_words_over_three_paragraphs_is_shown_whole(desk: Client) -> None:
    text = "\n\n".join(" ".join(f"word{n}" for n in range(part * 100, part * 100 + 100))
                       for part in range(3))  # fmt: skip
    article = new_article(text=text)
    claim = new_claim(article, exact=text)
    html = desk.get(page_of(article)).content.decode()
    assert html.count(f'layer-0" data-claim="{claim.pk}"') == 3
    assert html.count(f'href="#claim-{claim.pk}"') == 1


def test_unlikely_claims_are_folded(desk: Client) -> None:
    claim = new_claim()
    Claim.objects.update(check_worthiness=0.01)
    html = desk.get(page_of(claim.article or new_article())).content.decode()
    assert "1 unlikely" in html


@pytest.mark.parametrize(("verb", "group"), [("dismiss", "unlikely"), ("accept", "likely")])
def test_a_dismissed_claim_stays_where_the_next_key_finds_its_neighbour(
    verb: str, group: str, desk: Client, reviewer: User
) -> None:
    claim = new_claim()
    Claim.objects.update(check_worthiness=0.01)
    given = {"reason": "opinion"} if verb == "dismiss" else {}
    getattr(claim, verb)(by=reviewer, **given)
    html = desk.get(page_of(claim.article or new_article())).content.decode()
    cards = html.partition(f'data-group="{group}"')[2].partition("</ol>")[0]
    assert f'id="claim-{claim.pk}"' in cards


def test_a_claim_of_an_earlier_text_is_listed_apart(desk: Client) -> None:
    claim = new_claim()
    article = claim.article or new_article()
    text = "Nothing of this is left."
    Revision.objects.create(article=article, text=text, sha256=Revision.digest(text))
    html = desk.get(page_of(article)).content.decode()
    assert "1 not in this text" in html
    assert "Nothing of this is left." in html


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("pending", "Waiting."),
        ("running", "Finding claims"),
        ("failed", "could not read this text"),
    ],
)
def test_the_state_of_the_extraction_is_said(desk: Client, state: str, words: str) -> None:
    article = new_article()
    Article.objects.update(extraction_state=state, extraction_error="Too long.")
    parts = board(desk, article).json()["parts"]
    assert words in parts["state"]
    assert ("Try again" in parts["state"]) == (state == "failed")


def test_a_failed_extraction_is_tried_again(desk: Client) -> None:
    article = new_article()
    Article.objects.update(extraction_state="failed")
    response = desk.post(reverse("desk:retry", args=[article.pk]), headers=JSON)
    article.refresh_from_db()
    assert (response.status_code, article.extraction_state) == (200, "pending")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("pending", "Waiting to be fetched."),
        ("running", "Fetching the page"),
        ("failed", "The page could not be read."),
    ],
)
def test_the_state_of_the_fetching_is_said_where_the_page_is_given_by_its_address(
    desk: Client, state: str, words: str
) -> None:
    article = intake.add_article(by=None, url="https://example.org/crime")
    Article.objects.update(extraction_state=state, extraction_error="The site is gone.")
    html = desk.get(page_of(article)).content.decode()
    assert words in html
    assert "Paste the text instead" in html
    assert "No claims without a text." in html
    assert ("Try again" in html) == (state == "failed")
    response = desk.post(reverse("desk:retry", args=[article.pk]), headers=JSON)
    assert response.status_code == (200 if state == "failed" else 409)


def test_an_address_that_was_taken_in_before_says_so(desk: Client) -> None:
    url = "https://example.org/crime"
    first, second = (intake.add_article(by=None, url=url) for _ in range(2))
    other = intake.add_article(by=None, url="https://example.org/other")
    for article, told in ((first, False), (second, True), (other, False)):
        html = desk.get(page_of(article)).content.decode()
        assert ("Taken in before" in html) is told
    assert f'href="{page_of(first)}"' in desk.get(page_of(second)).content.decode()


def test_the_text_of_a_page_that_cannot_be_read_is_pasted_where_it_is_missed(
    desk: Client, reviewer: User, outsider: User
) -> None:
    article = intake.add_article(by=None, url="https://example.org/crime")
    address = reverse("desk:give_text", args=[article.pk])
    for text, words in ((" ", "empty"), ("12 %", "no sentence"), ("a\0b", "NUL")):
        response = desk.post(address, {"text": text}, headers=JSON)
        assert response.status_code == 400
        assert words in response.json()["errors"]["text"][0]
    assert desk.post(address, {"text": TEXT}, headers=JSON).status_code == 200
    assert article.current_revision.text == TEXT
    assert desk.post(address, {"text": TEXT}, headers=JSON).status_code == 409
    html = desk.get(page_of(article)).content.decode()
    assert "Paste the text instead" not in html
    stranger = Client()
    stranger.force_login(outsider)
    assert stranger.post(address, {"text": TEXT}, headers=JSON).status_code == 401


# The board keeps itself new.


def test_an_unchanged_board_is_not_sent_again(desk: Client) -> None:
    claim = new_claim()
    article = claim.article or new_article()
    first = board(desk, article)
    assert board(desk, article, first.headers["ETag"]).status_code == 304


@pytest.mark.parametrize("verb", ["accept", "confirm"])
def test_a_change_by_anybody_is_sent(desk: Client, second: User, verb: str) -> None:
    claim = new_claim()
    article = claim.article or new_article()
    first = board(desk, article)
    getattr(claim, verb)(by=second)
    assert board(desk, article, first.headers["ETag"]).status_code == 200


# Triage.


def test_each_verb_of_triage_is_done(desk: Client, reviewer: User) -> None:
    claim = new_claim()
    for verb in ("accept", "take", "confirm"):
        assert act(desk, claim, verb).status_code == 200
    claim.refresh_from_db()
    assert (claim.status, claim.assignee, claim.confirmed_by) == (
        "in_progress", reviewer, reviewer,
    )  # fmt: skip


def test_a_refusal_says_why_and_changes_nothing(desk: Client, second: User) -> None:
    claim = new_claim()
    claim.accept(by=second)
    claim.take(by=second)
    for verb, fields in [("take", {}), ("dismiss", {"reason": "opinion"}), ("release", {})]:
        response = act(desk, claim, verb, **fields)
        assert response.status_code in {403, 409}
        assert response.json()["detail"]
    assert StatusChange.objects.count() == 2


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("dismiss", {}),
        ("dismiss", {"reason": "bored"}),
        ("merge_into", {}),
        ("merge_into", {"into": "9" * 40}),
        ("delete", {}),
        ("save", {}),
    ],
)
def test_what_is_no_verb_or_lacks_something_is_400(
    desk: Client, verb: str, fields: dict[str, str]
) -> None:
    assert act(desk, new_claim(), verb, **fields).status_code == 400


def test_a_verb_is_not_done_by_looking(desk: Client) -> None:
    claim = new_claim()
    response = desk.get(reverse("desk:act", args=[claim.pk, "accept"]))
    assert response.status_code == 405


def test_without_a_script_a_button_leads_back_with_a_message(desk: Client) -> None:
    claim = new_claim()
    response = desk.post(reverse("desk:act", args=[claim.pk, "accept"]), follow=True)
    assert "Accepted: to check." in response.content.decode()


def test_a_duplicate_is_merged_and_parted_again(desk: Client) -> None:
    article = new_article()
    one, other = new_claim(article), new_claim(article, exact="Nobody else agreed")
    query = {"q": "crime fell", "article": str(article.pk), "except": str(other.pk)}
    found = desk.get(reverse("desk:find"), query)
    assert [line["id"] for line in found.json()["results"]] == [one.pk]
    assert act(desk, other, "merge_into", into=one.pk).status_code == 200
    other.refresh_from_db()
    assert other.canonical == one
    assert act(desk, other, "unmerge").status_code == 200


def test_the_form_of_a_claim_that_another_has_is_not_opened(desk: Client, second: User) -> None:
    claim = new_claim()
    address = reverse("desk:edit", args=[claim.pk])
    assert desk.get(address, headers=JSON).status_code == 200
    claim.accept(by=second)
    claim.take(by=second)
    response = desk.get(address, headers=JSON)
    assert response.status_code == 403
    assert "is working on this claim" in response.json()["detail"]


# Marking words in the text.


def mark(client: Client, article: Article, **fields: Any) -> Any:
    return client.post(reverse("desk:mark", args=[article.pk]), fields, headers=JSON)


def test_selected_words_become_a_claim(desk: Client, reviewer: User) -> None:
    article = new_article()
    start = TEXT.index("Nobody")
    response = mark(desk, article, start=start - 1, end=len(TEXT) - 1)
    claim = Claim.objects.get(pk=response.json()["claim"])
    assert (claim.exact, claim.start, claim.status) == ("Nobody else agreed", start, "extracted")
    assert (claim.created_by, claim.method) == (reviewer, "")


def test_words_typed_in_are_found_where_they_stand_once(desk: Client) -> None:
    article = new_article(text="It rained. It rained. The roof held.")
    assert mark(desk, article, exact="The roof held").status_code == 200
    for words, sentence in [("It rained", "more than once"), ("It snowed", "do not stand")]:
        response = mark(desk, article, exact=words)
        assert response.status_code == 400
        assert sentence in response.json()["detail"]


def test_a_claim_cut_out_of_another_has_its_speaker(reviewer: User) -> None:
    outer = new_claim()
    mayor = Claimant.objects.create(name="The mayor of the town")
    outer.set_claimants([mayor])
    assert outer.revision is not None
    start = outer.start or 0
    inner = Claim.objects.mark(outer.revision, start, start + 5, by=reviewer)
    assert (inner.exact, inner.kind, inner.cue) == ("crime", outer.kind, "said")
    assert inner.speakers == [mayor]


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (5, 5), (9, 3), (0, 10_000), (52, 53)])
def test_offsets_without_words_are_refused(reviewer: User, start: int, end: int) -> None:
    text = TEXT[:52] + " \n" + TEXT[54:]
    revision = new_article(text=text).current_revision
    with pytest.raises(ValidationError):
        Claim.objects.mark(revision, start, end, by=reviewer)


def test_the_same_words_are_marked_once(desk: Client) -> None:
    article = new_article()
    assert mark(desk, article, start=0, end=9).status_code == 200
    assert mark(desk, article, start=0, end=9).status_code == 400
    assert mark(desk, article, start="a", end="").status_code == 400


def test_an_outsider_marks_nothing(outsider: User) -> None:
    with pytest.raises(WrongPerson):
        Claim.objects.mark(new_article().current_revision, 0, 9, by=outsider)


# Mending in place.


def edit(client: Client, claim: Claim, **fields: Any) -> Any:
    return client.post(reverse("desk:edit", args=[claim.pk]), fields, headers=JSON)


def test_wording_and_attribution_are_mended(desk: Client) -> None:
    claim = new_claim()
    known = Claimant.objects.create(name="Ada Byron")
    form = desk.get(reverse("desk:edit", args=[claim.pk])).content.decode()
    assert "crime fell by 5% in 2015" in form
    response = edit(
        desk, claim, version=1, text="Crime fell by 5%", kind="mixed", said_on="2015-03-02",
        claimants_given=1, claimants=[known.pk, "new:organization:The  Town: Council"],
    )  # fmt: skip
    claim.refresh_from_db()
    assert response.status_code == 200
    assert (claim.text, claim.kind, str(claim.said_on)) == (
        "Crime fell by 5%", "mixed", "2015-03-02",
    )  # fmt: skip
    names = [(who.name, who.kind) for who in claim.speakers]
    assert names == [("Ada Byron", "person"), ("The Town: Council", "organization")]


def test_a_stale_save_gets_both_versions(desk: Client, second: User) -> None:
    claim = new_claim()
    claim.edit(by=second, text="Their wording")
    response = edit(desk, claim, version=1, text="My wording")
    assert response.status_code == 412
    assert response.json()["theirs"]["text"] == "Their wording"
    again = edit(desk, claim, version=response.json()["version"], text="My wording")
    assert again.status_code == 200


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"text": ""}, "text"),
        ({"kind": "shouted"}, "kind"),
        ({"said_on": "yesterday"}, "said_on"),
        ({"claimants_given": 1, "claimants": "new:person:" + "x" * 301}, "claimants"),
        ({"claimants_given": 1, "claimants": "new:ghost:Hamlet"}, "claimants"),
    ],
)
def test_bad_input_names_its_field_and_leaves_nothing(
    desk: Client, fields: dict[str, Any], name: str
) -> None:
    claim = new_claim()
    response = edit(desk, claim, version=1, **fields)
    assert response.status_code == 400
    assert name in response.json()["errors"]
    assert Claim.objects.get(pk=claim.pk).version == 1
    assert not Claimant.objects.exists()


def test_a_form_that_changes_nothing_leaves_the_confirmation(desk: Client, reviewer: User) -> None:
    claim = new_claim()
    claim.confirm(by=reviewer)
    edit(desk, claim, version=2, text=claim.text, kind=claim.kind, cue=claim.cue)
    claim.refresh_from_db()
    assert claim.confirmed_by == reviewer


def test_claimants_are_suggested_while_somebody_types(desk: Client) -> None:
    Claimant.objects.create(name="Ada Byron", description="Countess")
    response = desk.get(reverse("desk:claimants"), {"q": "byr"})
    (one,) = json.loads(response.content)["results"]
    assert (one["text"], one["detail"]) == ("Ada Byron", "Countess")
    assert desk.get(reverse("desk:claimants")).json()["results"] == []

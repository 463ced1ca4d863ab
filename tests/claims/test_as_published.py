"""Readers' lists and pages of articles and claimants: as frozen, whatever the desk does next."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client

from claims.models import Article, Claim, Claimant, ShownClaimant, Verdict
from tests import desk
from tests.api import Api, problem


@pytest.fixture
def people(reviewer: User, second: User, editor: User) -> dict[str, User]:
    return {"author": reviewer, "second": second, "editor": editor}


@pytest.fixture
def ada(db: None) -> Claimant:
    return Claimant.objects.create(name="Ada Byron", description="Minister")


@pytest.fixture
def published(people: dict[str, User], ada: Claimant) -> Verdict:
    verdict = desk.verdict_in("draft", **people)
    assert verdict.claim.article
    verdict.claim.article.edit(by=people["author"], outlet="The Gazette", author="Ann Writer")
    verdict.claim.set_claimants([ada])
    return publish(verdict, people)


def publish(verdict: Verdict, people: dict[str, User]) -> Verdict:
    verdict.submit(by=verdict.author)
    verdict.approve(by=people["second"])
    verdict.publish(by=people["editor"])
    return verdict


def corrected(verdict: Verdict, people: dict[str, User]) -> Verdict:
    draft = verdict.correct(by=people["editor"], kind="update", note="New figures.")
    return publish(draft, people)


def rows(api: Api, path: str) -> list[dict[str, Any]]:
    answer = api.get(path)
    assert answer.status_code == 200, answer.content
    return list(answer.json()["results"])


class TestArticles:
    def rename(self, verdict: Verdict, by: User) -> Article:
        article = Article.objects.get(claims=verdict.claim_id)
        article.edit(by=by, title="Secret title", outlet="Secret Post", author="Secret Writer")
        return article

    def test_what_is_put_right_later_shows_with_the_next_check(
        self, client: Client, api: Api, published: Verdict, people: dict[str, User]
    ) -> None:
        article = self.rename(published, people["author"])
        page = f"/articles/{article.pk}/"
        assert "ecret" not in client.get(page).content.decode()
        for words in ("Crime falls", "The Gazette", "Ann Writer"):
            assert words in client.get(page).content.decode()
        (row,) = rows(api, "articles/")
        assert (row["title"], row["outlet"], row["author"]) == (
            "Crime falls", "The Gazette", "Ann Writer",
        )  # fmt: skip
        assert api.get(f"articles/{article.pk}/").json()["title"] == "Crime falls"
        corrected(published, people)
        assert "Secret title" in client.get(page).content.decode()
        assert rows(api, "articles/")[0]["outlet"] == "Secret Post"

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("outlet=the+gazette", True), ("outlet=Secret+Post", False),
            ("search=crime", True), ("search=writer", True), ("search=secret", False),
            ("published_after=2000-01-01", False), ("language=en", True),
            ("ordering=-published_on", True), ("ordering=published_title", True),
        ],
    )  # fmt: skip
    def test_lists_are_searched_by_what_was_published(
        self, query: str, found: bool, api: Api, published: Verdict, people: dict[str, User]
    ) -> None:
        self.rename(published, people["author"])
        assert bool(rows(api, f"articles/?{query}")) is found

    def test_the_day_of_an_article_is_a_filter(self, api: Api, people: dict[str, User]) -> None:
        verdict = desk.verdict_in("draft", **people)
        Article.objects.update(published_at="2024-03-06T09:00:00Z")
        verdict = Verdict.objects.get(pk=verdict.pk)
        publish(verdict, people)
        assert rows(api, "articles/?published_after=2024-03-06")[0]["published_on"] == "2024-03-06"
        assert rows(api, "articles/?published_before=2024-03-07")
        assert not rows(api, "articles/?published_before=2024-03-06")
        assert not rows(api, "articles/?published_after=2024-03-07")
        errors = problem(api.get("articles/?published_after=soon"), 400)["errors"]
        assert "published_after" in errors

    def test_claims_are_filtered_by_the_outlet_that_was_published(
        self, api: Api, published: Verdict, people: dict[str, User]
    ) -> None:
        self.rename(published, people["author"])
        assert rows(api, "claims/?outlet=the+gazette")
        assert not rows(api, "claims/?outlet=secret+post")


class TestClaimants:
    def test_a_claimant_is_shown_as_the_newest_check_names_them(
        self, api: Api, ada: Claimant, published: Verdict, people: dict[str, User]
    ) -> None:
        ada.edit(by=people["author"], name="Secret name", description="Secret role")
        (row,) = rows(api, "claimants/")
        assert row == {
            "id": ada.pk, "name": "Ada Byron", "kind": "person", "description": "Minister",
            "same_as": "",
        }  # fmt: skip
        assert rows(api, "claimants/?search=minister")
        assert not rows(api, "claimants/?search=secret")
        assert api.get(f"claimants/{ada.pk}/").json() == row
        corrected(published, people)
        assert rows(api, "claimants/")[0]["name"] == "Secret name"

    def test_whom_the_desk_names_next_is_not_known_to_readers(
        self, api: Api, ada: Claimant, published: Verdict, people: dict[str, User]
    ) -> None:
        bob = Claimant.objects.create(name="Bob Secret")
        published.correct(by=people["editor"], kind="update", note="It was Bob.")
        claim = Claim.objects.get(pk=published.claim_id)
        claim.edit(by=people["editor"], claimants=[bob])
        assert [row["name"] for row in rows(api, "claimants/")] == ["Ada Byron"]
        problem(api.get(f"claimants/{bob.pk}/"), 404)
        assert rows(api, f"claims/?claimant={ada.pk}")
        problem(api.get(f"claims/?claimant={bob.pk}"), 400)

    @pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
    def test_nobody_is_named_by_what_is_not_published(
        self, state: str, api: Api, ada: Claimant, people: dict[str, User]
    ) -> None:
        verdict = desk.verdict_in("draft", **people)
        verdict.claim.set_claimants([ada])
        if state != "draft":
            verdict.submit(by=people["author"])
        if state == "approved":
            verdict.approve(by=people["second"])
        assert rows(api, "claimants/") == []

    def test_two_that_become_one_stay_as_they_were_published(
        self, api: Api, ada: Claimant, published: Verdict, people: dict[str, User]
    ) -> None:
        countess = Claimant.objects.create(name="The Countess of Lovelace")
        ada.merge_into(countess, by=people["author"])
        (row,) = rows(api, "claimants/")
        assert (row["id"], row["name"]) == (countess.pk, "Ada Byron")

    def test_a_mended_typing_error_names_whom_the_check_before_named(
        self, api: Api, ada: Claimant, published: Verdict, people: dict[str, User]
    ) -> None:
        ada.edit(by=people["author"], name="Secret name")
        draft = published.correct(by=people["editor"], kind="typo")
        draft.edit(by=people["editor"], summary="It fell by three percent.")
        draft.submit(by=people["editor"])
        draft.publish(by=people["editor"])
        assert rows(api, "claimants/")[0]["name"] == "Ada Byron"

    def test_what_was_frozen_before_is_found_by_its_names(
        self, api: Api, ada: Claimant, published: Verdict
    ) -> None:
        before = list(ShownClaimant.objects.values("verdict", "claimant", "name", "description"))
        ShownClaimant.objects.all().delete()
        assert rows(api, "claimants/") == []
        migration = import_module("claims.migrations.0012_claimants_as_they_were_published")
        migration.fill(apps, None)
        after = ShownClaimant.objects.values("verdict", "claimant", "name", "description")
        assert list(after) == before
        assert rows(api, "claimants/")[0]["id"] == ada.pk

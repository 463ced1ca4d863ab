"""Whatever the keys of the reading view do, `u` undoes, the last first."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from claims.models import Article, Claim, Claimant
from tests.desk import new_article, new_claim

JSON = {"Accept": "application/json"}


@pytest.fixture
def editors_desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def send(client: Client, address: str, fields: dict[str, Any]) -> Any:
    response = client.post(address, fields, headers=JSON)
    assert response.status_code == 200, response.content
    return response.json()


def act(client: Client, claim: Claim, verb: str, **fields: Any) -> Any:
    return send(client, reverse("desk:act", args=[claim.pk, verb]), fields)


def edit(client: Client, claim: Claim, **fields: Any) -> Any:
    return send(client, reverse("desk:edit", args=[claim.pk]), fields)


def mark(client: Client, article: Article) -> Any:
    return send(client, reverse("desk:mark", args=[article.pk]), {"start": 0, "end": 9})


def undo(client: Client, answer: dict[str, Any]) -> list[int]:
    """Send the steps of an answer as the page's script does."""
    return [
        client.post(step["url"], step["fields"], headers=JSON).status_code
        for step in answer["undo"]
    ]


def standing(claim: Claim) -> dict[str, Any]:
    """All of a claim that undoing has to bring back."""
    now = Claim.objects.get(pk=claim.pk)
    names = (
        "status", "assignee", "dismiss_reason", "confirmed_by", "canonical", "text", "cue",
        "urgent", "due_at", "speakers",
    )  # fmt: skip
    return {name: getattr(now, name) for name in names}


# verb, with which fields, after which verbs of the same person.
DONE: list[tuple[str, dict[str, str], list[str]]] = [
    ("accept", {}, []),
    ("undo_accept", {}, ["accept"]),
    ("take", {}, ["accept"]),
    ("release", {}, ["accept", "take"]),
    ("dismiss", {"reason": "opinion"}, []),
    ("dismiss", {"reason": "opinion"}, ["accept"]),
    ("dismiss", {"reason": "opinion"}, ["accept", "take"]),
    ("reopen", {}, ["dismiss"]),
    ("confirm", {}, []),
    ("undo_confirm", {}, ["confirm"]),
]


@pytest.mark.parametrize(("verb", "fields", "first"), DONE)
def test_every_verb_is_undone(
    desk: Client, verb: str, fields: dict[str, str], first: list[str]
) -> None:
    claim = new_claim()
    for earlier in first:
        act(desk, claim, earlier, **({"reason": "too_vague"} if earlier == "dismiss" else {}))
    before = standing(claim)
    answer = act(desk, claim, verb, **fields)
    assert standing(claim) != before
    assert set(undo(desk, answer)) == {200}
    assert standing(claim) == before


def test_an_editor_gives_back_what_was_anothers(editors_desk: Client, reviewer: User) -> None:
    claim = new_claim()
    claim.accept(by=reviewer)
    claim.take(by=reviewer)
    before = standing(claim)
    for verb, fields in (("release", {}), ("dismiss", {"reason": "opinion"})):
        answer = act(editors_desk, claim, verb, **fields)
        assert standing(claim) != before
        assert set(undo(editors_desk, answer)) == {200}
        assert standing(claim) == before


@pytest.mark.parametrize("taken", [False, True])
def test_an_assignment_is_undone(
    editors_desk: Client, reviewer: User, second: User, taken: bool
) -> None:
    claim = new_claim()
    claim.accept(by=reviewer)
    if taken:
        claim.take(by=reviewer)
    before = standing(claim)
    answer = act(editors_desk, claim, "assign", to=second.pk)
    assert standing(claim)["assignee"] == second
    assert undo(editors_desk, answer) == [200]
    assert standing(claim) == before


def test_a_merger_is_undone_with_those_that_went_along(desk: Client, reviewer: User) -> None:
    article = new_article()
    centre, merged = new_claim(article), new_claim(article, exact="Nobody else agreed")
    follower = new_claim(article, exact="Nobody")
    follower.merge_into(merged, by=reviewer)
    answer = act(desk, merged, "merge_into", into=centre.pk)
    assert standing(follower)["canonical"] == centre
    assert set(undo(desk, answer)) == {200}
    assert standing(merged)["canonical"] is None
    assert standing(follower)["canonical"] == merged


def test_a_parting_is_undone(desk: Client, reviewer: User) -> None:
    article = new_article()
    centre, merged = new_claim(article), new_claim(article, exact="Nobody else agreed")
    merged.merge_into(centre, by=reviewer)
    assert undo(desk, act(desk, merged, "unmerge")) == [200]
    assert standing(merged)["canonical"] == centre


class TestEdits:
    def test_one_is_undone_with_its_claimants_and_the_confirmation_it_cost(
        self, desk: Client, reviewer: User
    ) -> None:
        claim = new_claim()
        claim.set_claimants([Claimant.objects.create(name="The mayor of the town")])
        claim.confirm(by=reviewer)
        before = standing(claim)
        other = Claimant.objects.create(name="The governor")
        answer = edit(
            desk, claim, text="Crime fell", cue="claimed", urgent="on", claimants_given="1",
            claimants=[str(other.pk)], due_at="2026-03-01T10:00",
        )  # fmt: skip
        assert standing(claim)["speakers"] == [other]
        assert undo(desk, answer) == [200, 200]
        assert standing(claim) == before

    def test_the_last_is_undone_first(self, desk: Client) -> None:
        claim = new_claim()
        before = standing(claim)
        answers = [
            edit(desk, claim, text="Crime fell"), act(desk, claim, "confirm"),
            edit(desk, claim, cue="claimed"), act(desk, claim, "accept"),
        ]  # fmt: skip
        for answer in reversed(answers):
            assert set(undo(desk, answer)) == {200}
        assert standing(claim) == before

    def test_what_somebody_else_wrote_since_stays(self, desk: Client, second: User) -> None:
        claim = new_claim()
        answer = edit(desk, claim, text="Crime fell")
        Claim.objects.get(pk=claim.pk).edit(by=second, text="Crime fell a lot")
        assert undo(desk, answer) == [412]
        assert standing(claim)["text"] == "Crime fell a lot"

    def test_nothing_changed_is_nothing_to_undo(self, desk: Client) -> None:
        claim = new_claim()
        assert edit(desk, claim, text=claim.text)["undo"] == []


class TestMarks:
    def test_words_marked_by_mistake_are_taken_back(self, desk: Client) -> None:
        article = new_article()
        assert undo(desk, mark(desk, article)) == [200]
        assert not article.claims.exists()

    def test_what_somebody_works_on_stays(self, desk: Client, second: User) -> None:
        article = new_article()
        answer = mark(desk, article)
        article.claims.get().accept(by=second)
        assert undo(desk, answer) == [409]
        assert article.claims.exists()


class TestDueTimes:
    """They are kept to the second, though the form shows minutes."""

    AT = dt.datetime(2026, 3, 1, 10, 20, 30, 123456, tzinfo=dt.UTC)

    def test_one_that_was_not_touched_does_not_change(self, desk: Client) -> None:
        claim = new_claim()
        Claim.objects.filter(pk=claim.pk).update(due_at=self.AT)
        form = desk.get(reverse("desk:edit", args=[claim.pk])).content.decode()
        assert 'value="2026-03-01T10:20"' in form
        answer = edit(desk, claim, text="Crime fell", due_at="2026-03-01T10:20")
        assert (standing(claim)["due_at"], standing(claim)["text"]) == (self.AT, "Crime fell")
        undo(desk, answer)
        assert standing(claim)["due_at"] == self.AT

    def test_undoing_a_new_one_brings_back_the_old_one(self, desk: Client) -> None:
        claim = new_claim()
        Claim.objects.filter(pk=claim.pk).update(due_at=self.AT)
        answer = edit(desk, claim, due_at="2026-03-01T11:00")
        assert standing(claim)["due_at"] == self.AT.replace(
            hour=11, minute=0, second=0, microsecond=0
        )
        assert undo(desk, answer) == [200]
        assert standing(claim)["due_at"] == self.AT

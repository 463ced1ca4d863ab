"""A speaker who is perhaps known is suggested; only a person says whether two are one."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from claims.desk.board import Board, state_of
from claims.models import Article, Claim, Claimant
from claims.namesakes import may_be_same
from claims.refusals import WrongPerson
from tests.desk import new_article

JSON = {"accept": "application/json"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Stone", "Ada Stone"),
        ("Stone", "Ada Stone"),
        ("Ms. Stone", "Ada Stone"),
        ("A. Stone", "Ada Stone"),
        ("Ada J. Stone", "Ada Stone"),
        ("Ada J. Stone", "Ada Jane Stone"),
        ("ADA STONE", "Ada Stone"),
        ("Zoë O’Hara", "O’Hara"),
        ("李 娜", "李 娜"),
    ],
)
def test_two_names_may_be_one_persons(one: str, other: str) -> None:
    assert may_be_same(one, other, people=True)
    assert may_be_same(other, one, people=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Stone", "Bea Stone"),
        ("A. Stone", "Bea Stone"),
        ("Ada Stone", "Ada Reed"),
        ("Ada", "Ada Stone"),
        ("Bea Ada Stone", "Ada Bea Stone"),
        ("", "Ada Stone"),
        ("Mr.", "Mr. Stone"),
    ],
)
def test_two_names_are_two_people(one: str, other: str) -> None:
    assert not may_be_same(one, other, people=True)
    assert not may_be_same(other, one, people=True)


def test_bodies_are_one_only_by_the_whole_name() -> None:
    assert may_be_same("The Harbour Board", "Harbour Board", people=False)
    assert not may_be_same("Board", "Harbour Board", people=False)


def says(name: str, article: Article | None = None, kind: str = "person", **more: Any) -> Claimant:
    """A claimant of this name, who has said one thing."""
    claimant = Claimant.objects.create(name=name, kind=kind, **more)
    return says_more(claimant, article)


def says_more(claimant: Claimant, article: Article | None = None) -> Claimant:
    """The next word of the article is a claim of this speaker, too."""
    article = article or new_article()
    revision = article.current_revision
    start = article.claims.count()
    quote = revision.quote(start, start + 1)
    claim = Claim.objects.create(article=article, revision=revision, text="A word", **quote)
    claim.set_claimants([claimant])
    return claimant


@pytest.mark.django_db
def test_the_best_known_namesake_is_suggested_first() -> None:
    once, often = says("Ada Stone"), says("A. Stone")
    says_more(often)
    assert says("Stone").namesakes() == [often, once]


@pytest.mark.django_db
def test_a_name_that_a_person_has_added_is_known_too() -> None:
    known = says("Theodora Geisel", aliases=["Dr. Harbour"])
    assert says("Harbour").namesakes() == [known]


@pytest.mark.django_db
def test_those_without_a_name_are_never_suggested() -> None:
    says("two officials", kind="unnamed")
    assert says("two officials", kind="unnamed").namesakes() == []


def test_who_was_told_apart_is_not_suggested_again_for_either(reviewer: User) -> None:
    one, other = says("Ada Stone"), says("Stone")
    other.tell_apart(one, by=reviewer)
    other.tell_apart(one, by=reviewer)
    assert one.namesakes() == other.namesakes() == []


def test_who_was_told_apart_from_one_stays_apart_from_what_it_became(reviewer: User) -> None:
    stranger, here, known = says("Stone"), says("A. Stone"), says("Ada Stone")
    here.tell_apart(stranger, by=reviewer)
    here.merge_into(known, by=reviewer)
    assert known.namesakes() == stranger.namesakes() == []


def test_an_outsider_tells_nobody_apart(outsider: User) -> None:
    one, other = says("Ada Stone"), says("Stone")
    with pytest.raises(WrongPerson):
        other.tell_apart(one, by=outsider)
    assert other.namesakes() == [one]


# On the reading view.


def answer(client: Client, here: Claimant, verb: str, other: object) -> Any:
    address = reverse(f"desk:{verb}", args=[here.pk])
    return client.post(address, {"other": str(other)}, headers=JSON)


def suggested(article: Article, person: User) -> list[tuple[str, str, int]]:
    return [(s.here.name, s.known.name, s.number) for s in Board(article, person).namesakes]


def test_the_page_asks_once_about_two_who_both_speak_here(reviewer: User) -> None:
    article = new_article()
    often, rarely = says("Ada Stone", article), says("Stone", article)
    says_more(often, article)
    assert suggested(article, reviewer) == [("Stone", "Ada Stone", 1)]
    assert rarely.namesakes() == [often]


def test_the_same_takes_the_claims_to_the_known_one(desk: Client, reviewer: User) -> None:
    known, article = says("Ada Stone"), new_article()
    here = says("Stone", article)
    page = desk.get(reverse("desk:article", args=[article.pk])).content.decode()
    assert "Does the desk know them?" in page
    assert "(2 claims in all)" not in page
    before = state_of(article, reviewer)
    assert "are one now" in answer(desk, here, "same", known.pk).json()["said"]
    assert [c.speakers for c in Claim.objects.filter(article=article)] == [[known]]
    assert known.pk in Claimant.objects.values_list("pk", flat=True)
    assert suggested(article, reviewer) == []
    assert state_of(article, reviewer) != before


def test_somebody_else_ends_the_question(desk: Client, reviewer: User) -> None:
    known, article = says("Ada Stone"), new_article()
    here = says("Stone", article)
    before = state_of(article, reviewer)
    assert "somebody else" in answer(desk, here, "apart", known.pk).json()["said"]
    assert suggested(article, reviewer) == []
    assert state_of(article, reviewer) != before
    assert Claimant.objects.count() == 2


@pytest.mark.parametrize("verb", ["same", "apart"])
def test_who_comes_second_is_told_so(desk: Client, reviewer: User, verb: str) -> None:
    known, here = says("Ada Stone"), says("Stone")
    asked = Claimant.objects.get(pk=here.pk)
    here.merge_into(known, by=reviewer)
    for other in (known.pk, 10**9, "", "x"):
        response = answer(desk, asked, verb, other)
        assert response.status_code == 400
        assert "a colleague was first" in response.json()["detail"]


@pytest.mark.parametrize("verb", ["same", "apart"])
def test_an_outsider_decides_nothing(client: Client, outsider: User, verb: str) -> None:
    client.force_login(outsider)
    known, here = says("Ada Stone"), says("Stone")
    assert answer(client, here, verb, known.pk).status_code in {401, 403}
    assert here.namesakes() == [known]


def test_a_claimant_is_not_merged_into_itself(reviewer: User) -> None:
    here = says("Stone")
    with pytest.raises(ValidationError):
        here.merge_into(here, by=reviewer)


def test_sixty_speakers_cost_no_more_queries_than_one(
    reviewer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 60):
        article = new_article()
        for n in range(count):
            says(f"Person {n} Stone{n}", article)
            says(f"P. Stone{n}")
        board = Board(article, reviewer)
        assert len(board.rows) == count
        with django_assert_num_queries(2):
            assert len(board.namesakes) == count

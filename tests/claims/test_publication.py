"""From verdicts to what readers get, and what an author sees of it beforehand."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from claims.claimreview import render
from claims.models import Rating, Verdict
from claims.publication import findings, preview, publications
from tests import desk


@pytest.fixture
def people(reviewer: User, second: User, editor: User) -> dict[str, User]:
    return {"author": reviewer, "second": second, "editor": editor}


def test_the_preview_is_what_will_be_published_but_for_its_date(people: dict[str, User]) -> None:
    verdict = desk.verdict_in("approved", **people)
    before = render(preview(verdict, verdict.review))
    verdict.publish(by=people["editor"])
    (publication,) = publications(Verdict.objects.filter(pk=verdict.pk))
    after = render(publication.review)
    assert after.pop("datePublished")
    assert before == after


def test_the_lint_of_a_preview_does_not_ask_for_the_date(people: dict[str, User]) -> None:
    verdict = desk.verdict_in("submitted", **people)
    assert "datePublished" not in [item.path for item in findings(preview(verdict, verdict.review))]


def test_a_rating_in_use_counts_for_the_lint_and_not_a_retired_one_of_its_name(
    people: dict[str, User],
) -> None:
    current = desk.rating("half-true")
    Rating.objects.create(
        scale=current.scale, slug="old-half-true", label=current.label, meaning="Once.",
        value=2, best=5, worst=1, retired_at=timezone.now(),
    )  # fmt: skip
    verdict = desk.verdict_in("submitted", **people)
    found = findings(preview(verdict, verdict.review))
    assert "reviewRating.ratingValue" not in [item.path for item in found]


def test_names_are_shown_as_people_write_them(people: dict[str, User]) -> None:
    for person, first, last in ((people["author"], "Mary", "Field"), (people["second"], "Jo", "")):
        person.first_name, person.last_name = first, last
        person.save()
    verdict = desk.verdict_in("published", **people)
    (publication,) = publications(Verdict.objects.filter(pk=verdict.pk))
    assert publication.review.checked_by == ("Mary Field",)
    assert publication.review.second_read_by == ("Jo",)

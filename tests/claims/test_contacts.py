"""Who was asked for comment: noted while the claim is worked on, frozen with the verdict."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from claims.models import Claim, Contact
from claims.refusals import Stale, WrongPerson, WrongState
from tests import desk
from tests.people import person


@pytest.fixture
def claim(reviewer: User, second: User, editor: User) -> Claim:
    return desk.claim_in("in_progress", worker=reviewer, second=second, editor=editor)


def test_question_and_answer_are_published_with_the_verdict(claim: Claim, reviewer: User) -> None:
    contact = Contact.objects.ask(claim=claim, by=reviewer, who="The mayor", channel="e-mail")
    contact.answered(by=reviewer, outcome="answered", answer="A slip of the tongue.")
    verdict = desk.submitted(claim, by=reviewer)
    (frozen,) = verdict.review.contacts
    assert (frozen.who, frozen.outcome, frozen.answer) == (
        "The mayor",
        "answered",
        "A slip of the tongue.",
    )
    assert "e-mail" not in str(verdict.frozen["contacts"])


def test_whoever_asked_or_noted_the_answer_contributed(
    claim: Claim, reviewer: User, second: User
) -> None:
    third = person("third", "Reviewers")
    contact = Contact.objects.ask(claim=claim, by=second, who="The mayor")
    verdict = desk.drafted(claim, by=reviewer)
    contact.answered(by=third, outcome="no_reply")
    verdict.submit(by=reviewer)
    for somebody in (second, third):
        with pytest.raises(WrongPerson):
            verdict.approve(by=somebody)


def test_what_is_submitted_is_frozen(claim: Claim, reviewer: User) -> None:
    contact = Contact.objects.ask(claim=claim, by=reviewer, who="The mayor")
    desk.submitted(claim, by=reviewer)
    contact = Contact.objects.get(pk=contact.pk)
    with pytest.raises(WrongState):
        contact.answered(by=reviewer, outcome="declined")
    with pytest.raises(WrongState):
        Contact.objects.ask(claim=contact.claim, by=reviewer, who="The council")


def test_an_outsider_asks_nobody(claim: Claim, outsider: User) -> None:
    with pytest.raises(WrongPerson):
        Contact.objects.ask(claim=claim, by=outsider, who="The mayor")


def test_an_answer_that_came_too_late_overwrites_none(
    claim: Claim, reviewer: User, second: User
) -> None:
    contact = Contact.objects.ask(claim=claim, by=reviewer, who="The mayor")
    opened = Contact.objects.get(pk=contact.pk)
    contact.answered(by=second, outcome="answered", answer="It is so.", version=contact.version)
    with pytest.raises(Stale):
        opened.answered(by=reviewer, outcome="declined", version=opened.version)
    contact.refresh_from_db()
    assert (contact.outcome, contact.answer) == ("answered", "It is so.")


def test_bad_input_is_named(claim: Claim, reviewer: User) -> None:
    asked = timezone.now()
    with pytest.raises(ValidationError, match="before the question"):
        Contact.objects.ask(
            claim=claim,
            by=reviewer,
            who="The mayor",
            asked_at=asked,
            deadline=asked - dt.timedelta(days=1),
        )
    contact = Contact.objects.ask(claim=claim, by=reviewer, who="The mayor")
    with pytest.raises(ValidationError, match="Say what came of it"):
        contact.answered(by=reviewer, outcome="")
    with pytest.raises(ValidationError):
        contact.answered(by=reviewer, outcome="shouted")
    assert Contact.objects.get(pk=contact.pk).outcome == ""

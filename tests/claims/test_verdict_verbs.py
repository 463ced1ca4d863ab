"""The table of states and verbs of a verdict, who may use which, and the second pair of eyes."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from claims.models import Approval, Claim, Contribution, Evidence, Rating, StatusChange, Verdict
from claims.refusals import Stale, WrongPerson, WrongState
from tests import desk
from tests.people import person

STATES = ["draft", "changes_requested", "submitted", "approved", "published"]
# verb: {state before: (state after, the claim's status after)}
TABLE = {
    "submit": {
        "draft": ("submitted", "awaiting_approval"),
        "changes_requested": ("submitted", "awaiting_approval"),
    },
    "request_changes": {
        "submitted": ("changes_requested", "in_progress"),
        "approved": ("changes_requested", "in_progress"),
    },
    "approve": {"submitted": ("approved", "awaiting_approval")},
    "publish": {"approved": ("published", "published")},
}
WHO = {"submit": "author", "request_changes": "third", "approve": "third", "publish": "editor"}
ARGUMENTS: dict[str, dict[str, Any]] = {"request_changes": {"note": "Which year?"}}


@pytest.fixture
def third(db: None) -> User:
    """A reviewer who had no hand in anything."""
    return person("third", "Reviewers")


@pytest.fixture
def people(reviewer: User, second: User, editor: User) -> dict[str, User]:
    return {"author": reviewer, "second": second, "editor": editor}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", TABLE)
def test_each_verb_moves_verdict_and_claim_as_the_table_says(
    verb: str, state: str, people: dict[str, User], third: User
) -> None:
    verdict = desk.verdict_in(state, **people)
    by = {**people, "third": third}[WHO[verb]]
    claim_before = verdict.claim.status
    if state in TABLE[verb]:
        getattr(verdict, verb)(by=by, **ARGUMENTS.get(verb, {}))
        expected = TABLE[verb][state]
    else:
        with pytest.raises(WrongState):
            getattr(verdict, verb)(by=by, **ARGUMENTS.get(verb, {}))
        expected = (state, claim_before)
    verdict = Verdict.objects.select_related("claim").get(pk=verdict.pk)
    assert (verdict.state, verdict.claim.status) == expected


MATRIX = [
    # verb, state, author, reviewer who did nothing, editor who did nothing, outsider
    ("edit", "draft", True, False, False, False),
    ("discard", "draft", True, False, False, False),
    ("submit", "draft", True, False, False, False),
    ("approve", "submitted", False, True, True, False),
    ("request_changes", "submitted", False, True, True, False),
    ("publish", "approved", False, False, True, False),
]


@pytest.mark.parametrize(("verb", "state", "author", "reviewers", "editors", "others"), MATRIX)
def test_each_verb_is_for_those_the_matrix_names(
    verb: str, state: str, author: bool, reviewers: bool, editors: bool, others: bool,
    people: dict[str, User], third: User, outsider: User,
) -> None:  # fmt: skip
    verdict = desk.verdict_in(state, **people)
    assert (verdict.refusal(verb, people["author"]) is None) is author
    assert (verdict.refusal(verb, third) is None) is reviewers
    assert (verdict.refusal(verb, people["editor"]) is None) is editors
    assert (verdict.refusal(verb, outsider) is None) is others


# Ways of contributing; each rules out approving, by the model and by the database.


def wrote_it(verdict: Verdict, who: User) -> None:
    Claim.objects.filter(pk=verdict.claim.pk).update(assignee=who)
    verdict.claim.refresh_from_db()
    verdict.edit(by=who, summary="Another finding.")


def added_evidence(verdict: Verdict, who: User) -> None:
    desk.attach(verdict.claim, by=who, url="https://example.org/another")


def changed_evidence(verdict: Verdict, who: User) -> None:
    verdict.claim.evidence.get().edit(by=who, note="See page 3.")


def removed_evidence(verdict: Verdict, who: User) -> None:
    desk.attach(verdict.claim, by=verdict.author, url="https://example.org/b").remove(by=who)


def reworded_the_claim(verdict: Verdict, who: User) -> None:
    claim = Claim.objects.get(pk=verdict.claim.pk)
    Claim.objects.filter(pk=claim.pk).update(assignee=who)
    claim.refresh_from_db()
    claim.edit(by=who, text="Crime fell in 2015")
    claim.confirm(by=verdict.author)


@pytest.mark.parametrize(
    "contribute", [reworded_the_claim, wrote_it, added_evidence, changed_evidence, removed_evidence]
)
def test_whoever_contributed_may_not_approve(
    contribute: Any, people: dict[str, User], second: User, reviewer: User
) -> None:
    verdict = desk.verdict_in("draft", **people)
    contribute(verdict, second)
    Claim.objects.filter(pk=verdict.claim.pk).update(assignee=reviewer)
    verdict = Verdict.objects.get(pk=verdict.pk)
    verdict.submit(by=reviewer)
    with pytest.raises(WrongPerson, match="another must decide"):
        verdict.approve(by=second)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.create(
            verdict=verdict, submission=1, author=reviewer, user=second, decision="approved"
        )


def test_evidence_added_before_there_was_a_verdict_counts_too(
    people: dict[str, User], reviewer: User, second: User
) -> None:
    claim = desk.claim_in("in_progress", worker=reviewer, second=second, editor=people["editor"])
    desk.attach(claim, by=second, url="https://example.org/early")
    verdict = desk.submitted(claim, by=reviewer)
    with pytest.raises(WrongPerson):
        verdict.approve(by=second)


def test_setting_a_date_is_no_hand_in_the_verdict(
    people: dict[str, User], reviewer: User, editor: User
) -> None:
    claim = desk.claim_in("in_progress", worker=reviewer, second=people["second"], editor=editor)
    claim.edit(by=editor, urgent=True)
    verdict = desk.submitted(claim, by=reviewer)
    verdict.approve(by=editor)
    assert verdict.state == "approved"


def test_the_database_refuses_the_author_as_approver(people: dict[str, User]) -> None:
    verdict = desk.verdict_in("submitted", **people)
    Contribution.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.create(
            verdict=verdict,
            submission=1,
            author=verdict.author,
            user=verdict.author,
            decision="approved",
        )


def test_an_administrator_cannot_bypass_the_approval_rule(people: dict[str, User]) -> None:
    root = User.objects.create_superuser("root")
    claim = desk.new_claim()
    claim.accept(by=root)
    claim.take(by=root)
    verdict = desk.submitted(claim, by=root)
    with pytest.raises(WrongPerson):
        verdict.approve(by=root)
    with pytest.raises(WrongState):
        verdict.publish(by=root)


def test_an_approver_may_not_change_what_the_approved_verdict_rests_on(
    people: dict[str, User], second: User
) -> None:
    verdict = desk.verdict_in("approved", **people)
    with pytest.raises(WrongPerson, match="You approved this verdict"):
        desk.attach(verdict.claim, by=second, url="https://example.org/late")
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.create(verdict=verdict, user=second)
    assert Evidence.objects.count() == 1


def test_a_decision_is_never_edited(people: dict[str, User], third: User) -> None:
    desk.verdict_in("approved", **people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.update(user=third)
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusChange.objects.update(note="nothing happened")


def test_two_approvals_are_needed_where_the_newsroom_says_so(
    people: dict[str, User], third: User, settings: Settings
) -> None:
    settings.APPROVALS_REQUIRED = 2
    verdict = desk.verdict_in("submitted", **people)
    verdict.approve(by=people["second"])
    assert Verdict.objects.get(pk=verdict.pk).state == "submitted"
    with pytest.raises(WrongState, match="decided on this submission already"):
        verdict.approve(by=people["second"])
    verdict.approve(by=third)
    assert Verdict.objects.get(pk=verdict.pk).state == "approved"


def test_only_approvals_of_the_current_submission_count(
    people: dict[str, User], third: User, settings: Settings
) -> None:
    settings.APPROVALS_REQUIRED = 2
    verdict = desk.verdict_in("submitted", **people)
    verdict.approve(by=people["second"])
    verdict.request_changes(by=third, note="Which year?")
    verdict.submit(by=people["author"])
    assert verdict.submission == 2
    verdict.approve(by=third)
    assert verdict.state == "submitted"
    assert Approval.objects.count() == 3


def test_a_request_for_changes_needs_a_note(people: dict[str, User], third: User) -> None:
    verdict = desk.verdict_in("submitted", **people)
    with pytest.raises(ValidationError, match="Say what should change"):
        verdict.request_changes(by=third, note=" ")
    assert Approval.objects.count() == 0


@pytest.mark.parametrize("verb", ["approve", "request_changes", "publish"])
def test_nobody_judges_a_submission_that_they_have_not_read(
    verb: str, people: dict[str, User], third: User
) -> None:
    verdict = desk.verdict_in("submitted", **people)
    read = verdict.submission
    verdict.request_changes(by=third, note="Which year?")
    verdict.submit(by=people["author"])
    if verb == "publish":
        verdict.approve(by=people["second"])
    by = {**people, "third": third}[WHO[verb]]
    with pytest.raises(WrongState, match="submitted again"):
        getattr(verdict, verb)(by=by, submission=read, **ARGUMENTS.get(verb, {}))
    assert not verdict.approvals_now().filter(user=third).exists()
    assert Verdict.objects.get(pk=verdict.pk).state in {"submitted", "approved"}


def test_the_claim_goes_back_to_the_author_when_changes_are_requested(
    people: dict[str, User], third: User
) -> None:
    verdict = desk.verdict_in("submitted", **people)
    verdict.request_changes(by=third, note="Which year?")
    assert verdict.claim.assignee == people["author"]
    assert verdict.claim.status_changes.latest("pk").note == "Which year?"


def test_submitting_needs_a_confirmed_claim(people: dict[str, User], reviewer: User) -> None:
    verdict = desk.verdict_in("draft", **people)
    verdict.claim.edit(by=reviewer, text="Crime fell")
    with pytest.raises(WrongState, match="Confirm the claim first"):
        Verdict.objects.get(pk=verdict.pk).submit(by=reviewer)


def test_submitting_needs_evidence(people: dict[str, User], reviewer: User) -> None:
    verdict = desk.verdict_in("draft", **people)
    verdict.claim.evidence.get().remove(by=reviewer)
    with pytest.raises(WrongState, match="Attach evidence first"):
        verdict.submit(by=reviewer)
    assert Claim.objects.get(pk=verdict.claim_id).status == "in_progress"


def test_a_second_verdict_cannot_be_begun_while_one_is_in_work(
    people: dict[str, User], reviewer: User
) -> None:
    verdict = desk.verdict_in("draft", **people)
    with pytest.raises(WrongState, match="in work already"):
        Verdict.objects.draft(
            claim=verdict.claim, by=reviewer, rating=desk.rating(), summary="Again"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.create(claim=verdict.claim, author=reviewer, rating=desk.rating())


def test_nobody_drafts_on_a_claim_that_another_has_taken(
    people: dict[str, User], second: User
) -> None:
    claim = desk.claim_in("in_progress", worker=people["author"], second=second, editor=second)
    with pytest.raises(WrongPerson, match="has taken this claim"):
        Verdict.objects.draft(claim=claim, by=second, rating=desk.rating(), summary="Mine")


def test_drafting_on_an_open_claim_takes_it(reviewer: User) -> None:
    claim = desk.new_claim()
    claim.accept(by=reviewer)
    Verdict.objects.draft(claim=claim, by=reviewer, rating=desk.rating(), summary="Mine")
    assert Claim.objects.get(pk=claim.pk).assignee == reviewer


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("extracted", "Accept this claim first"),
        ("dismissed", "Reopen it first"),
        ("published", "Correct that one"),
    ],
)
def test_a_verdict_is_begun_only_on_a_claim_that_is_to_be_checked(
    status: str, sentence: str, people: dict[str, User], reviewer: User
) -> None:
    claim = desk.claim_in(status, worker=reviewer, second=people["second"], editor=people["editor"])
    with pytest.raises(WrongState, match=sentence):
        Verdict.objects.draft(claim=claim, by=reviewer, rating=desk.rating(), summary="Mine")


def test_a_retired_rating_is_refused_and_old_verdicts_keep_it(
    people: dict[str, User], reviewer: User
) -> None:
    verdict = desk.verdict_in("draft", **people)
    Rating.objects.filter(slug="half-true").update(retired_at=timezone.now())
    Verdict.objects.get(pk=verdict.pk).edit(by=reviewer, summary="Still half true.")
    claim = desk.new_claim()
    claim.accept(by=reviewer)
    retired = Rating.objects.get(slug="half-true")
    with pytest.raises(ValidationError, match="retired"):
        Verdict.objects.draft(claim=claim, by=reviewer, rating=retired, summary="Mine")
    assert Claim.objects.get(pk=claim.pk).status == "open"


def test_a_rating_must_answer_the_question(reviewer: User) -> None:
    claim = desk.new_claim()
    claim.accept(by=reviewer)
    with pytest.raises(ValidationError, match="does not answer"):
        Verdict.objects.draft(
            claim=claim, by=reviewer, rating=desk.rating("misattributed"), summary="Mine"
        )


def test_what_is_submitted_is_frozen(people: dict[str, User], reviewer: User) -> None:
    verdict = desk.verdict_in("submitted", **people)
    with pytest.raises(WrongState):
        verdict.edit(by=reviewer, summary="Changed afterwards")
    verdict.claim.evidence.get().edit(by=reviewer, excerpt="Changed afterwards")
    review = Verdict.objects.get(pk=verdict.pk).review
    assert review.summary == "It fell by three per cent."
    assert review.claim_reviewed == "crime fell by 5% in 2015"
    assert review.evidence[0].excerpt == "Crime fell by 3%."
    assert review.rating.slug == "half-true"


def test_confidential_evidence_is_frozen_without_its_particulars(reviewer: User) -> None:
    claim = desk.new_claim()
    claim.accept(by=reviewer)
    claim.take(by=reviewer)
    claim.confirm(by=reviewer)
    Evidence.objects.attach(
        to=[claim], by=reviewer, cited_what="A letter", cited_who="An official", confidential=True
    )
    verdict = Verdict.objects.draft(
        claim=claim, by=reviewer, rating=desk.rating(), summary="It fell."
    )
    verdict.submit(by=reviewer)
    assert "letter" not in str(verdict.frozen)
    assert verdict.review.evidence[0].confidential


def test_an_old_copy_of_a_draft_does_not_overwrite_a_newer_one(
    people: dict[str, User], reviewer: User
) -> None:
    verdict = desk.verdict_in("draft", **people)
    old = Verdict.objects.get(pk=verdict.pk)
    verdict.edit(by=reviewer, summary="Newer")
    with pytest.raises(Stale):
        old.edit(by=reviewer, summary="Older")


def test_publishing_marks_the_sources_as_cited(people: dict[str, User]) -> None:
    verdict = desk.verdict_in("approved", **people)
    source = verdict.claim.evidence.get().source
    assert source and not source.cited_publicly
    verdict.publish(by=people["editor"])
    source.refresh_from_db()
    assert source.cited_publicly
    assert verdict.published_at


def test_the_queue_of_a_second_reader_leaves_out_what_they_had_a_hand_in(
    people: dict[str, User], third: User
) -> None:
    verdict = desk.verdict_in("submitted", **people)
    assert list(Verdict.objects.awaiting(third)) == [verdict]
    assert list(Verdict.objects.awaiting(people["author"])) == []


def test_a_page_that_is_behind_discards_nothing_that_was_submitted_meanwhile(
    reviewer: User, second: User, editor: User
) -> None:
    verdict = desk.verdict_in("draft", author=reviewer, second=second, editor=editor)
    behind = Verdict.objects.get(pk=verdict.pk)
    verdict.submit(by=reviewer)
    with pytest.raises(WrongState):
        behind.discard(by=reviewer)
    assert Verdict.objects.filter(pk=verdict.pk).exists()


def test_a_page_that_is_behind_submits_no_words_that_were_changed_meanwhile(
    reviewer: User, second: User, editor: User
) -> None:
    verdict = desk.verdict_in("draft", author=reviewer, second=second, editor=editor)
    behind = Verdict.objects.get(pk=verdict.pk)
    verdict.edit(by=reviewer, summary="It rose.")
    with pytest.raises(WrongState):
        behind.submit(by=reviewer)

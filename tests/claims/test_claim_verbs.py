"""The table of states and verbs of a claim, and who may use which: the specification, by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from claims.models import Claim, Comment, StatusChange, Verdict
from claims.refusals import Stale, WrongPerson, WrongState
from tests import desk
from tests.people import person

STATUSES = [
    "extracted", "open", "in_progress", "awaiting_approval", "published", "dismissed",
]  # fmt: skip
# verb: {status before: status after}. What is not here is refused as the wrong state.
TABLE = {
    "accept": {"extracted": "open"},
    "undo_accept": {"open": "extracted"},
    "dismiss": {"extracted": "dismissed", "open": "dismissed", "in_progress": "dismissed"},
    "reopen": {"dismissed": "open"},
    "take": {"open": "in_progress"},
    "release": {"in_progress": "open"},
    "assign": {"open": "in_progress", "in_progress": "in_progress"},
    "confirm": {"extracted": "extracted", "open": "open", "in_progress": "in_progress"},
}
ARGUMENTS: dict[str, dict[str, Any]] = {"dismiss": {"reason": "opinion"}}


@pytest.fixture
def people(reviewer: User, second: User, editor: User) -> dict[str, User]:
    return {"worker": reviewer, "second": second, "editor": editor}


def arguments(verb: str, people: dict[str, User]) -> dict[str, Any]:
    return {"to": people["second"]} if verb == "assign" else ARGUMENTS.get(verb, {})


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("verb", TABLE)
def test_each_verb_moves_a_claim_as_the_table_says(
    verb: str, status: str, people: dict[str, User]
) -> None:
    claim = desk.claim_in(status, **people)
    by = people["editor"] if verb == "assign" else people["worker"]
    changes = StatusChange.objects.count()
    if status in TABLE[verb]:
        getattr(claim, verb)(by=by, **arguments(verb, people))
        assert Claim.objects.get(pk=claim.pk).status == TABLE[verb][status]
        assert StatusChange.objects.count() == changes + (verb != "confirm")
    else:
        with pytest.raises(WrongState):
            getattr(claim, verb)(by=by, **arguments(verb, people))
        assert Claim.objects.get(pk=claim.pk).status == status
        assert StatusChange.objects.count() == changes


# verb: who may, where the claim is in the status given, and the reviewer has it if anybody has.
MATRIX = [
    # verb, status, reviewer, another reviewer, editor
    ("accept", "extracted", True, True, True),
    ("undo_accept", "open", True, True, True),
    ("dismiss", "open", True, True, True),
    ("dismiss", "in_progress", True, False, True),
    ("reopen", "dismissed", True, True, True),
    ("take", "open", True, True, True),
    ("release", "in_progress", True, False, True),
    ("assign", "open", False, False, True),
    ("confirm", "open", True, True, True),
    ("edit", "open", True, True, True),
    ("edit", "in_progress", True, False, True),
    ("merge_into", "open", True, True, True),
]


@pytest.mark.parametrize(("verb", "status", "mine", "anothers", "editors"), MATRIX)
def test_each_verb_is_for_those_the_matrix_names(
    verb: str, status: str, mine: bool, anothers: bool, editors: bool, people: dict[str, User],
    outsider: User,
) -> None:  # fmt: skip
    claim = desk.claim_in(status, **people)
    administrator = User.objects.create_superuser("root")
    assert (claim.refusal(verb, people["worker"]) is None) is mine
    assert (claim.refusal(verb, people["second"]) is None) is anothers
    assert (claim.refusal(verb, people["editor"]) is None) is editors
    assert claim.refusal(verb, administrator) is None
    assert isinstance(claim.refusal(verb, outsider), WrongPerson)


def test_a_person_without_a_right_is_told_so_whatever_the_status(
    people: dict[str, User], outsider: User
) -> None:
    claim = desk.claim_in("published", **people)
    with pytest.raises(WrongPerson, match="Ask an editor"):
        claim.accept(by=outsider)


def test_a_deactivated_reviewer_may_do_nothing(reviewer: User) -> None:
    reviewer.is_active = False
    with pytest.raises(WrongPerson):
        desk.new_claim().accept(by=reviewer)


def test_of_two_people_who_take_a_claim_at_once_the_second_is_told(
    reviewer: User, second: User
) -> None:
    claim = desk.new_claim()
    claim.accept(by=reviewer)
    mine, theirs = Claim.objects.get(pk=claim.pk), Claim.objects.get(pk=claim.pk)
    mine.take(by=reviewer)
    with pytest.raises(WrongState, match="Somebody was first"):
        theirs.take(by=second)
    assert Claim.objects.get(pk=claim.pk).assignee == reviewer
    assert StatusChange.objects.filter(verb="take").count() == 1


def test_a_claim_is_dismissed_for_a_reason_of_the_list(reviewer: User) -> None:
    claim = desk.new_claim()
    with pytest.raises(ValidationError, match="too_vague"):
        claim.dismiss(by=reviewer, reason="boring")
    claim.dismiss(by=reviewer, reason="too_vague", note="which crimes?")
    assert claim.dismiss_reason == "too_vague"
    assert claim.status_changes.get().note == "which crimes?"


def test_a_claim_with_a_verdict_in_work_is_not_dismissed(reviewer: User) -> None:
    claim = desk.new_claim()
    claim.accept(by=reviewer)
    claim.take(by=reviewer)
    verdict = desk.drafted(claim, by=reviewer)
    with pytest.raises(WrongState, match="Discard its draft"):
        claim.dismiss(by=reviewer, reason="opinion")
    verdict.discard(by=reviewer)
    claim.dismiss(by=reviewer, reason="opinion")


def test_a_claim_is_assigned_only_to_somebody_who_may_review(editor: User, outsider: User) -> None:
    claim = desk.new_claim()
    claim.accept(by=editor)
    with pytest.raises(ValidationError, match="cannot review"):
        claim.assign(by=editor, to=outsider)


def test_the_draft_goes_along_when_a_claim_changes_hands(
    reviewer: User, second: User, editor: User
) -> None:
    claim = desk.claim_in("in_progress", worker=reviewer, second=second, editor=editor)
    verdict = desk.drafted(claim, by=reviewer)
    claim.assign(by=editor, to=second)
    verdict = Verdict.objects.get(pk=verdict.pk)
    assert verdict.author == second
    assert verdict.is_contributor(reviewer)


def test_changed_wording_is_no_longer_confirmed(reviewer: User) -> None:
    claim = desk.new_claim()
    claim.confirm(by=reviewer)
    claim.edit(by=reviewer, text="Crime fell by 5% in 2015 [in Leeds]")
    assert claim.confirmed_by is None
    claim.confirm(by=reviewer)
    claim.edit(by=reviewer, urgent=True)
    assert claim.confirmed_by == reviewer


def test_a_confirmation_is_taken_back_where_one_can_be_given(people: dict[str, User]) -> None:
    claim = desk.claim_in("open", **people)
    with pytest.raises(WrongState, match="Nobody has confirmed"):
        claim.undo_confirm(by=people["worker"])
    claim.confirm(by=people["worker"])
    claim.undo_confirm(by=people["second"])
    assert (claim.confirmed_by, claim.confirmed_at) == (None, None)
    for status in ("awaiting_approval", "published"):
        frozen = desk.claim_in(status, **people)
        assert isinstance(frozen.refusal("undo_confirm", people["worker"]), WrongState)


class TestWordsMarkedByMistake:
    @pytest.fixture
    def marked(self, reviewer: User) -> Claim:
        return Claim.objects.mark(desk.new_article().current_revision, 0, 9, by=reviewer)

    def test_whoever_marked_them_takes_them_back(self, marked: Claim, reviewer: User) -> None:
        marked.edit(by=reviewer, text="The mayor said something")
        marked.unmark(by=reviewer)
        assert not Claim.objects.exists()

    def test_nobody_else_does(self, marked: Claim, people: dict[str, User]) -> None:
        for name in ("second", "editor"):
            with pytest.raises(WrongPerson, match="dismiss it instead"):
                marked.unmark(by=people[name])

    def test_the_machines_claims_stay(self, reviewer: User) -> None:
        with pytest.raises(WrongState, match="The machine found this claim"):
            desk.new_claim().unmark(by=reviewer)

    @pytest.mark.parametrize(
        "work",
        [
            lambda claim, by: claim.accept(by=by),
            lambda claim, by: claim.edit(by=by, text="Somebody else's words"),
            lambda claim, by: Comment.objects.say("Look at this.", about=claim, by=by),
            lambda claim, by: desk.attach(claim, by=by),
            lambda claim, by: claim.merge_into(desk.new_claim(), by=by),
            lambda claim, by: desk.new_claim().merge_into(claim, by=by),
        ],
        ids=["accepted", "edited", "commented", "evidence", "merged", "merged into it"],
    )
    def test_what_another_worked_on_stays(
        self, work: Callable[[Claim, User], Any], marked: Claim, people: dict[str, User]
    ) -> None:
        work(marked, people["second"])
        with pytest.raises(WrongState, match="Somebody has worked on this claim"):
            Claim.objects.get(pk=marked.pk).unmark(by=people["worker"])


def test_an_old_copy_does_not_overwrite_a_newer_one(reviewer: User, second: User) -> None:
    claim = desk.new_claim()
    mine, theirs = Claim.objects.get(pk=claim.pk), Claim.objects.get(pk=claim.pk)
    mine.edit(by=reviewer, text="Mine")
    with pytest.raises(Stale):
        theirs.edit(by=second, text="Theirs")
    assert Claim.objects.get(pk=claim.pk).text == "Mine"


def test_an_edit_is_kept_with_who_did_it(reviewer: User) -> None:
    claim = desk.new_claim()
    claim.edit(by=reviewer, text="Crime fell")
    assert claim.history.latest().history_user == reviewer
    assert claim.history.latest().text == "Crime fell"


def test_the_status_cannot_be_edited(reviewer: User) -> None:
    with pytest.raises(ValidationError, match="cannot be edited"):
        desk.new_claim().edit(by=reviewer, status="published")


def test_duplicates_form_a_star_and_never_a_chain(reviewer: User) -> None:
    article = desk.new_article()
    first = desk.new_claim(article)
    second = desk.new_claim(article, exact="Nobody else agreed")
    third = desk.new_claim(article, exact="crime fell")
    third.merge_into(second, by=reviewer)
    second.merge_into(first, by=reviewer)
    third.refresh_from_db()
    assert third.canonical == second.canonical == first
    fourth = desk.new_claim(article, exact="Nobody")
    fourth.merge_into(third, by=reviewer)
    assert fourth.canonical == first
    with pytest.raises(ValidationError):
        first.merge_into(third, by=reviewer)
    fourth.unmerge(by=reviewer)
    assert fourth.canonical is None


def test_a_claim_with_a_verdict_is_not_new_again(people: dict[str, User]) -> None:
    claim = desk.claim_in("in_progress", **people)
    desk.drafted(claim, by=people["worker"])
    claim.refresh_from_db()
    claim.release(by=people["worker"])
    assert isinstance(claim.refusal("undo_accept", people["worker"]), WrongState)


def test_the_buttons_are_the_verbs_that_would_succeed(people: dict[str, User]) -> None:
    claim = desk.claim_in("open", **people)
    assert claim.verbs_for(people["worker"]) == [
        "take", "confirm", "dismiss", "undo_accept", "merge_into",
    ]  # fmt: skip
    assert "assign" in claim.verbs_for(people["editor"])
    assert claim.verbs_for(person("somebody")) == []


def test_a_reader_sees_only_claims_with_something_published(
    people: dict[str, User], outsider: User
) -> None:
    published = desk.claim_in("published", **people)
    desk.claim_in("awaiting_approval", **people)
    assert list(Claim.objects.visible_to(outsider)) == [published]
    assert Claim.objects.visible_to(people["worker"]).count() == 2


def test_a_claim_inherits_the_due_date_of_its_article(people: dict[str, User]) -> None:
    claim = desk.new_claim()
    assert claim.article
    claim.article.due_at = claim.created_at
    claim.article.save()
    assert claim.due == claim.created_at
    assert Claim.objects.overdue(timezone.now()).get() == claim

"""Complaints of readers: the table of states and verbs, and who may answer."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from claims.models import Complaint, Correction, Verdict
from claims.refusals import WrongPerson, WrongState
from tests import desk
from tests.people import person

STATES = ["new", "looking", "upheld", "partly_upheld", "rejected"]
# verb: {state before: state after}. What is not here is refused as the wrong state.
TABLE = {
    "look_into": {"new": "looking"},
    "uphold": {"looking": "upheld"},
    "partly_uphold": {"looking": "partly_upheld"},
    "reject": {"looking": "rejected"},
}
REPLY = {"reply": "Thank you: you are right."}
ARGUMENTS: dict[str, dict[str, Any]] = {"uphold": REPLY, "partly_uphold": REPLY, "reject": REPLY}


@pytest.fixture
def verdict(reviewer: User, second: User, editor: User) -> Verdict:
    return desk.verdict_in("published", author=reviewer, second=second, editor=editor)


def complaint_in(state: str, verdict: Verdict, *, by: User) -> Complaint:
    complaint = Complaint.objects.receive(verdict=verdict, text="The year is wrong.")
    if state == "new":
        return complaint
    complaint.look_into(by=by)
    for verb, moves in TABLE.items():
        if moves.get("looking") == state:
            getattr(complaint, verb)(by=by, **ARGUMENTS[verb])
    return complaint


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", TABLE)
def test_each_verb_moves_a_complaint_as_the_table_says(
    verb: str, state: str, verdict: Verdict, editor: User
) -> None:
    complaint = complaint_in(state, verdict, by=editor)
    if state in TABLE[verb]:
        getattr(complaint, verb)(by=editor, **ARGUMENTS.get(verb, {}))
        assert Complaint.objects.get().state == TABLE[verb][state]
    else:
        with pytest.raises(WrongState):
            getattr(complaint, verb)(by=editor, **ARGUMENTS.get(verb, {}))
        assert Complaint.objects.get().state == state


def test_complaints_are_answered_by_editors(
    verdict: Verdict, reviewer: User, editor: User, outsider: User
) -> None:
    complaint = complaint_in("new", verdict, by=editor)
    assert complaint.verbs_for(editor) == ["look_into"]
    for somebody in (reviewer, outsider):
        assert complaint.verbs_for(somebody) == []
        assert isinstance(complaint.refusal("look_into", somebody), WrongPerson)


def test_nobody_answers_for_a_verdict_that_they_had_a_hand_in(second: User) -> None:
    author, other = person("author-editor", "Editors"), person("other-editor", "Editors")
    verdict = desk.verdict_in("published", author=author, second=second, editor=other)
    complaint = complaint_in("new", verdict, by=other)
    with pytest.raises(WrongPerson, match="another editor"):
        complaint.look_into(by=author)
    complaint.look_into(by=other)
    assert complaint.handler == other


def test_only_its_handler_answers_a_complaint(verdict: Verdict, editor: User) -> None:
    complaint = complaint_in("looking", verdict, by=editor)
    with pytest.raises(WrongPerson, match="is looking into"):
        complaint.reject(by=person("late", "Editors"), reply="No.")


def test_an_answer_needs_words(verdict: Verdict, editor: User) -> None:
    complaint = complaint_in("looking", verdict, by=editor)
    with pytest.raises(ValidationError, match="Answer the reader"):
        complaint.reject(by=editor, reply=" ")
    assert Complaint.objects.get().state == "looking"


def test_what_was_upheld_leads_to_its_correction(verdict: Verdict, editor: User) -> None:
    complaint = complaint_in("upheld", verdict, by=editor)
    verdict.correct(by=editor, kind="update", note="The year was wrong.")
    correction = Correction.objects.get()
    complaint.link(correction, by=editor)
    assert list(correction.complaints.all()) == [complaint]
    with pytest.raises(WrongState):
        complaint.link(correction, by=editor)


def test_a_correction_of_another_claim_is_refused(
    verdict: Verdict, reviewer: User, second: User, editor: User
) -> None:
    other = desk.verdict_in("published", author=reviewer, second=second, editor=editor)
    other.withdraw(by=editor, note="Wrong.")
    complaint = complaint_in("looking", verdict, by=editor)
    with pytest.raises(ValidationError, match="another claim"):
        complaint.uphold(by=editor, reply="Yes.", correction=Correction.objects.get())


@pytest.mark.parametrize(
    ("text", "contact", "field"),
    [("", "", "text"), ("x" * 5001, "", "text"), ("Wrong.", "nobody", "contact")],
)
def test_bad_input_is_named_and_nothing_is_kept(
    text: str, contact: str, field: str, verdict: Verdict
) -> None:
    with pytest.raises(ValidationError) as refused:
        Complaint.objects.receive(verdict=verdict, text=text, contact=contact)
    assert field in refused.value.message_dict
    assert not Complaint.objects.exists()

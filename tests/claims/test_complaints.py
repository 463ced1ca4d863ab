"""Complaints of readers: the table of states and verbs, and who may answer."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

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


# verb, state of the complaint, led to a correction already: whether an editor may
FOLLOWING = [
    ("correct", "new", False, False),
    ("correct", "looking", False, False),
    ("correct", "rejected", False, False),
    ("correct", "upheld", False, True),
    ("correct", "partly_upheld", False, True),
    ("correct", "upheld", True, False),
    ("withdraw", "rejected", False, False),
    ("withdraw", "upheld", False, True),
    ("withdraw", "partly_upheld", False, True),
    ("withdraw", "upheld", True, False),
    ("link", "upheld", False, False),
    ("link", "upheld", True, False),
]


@pytest.mark.parametrize(("verb", "state", "led", "may"), FOLLOWING)
def test_what_was_upheld_may_be_followed_by_one_correction(
    verb: str, state: str, led: bool, may: bool, verdict: Verdict, editor: User, reviewer: User
) -> None:
    complaint = complaint_in(state, verdict, by=editor)
    if led:
        complaint.correct(by=editor, kind="update", note="The year was wrong.")
    refusal = complaint.refusal(verb, editor)
    assert refusal is None if may else isinstance(refusal, WrongState)
    assert isinstance(complaint.refusal(verb, reviewer), WrongPerson)


def test_the_correction_that_follows_is_opened_and_named(verdict: Verdict, editor: User) -> None:
    complaint = complaint_in("upheld", verdict, by=editor)
    complaint.correct(by=editor, kind="error_rating_stands", note="The year was wrong.")
    assert complaint.correction
    draft = complaint.correction.to_verdict
    assert draft
    assert (draft.state, draft.author, draft.claim) == ("draft", editor, verdict.claim)
    draft.discard(by=editor)
    complaint.refresh_from_db()
    assert complaint.correction is None
    assert complaint.refusal("correct", editor) is None


def test_a_withdrawal_that_follows_is_named(verdict: Verdict, editor: User) -> None:
    complaint = complaint_in("upheld", verdict, by=editor)
    complaint.withdraw(by=editor, note="The table was a forgery.")
    assert Verdict.objects.get().state == "withdrawn"
    assert complaint.correction == Correction.objects.get(kind="withdrawn")


def test_what_follows_changes_what_stands_now_not_what_was_complained_of(
    verdict: Verdict, editor: User, second: User
) -> None:
    complaint = complaint_in("upheld", verdict, by=editor)
    newer = verdict.correct(by=editor, kind="update", note="New figures.")
    newer.submit(by=editor)
    newer.approve(by=second)
    newer.publish(by=editor)
    complaint = Complaint.objects.get()
    complaint.correct(by=editor, kind="update", note="The year was wrong.")
    assert complaint.correction
    assert complaint.correction.from_verdict == newer


def test_a_correction_that_cannot_be_opened_leaves_no_trace(verdict: Verdict, editor: User) -> None:
    complaint = complaint_in("upheld", verdict, by=editor)
    with pytest.raises(ValidationError) as refused:
        complaint.correct(by=editor, kind="update", note=" ")
    assert "note" in refused.value.message_dict
    assert Complaint.objects.get().correction is None
    assert Verdict.objects.count() == 1


class TestDesk:
    def do(self, editor: User, complaint: Complaint, verb: str, **given: Any) -> Any:
        client = Client()
        client.force_login(editor)
        path = f"/admin/claims/complaint/{complaint.pk}/do/{verb}/"
        return client.post(path, given, follow=True)

    def test_after_the_answer_the_page_leads_to_the_correction(
        self, verdict: Verdict, editor: User
    ) -> None:
        complaint = complaint_in("looking", verdict, by=editor)
        page = self.do(editor, complaint, "uphold", reply="You are right.").content.decode()
        assert "Correct the check" in page
        assert "Was corrected already" not in page
        answer = self.do(
            editor, complaint, "correct", kind="error_rating_stands", note="The year was wrong."
        )
        assert answer.redirect_chain[-1][0] == f"/admin/desk/claims/{verdict.claim_id}/"
        assert Complaint.objects.get().correction == Correction.objects.get()

    def test_a_correction_without_a_note_is_refused_in_words(
        self, verdict: Verdict, editor: User
    ) -> None:
        complaint = complaint_in("upheld", verdict, by=editor)
        answer = self.do(editor, complaint, "correct", kind="update", note="")
        assert "Tell readers what was wrong" in answer.content.decode()
        assert not Correction.objects.exists()

    def test_one_that_was_begun_without_it_can_be_named(
        self, verdict: Verdict, editor: User
    ) -> None:
        complaint = complaint_in("upheld", verdict, by=editor)
        verdict.correct(by=editor, kind="update", note="The year was wrong.")
        correction = Correction.objects.get()
        self.do(editor, complaint, "link", correction=correction.pk)
        assert Complaint.objects.get().correction == correction

    def test_one_of_another_claim_cannot(
        self, verdict: Verdict, reviewer: User, second: User, editor: User
    ) -> None:
        other = desk.verdict_in("published", author=reviewer, second=second, editor=editor)
        other.withdraw(by=editor, note="Wrong.")
        verdict.correct(by=editor, kind="update", note="The year was wrong.")
        complaint = complaint_in("upheld", verdict, by=editor)
        foreign = Correction.objects.get(kind="withdrawn")
        self.do(editor, complaint, "link", correction=foreign.pk)
        assert Complaint.objects.get().correction is None

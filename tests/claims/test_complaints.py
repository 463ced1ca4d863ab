"""Complaints of readers: the table of states and verbs, and who may answer."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
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


# what became of the one who had taken it: whether another editor may look into it
LEAVING = [
    ("still an editor", False),
    ("deactivated", True),
    ("a reviewer now", True),
]


@pytest.mark.parametrize(("became", "may"), LEAVING)
def test_no_reader_waits_for_an_editor_who_has_left(
    became: str, may: bool, verdict: Verdict, editor: User
) -> None:
    complaint, other = complaint_in("looking", verdict, by=editor), person("other", "Editors")
    if became == "deactivated":
        User.objects.filter(pk=editor.pk).update(is_active=False)
    elif became == "a reviewer now":
        editor.groups.set(Group.objects.filter(name="Reviewers"))
    complaint = Complaint.objects.get()
    if not may:
        with pytest.raises(WrongState, match="editor is looking into"):
            complaint.look_into(by=other)
        return
    complaint.look_into(by=other)
    complaint.reject(by=other, reply="It stands.")
    assert Complaint.objects.get().handler == other


def test_those_may_answer_who_are_editors_and_had_no_hand_in_it(
    second: User, reviewer: User
) -> None:
    author, other = person("author-editor", "Editors"), person("other-editor", "Editors")
    gone = person("gone", "Editors")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    verdict = desk.verdict_in("published", author=author, second=second, editor=other)
    complaint = complaint_in("new", verdict, by=other)
    assert list(complaint.possible_handlers) == [other]
    assert "look_into" in complaint.verbs_for(other)


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


class TestNextStep:
    """What the page of a complaint says to each who opens it."""

    def says(self, who: User, complaint: Complaint) -> str:
        client = Client()
        client.force_login(who)
        page = client.get(f"/admin/claims/complaint/{complaint.pk}/change/")
        return " ".join(page.content.decode().split())

    def test_to_a_reviewer_who_answers_it(
        self, verdict: Verdict, reviewer: User, editor: User
    ) -> None:
        person("another-editor", "Editors")
        page = self.says(reviewer, complaint_in("new", verdict, by=editor))
        assert "answer the reader: another-editor, editor." in page
        assert "Ask an editor" not in page
        assert "Look into it" not in page

    def test_to_an_editor_that_it_waits_for_one(self, verdict: Verdict, editor: User) -> None:
        page = self.says(editor, complaint_in("new", verdict, by=editor))
        assert "It waits for somebody to look into it, and to answer the reader. You may." in page

    def test_to_an_editor_with_a_hand_in_it_who_else_may(self, second: User, editor: User) -> None:
        author = person("author-editor", "Editors")
        verdict = desk.verdict_in("published", author=author, second=second, editor=editor)
        page = self.says(author, complaint_in("new", verdict, by=editor))
        assert "You had a hand in this check, so it is not yours." in page
        assert "answer the reader: editor." in page

    def test_that_nobody_may_where_all_had_a_hand_in_it(self, second: User, editor: User) -> None:
        verdict = desk.verdict_in("published", author=editor, second=second, editor=editor)
        page = self.says(editor, complaint_in("new", verdict, by=editor))
        assert "so nobody may answer" in page

    def test_who_is_looking_into_it(self, verdict: Verdict, reviewer: User, editor: User) -> None:
        complaint = complaint_in("looking", verdict, by=editor)
        assert "editor is looking into it and answers the reader." in self.says(reviewer, complaint)
        assert "You are looking into it." in self.says(editor, complaint)
        User.objects.filter(pk=editor.pk).update(is_active=False)
        complaint.refresh_from_db()
        assert "editor cannot answer any more." in self.says(reviewer, complaint)

    def test_what_follows_from_an_upheld_one(
        self, verdict: Verdict, reviewer: User, second: User, editor: User
    ) -> None:
        complaint = complaint_in("upheld", verdict, by=editor)
        assert "Now correct or withdraw the check" in self.says(editor, complaint)
        assert "An editor's turn" in self.says(reviewer, complaint).replace("&#x27;", "'")
        complaint.correct(by=editor, kind="update", note="The year was wrong.")
        assert "a correction is in work" in self.says(reviewer, complaint)
        assert complaint.correction
        draft = complaint.correction.to_verdict
        assert draft
        draft.submit(by=editor)
        draft.approve(by=second)
        draft.publish(by=editor)
        assert "the check is corrected" in self.says(reviewer, complaint)

    def test_that_nothing_follows_from_a_rejected_one(self, verdict: Verdict, editor: User) -> None:
        assert "Nothing follows" in self.says(editor, complaint_in("rejected", verdict, by=editor))

    def test_whether_the_reader_gets_the_answer(self, verdict: Verdict, editor: User) -> None:
        silent = Complaint.objects.receive(verdict=verdict, text="No.")
        reachable = Complaint.objects.receive(verdict=verdict, text="No.", contact="a@example.org")
        assert "The reader left no address" in self.says(editor, silent)
        assert "what we answer is sent there" in self.says(editor, reachable)
        reachable.look_into(by=editor)
        reachable.reject(by=editor, reply="It stands.")
        assert "on its way" in self.says(editor, reachable)
        assert reachable.take_reply()
        assert "was sent to the reader" in self.says(editor, reachable)

    def test_what_others_said_about_the_same_check_and_were_answered(
        self, verdict: Verdict, reviewer: User, second: User, editor: User
    ) -> None:
        earlier = complaint_in("rejected", verdict, by=editor)
        other = desk.verdict_in("published", author=reviewer, second=second, editor=editor)
        Complaint.objects.receive(verdict=other, text="About another check.")
        now = Complaint.objects.receive(verdict=verdict, text="The month is wrong.")
        page = self.says(reviewer, now).partition("Others about the same check")[2]
        assert f"/admin/claims/complaint/{earlier.pk}/change/" in page
        assert "Our answer: Thank you: you are right." in page
        assert "About another check." not in page


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

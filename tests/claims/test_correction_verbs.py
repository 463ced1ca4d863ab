"""Corrections, withdrawals and mended typing errors: who may, from where, and what readers get."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from claims.models import Claim, Correction, StatusChange, Verdict
from claims.refusals import WrongPerson, WrongState
from claims.typos import is_typo
from tests import desk

NOTE = "We had the wrong year."


def superseded(verdict: Verdict, kind: str, *, second: User, editor: User) -> Verdict:
    """The verdict's successor, published by way of a correction."""
    draft = verdict.correct(by=editor, kind=kind, note=NOTE)
    draft.edit(by=editor, rating=desk.rating("false"), summary="It rose.")
    draft.submit(by=editor)
    draft.approve(by=second)
    draft.publish(by=editor)
    return draft


@pytest.mark.parametrize(
    "state", ["draft", "changes_requested", "submitted", "approved", "published"]
)
@pytest.mark.parametrize("verb", ["correct", "withdraw"])
def test_only_a_published_verdict_is_corrected_or_withdrawn(
    verb: str, state: str, people: dict[str, User]
) -> None:
    verdict = desk.verdict_in(state, **people)
    refusal = verdict.refusal(verb, people["editor"])
    assert isinstance(refusal, WrongState) if state != "published" else refusal is None


@pytest.mark.parametrize("verb", ["correct", "withdraw"])
def test_correcting_and_withdrawing_are_for_editors(
    verb: str, published: Verdict, people: dict[str, User], outsider: User
) -> None:
    assert published.refusal(verb, people["editor"]) is None
    for person in (people["author"], people["second"], outsider):
        assert isinstance(published.refusal(verb, person), WrongPerson)


def test_the_published_verdict_stays_public_until_the_corrected_one_supersedes_it(
    published: Verdict, people: dict[str, User]
) -> None:
    draft = published.correct(by=people["editor"], kind="rating_changed", note=NOTE)
    assert (draft.state, draft.summary, draft.author) == (
        "draft",
        published.summary,
        people["editor"],
    )
    claim = Claim.objects.get(pk=published.claim_id)
    assert (claim.status, claim.assignee) == ("in_progress", people["editor"])
    assert list(Verdict.objects.current()) == [published]
    assert not Correction.objects.public().exists()


def test_the_corrected_verdict_takes_the_place_of_the_old_one(
    published: Verdict, people: dict[str, User]
) -> None:
    new = superseded(published, "rating_changed", second=people["second"], editor=people["editor"])
    assert Verdict.objects.get(pk=published.pk).state == "superseded"
    assert list(Verdict.objects.current()) == [new]
    (correction,) = Correction.objects.public()
    assert correction.effective_at == new.published_at
    assert Claim.objects.get(pk=published.claim_id).status == "published"


def test_whoever_opened_the_correction_cannot_approve_it(
    published: Verdict, people: dict[str, User]
) -> None:
    draft = published.correct(by=people["editor"], kind="update", note=NOTE)
    draft.submit(by=people["editor"])
    with pytest.raises(WrongPerson):
        draft.approve(by=people["editor"])
    with pytest.raises(WrongState):
        draft.publish(by=people["editor"])


def test_two_corrections_at_once_are_refused(published: Verdict, people: dict[str, User]) -> None:
    published.correct(by=people["editor"], kind="update", note=NOTE)
    with pytest.raises(WrongState, match="in work already"):
        published.correct(by=people["editor"], kind="update", note=NOTE)
    assert Correction.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "note", "field"),
    [("mood", NOTE, "kind"), ("withdrawn", NOTE, "kind"), ("update", "  ", "note")],
)
def test_a_correction_needs_a_known_kind_and_a_note_for_readers(
    kind: str, note: str, field: str, published: Verdict, people: dict[str, User]
) -> None:
    with pytest.raises(ValidationError) as refused:
        published.correct(by=people["editor"], kind=kind, note=note)
    assert field in refused.value.message_dict
    assert Verdict.objects.count() == 1
    assert Claim.objects.get(pk=published.claim_id).status == "published"


def test_a_discarded_correction_leaves_all_as_it_was(
    published: Verdict, people: dict[str, User]
) -> None:
    published.correct(by=people["editor"], kind="update", note=NOTE).discard(by=people["editor"])
    assert Claim.objects.get(pk=published.claim_id).status == "published"
    assert not Correction.objects.exists()
    assert published.refusal("correct", people["editor"]) is None
    assert StatusChange.objects.latest("pk").verb == "discard_correction"


def test_a_published_claim_gets_no_second_verdict_but_by_correction(
    published: Verdict, people: dict[str, User]
) -> None:
    draft = published.correct(by=people["editor"], kind="update", note=NOTE)
    Claim.objects.get(pk=published.claim_id).release(by=people["editor"])
    Correction.objects.all().delete()
    Verdict.objects.filter(pk=draft.pk).delete()
    claim = Claim.objects.get(pk=published.claim_id)
    with pytest.raises(WrongState, match="Correct that one"):
        Verdict.objects.draft(
            claim=claim, by=people["author"], rating=desk.rating(), summary="Another"
        )


class TestWithdrawing:
    def test_it_is_said_in_public_and_the_claim_is_open_to_work_again(
        self, published: Verdict, people: dict[str, User]
    ) -> None:
        published.withdraw(by=people["editor"], note=NOTE)
        assert published.state == "withdrawn"
        (correction,) = Correction.objects.public()
        assert (correction.kind, correction.note, correction.to_verdict) == (
            "withdrawn",
            NOTE,
            None,
        )
        claim = Claim.objects.get(pk=published.claim_id)
        assert (claim.status, claim.assignee) == ("in_progress", people["editor"])
        assert list(Verdict.objects.current()) == [published]

    def test_it_needs_a_note_for_readers(self, published: Verdict, people: dict[str, User]) -> None:
        with pytest.raises(ValidationError, match="Tell readers"):
            published.withdraw(by=people["editor"], note=" ")
        assert Verdict.objects.get(pk=published.pk).state == "published"

    def test_its_sources_are_cited_no_longer(
        self, published: Verdict, people: dict[str, User]
    ) -> None:
        source = published.claim.evidence.get().source
        assert source
        published.withdraw(by=people["editor"], note=NOTE)
        source.refresh_from_db()
        assert not source.cited_publicly

    def test_it_is_possible_while_a_correction_is_in_work(
        self, published: Verdict, people: dict[str, User]
    ) -> None:
        draft = published.correct(by=people["editor"], kind="update", note=NOTE)
        Verdict.objects.get(pk=published.pk).withdraw(by=people["editor"], note=NOTE)
        assert Verdict.objects.get(pk=published.pk).state == "withdrawn"
        assert Verdict.objects.get(pk=draft.pk).state == "draft"

    def test_a_new_verdict_may_follow(self, published: Verdict, people: dict[str, User]) -> None:
        published.withdraw(by=people["editor"], note=NOTE)
        claim = Claim.objects.get(pk=published.claim_id)
        Verdict.objects.draft(
            claim=claim, by=people["editor"], rating=desk.rating(), summary="Anew"
        )


class TestTypingErrors:
    def test_one_is_mended_without_a_second_reader_and_readers_are_not_told(
        self, published: Verdict, people: dict[str, User]
    ) -> None:
        draft = published.correct(by=people["editor"], kind="typo")
        draft.edit(by=people["editor"], summary="It fell by three percent.")
        draft.submit(by=people["editor"])
        assert draft.state == "approved"
        draft.publish(by=people["editor"])
        assert draft.review.summary == "It fell by three percent."
        assert not Correction.objects.public().exists()

    def test_it_keeps_the_names_that_stood_below_the_check(
        self, published: Verdict, people: dict[str, User]
    ) -> None:
        draft = published.correct(by=people["editor"], kind="typo")
        draft.submit(by=people["editor"])
        assert draft.review.checked_by == published.review.checked_by
        assert draft.review.second_read_by == ("second",)

    @pytest.mark.parametrize(
        "changes",
        [
            {"rating": "false"},
            {"summary": "It fell by four per cent and nobody knows why that is."},
            {"summary": "It never fell by three per cent."},
            {"summary": "It rose by three per cent."},
            {"rationale": "In 2015."},
        ],
        ids=["another rating", "other words", "a negation", "another word", "a figure"],
    )
    def test_more_than_that_needs_a_second_reader(
        self, changes: dict[str, Any], published: Verdict, people: dict[str, User]
    ) -> None:
        draft = published.correct(by=people["editor"], kind="typo")
        slug = changes.pop("rating", "half-true")
        draft.edit(by=people["editor"], rating=desk.rating(slug), **changes)
        with pytest.raises(WrongState, match="more than a typing error"):
            draft.submit(by=people["editor"])

    def test_evidence_that_was_attached_since_is_not_smuggled_in(
        self, published: Verdict, people: dict[str, User]
    ) -> None:
        draft = published.correct(by=people["editor"], kind="typo")
        desk.attach(published.claim, by=people["editor"], url="https://example.org/new")
        draft.submit(by=people["editor"])
        assert draft.review.evidence == published.review.evidence

    def test_the_wording_of_the_claim_is_not_smuggled_in(
        self, published: Verdict, people: dict[str, User]
    ) -> None:
        # Without words of its own the verdict publishes the claim's, which may be edited meanwhile.
        draft = published.correct(by=people["editor"], kind="typo")
        claim = Claim.objects.get(pk=published.claim_id)
        claim.edit(by=people["editor"], text="The governor never said that crime fell at all")
        claim.confirm(by=people["editor"])
        draft = Verdict.objects.get(pk=draft.pk)
        assert isinstance(draft.refusal("submit", people["editor"]), WrongState)

    def test_many_small_ones_do_not_add_up_to_another_text(
        self, published: Verdict, people: dict[str, User]
    ) -> None:
        first = published.correct(by=people["editor"], kind="typo")
        first.edit(by=people["editor"], summary="it fell by three percent.")
        first.submit(by=people["editor"])
        first.publish(by=people["editor"])
        again = first.correct(by=people["editor"], kind="typo")
        again.edit(by=people["editor"], summary="it fell, by, three percent.")
        assert is_typo(first.summary, again.summary)
        assert isinstance(again.refusal("submit", people["editor"]), WrongState)

    def test_it_does_not_bring_back_what_was_withdrawn(
        self, published: Verdict, people: dict[str, User]
    ) -> None:
        draft = published.correct(by=people["editor"], kind="typo")
        Verdict.objects.get(pk=published.pk).withdraw(by=people["editor"], note=NOTE)
        draft = Verdict.objects.get(pk=draft.pk)
        assert isinstance(draft.refusal("submit", people["editor"]), WrongState)

    def test_one_that_was_ready_does_not_bring_back_what_was_withdrawn(
        self, published: Verdict, people: dict[str, User]
    ) -> None:
        draft = published.correct(by=people["editor"], kind="typo")
        draft.submit(by=people["editor"])
        Verdict.objects.get(pk=published.pk).withdraw(by=people["editor"], note=NOTE)
        draft = Verdict.objects.get(pk=draft.pk)
        assert isinstance(draft.refusal("publish", people["editor"]), WrongState)


def test_a_correction_is_never_edited(published: Verdict, people: dict[str, User]) -> None:
    published.withdraw(by=people["editor"], note=NOTE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.update(note="Nothing happened.")


def test_the_database_wants_a_reason_and_a_successor(
    published: Verdict, people: dict[str, User]
) -> None:
    for fields in ({"kind": "update", "note": NOTE}, {"kind": "withdrawn", "note": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Correction.objects.create(from_verdict=published, by=people["editor"], **fields)

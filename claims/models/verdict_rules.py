"""Why a verb on a verdict is refused: rules about the person, then about the state; one a verb."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings

from claims.models.freezing import freeze
from claims.models.rechecking import ANNOUNCED
from claims.people import name_of
from claims.permissions import Person
from claims.refusals import Refused, WrongPerson, WrongState

if TYPE_CHECKING:
    from claims.models.verdict import Verdict

Rule = Callable[["Verdict", Person], Refused | None]


def _anybody(verdict: "Verdict", by: Person) -> Refused | None:
    return None


def _author_only(verdict: "Verdict", by: Person) -> Refused | None:
    if by.pk == verdict.author_id:
        return None
    return WrongPerson(f"Only its author, {name_of(verdict.author)}, may submit this verdict.")


def _whoever_has_the_claim(verdict: "Verdict", by: Person) -> Refused | None:
    if by.pk in {verdict.author_id, verdict.claim.assignee_id}:
        return None
    return WrongPerson(f"{name_of(verdict.author)} is working on this verdict.")


def _never_a_contributor(verdict: "Verdict", by: Person) -> Refused | None:
    if not verdict.is_contributor(by):
        return None
    return WrongPerson("You wrote or changed this verdict or its evidence: another must decide.")


def _ready_to_submit(verdict: "Verdict", by: Person) -> Refused | None:
    if verdict.claim.confirmed_by_id is None:
        return WrongState(
            "Confirm the claim first: somebody must have read its wording and attribution "
            "against the text."
        )
    if not verdict.claim.evidence.exists():
        return WrongState("Attach evidence first: a verdict rests on at least one.")
    return _no_more_than_was_said(verdict)


def _no_more_than_was_said(verdict: "Verdict") -> Refused | None:
    """A typing error is exempt from the second reader, so it must be one."""
    if not verdict.mends_a_typo:
        return None
    if refusal := _nothing_to_mend(verdict):
        return refusal
    if not verdict.corrected_by.is_slight(freeze(verdict)):
        return WrongState(
            "This changes more than a typing error. Discard it, and correct with another kind."
        )
    return None


def _nothing_to_mend(verdict: "Verdict") -> Refused | None:
    """What was withdrawn does not come back by way of a typing error."""
    former = verdict.corrected_by.from_verdict
    if former.state == former.State.PUBLISHED:
        return None
    return WrongState("What this mends is not published any more. A new verdict is needed.")


def _enough_agree(verdict: "Verdict", by: Person) -> Refused | None:
    if verdict.mends_a_typo:
        return _nothing_to_mend(verdict)
    if verdict.approvals_now().count() >= settings.APPROVALS_REQUIRED:
        return None
    return WrongState("Not enough people have approved this submission.")


def _no_correction_in_work(verdict: "Verdict", by: Person) -> Refused | None:
    if verdict.claim.verdicts.in_work().exists():
        return WrongState("A correction of this verdict is in work already.")
    return None


def _nobody_was_told(verdict: "Verdict", by: Person) -> Refused | None:
    return WrongState(ANNOUNCED) if verdict.claim.recheckings.open().exists() else None


def _readers_were_told(verdict: "Verdict", by: Person) -> Refused | None:
    if verdict.claim.recheckings.open().exists():
        return None
    return WrongState("Readers are not told that this check is looked at again.")


PERSON_RULES: dict[str, Rule] = {
    "submit": _author_only,
    "edit": _whoever_has_the_claim,
    "discard": _whoever_has_the_claim,
    "approve": _never_a_contributor,
    "request_changes": _never_a_contributor,
    "publish": _anybody,
    "correct": _anybody,
    "withdraw": _anybody,
    "announce_recheck": _anybody,
    "end_recheck": _anybody,
}
STATE_RULES: dict[str, Rule] = {
    "submit": _ready_to_submit,
    "publish": _enough_agree,
    "correct": _no_correction_in_work,
    "announce_recheck": _nobody_was_told,
    "end_recheck": _readers_were_told,
}

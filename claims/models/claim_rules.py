"""Why a verb on a claim is refused, beyond permission and status; one rule a verb."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from claims.models.claim_moves import UNPUBLISHED, VERDICT_IN_WORK, Status
from claims.people import name_of
from claims.permissions import ASSIGN, Person
from claims.refusals import Refused, WrongPerson, WrongState

if TYPE_CHECKING:
    from claims.models.claim import Claim


def _not_for_another(claim: "Claim", by: Person) -> Refused | None:
    if claim.assignee_id is None or claim.assignee_id == by.pk or by.has_perm(ASSIGN):
        return None
    who = name_of(claim.assignee)
    return WrongPerson(f"{who} is working on this claim. Ask them or an editor.")


def _no_verdict_to_lose(claim: "Claim", by: Person) -> Refused | None:
    if refusal := _not_for_another(claim, by):
        return refusal
    # `all` and not a filter, so that a page which prefetched the verdicts asks no more.
    states = {verdict.state for verdict in claim.verdicts.all()}
    if states & set(VERDICT_IN_WORK):
        return WrongState("A verdict on this claim is in work. Discard its draft first.")
    if "published" in states:
        return WrongState("A verdict on this claim is public. Withdraw it first.")
    return None


def _can_be_confirmed(claim: "Claim", by: Person) -> Refused | None:
    if claim.status in UNPUBLISHED:
        return None
    return WrongState(f"A claim that is “{claim.get_status_display()}” is not confirmed any more.")


def _is_confirmed(claim: "Claim", by: Person) -> Refused | None:
    if claim.confirmed_by_id is None:
        return WrongState("Nobody has confirmed this claim.")
    return _can_be_confirmed(claim, by)


def frozen_refusal(claim: "Claim") -> Refused | None:
    """Why nothing of it can be changed now, and what has to happen first; None if it can."""
    if claim.status == Status.AWAITING_APPROVAL:
        return WrongState("What is submitted is frozen. Have changes requested first.")
    if claim.status == Status.PUBLISHED:
        return WrongState("What is published is frozen. Have a correction opened first.")
    return None


def _can_be_edited(claim: "Claim", by: Person) -> Refused | None:
    return frozen_refusal(claim) or _not_for_another(claim, by)


def _can_be_merged(claim: "Claim", by: Person) -> Refused | None:
    if claim.canonical_id is not None:
        return WrongState("This claim is merged already. Unmerge it first.")
    return _no_verdict_to_lose(claim, by)


def _is_merged(claim: "Claim", by: Person) -> Refused | None:
    return None if claim.canonical_id else WrongState("This claim is not merged into another.")


def _is_an_untouched_mark(claim: "Claim", by: Person) -> Refused | None:
    """Marked by this person, and nobody has done anything with it: it may go without a trace."""
    if claim.method or claim.revision_id is None:
        return WrongState("The machine found this claim: dismiss it instead.")
    if claim.created_by_id != by.pk:
        return WrongPerson("Somebody else marked this claim: dismiss it instead.")
    touched = (
        claim.status_changes, claim.verdicts, claim.evidence, claim.comments, claim.contacts,
        claim.duplicates, claim.notices,
    )  # fmt: skip
    if claim.canonical_id or any(rows.exists() for rows in touched) or claim.worded_by() - {by.pk}:
        return WrongState("Somebody has worked on this claim since: dismiss it instead.")
    return None


RULES: dict[str, Callable[["Claim", Person], Refused | None]] = {
    "dismiss": _no_verdict_to_lose,
    "undo_accept": _no_verdict_to_lose,
    "release": _not_for_another,
    "confirm": _can_be_confirmed,
    "undo_confirm": _is_confirmed,
    "edit": _can_be_edited,
    "merge_into": _can_be_merged,
    "unmerge": _is_merged,
    "unmark": _is_an_untouched_mark,
}
STATE_SENTENCES = {
    "accept": "Only a new claim can be accepted.",
    "undo_accept": "Only a claim that is to be checked, and that nobody has taken, can go back.",
    "take": "Only a claim that is to be checked, and that nobody has taken, can be taken.",
    "release": "Only a claim that is being checked can be released.",
    "reopen": "Only a claim that we decided not to check can be reopened.",
}


def wrong_status(verb: str, claim: "Claim") -> str:
    status = claim.get_status_display()
    return f"“{verb.replace('_', ' ')}” is not possible while the claim is “{status}”."

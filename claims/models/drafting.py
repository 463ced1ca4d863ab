"""Who may begin a verdict on a claim, and when."""

from claims.models.claim import Claim
from claims.people import name_of
from claims.permissions import REVIEW, Person, lacks
from claims.refusals import Refused, WrongPerson, WrongState

SECOND_IN_WORK = "A verdict on this claim is in work already. Edit that one."


def drafting_refusal(claim: Claim, by: Person) -> Refused | None:
    """Why this person may not begin a verdict on this claim; None if it may be done."""
    if refusal := lacks(by, REVIEW):
        return refusal
    if claim.status == Claim.Status.IN_PROGRESS and claim.assignee_id != by.pk:
        return WrongPerson(f"{name_of(claim.assignee)} has taken this claim.")
    if claim.verdicts.in_work().exists():
        return WrongState(SECOND_IN_WORK)
    if claim.verdicts.published().exists():
        return WrongState(_NO_DRAFT[Claim.Status.PUBLISHED])
    if claim.status not in {Claim.Status.OPEN, Claim.Status.IN_PROGRESS}:
        return WrongState(_NO_DRAFT[claim.status])
    return None


_NO_DRAFT: dict[str, str] = {
    Claim.Status.EXTRACTED: "Accept this claim first: nobody has decided yet to check it.",
    Claim.Status.DISMISSED: "We decided not to check this claim. Reopen it first.",
    Claim.Status.AWAITING_APPROVAL: SECOND_IN_WORK,
    Claim.Status.PUBLISHED: "This claim has a published verdict. Correct that one.",
}

"""What the history of a claim says beside its columns: why, and what was so before any person."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claims.models.claimant import Claimant

if TYPE_CHECKING:
    from claims.models.claim import Claim

# The reason by which whoever changed wording or attribution is known again: that is published with
# a verdict, so they have a hand in it. Where it was who says it, their names follow.
WORDING = "wording"
REASON_LENGTH = 100


def reason_for(claimants: Sequence[Claimant] | None) -> str:
    """Of an edit of wording or attribution; `claimants` if it said who says it."""
    if claimants is None:
        return WORDING
    names = ", ".join(claimant.name for claimant in claimants) or "nobody"
    reason = f"{WORDING}: {names}"
    return reason if len(reason) <= REASON_LENGTH else reason[: REASON_LENGTH - 1] + "…"


def keep_first_version(claim: "Claim") -> None:
    """What the machine found has no history until a person touches it; then it begins there.

    Many claims are never touched, and their first version is what they are.
    """
    if claim.history.exists():
        return
    first = [type(claim).objects.get(pk=claim.pk)]
    type(claim).history.bulk_history_create(first, update=True, default_date=claim.created_at)

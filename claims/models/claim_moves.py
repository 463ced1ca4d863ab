"""The table of moves of a claim: each verb, from which statuses, to which, by whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from claims.permissions import ASSIGN, PUBLISH, REVIEW

# Verdict states in which somebody is still working. Written here since queries about claims need
# them; the moves between them are verdict.py's.
VERDICT_IN_WORK = ("draft", "changes_requested", "submitted", "approved")


class Status(models.TextChoices):
    # The machine found it, or somebody typed it in; nobody has decided yet.
    EXTRACTED = "extracted", "New"
    # Worth checking; nobody has taken it.
    OPEN = "open", "To check"
    # Somebody works on it.
    IN_PROGRESS = "in_progress", "Being checked"
    # A verdict is submitted; a second person has to agree.
    AWAITING_APPROVAL = "awaiting_approval", "Awaiting second reader"
    # A verdict of ours is public and none is in work.
    PUBLISHED = "published", "Published"
    # We decided not to check it; the reason is kept.
    DISMISSED = "dismissed", "Not checking"


@dataclass(frozen=True, slots=True)
class Move:
    """One verb: from which statuses, to which, by whom."""

    sources: frozenset[str]
    target: str
    permission: str


def _from(sources: Iterable[Status], target: Status, permission: str = REVIEW) -> Move:
    return Move(frozenset(sources), target, permission)


S = Status
# The table of moves (design: States and verbs). The last six are made by a verdict's verbs.
MOVES: dict[str, Move] = {
    "accept": _from([S.EXTRACTED], S.OPEN),
    "undo_accept": _from([S.OPEN], S.EXTRACTED),
    "dismiss": _from([S.EXTRACTED, S.OPEN, S.IN_PROGRESS], S.DISMISSED),
    "reopen": _from([S.DISMISSED], S.OPEN),
    "take": _from([S.OPEN], S.IN_PROGRESS),
    "release": _from([S.IN_PROGRESS], S.OPEN),
    "assign": _from([S.OPEN, S.IN_PROGRESS], S.IN_PROGRESS, ASSIGN),
    "submit": _from([S.IN_PROGRESS], S.AWAITING_APPROVAL),
    "request_changes": _from([S.AWAITING_APPROVAL], S.IN_PROGRESS),
    "publish": _from([S.AWAITING_APPROVAL], S.PUBLISHED, PUBLISH),
    "correct": _from([S.PUBLISHED], S.IN_PROGRESS, PUBLISH),
    "withdraw": _from([S.PUBLISHED], S.IN_PROGRESS, PUBLISH),
    "discard_correction": _from([S.IN_PROGRESS, S.OPEN], S.PUBLISHED),
}
# The claim's own verbs, in the order in which a page offers them. `confirm`, `merge_into` and what
# undoes them change no status.
CLAIM_VERBS = (
    "accept", "take", "confirm", "dismiss", "undo_accept", "undo_confirm", "release", "assign",
    "reopen", "merge_into", "unmerge",
)  # fmt: skip
UNPUBLISHED = frozenset({S.EXTRACTED, S.OPEN, S.IN_PROGRESS})

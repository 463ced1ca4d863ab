"""The states of a verdict and its table of moves: which verb, from which states, by whom."""

from dataclasses import dataclass

from django.db import models

from claims.permissions import PUBLISH, REVIEW


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    # A second reader found something: the author works on it again.
    CHANGES_REQUESTED = "changes_requested", "Changes requested"
    SUBMITTED = "submitted", "Awaiting second reader"
    # Enough people who did not write it agree.
    APPROVED = "approved", "Ready to publish"
    PUBLISHED = "published", "Published"
    # A corrected verdict took its place; readers can still find it.
    SUPERSEDED = "superseded", "Superseded"
    # Taken back with a public note.
    WITHDRAWN = "withdrawn", "Withdrawn"


EDITABLE_STATES = frozenset({State.DRAFT, State.CHANGES_REQUESTED})


@dataclass(frozen=True, slots=True)
class Move:
    """One verb: from which states, by whom."""

    sources: frozenset[str]
    permission: str


S = State
MOVES: dict[str, Move] = {
    "submit": Move(EDITABLE_STATES, REVIEW),
    "request_changes": Move(frozenset({S.SUBMITTED, S.APPROVED}), REVIEW),
    "approve": Move(frozenset({S.SUBMITTED}), REVIEW),
    "publish": Move(frozenset({S.APPROVED}), PUBLISH),
    "edit": Move(EDITABLE_STATES, REVIEW),
    "discard": Move(EDITABLE_STATES, REVIEW),
    "correct": Move(frozenset({S.PUBLISHED}), PUBLISH),
    "withdraw": Move(frozenset({S.PUBLISHED}), PUBLISH),
    "announce_recheck": Move(frozenset({S.PUBLISHED}), PUBLISH),
    "end_recheck": Move(frozenset({S.PUBLISHED}), PUBLISH),
}
VERDICT_VERBS = (
    "submit", "approve", "request_changes", "publish", "discard", "announce_recheck", "end_recheck",
    "correct", "withdraw",
)  # fmt: skip

"""The back office of the desk: lists and forms over the rows, and the verbs as buttons."""

from claims.admin import (
    alert,
    article,
    claim,
    claimant,
    complaint,
    correction,
    evidence,
    page,
    people,
    rating,
    verdict,
)

__all__ = [
    "alert",
    "article",
    "claim",
    "claimant",
    "complaint",
    "correction",
    "evidence",
    "page",
    "people",
    "rating",
    "verdict",
]

"""What we publish about a claim: the frozen review, its ClaimReview markup, and the lint. Pure."""

from claims.claimreview.markup import embed, render
from claims.claimreview.review import (
    Appearance,
    Article,
    Claimant,
    Contact,
    Correction,
    EvidenceItem,
    PublishedReview,
    Publisher,
    Rating,
)
from claims.claimreview.rules import Finding, lint

__all__ = [
    "Appearance",
    "Article",
    "Claimant",
    "Contact",
    "Correction",
    "EvidenceItem",
    "Finding",
    "PublishedReview",
    "Publisher",
    "Rating",
    "embed",
    "lint",
    "render",
]

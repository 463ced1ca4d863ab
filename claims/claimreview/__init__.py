"""What we publish about a claim: the frozen review, its ClaimReview markup, and the lint. Pure."""

from claims.claimreview.markup import embed, render
from claims.claimreview.review import (
    Appearance,
    Article,
    AttributionKind,
    Claimant,
    ClaimantKind,
    Contact,
    ContactOutcome,
    Correction,
    EvidenceItem,
    EvidenceKind,
    PublishedReview,
    Publisher,
    Question,
    Rating,
    Stance,
    Tier,
)
from claims.claimreview.rules import Finding, lint

__all__ = [
    "Appearance",
    "Article",
    "AttributionKind",
    "Claimant",
    "ClaimantKind",
    "Contact",
    "ContactOutcome",
    "Correction",
    "EvidenceItem",
    "EvidenceKind",
    "Finding",
    "PublishedReview",
    "Publisher",
    "Question",
    "Rating",
    "Stance",
    "Tier",
    "embed",
    "lint",
    "render",
]

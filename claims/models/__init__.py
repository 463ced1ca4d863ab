"""The rows of the desk, one module a noun. Rules live here: see each model's verbs."""

from claims.models.approval import Approval, Contribution
from claims.models.article import Article, Revision
from claims.models.claim import Claim, ClaimClaimant, StatusChange
from claims.models.claimant import Claimant
from claims.models.evidence import Evidence
from claims.models.rating import Rating, RatingScale
from claims.models.verdict import Verdict

__all__ = [
    "Approval",
    "Article",
    "Claim",
    "ClaimClaimant",
    "Claimant",
    "Contribution",
    "Evidence",
    "Rating",
    "RatingScale",
    "Revision",
    "StatusChange",
    "Verdict",
]

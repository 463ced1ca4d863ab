"""The rows of the desk, one module a noun. Rules live here: see each model's verbs."""

from claims.models.approval import Approval, Contribution
from claims.models.article import Article, Revision
from claims.models.claim import Claim, ClaimClaimant
from claims.models.claimant import Claimant
from claims.models.comment import Comment
from claims.models.complaint import Complaint
from claims.models.contact import Contact
from claims.models.correction import Correction
from claims.models.evidence import Evidence
from claims.models.notice import Notice
from claims.models.page import Page
from claims.models.preference import Preference
from claims.models.rating import Rating, RatingScale
from claims.models.rechecking import Rechecking
from claims.models.resolution import Resolution
from claims.models.saved_filter import SavedFilter
from claims.models.shown_claimant import ShownClaimant
from claims.models.status_change import StatusChange
from claims.models.verdict import Verdict

__all__ = [
    "Approval",
    "Article",
    "Claim",
    "ClaimClaimant",
    "Claimant",
    "Comment",
    "Complaint",
    "Contact",
    "Contribution",
    "Correction",
    "Evidence",
    "Notice",
    "Page",
    "Preference",
    "Rating",
    "RatingScale",
    "Rechecking",
    "Resolution",
    "Revision",
    "SavedFilter",
    "ShownClaimant",
    "StatusChange",
    "Verdict",
]

"""Addresses of the API's nouns. The project puts them under /api/v1/."""

from rest_framework.routers import SimpleRouter

from claims.views.answers import ComplaintViewSet, ContactViewSet, CorrectionViewSet
from claims.views.articles import ArticleViewSet, ClaimantViewSet, RatingViewSet
from claims.views.claims import ClaimViewSet
from claims.views.evidence import EvidenceViewSet
from claims.views.verdicts import VerdictViewSet

router = SimpleRouter(use_regex_path=False)
router.register("articles", ArticleViewSet, basename="article")
router.register("claimants", ClaimantViewSet, basename="claimant")
router.register("claims", ClaimViewSet, basename="claim")
router.register("complaints", ComplaintViewSet, basename="complaint")
router.register("contacts", ContactViewSet, basename="contact")
router.register("corrections", CorrectionViewSet, basename="correction")
router.register("evidence", EvidenceViewSet, basename="evidence")
router.register("ratings", RatingViewSet, basename="rating")
router.register("verdicts", VerdictViewSet, basename="verdict")
urlpatterns = router.urls

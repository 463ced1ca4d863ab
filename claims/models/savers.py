"""Who had a hand in what a verdict publishes, beside whoever wrote the verdict itself."""

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from claims.models.claim import Claim
from claims.models.evidence import Evidence


def savers_of(claim: Claim) -> "QuerySet[User]":
    """Whoever worded the claim, saved the evidence, or asked for comment: all is published."""
    evidence = Evidence.saved_by.through.objects.filter(evidence__claims=claim)
    asked = claim.contacts.values("by")
    return User.objects.filter(
        Q(pk__in=evidence.values("user_id")) | Q(pk__in=asked) | Q(pk__in=claim.worded_by())
    )

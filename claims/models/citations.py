"""Which sources readers are shown: those that a published verdict rests on."""

from django.db.models import F

from claims.models.claim import Claim
from claims.models.evidence import Evidence
from claims.models.verdict_moves import State
from sources.models import Source


def refresh_citations(claim: Claim) -> None:
    """Write on each source of this claim whether a published verdict rests on it."""
    open_evidence = Evidence.objects.filter(confidential=False)
    ours = set(open_evidence.filter(claims=claim).values_list("source_id", flat=True)) - {None}
    resting = open_evidence.filter(
        source__in=ours,
        claims__verdicts__state=State.PUBLISHED,
        # What was attached later was not frozen: readers do not know of it.
        claims__verdicts__submitted_at__gte=F("added_at"),
    )
    cited = set(resting.values_list("source_id", flat=True))
    Source.objects.filter(pk__in=cited).set_cited_publicly(True)
    Source.objects.filter(pk__in=ours - cited).set_cited_publicly(False)

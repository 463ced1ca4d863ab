"""Who was named in what was published, and how: for readers' lists, which show no live rows."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F

from claims.models.claimant import Claimant

if TYPE_CHECKING:
    from claims.models.verdict import Verdict

SHOWN = ("name", "kind", "description", "same_as")


class ShownClaimantQuerySet(models.QuerySet["ShownClaimant"]):
    def public(self) -> Self:
        """In a verdict that readers may see."""
        return self.filter(verdict__published_at__isnull=False)

    def newest_first(self) -> Self:
        return self.order_by(F("verdict__published_at").desc(nulls_last=True), "-verdict")

    def keep(self, verdict: "Verdict") -> None:
        """What a submission has just frozen. A mended typing error names whom the one before did.

        Call it in the transaction that froze it.
        """
        self.filter(verdict=verdict).delete()
        self.bulk_create(
            ShownClaimant(verdict=verdict, **shown) for shown in self._of_submission(verdict)
        )

    def _of_submission(self, verdict: "Verdict") -> list[dict[str, object]]:
        if verdict.mends_a_typo:
            former = verdict.corrected_by.from_verdict.shown_claimants
            return list(former.values("claimant_id", *SHOWN))
        return [
            {"claimant_id": claimant.pk, **{name: getattr(claimant, name) for name in SHOWN}}
            for claimant in verdict.claim.speakers
        ]


class ShownClaimant(models.Model):
    """A claimant as one submission names them; never edited, so renaming changes nothing public."""

    verdict = models.ForeignKey(
        "claims.Verdict", models.CASCADE, related_name="shown_claimants", editable=False
    )
    claimant = models.ForeignKey(Claimant, models.PROTECT, related_name="shown_in", editable=False)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=Claimant.Kind)
    description = models.CharField(max_length=500, blank=True)
    same_as = models.URLField(max_length=2000, blank=True)

    objects = models.Manager.from_queryset(ShownClaimantQuerySet)()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name

"""A person's answer to an alert: why this evidence may be relied on again."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from claims.models.evidence import Evidence
from sources.models import Alert


class Resolution(models.Model):
    """What somebody decided about one alert, for one piece of evidence. Never edited.

    One alert can touch the evidence of several claims, and each needs an answer of its own: that
    the figures have moved may be harmless here and the whole point there.
    """

    class How(models.TextChoices):
        # Another source says it, and is attached.
        REPLACED = "replaced", "Replaced by another source"
        ARCHIVED_COPY_CITED = "archived_copy_cited", "The archived copy is cited"
        STILL_HOLDS = "still_holds", "Looked at: it still holds"
        VERDICT_CORRECTED = "verdict_corrected", "The verdict is corrected or withdrawn"

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="resolutions")
    alert = models.ForeignKey(Alert, models.CASCADE, related_name="resolutions")
    how = models.CharField(max_length=19, choices=How)
    # The copy that readers are sent to from now on. Kept here, since the source's may change.
    archived_url = models.URLField(max_length=8192, blank=True, editable=False)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            # One answer to each alert; also the query of the re-check queue.
            models.UniqueConstraint(fields=["evidence", "alert"], name="resolution_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_how_display()}: {self.evidence}"

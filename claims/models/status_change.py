"""What happened to a claim's status: who moved it, when, from where to where."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from claims.models.claim_moves import Status


class StatusChange(models.Model):
    """Evidence of a move: who, when, from where to where. Never edited."""

    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="status_changes")
    verb = models.CharField(max_length=20)
    old = models.CharField(max_length=17, choices=Status)
    new = models.CharField(max_length=17, choices=Status)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.old} → {self.new} by {self.by}"

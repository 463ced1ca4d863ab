"""Who had a hand in a verdict, and who agreed with it: never the same person."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Contribution(models.Model):
    """Somebody who saved this verdict's rating, wording or evidence, and so may not approve it."""

    verdict = models.ForeignKey("claims.Verdict", models.CASCADE, related_name="contributions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["verdict", "user"], name="contribution_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.verdict}"


class Approval(models.Model):
    """A second reader's decision on one submission. Never edited.

    That an approver never contributed is held thrice: by `Verdict.refusal`, by the CHECK below for
    the author, and by triggers (migration 0003) for every contributor.
    """

    class Decision(models.TextChoices):
        APPROVED = "approved", "Approved"
        CHANGES_REQUESTED = "changes_requested", "Changes requested"

    verdict = models.ForeignKey("claims.Verdict", models.CASCADE, related_name="approvals")
    submission = models.PositiveSmallIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="approvals")
    decision = models.CharField(max_length=17, choices=Decision)
    note = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["verdict", "submission", "user"], name="approval_once_per_submission"
            ),
            models.CheckConstraint(
                condition=~Q(user=F("author")), name="approval_never_by_the_author"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} by {self.user}"

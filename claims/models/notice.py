"""Notices: what somebody at the desk is told, in the inbox and by e-mail."""

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from claims.models.claim import Claim


class NoticeQuerySet(models.QuerySet["Notice"]):
    def tell(self, to: User, kind: str, claim: "Claim", *, by: User, note: str = "") -> None:
        """Unless they did it themselves. Call it in the transaction of what it tells of."""
        if to.pk != by.pk:
            self.create(to=to, kind=kind, claim=claim, by=by, note=note)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def unsent(self) -> Self:
        """Not gone out by e-mail yet: the outbox."""
        return self.filter(sent_at=None)

    def mark_read(self) -> int:
        return self.unread().update(read_at=timezone.now())

    def mark_sent(self, at: dt.datetime) -> int:
        return self.unsent().update(sent_at=at)


class Notice(models.Model):
    """One thing that one person is told about one claim."""

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", "A claim is assigned to you"
        CHANGES_REQUESTED = "changes_requested", "Changes are requested in your verdict"

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=17, choices=Kind)
    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="notices")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)

    objects = models.Manager.from_queryset(NoticeQuerySet)()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            # The inbox, newest first.
            models.Index(fields=["to", "-at"], name="notice_inbox"),
            # The outbox.
            models.Index(fields=["at"], name="notice_unsent", condition=Q(sent_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.claim}"

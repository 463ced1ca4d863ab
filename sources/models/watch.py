"""Who is told what about a source: watches, and the alerts that flips become."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from sources.models.passage import Passage
from sources.models.source import Source

DESK_GROUP = "Editors"  # told of everything that published verdicts rest on


class WatchQuerySet(models.QuerySet["Watch"]):
    def keep(self, source: Source, user: User) -> "Watch":
        """From now on this person is told about this source."""
        return self.get_or_create(source=source, user=user)[0]


class Watch(models.Model):
    """One person who is told when something happens to one source."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="watches", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    objects = models.Manager.from_queryset(WatchQuerySet)()

    class Meta:
        verbose_name_plural = "watches"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "user"], name="one_watch_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user} watches {self.source}"


class AlertQuerySet(models.QuerySet["Alert"]):
    def unsent(self) -> "AlertQuerySet":
        """What nobody has been told by e-mail yet: the outbox."""
        return self.filter(sent_at=None)

    def for_person(self, user: User) -> "AlertQuerySet":
        """Whom it concerns: who watches the source, and the desk for what is published."""
        watched = Watch.objects.filter(user=user, source=OuterRef("source"))
        mine = Q(Exists(watched))
        if user.groups.filter(name=DESK_GROUP).exists():
            mine |= Q(source__cited_publicly=True)
        return self.filter(mine)


class Alert(models.Model):
    """What happened to a source and a person must look at. Never edited but for its sending."""

    class Kind(models.TextChoices):
        DEAD = "dead", "Dead"
        CAME_BACK = "came_back", "Came back"
        MOVED = "moved", "Moved for good"
        CHANGED = "changed", "Changed"
        PASSAGE_GONE = "passage_gone", "Passage gone"

    source = models.ForeignKey(Source, models.CASCADE, related_name="alerts", db_index=False)
    passage = models.ForeignKey(Passage, models.CASCADE, null=True, related_name="alerts")
    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    # Everybody whom it concerns has been told, or cannot be.
    sent_at = models.DateTimeField(null=True, editable=False)
    # Who has been told so far, so that one full mailbox sends nobody else the same mail again.
    told = models.ManyToManyField(settings.AUTH_USER_MODEL, editable=False, related_name="+")

    objects = models.Manager.from_queryset(AlertQuerySet)()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            # The outbox.
            models.Index(fields=["at"], name="alert_unsent", condition=Q(sent_at=None)),
            # The alerts of a source, newest first.
            models.Index(fields=["source", "-at"], name="alert_of_source"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.source}"

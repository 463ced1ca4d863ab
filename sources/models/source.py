"""A source is one URL, what it is, and what the last looks at it taught us."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import Lag, Lead, TruncMonth
from django.utils import timezone
from simple_history.models import HistoricalRecords

from sources.outcome import Outcome
from sources.urls import host_of, normalize, url_hash

# What a person may say about a source. Everything else is learned by looking at it.
EDITABLE = frozenset({"title", "publisher", "published_at", "archived_url", "archived_at", "fetch"})
KEEP_ALL_FOR = dt.timedelta(days=90)
THIN_AT_ONCE = 20_000  # rows a night, so that no transaction is long


class NotFetchable(Exception):
    """Nobody may look at this page: only confidential evidence cites it, or a person said so."""

    def __init__(self) -> None:
        super().__init__("This page may not be fetched now.")


class SourceQuerySet(models.QuerySet["Source"]):
    def for_url(self, url: str, *, fetch: str = "now") -> "Source":
        """The source of this address, made if it is new; a new one is due at once.

        Raises ValidationError on `url` with a sentence if it is no http or https URL.
        """
        try:
            normalized = normalize(url)
        except ValueError as error:
            raise ValidationError({"url": str(error)}) from error
        source, _ = self.get_or_create(
            url_hash=url_hash(normalized),
            defaults={
                "url": url.strip(),
                "normalized_url": normalized,
                "host": host_of(normalized),
                "fetch": fetch,
            },
        )
        return source

    def due(self, now: dt.datetime) -> Self:
        """To be looked at now: its time has come, and we may fetch it. (Its host may be taken.)"""
        return self.fetchable().filter(next_check_at__lte=now)

    def fetchable(self) -> Self:
        """Those that we may fetch at all: not what only confidential evidence cites."""
        may = Q(fetch=Source.Fetch.NOW) | Q(fetch=Source.Fetch.ONCE_PUBLISHED, cited_publicly=True)
        return self.filter(may)

    def set_cited_publicly(self, cited: bool) -> None:
        """Publishing, withdrawing and correcting decide who is checked first and who is seen."""
        self.update(cited_publicly=cited)


class Source(models.Model):
    """One web address that a claim, a verdict or an article rests on."""

    class State(models.TextChoices):
        UNCHECKED = "unchecked", "Not checked yet"
        HEALTHY = "healthy", "Healthy"
        MOVED = "moved", "Moved"
        CHANGED = "changed", "Changed"
        # One failure is not death.
        SUSPECT = "suspect", "Suspect"
        DEAD = "dead", "Dead"
        # The site refuses us; a reader may still see it.
        BLOCKED = "blocked", "Blocked to us"

    class Fetch(models.TextChoices):
        NOW = "now", "Now and on schedule"
        ONCE_PUBLISHED = "once_published", "Only once a published verdict cites it"
        NEVER = "never", "Never"

    url = models.URLField("URL", max_length=8192)
    normalized_url = models.CharField("normalised URL", max_length=8192, editable=False)
    url_hash = models.CharField(max_length=64, editable=False)
    host = models.CharField(max_length=253, editable=False)
    title = models.CharField(max_length=500, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    archived_url = models.URLField("archived copy", max_length=8192, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    fetch = models.CharField(max_length=14, choices=Fetch, default=Fetch.NOW)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    state = models.CharField(max_length=9, choices=State, default=State.UNCHECKED, editable=False)
    last_outcome = models.CharField(max_length=16, blank=True, editable=False)
    last_checked_at = models.DateTimeField(null=True, editable=False)
    consecutive_failures = models.PositiveSmallIntegerField(default=0, editable=False)
    next_check_at = models.DateTimeField(default=timezone.now, editable=False)
    last_strike_at = models.DateTimeField(null=True, editable=False)
    check_interval = models.DurationField(default=dt.timedelta(days=1), editable=False)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    # The page that gave the validators: after a redirect it is not this URL.
    validated_url = models.CharField(max_length=8192, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    cited_publicly = models.BooleanField(default=False, editable=False)

    objects = models.Manager.from_queryset(SourceQuerySet)()
    # The columns of checking have a history of their own: LinkCheck.
    history = HistoricalRecords(
        excluded_fields=[
            "state", "last_outcome", "last_checked_at", "consecutive_failures", "next_check_at",
            "last_strike_at", "check_interval", "etag", "validated_url",
            "last_modified", "content_hash", "fingerprint", "cited_publicly",
        ]
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            # One source for one address. As unique=True it would have a second index on PostgreSQL.
            models.UniqueConstraint(fields=["url_hash"], name="one_source_per_address"),
        ]
        indexes: ClassVar = [
            # The dispatcher: what is due, in the order in which it is taken.
            models.Index(
                fields=["-cited_publicly", "next_check_at"],
                name="source_due",
                condition=~Q(fetch="never"),
            ),
            # A batch: what is due of the hosts that it holds.
            models.Index(fields=["host", "next_check_at"], name="source_by_host"),
            # The list filters by state.
            models.Index(fields=["state", "-created_at"], name="source_by_state"),
        ]

    def __str__(self) -> str:
        return self.title or self.url

    def edit(self, *, by: User, **changes: Any) -> None:
        """Say what it is. Raises ValidationError; its address and its checks are not edited."""
        if unknown := set(changes) - EDITABLE:
            raise ValidationError(dict.fromkeys(unknown, "This cannot be edited."))
        for field, value in changes.items():
            setattr(self, field, value)
        # Its address was judged when it came, by a wider rule than Django's (2,048 characters).
        self.full_clean(exclude={"url"}, validate_unique=False)
        self._history_user = by
        self.save(update_fields=list(changes))

    @property
    def is_fetchable(self) -> bool:
        """The rule of `fetchable` for this row."""
        return self.fetch == self.Fetch.NOW or (
            self.fetch == self.Fetch.ONCE_PUBLISHED and self.cited_publicly
        )

    def check_now(self) -> None:
        """Due at once, if nobody is looking at it this moment. Raises NotFetchable."""
        if not self.is_fetchable:
            raise NotFetchable
        Source.objects.filter(pk=self.pk).update(next_check_at=timezone.now())
        self.refresh_from_db(fields=["next_check_at"])

    def read_again(self) -> None:
        """Due at once, and read even if its bytes are the same: there is something new to find."""
        Source.objects.filter(pk=self.pk).update(
            next_check_at=timezone.now(), etag="", last_modified="", content_hash=""
        )
        self.refresh_from_db(fields=["next_check_at", "etag", "last_modified", "content_hash"])

    def accept_change(self) -> None:
        """A person has seen what changed: what the page says now is what it says."""
        Source.objects.filter(pk=self.pk, state=Source.State.CHANGED).update(
            state=Source.State.HEALTHY
        )
        self.refresh_from_db(fields=["state"])


def _beside(neighbour: Lag | Lead) -> Window:
    """A value of the check before or after, of the same source."""
    return Window(neighbour, partition_by=["source"], order_by=["at", "pk"])


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    def thin(self, now: dt.datetime) -> int:
        """Delete old checks that tell nothing new; how many.

        All of the last 90 days stay. Of older ones stay the first and the newest of a source, both
        sides of every flip (the outcome, the status or where it led is another), what made an
        alert or a snapshot, and one a month; void ones go.
        """
        facts = self.filter(void=False).annotate(
            outcome_before=_beside(Lag("outcome")),
            outcome_after=_beside(Lead("outcome")),
            status_before=_beside(Lag("http_status")),
            status_after=_beside(Lead("http_status")),
            led_to_before=_beside(Lag("final_url")),
            led_to_after=_beside(Lead("final_url")),
            at_before=_beside(Lag("at")),
            was_told=Exists(self._beside_check("Alert")),
            was_kept=Exists(self._beside_check("Snapshot")),
        )
        same = Q(was_told=False, was_kept=False)
        same &= Q(outcome_before=F("outcome"), outcome_after=F("outcome"))
        same &= Q(led_to_before=F("final_url"), led_to_after=F("final_url"))
        same &= Q(status_before=F("http_status"), status_after=F("http_status")) | Q(
            status_before=None, http_status=None, status_after=None
        )
        month = TruncMonth("at")
        dull = facts.annotate(month=month, month_before=TruncMonth("at_before")).filter(
            same, month=F("month_before"), at__lt=now - KEEP_ALL_FOR
        )
        pks = list(dull.values_list("pk", flat=True)[:THIN_AT_ONCE])
        old_voids = self.filter(void=True, at__lt=now - KEEP_ALL_FOR).values_list("pk", flat=True)
        pks += list(old_voids[:THIN_AT_ONCE])
        return self.model.objects.filter(pk__in=pks).delete()[0]

    @staticmethod
    def _beside_check(model: str) -> "models.QuerySet[Any]":
        """What a check wrote carries the check's own moment."""
        rows: models.QuerySet[Any] = apps.get_model("sources", model)._default_manager.all()
        return rows.filter(source=OuterRef("source"), at=OuterRef("at"))


class LinkCheck(models.Model):
    """One look at a source: the history of its check columns. Never edited."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="checks", db_index=False)
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=16, choices=[(str(o), str(o)) for o in Outcome])
    # Our own network failed, not the site: kept for the record, judged by nobody.
    void = models.BooleanField(default=False)
    http_status = models.PositiveSmallIntegerField("HTTP status", null=True)
    redirects = models.JSONField(default=list)
    final_url = models.CharField("final URL", max_length=8192, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    milliseconds = models.PositiveIntegerField(default=0)
    content_hash = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    objects = models.Manager.from_queryset(LinkCheckQuerySet)()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            # The strip of checks on a source's page, newest first.
            models.Index(fields=["source", "-at"], name="linkcheck_of_source"),
        ]

    @property
    def colour(self) -> str:
        """Was the page there, gone, or could we not tell?"""
        outcome = Outcome(self.outcome)
        if self.void:
            return "void"
        return "healthy" if outcome.is_alive else "dead" if outcome.is_strike else "unsure"

    def __str__(self) -> str:
        return f"{self.outcome} at {self.at:%Y-%m-%d %H:%M}"

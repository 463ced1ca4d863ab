"""An article, the immutable texts it has had, and how far the machine's first pass over it is."""

import datetime as dt
import hashlib
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from claims.permissions import REVIEW, Person, is_desk, lacks
from claims.refusals import WrongState
from sources.models import Source

EXTRACTION_ATTEMPTS = 3
# Longer than the hard time limit of a task, so that a lease never ends under a living worker.
EXTRACTION_LEASE = dt.timedelta(seconds=660)
# How long a message may take before the sweep assumes that it was lost and sends another.
MESSAGE_PATIENCE = dt.timedelta(minutes=2)

# What is known about an article. Its text and the state of the extraction are not typed.
EDITABLE = frozenset(
    {
        "title", "kind", "default_speaker", "outlet", "url", "author", "published_at", "language",
        "due_at", "ours",
    }
)  # fmt: skip


class ArticleQuerySet(models.QuerySet["Article"]):
    def due_for_extraction(self, now: dt.datetime) -> Self:
        """Waiting, and no message under way; or running under a lease that has run out."""
        waiting = Q(extraction_state=Article.Extraction.PENDING, extraction_due_at__lte=now)
        lost = Q(extraction_state=Article.Extraction.RUNNING, extraction_due_at__lte=now)
        return self.filter(waiting | lost)

    def take_for_extraction(self, now: dt.datetime, *, limit: int) -> list[int]:
        """The primary keys of due articles, put off so that the next sweep leaves them alone."""
        due = list(self.due_for_extraction(now).order_by("extraction_due_at")[:limit])
        return [article.pk for article in due if article.put_off_extraction(now)]

    def visible_to(self, person: Person) -> Self:
        """The desk sees all; a reader sees articles with something published about them."""
        if is_desk(person):
            return self
        return self.filter(claims__verdicts__published_at__isnull=False).distinct()


class Article(models.Model):
    """What was published elsewhere (or by us) and is to be checked. Its text is in `Revision`."""

    class Kind(models.TextChoices):
        NEWS = "news", "News article"
        SPEECH = "speech", "Speech"
        INTERVIEW = "interview", "Interview"
        RELEASE = "release", "Press release"
        OTHER = "other", "Other"

    class Extraction(models.TextChoices):
        PENDING = "pending", "Waiting"
        RUNNING = "running", "Finding claims"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.NEWS)
    default_speaker = models.CharField(
        max_length=200,
        blank=True,
        help_text="Who speaks in a speech, an interview or a press release.",
    )
    outlet = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=8000, blank=True)
    author = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=12, blank=True)
    due_at = models.DateTimeField(null=True, blank=True, help_text="Its claims inherit this.")
    ours = models.BooleanField(
        default=False, help_text="We may show the whole text in public, since it is ours."
    )
    sources = models.ManyToManyField(Source, related_name="articles", blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    extraction_state = models.CharField(
        max_length=8, choices=Extraction, default=Extraction.PENDING, editable=False
    )
    extraction_attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    extraction_error = models.TextField(blank=True, editable=False)
    extraction_note = models.TextField(blank=True, editable=False)
    extraction_started_at = models.DateTimeField(null=True, editable=False)
    extraction_due_at = models.DateTimeField(default=timezone.now, editable=False)

    # Who makes the change that the next `save` records.
    _history_user: User | None

    objects = models.Manager.from_queryset(ArticleQuerySet)()
    history = HistoricalRecords(
        excluded_fields=[
            "extraction_state",
            "extraction_attempts",
            "extraction_error",
            "extraction_note",
            "extraction_started_at",
            "extraction_due_at",
        ]
    )

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [
            # The sweep: ArticleQuerySet.due_for_extraction.
            models.Index(
                fields=["extraction_due_at"],
                name="article_extraction_due",
                condition=Q(extraction_state__in=["pending", "running"]),
            ),
            # The list of articles, newest first.
            models.Index(fields=["-created_at", "-id"], name="article_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def current_revision(self) -> "Revision":
        """The text that new claims are anchored in."""
        return self.revisions.latest("pk")

    def edit(self, *, by: User, **changes: Any) -> None:
        """Put right what is known of it. Raises ValidationError; its text is never edited."""
        if refusal := lacks(by, REVIEW):
            raise refusal
        if unknown := set(changes) - EDITABLE:
            raise ValidationError(dict.fromkeys(unknown, "This cannot be edited."))
        for field, value in changes.items():
            setattr(self, field, value)
        self.full_clean()
        self._history_user = by
        self.save(update_fields=list(changes))

    def verbs_for(self, person: Person) -> list[str]:
        """The verbs that this person may use now."""
        finished = {self.Extraction.FAILED, self.Extraction.DONE}
        may = lacks(person, REVIEW) is None and self.extraction_state in finished
        return ["retry_extraction"] if may else []

    def put_off_extraction(self, now: dt.datetime) -> bool:
        """Mark that a message is under way; False if somebody else did so first.

        A lease that has run out is given back by the same stroke.
        """
        found = Article.objects.filter(
            pk=self.pk,
            extraction_state=self.extraction_state,
            extraction_due_at=self.extraction_due_at,
        )
        put_off = found.update(
            extraction_state=self.Extraction.PENDING, extraction_due_at=now + MESSAGE_PATIENCE
        )
        return put_off == 1

    def start_extraction(self) -> bool:
        """Lease the extraction to this worker. False: another has it, or there is nothing to do.

        The attempt is counted before the work, so that a text that kills its worker is tried
        `EXTRACTION_ATTEMPTS` times and not for ever.
        """
        now = timezone.now()
        pending = Q(extraction_state=self.Extraction.PENDING)
        lost = Q(extraction_state=self.Extraction.RUNNING, extraction_due_at__lte=now)
        free = Article.objects.filter(pending | lost, pk=self.pk)
        if free.filter(extraction_attempts__gte=EXTRACTION_ATTEMPTS).update(
            extraction_state=self.Extraction.FAILED,
            extraction_error="The worker was killed each time it read this text.",
        ):
            return False
        started = free.update(
            extraction_state=self.Extraction.RUNNING,
            extraction_attempts=F("extraction_attempts") + 1,
            extraction_started_at=now,
            extraction_due_at=now + EXTRACTION_LEASE,
        )
        self.refresh_from_db()
        return started == 1

    def finish_extraction(self, *, language: str, note: str = "") -> None:
        """The claims are saved. Call it in the transaction that saved them."""
        Article.objects.filter(pk=self.pk).update(
            extraction_state=self.Extraction.DONE,
            extraction_error="",
            extraction_note=note,
            language=self.language or language,
        )

    def fail_extraction(self, reason: str) -> None:
        """This attempt failed: the sweep tries again at once, or never after the last attempt."""
        last = self.extraction_attempts >= EXTRACTION_ATTEMPTS
        running = Article.objects.filter(pk=self.pk, extraction_state=self.Extraction.RUNNING)
        running.update(
            extraction_state=self.Extraction.FAILED if last else self.Extraction.PENDING,
            extraction_error=reason[:2000],
            extraction_due_at=timezone.now(),
        )

    def retry_extraction(self, *, by: Person) -> None:
        """Run the extraction again, whether it failed or is done; what people touched stays."""
        if refusal := lacks(by, REVIEW):
            raise refusal
        now = timezone.now()
        again = Article.objects.filter(
            pk=self.pk, extraction_state__in=[self.Extraction.FAILED, self.Extraction.DONE]
        )
        if not again.update(
            extraction_state=self.Extraction.PENDING,
            extraction_attempts=0,
            extraction_error="",
            extraction_due_at=now + MESSAGE_PATIENCE,
        ):
            raise WrongState("The claims of this article are being found already.")
        self.refresh_from_db()


class Revision(models.Model):
    """One immutable text of an article, headline included. Claims are anchored in it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    text = models.TextField()
    sha256 = models.CharField(max_length=64, editable=False)
    received_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            # The same text twice is one revision.
            models.UniqueConstraint(fields=["article", "sha256"], name="revision_once_per_text"),
        ]

    def __str__(self) -> str:
        return f"{self.article} ({self.received_at:%Y-%m-%d})"

    @staticmethod
    def digest(text: str) -> str:
        """SHA-256 of the text as UTF-8, in hexadecimal."""
        return hashlib.sha256(text.encode()).hexdigest()

    def quote(self, start: int, end: int, *, context: int = 32) -> dict[str, str | int]:
        """Anchor fields for text[start:end]: W3C TextPositionSelector and TextQuoteSelector.

        Offsets are Unicode code points. Raises ValidationError if they do not lie in the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValidationError({"start": f"Offsets must lie within 0 and {len(self.text)}."})
        return {
            "start": start,
            "end": end,
            "exact": self.text[start:end],
            "prefix": self.text[max(0, start - context) : start],
            "suffix": self.text[end : end + context],
        }

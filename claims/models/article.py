"""An article, the immutable texts it has had, and how far the machine's first pass over it is."""

import datetime as dt
import hashlib
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from claims.models.versions import next_version
from claims.permissions import REVIEW, Person, is_desk, lacks
from claims.refusals import WrongState
from sources.models import Source
from sources.urls import normalize, url_hash

EXTRACTION_ATTEMPTS = 3
# Longer than the hard time limit of a task, so that a lease never ends under a living worker.
EXTRACTION_LEASE = dt.timedelta(seconds=660)
# How long a message may take before the sweep assumes that it was lost and sends another.
MESSAGE_PATIENCE = dt.timedelta(minutes=2)

# Fetching a page takes up to twice FETCH_TIMEOUT, and somebody waits: the task that does it has a
# time limit of its own, and its lease ends soon after.
FETCH_LIMIT = int(2 * settings.FETCH_TIMEOUT) + 15
FETCH_LEASE = dt.timedelta(seconds=FETCH_LIMIT + 15)

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

    def take_for_extraction(self, now: dt.datetime, *, limit: int) -> "list[Article]":
        """The due articles, put off so that the next sweep leaves them alone."""
        due = list(self.due_for_extraction(now).order_by("extraction_due_at")[:limit])
        return [article for article in due if article.put_off_extraction(now)]

    def of_address(self, url: str) -> Self:
        """Those that were published there. Through their sources, which are found by a hash."""
        try:
            address = url_hash(normalize(url))
        except ValueError:
            return self.none()
        return self.filter(url=url, sources__url_hash=address)

    def visible_to(self, person: Person) -> Self:
        """The desk sees all; a reader sees articles with something published about them."""
        if is_desk(person):
            return self
        return self.filter(claims__verdicts__published_at__isnull=False).distinct()


def provisional_title(url: str) -> str:
    """What an article is called until its page has told its title."""
    return url.partition("://")[2][:500] or url


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
    # The form that it came by, sent twice, is one article; empty where no form was.
    form_key = models.CharField(max_length=64, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    # Given by its address alone: its page is to be fetched before its claims can be found. Both
    # are kept in the columns below, since one follows the other and neither runs twice at once.
    awaits_text = models.BooleanField(default=False, editable=False)
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
            "form_key",
            "version",
            "awaits_text",
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
        constraints: ClassVar = [
            # A double click is one article, also when both halves arrive at once.
            models.UniqueConstraint(
                fields=["form_key"], condition=~Q(form_key=""), name="article_once_per_form"
            ),
            # Claims are found in a text.
            models.CheckConstraint(
                condition=Q(awaits_text=False) | ~Q(extraction_state="done"),
                name="article_done_has_its_text",
            ),
        ]
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
    def stage(self) -> str:
        """How far it is, in words for the desk."""
        if self.awaits_text:
            return FETCHING[self.extraction_state]
        return self.get_extraction_state_display()

    @property
    def current_revision(self) -> "Revision":
        """The text that new claims are anchored in."""
        return self.revisions.latest("pk")

    def edit(self, *, by: User, version: int | None = None, **changes: Any) -> None:
        """Put right what is known of it; its text is never edited. Raises ValidationError.

        With `version`, only if nobody else did since (else Stale).
        """
        if refusal := lacks(by, REVIEW):
            raise refusal
        if unknown := set(changes) - EDITABLE:
            raise ValidationError(dict.fromkeys(unknown, "This cannot be edited."))
        if self.awaits_text and not changes.get("url", self.url).strip():
            raise ValidationError(
                {"url": "Its text is still to be fetched there. Give an address."}
            )
        if "url" in changes and self.title == provisional_title(self.url):
            changes.setdefault("title", provisional_title(changes["url"]))
        with transaction.atomic():
            next_version(self, version)
            for field, value in changes.items():
                setattr(self, field, value)
            self.full_clean()
            self._history_user = by
            self.save(update_fields=list(changes))
            if changes.get("url"):
                self.sources.add(Source.objects.for_url(self.url))

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
        """Lease the fetching or the extraction to this worker.

        False: another has it, or there is nothing to do. The attempt is counted before the work, so
        that a text that kills its worker is tried `EXTRACTION_ATTEMPTS` times and not for ever.
        """
        now = timezone.now()
        pending = Q(extraction_state=self.Extraction.PENDING)
        lost = Q(extraction_state=self.Extraction.RUNNING, extraction_due_at__lte=now)
        free = Article.objects.filter(pending | lost, pk=self.pk, awaits_text=self.awaits_text)
        what = "page" if self.awaits_text else "text"
        if free.filter(extraction_attempts__gte=EXTRACTION_ATTEMPTS).update(
            extraction_state=self.Extraction.FAILED,
            extraction_error=f"The worker was killed each time it read this {what}.",
        ):
            return False
        started = free.update(
            extraction_state=self.Extraction.RUNNING,
            extraction_attempts=F("extraction_attempts") + 1,
            extraction_started_at=now,
            extraction_due_at=now + (FETCH_LEASE if self.awaits_text else EXTRACTION_LEASE),
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

    def receive_text(self, *, by: User | None, **learned: Any) -> None:
        """Its text has come, from its page or from a person: next, its claims are found.

        What was learned with it fills what nobody has said. Call it in the transaction that saves
        the text. Raises WrongState if it has a text already.
        """
        waiting = Article.objects.filter(pk=self.pk, awaits_text=True)
        if not waiting.update(
            awaits_text=False,
            version=F("version") + 1,
            extraction_state=self.Extraction.PENDING,
            extraction_attempts=0,
            extraction_error="",
            extraction_due_at=timezone.now() + MESSAGE_PATIENCE,
        ):
            raise WrongState("This article has its text already.")
        self.refresh_from_db()
        if self.title == provisional_title(self.url):
            self.title = ""
        new = {name: value for name, value in learned.items() if value and not getattr(self, name)}
        for name, value in new.items():
            setattr(self, name, value)
        self._history_user = by
        self.save(update_fields=list(new))

    def fail_extraction(self, reason: str, *, final: bool = False) -> None:
        """This attempt failed: the sweep tries again, unless it was the last or none can help."""
        last = final or self.extraction_attempts >= EXTRACTION_ATTEMPTS
        running = Article.objects.filter(
            pk=self.pk, extraction_state=self.Extraction.RUNNING, awaits_text=self.awaits_text
        )
        running.update(
            extraction_state=self.Extraction.FAILED if last else self.Extraction.PENDING,
            extraction_error=reason[:2000],
            extraction_due_at=timezone.now(),
        )

    def retry_extraction(self, *, by: Person) -> None:
        """Fetch or read it again, whether that failed or is done; what people touched stays."""
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
            raise WrongState(
                "The page of this article is being fetched already."
                if self.awaits_text
                else "The claims of this article are being found already."
            )
        self.refresh_from_db()


# The same states, while its page is fetched.
FETCHING: dict[str, str] = {
    Article.Extraction.PENDING: "Waiting to be fetched",
    Article.Extraction.RUNNING: "Fetching the page",
    Article.Extraction.FAILED: "Page not read",
}


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

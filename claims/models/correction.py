"""Corrections: what we changed in a published verdict, or took back, said in public."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone

from claims.claimreview import PublishedReview
from claims.models.claim_moves import VERDICT_IN_WORK
from claims.typos import is_typo

if TYPE_CHECKING:
    from claims.models.verdict import Verdict

# What readers take for our own words: all that a mended typing error may touch.
WORDS = ("claim_reviewed", "summary", "rationale", "not_established")


class Kind(models.TextChoices):
    # The finding itself was wrong or is no longer right.
    RATING_CHANGED = "rating_changed", "The rating has changed"
    # A fact in the text was wrong; the finding stands.
    ERROR_RATING_STANDS = "error_rating_stands", "An error is corrected; the rating stands"
    # Something happened since.
    UPDATE = "update", "Updated with what is new"
    SOURCE_REPLACED = "source_replaced", "A source is replaced"
    # Taken back: no finding of ours stands.
    WITHDRAWN = "withdrawn", "This check is withdrawn"
    # A slip of the pen. Readers are not told, and no second person is needed.
    TYPO = "typo", "A typing error"


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def public(self) -> Self:
        """What readers are told: not slips of the pen, nor what is still being worked on."""
        done = Q(kind=Kind.WITHDRAWN) | Q(to_verdict__published_at__isnull=False)
        return self.filter(done).exclude(kind=Kind.TYPO)

    def in_work(self) -> Self:
        """Another finding is being written; a typing error is none."""
        return self.filter(to_verdict__state__in=VERDICT_IN_WORK).exclude(kind=Kind.TYPO)

    def with_public_at(self) -> Self:
        """Adds `public_at`: when readers could first see it; nothing for what is in work."""
        withdrawn = When(kind=Kind.WITHDRAWN, then=F("at"))
        return self.annotate(public_at=Case(withdrawn, default=F("to_verdict__published_at")))

    def newest_first(self) -> Self:
        return self.with_public_at().order_by(F("public_at").desc(nulls_last=True), "-pk")


class Correction(models.Model):
    """One correction of one published verdict. Never edited."""

    Kind = Kind

    from_verdict = models.ForeignKey(
        "claims.Verdict", models.PROTECT, related_name="corrections", editable=False
    )
    # Goes with the draft if that is discarded: then nothing was corrected.
    to_verdict = models.OneToOneField(
        "claims.Verdict",
        models.CASCADE,
        null=True,
        related_name="corrected_by",
        editable=False,
    )
    kind = models.CharField(max_length=19, choices=Kind)
    note = models.TextField(help_text="For readers: what was wrong, and what is right.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = models.Manager.from_queryset(CorrectionQuerySet)()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            # A withdrawal leads to no verdict, every other correction to one.
            models.CheckConstraint(
                condition=Q(kind="withdrawn", to_verdict=None)
                | (~Q(kind="withdrawn") & Q(to_verdict__isnull=False)),
                name="correction_leads_to_a_verdict",
            ),
            models.CheckConstraint(
                condition=Q(to_verdict=None) | ~Q(to_verdict=F("from_verdict")),
                name="correction_of_another_verdict",
            ),
            # Readers are told why; only a slip of the pen needs no words.
            models.CheckConstraint(
                condition=Q(kind="typo") | Q(note__gt=""), name="correction_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.from_verdict}"

    def is_slight(self, now: PublishedReview) -> bool:
        """Whether this would publish what two have read, but for a typing error and no more.

        Not what the verdict before says, which may be a mended typing error itself: small changes
        add up.
        """
        read, (_, new) = self._second_read(), self._pair()
        return (read.rating_id, read.question) == (new.rating_id, new.question) and all(
            is_typo(getattr(read.review, name), getattr(now, name)) for name in WORDS
        )

    def _second_read(self) -> "Verdict":
        verdict = self.from_verdict
        while verdict.mends_a_typo:
            verdict = verdict.corrected_by.from_verdict
        return verdict

    def freeze(self, now: PublishedReview) -> PublishedReview:
        """What the new verdict publishes: who checked the old one stays named.

        A mended typing error changes words alone; all else stays as it was published.
        """
        old, _ = self._pair()
        former = old.review
        if self.kind != Kind.TYPO:
            names = dict.fromkeys((*former.checked_by, *now.checked_by))
            return replace(now, checked_by=tuple(names))
        words = {name: getattr(now, name) for name in WORDS}
        readers = former.second_read_by or old.second_readers
        return replace(former, **words, second_read_by=readers, submission=now.submission)

    def _pair(self) -> "tuple[Verdict, Verdict]":
        assert self.to_verdict is not None, "a withdrawal has no successor"
        return self.from_verdict, self.to_verdict

    @staticmethod
    def judge(kind: str, note: str) -> None:
        """Raise ValidationError for a kind that opens no draft, or a note that says nothing."""
        kinds = [item for item in Kind.values if item != Kind.WITHDRAWN]
        if kind not in kinds:
            raise ValidationError({"kind": f"Give one of these kinds: {', '.join(kinds)}."})
        if kind != Kind.TYPO and not note.strip():
            raise ValidationError({"note": "Tell readers what was wrong, and what is right."})

    @property
    def effective_at(self) -> dt.datetime:
        """When readers could first see it."""
        published = self.to_verdict.published_at if self.to_verdict else None
        return published or self.at

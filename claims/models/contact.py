"""Contacts: who was asked for comment, and what they answered."""

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from claims.models.claim import Claim
from claims.models.claim_rules import frozen_refusal
from claims.permissions import REVIEW, Person, lacks
from claims.refusals import Refused, Stale


class Outcome(models.TextChoices):
    ANSWERED = "answered", "Answered"
    DECLINED = "declined", "Declined to comment"
    NO_REPLY = "no_reply", "Did not reply"
    # They took the statement back or put it right.
    CORRECTED_IT = "corrected_it", "Corrected the statement"


class ContactQuerySet(models.QuerySet["Contact"]):
    def ask(
        self,
        *,
        claim: Claim,
        by: User,
        who: str,
        channel: str = "",
        asked_at: dt.datetime | None = None,
        deadline: dt.datetime | None = None,
    ) -> "Contact":
        """Note that somebody was asked. Raises ValidationError naming the field."""
        if refusal := refusal_for(claim, by):
            raise refusal
        contact = Contact(
            claim=claim, who=who, channel=channel, deadline=deadline, by=by,
            asked_at=asked_at or timezone.now(),
        )  # fmt: skip
        contact.full_clean()
        contact.save()
        return contact

    def overdue(self, now: dt.datetime) -> Self:
        """Asked, not answered, and the deadline is past."""
        return self.filter(outcome="", deadline__lt=now)


def refusal_for(claim: Claim, by: Person) -> Refused | None:
    """Why this person may not note or answer contacts of this claim now; None if it may be done."""
    if refusal := lacks(by, REVIEW):
        return refusal
    return frozen_refusal(claim)


class Contact(models.Model):
    """One person or office that was asked for comment on a claim."""

    Outcome = Outcome

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="contacts")
    who = models.CharField(max_length=300, help_text="As readers will see it.")
    channel = models.CharField(
        max_length=300, blank=True, help_text="How they were reached; only the desk sees it."
    )
    asked_at = models.DateTimeField(default=timezone.now)
    deadline = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="As readers will see it.")
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    # Raised by every answer: who had the form open meanwhile is shown both.
    version = models.PositiveIntegerField(default=1, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )

    objects = models.Manager.from_queryset(ContactQuerySet)()

    class Meta:
        ordering: ClassVar = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.who} on “{self.claim}”"

    @property
    def is_late(self) -> bool:
        """Past its deadline, and nobody has noted what came of it."""
        return not self.outcome and self.deadline is not None and self.deadline < timezone.now()

    def clean(self) -> None:
        if self.deadline and self.deadline < self.asked_at:
            raise ValidationError({"deadline": "The deadline is before the question."})

    def answered(
        self, *, by: User, outcome: str, answer: str = "", version: int | None = None
    ) -> None:
        """Note what came of it; whoever does contributes to the verdict in work.

        With `version`, only if nobody else did since (else Stale).
        """
        if refusal := refusal_for(self.claim, by):
            raise refusal
        self.outcome, self.answer = outcome, answer
        if not outcome:
            raise ValidationError({"outcome": "Say what came of it."})
        self.full_clean()
        seen = self.version if version is None else version
        with transaction.atomic():
            mine = Contact.objects.filter(pk=self.pk, version=seen)
            if not mine.update(outcome=outcome, answer=answer, version=F("version") + 1):
                raise Stale("Somebody noted an answer since you opened this.")
            self.version = seen + 1
            for verdict in self.claim.verdicts.in_work():
                verdict.note_contributor(by)

"""Comments: what people of the desk say to each other about a claim. Readers never see them."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from claims.models.claim import Claim
from claims.permissions import REVIEW, lacks


class CommentQuerySet(models.QuerySet["Comment"]):
    def say(self, text: str, *, about: Claim, by: User) -> "Comment":
        """Say something about a claim. Raises WrongPerson, or ValidationError without words."""
        if refusal := lacks(by, REVIEW):
            raise refusal
        if not text.strip():
            raise ValidationError({"text": "Write something first."})
        return self.create(claim=about, by=by, text=text.strip())


class Comment(models.Model):
    """One remark. Never edited: what was said was said."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    objects = models.Manager.from_queryset(CommentQuerySet)()

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.by}: {self.text[:80]}"

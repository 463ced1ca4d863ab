"""What belongs to the project and not to the desk: tokens of the API, and answers kept for it."""

import datetime as dt
import hashlib
import secrets
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from claims.permissions import ASSIGN, PUBLISH, REVIEW

# What a token may be given. `read` sees what its person sees; the others are kinds of work.
SCOPES: dict[str, str] = {"review": REVIEW, "assign": ASSIGN, "publish": PUBLISH}
READ = "read"
ANSWERS_KEPT_FOR = dt.timedelta(hours=24)


def digest(token: str) -> str:
    """What is stored of a token. It has 256 random bits: a slow hash would add nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


class TokenUser(User):
    """Somebody who came with a token: may do no more than the token's scopes allow."""

    # Set from the token by BearerAuthentication. Nobody comes here without one.
    scopes: frozenset[str] = frozenset()

    class Meta:
        proxy = True
        default_permissions = ()

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Assigning and publishing need their scope; writing at all is judged at the door."""
        needed = {ASSIGN: "assign", PUBLISH: "publish"}.get(perm)
        return (needed is None or needed in self.scopes) and super().has_perm(perm, obj)


class TokenQuerySet(models.QuerySet["Token"]):
    def alive(self, now: dt.datetime) -> Self:
        """Not expired, and its person may still log in."""
        current = Q(expires_at=None) | Q(expires_at__gt=now)
        return self.filter(current, user__is_active=True)

    def issue(
        self,
        *,
        to: User,
        scopes: list[str] | None = None,
        expires_at: dt.datetime | None = None,
        name: str = "",
    ) -> str:
        """A new token, shown this once: only its hash is kept. By default with all scopes.

        Raises ValidationError for a scope that this person does not have.
        """
        allowed = scopes_of(to)
        if unknown := set(scopes or ()) - set(allowed):
            has = ", ".join(allowed)
            raise ValidationError({"scopes": f"No {', '.join(sorted(unknown))}: {to} has {has}."})
        token = f"ct_{secrets.token_urlsafe(32)}"
        self.create(
            user_id=to.pk,
            name=name,
            digest=digest(token),
            scopes=scopes or allowed,
            expires_at=expires_at,
        )
        return token


def scopes_of(person: User) -> list[str]:
    """All that a token of this person may be given."""
    return [READ, *(scope for scope, perm in SCOPES.items() if person.has_perm(perm))]


class Token(models.Model):
    """A bearer token for the API. Deleting the row revokes it."""

    user = models.ForeignKey(TokenUser, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100, blank=True, help_text="What it is used for.")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    # A day, not a moment: otherwise every request would write.
    last_used_on = models.DateField(null=True, editable=False)

    objects = models.Manager.from_queryset(TokenQuerySet)()

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name or f"Token of {self.user}"

    def note_use(self) -> None:
        """Remember the day, once a day."""
        today = timezone.now().date()
        if self.last_used_on != today:
            Token.objects.filter(pk=self.pk).update(last_used_on=today)


class KeptAnswer(models.Model):
    """The answer to a POST that carried an Idempotency-Key, to be given again.

    It is written in the transaction of what the POST did: the row stands if and only if it was
    done, also when the process died in between.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    http_status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            # Two who come at once with one key: the second waits for the first, then reads.
            models.UniqueConstraint(fields=["user", "key"], name="answer_once_per_key"),
        ]
        indexes: ClassVar = [
            # Old answers are thrown away.
            models.Index(fields=["at"], name="answer_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.http_status}"

"""Rechecking: the desk looks at a published check again, and readers are told since when."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone

from claims.refusals import WrongState

if TYPE_CHECKING:
    from claims.models.claim import Claim

ANNOUNCED = "Readers are told already that this check is looked at again."


class RecheckingQuerySet(models.QuerySet["Rechecking"]):
    def open(self) -> Self:
        """Readers are told of it now."""
        return self.filter(ended_at=None)

    def begin(self, claim: "Claim", *, by: User, note: str = "") -> "Rechecking":
        """From now on readers are told. Raises WrongState if they are already."""
        try:
            with transaction.atomic():
                return self.create(claim=claim, by=by, note=note.strip())
        except IntegrityError as error:
            raise WrongState(ANNOUNCED) from error

    def end(self, *, by: User) -> int:
        """From now on readers are not told any more; how many there were to end."""
        return self.open().update(ended_at=timezone.now(), ended_by=by)


class Rechecking(models.Model):
    """One time that the desk said in public: we are checking this again.

    It belongs to the claim and not to a verdict, so that mending a typing error does not end it.
    """

    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="recheckings")
    note = models.TextField(blank=True, help_text="For readers: what is looked at, and why.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(RecheckingQuerySet)()

    class Meta:
        ordering: ClassVar = ["-since", "-pk"]
        constraints: ClassVar = [
            # Readers see one notice a claim.
            models.UniqueConstraint(
                fields=["claim"], condition=Q(ended_at=None), name="rechecking_one_open"
            ),
            # Somebody ended what has ended.
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="rechecking_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Since {self.since:%Y-%m-%d}: {self.claim}"

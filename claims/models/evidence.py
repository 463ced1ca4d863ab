"""What a verdict rests on: a web page, a citation (who, what, when) or a file."""

from pathlib import PurePath
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from claims.models.claim import Claim
from claims.models.versions import next_version
from claims.permissions import REVIEW, Person, is_desk, lacks
from claims.refusals import Refused, WrongPerson, WrongState
from sources.models import Passage, Source, Watch

EDITABLE = frozenset(
    {
        "stance", "tier", "excerpt", "accessed_at", "note", "confidential",
        "cited_who", "cited_what", "cited_on",
    }
)  # fmt: skip


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def attach(
        self,
        *,
        to: list[Claim],
        by: User,
        url: str = "",
        confidential: bool = False,
        **fields: Any,
    ) -> "Evidence":
        """New evidence for one or more claims: a URL, a citation or a file.

        Raises ValidationError naming the field, WrongPerson, and leaves nothing behind then.
        """
        if refusal := attaching_refusal(to, by):
            raise refusal
        if not to:
            raise ValidationError({"claims": "Say which claim this is evidence for."})
        with transaction.atomic():
            source = _source(url, confidential=confidential) if url else None
            was_quiet = self.all_confidential(source)
            evidence = Evidence(source=source, confidential=confidential, added_by=by, **fields)
            evidence.full_clean()
            evidence._history_user = by
            evidence._keep_passage()
            evidence.save()
            evidence.claims.set(to)
            evidence.note_contributor(by)
            if confidential or was_quiet:
                evidence._keep_source_quiet(was_quiet=was_quiet)
            if source and source.is_fetchable:
                source.check_now()  # what is kept of it must be what its reader saw
        return evidence

    def all_confidential(self, source: Source | None) -> bool:
        """Whether this page is known from confidential evidence, and from no other."""
        kinds = Evidence.objects.filter(source=source).values_list("confidential", flat=True)
        return source is not None and bool(kinds) and all(kinds)

    def watch_for(self, person: User) -> None:
        """From now on this person is told when something happens to these pages."""
        for evidence in self.filter(confidential=False).select_related("source"):
            if evidence.source:
                Watch.objects.keep(evidence.source, person)

    def visible_to(self, person: Person) -> Self:
        """The desk sees all; a reader what public verdicts rest on, nothing confidential."""
        if is_desk(person):
            return self
        # What was attached later belongs to a verdict that nobody has seen yet.
        return self.filter(
            confidential=False,
            claims__verdicts__published_at__isnull=False,
            claims__verdicts__submitted_at__gte=F("added_at"),
        ).distinct()


class Evidence(models.Model):
    """One thing that speaks for or against a claim. One readout may serve several claims."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", "Supports the claim"
        REFUTES = "refutes", "Refutes the claim"
        CONTEXT = "context", "Gives context"

    class Tier(models.TextChoices):
        # Data, a document, a recording, a person who was there.
        PRIMARY = "primary", "Primary"
        SECONDARY = "secondary", "Secondary"

    claims = models.ManyToManyField(Claim, related_name="evidence")
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    cited_who = models.CharField("who", max_length=300, blank=True)
    cited_what = models.CharField("what", max_length=500, blank=True)
    cited_on = models.DateField("when", null=True, blank=True)
    file = models.FileField(upload_to="evidence/%Y/%m/", blank=True)

    stance = models.CharField(max_length=8, choices=Stance, default=Stance.CONTEXT)
    tier = models.CharField(max_length=9, choices=Tier, blank=True)
    excerpt = models.TextField(
        blank=True, help_text="The passage that matters, word for word: we watch that it stays."
    )
    passage = models.ForeignKey(
        Passage, models.SET_NULL, null=True, blank=True, editable=False, related_name="evidence"
    )
    accessed_at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)
    confidential = models.BooleanField(
        default=False,
        help_text="Never fetched, archived, sent out or shown. Readers see “confidential source”.",
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    # Whoever saved it contributes to every verdict that rests on it.
    saved_by = models.ManyToManyField(settings.AUTH_USER_MODEL, editable=False, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = models.Manager.from_queryset(EvidenceQuerySet)()
    # With its claims, so that what was removed is still known to have been theirs.
    history = HistoricalRecords(m2m_fields=[claims])

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]
        verbose_name_plural = "evidence"
        constraints: ClassVar = [
            # A source, a citation or a file: exactly one of them.
            models.CheckConstraint(
                condition=Q(source__isnull=False, cited_what="", file="")
                | Q(source=None, cited_what__gt="", file="")
                | Q(source=None, cited_what="", file__gt=""),
                name="evidence_is_one_thing",
                violation_error_message="Give a URL, a citation or a file: exactly one of them.",
            ),
        ]

    def __str__(self) -> str:
        if self.source:
            return str(self.source)
        return self.cited_what or self.file_name

    @property
    def file_name(self) -> str:
        """The file's own name, without our folders."""
        return PurePath(self.file.name or "").name

    @property
    def what(self) -> str:
        """`source`, `citation` or `file`."""
        if self.source_id:
            return "source"
        return "citation" if self.cited_what else "file"

    def refusal(self, by: Person) -> Refused | None:
        """Why this person may not edit or remove it now; None if it may be done."""
        return attaching_refusal(self.claims.all(), by)

    def removal_refusal(self, by: Person) -> Refused | None:
        """Why this person may not take it away now; None if it may be done."""
        frozen = {Claim.Status.AWAITING_APPROVAL, Claim.Status.PUBLISHED}
        if self.claims.filter(status__in=frozen).exists():
            return WrongState("A submitted or published verdict rests on this. It stays.")
        return self.refusal(by)

    def verbs_for(self, person: Person) -> list[str]:
        """The verbs that this person may use now."""
        return ["remove"] if self.removal_refusal(person) is None else []

    def edit(self, *, by: User, version: int | None = None, **changes: Any) -> None:
        """Change it; with `version`, only if nobody else did since (otherwise Stale)."""
        if refusal := self.refusal(by):
            raise refusal
        if unknown := set(changes) - EDITABLE:
            raise ValidationError(dict.fromkeys(unknown, "This cannot be edited."))
        with transaction.atomic():
            next_version(self, version)
            for field, value in changes.items():
                setattr(self, field, value)
            self.full_clean()
            self._history_user = by
            self._keep_passage()
            was_quiet = Evidence.objects.all_confidential(self.source)
            self.save(update_fields=[*changes, "passage"])
            if "confidential" in changes:
                self._keep_source_quiet(was_quiet=was_quiet)
                self._withhold()
            self.note_contributor(by)

    def remove(self, *, by: User) -> None:
        """Take it away. Frozen verdicts keep what they froze; the history keeps the row."""
        if refusal := self.removal_refusal(by):
            raise refusal
        with transaction.atomic():
            self.note_contributor(by)
            self._history_user = by
            # Once more as it is: the history of what is gone knows no claims any longer.
            self.save(update_fields=["note"])
            self.delete()

    def note_contributor(self, person: User) -> None:
        """Remember who saved it, here and on the verdicts in work that rest on it.

        Whoever did is told when something happens to the page.
        """
        self.saved_by.add(person)
        Evidence.objects.filter(pk=self.pk).watch_for(person)
        for claim in self.claims.all():
            for verdict in claim.verdicts.in_work():
                verdict.note_contributor(person)

    def _keep_passage(self) -> None:
        """The quoted words are watched on their page, unless nobody may fetch it for them."""
        self.passage = None
        if self.source and self.excerpt.strip() and not self.confidential:
            self.passage = Passage.objects.keep(self.source, self.excerpt)

    def _keep_source_quiet(self, *, was_quiet: bool) -> None:
        """A source that only confidential evidence cites is never fetched, nor shown to readers.

        It is again once somebody cites it openly; what a person has closed stays closed.
        """
        if self.source is None:
            return
        open_use = Evidence.objects.filter(source=self.source, confidential=False)
        if Evidence.objects.all_confidential(self.source):
            self.source.fetch = Source.Fetch.NEVER
        elif was_quiet:
            self.source.fetch = Source.Fetch.NOW
        if not open_use.filter(claims__verdicts__state="published").exists():
            self.source.cited_publicly = False
        self.source.save(update_fields=["fetch", "cited_publicly"])

    def _withhold(self) -> None:
        """What readers saw of it before they do not see any more."""
        for claim in self.claims.all() if self.confidential else ():
            claim.verdicts.withhold(self)


def _source(url: str, *, confidential: bool) -> Source:
    fetch = Source.Fetch.NEVER if confidential else Source.Fetch.NOW
    return Source.objects.for_url(url, fetch=fetch)


def attaching_refusal(claims: Any, by: Person) -> Refused | None:
    """Why this person may not change what these claims rest on now; None if it may be done."""
    if refusal := lacks(by, REVIEW):
        return refusal
    for claim in claims:
        for verdict in claim.verdicts.in_work():
            if verdict.was_approved_by(by):
                return WrongPerson(
                    "You approved this verdict, so you may not change what it rests on. "
                    "Request changes, or ask the author."
                )
    return None

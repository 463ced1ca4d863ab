"""The claim: a statement that can be true or false by itself, and where it stands."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from simple_history.models import HistoricalRecords

from claims.models.article import Article, Revision
from claims.models.claim_history import WORDING, keep_first_version, reason_for
from claims.models.claim_moves import CLAIM_VERBS, MOVES, Status
from claims.models.claim_rules import RULES, STATE_SENTENCES, wrong_status
from claims.models.claimant import Claimant
from claims.models.notice import Notice
from claims.models.status_change import StatusChange
from claims.models.versions import next_version
from claims.people import name_of
from claims.permissions import REVIEW, Person, is_desk, lacks
from claims.refusals import Refused, WrongState

# What `edit` may change. Status, anchor and provenance have writers of their own.
# Changing the first of them means that nobody has read the result against the text yet.
READ_AGAINST_THE_TEXT = frozenset({"text", "claimant_text", "cue", "kind", "said_on", "place"})
# What a claim cut out of another one shares with it.
WHO_SAYS_IT = ("claimant_text", "cue", "kind", "said_on", "place")
EDITABLE = READ_AGAINST_THE_TEXT | {"kind_of_claim", "urgent", "due_at"}


class ClaimQuerySet(models.QuerySet["Claim"]):
    def public(self) -> Self:
        """Something was published about it: also when that was withdrawn, under its notice."""
        return self.filter(verdicts__published_at__isnull=False).distinct()

    def hold(self, pk: int) -> None:
        """Let nobody else write this claim before the transaction ends.

        Whoever writes its verdict too holds the claim first, so that nobody waits in a circle.
        """
        list(self.filter(pk=pk).select_for_update(no_key=True, of=("self",)).values_list("pk"))

    def visible_to(self, person: Person) -> Self:
        """The desk sees all; a reader sees what is public."""
        return self if is_desk(person) else self.public()

    def statements(self) -> Self:
        """What an article states, each once: no duplicates, nor what the machine took for one."""
        errors = Q(dismiss_reason=Claim.DismissReason.EXTRACTION_ERROR)
        return self.filter(canonical=None).exclude(errors)

    def with_due(self) -> Self:
        """Adds `due_by`: the claim's own date, otherwise its article's."""
        return self.annotate(due_by=Coalesce("due_at", "article__due_at"))

    def overdue(self, now: dt.datetime) -> Self:
        """Past its date and still unfinished."""
        unfinished = [Status.EXTRACTED, Status.OPEN, Status.IN_PROGRESS, Status.AWAITING_APPROVAL]
        return self.with_due().filter(due_by__lt=now, status__in=unfinished)

    def assigned_to(self, person: User) -> Self:
        return self.filter(assignee=person, status=Status.IN_PROGRESS)

    def most_pressing_first(self) -> Self:
        """The urgent ones, then by their dates; those without one at the end."""
        return self.with_due().order_by("-urgent", F("due_by").asc(nulls_last=True), "pk")

    def untouched(self) -> Self:
        """Machine claims that no person has triaged, edited, confirmed, merged or sourced."""
        return self.filter(
            status=Status.EXTRACTED,
            version=1,
            confirmed_by=None,
            canonical=None,
            duplicates=None,
            evidence=None,
        ).exclude(method="")

    def mark(self, revision: Revision, start: int, end: int, *, by: User) -> "Claim":
        """A claim that a person marked in a text, without the white space at its ends.

        It has the speaker of the claim that it was cut out of. Raises WrongPerson, or
        ValidationError if the offsets lie outside, hold no words, or are a claim already.
        """
        if refusal := lacks(by, REVIEW):
            raise refusal
        marked = str(revision.quote(start, end)["exact"])
        start, end = end - len(marked.lstrip()), start + len(marked.rstrip())
        if start >= end:
            raise ValidationError({"start": "There are no words in this selection."})
        around = self.around(revision, start, end)
        if around and (around.start, around.end) == (start, end):
            raise ValidationError({"start": "These words are marked as a claim already."})
        quote = revision.quote(start, end)
        claim = Claim(
            article=revision.article,
            revision=revision,
            text=" ".join(str(quote["exact"]).split()),
            created_by=by,
            **{name: getattr(around, name) for name in WHO_SAYS_IT if around},
            **quote,
        )
        claim._history_user = by
        with transaction.atomic():
            claim.save()
            claim.set_claimants(around.speakers if around else [])
        return claim

    def around(self, revision: Revision, start: int, end: int) -> "Claim | None":
        """The shortest claim in which this span lies."""
        enclosing = self.filter(revision=revision, start__lte=start, end__gte=end)
        return enclosing.order_by(F("end") - F("start")).first()

    def for_lists(self) -> Self:
        """With all that a line in a list shows."""
        return self.select_related("article", "assignee").prefetch_related("named__claimant")


class Claim(models.Model):
    """The root object of the desk. The article is optional: a tip, an import."""

    Status = Status

    class Kind(models.TextChoices):
        DIRECT = "direct", "Quoted"
        INDIRECT = "indirect", "Reported"
        MIXED = "mixed", "Partly quoted"
        OUTLET = "outlet", "The outlet's own voice"

    class KindOfClaim(models.TextChoices):
        EVENT = "event", "Event"
        FIGURE = "figure", "Figure"
        QUOTE = "quote", "Quotation"
        COMPARISON = "comparison", "Comparison"
        CAUSAL = "causal", "Cause"
        ATTRIBUTE = "attribute", "What somebody or something is"
        PREDICTION = "prediction", "Prediction"
        OPINION = "opinion", "Opinion"
        PROMISE_OR_CALL = "promise_or_call", "Promise or call"
        OTHER = "other", "Other"

    class Anchor(models.TextChoices):
        EXACT = "exact", "Found"
        MOVED = "moved", "Moved"
        AMBIGUOUS = "ambiguous", "Found more than once"
        ORPHANED = "orphaned", "No longer in the text"

    class DismissReason(models.TextChoices):
        OPINION = "opinion", "An opinion"
        PREDICTION = "prediction", "A prediction"
        TOO_VAGUE = "too_vague", "Too vague"
        NOT_CHECKABLE = "not_checkable", "Cannot be checked"
        LOW_INTEREST = "low_interest", "Of little interest"
        OUT_OF_SCOPE = "out_of_scope", "Not for us"
        EXTRACTION_ERROR = "extraction_error", "Not a claim: the machine erred"

    article = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, related_name="claims"
    )
    text = models.TextField(help_text="The wording under review, able to stand alone.")

    revision = models.ForeignKey(
        Revision, models.CASCADE, null=True, blank=True, related_name="claims", editable=False
    )
    start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    end = models.PositiveIntegerField(null=True, blank=True, editable=False)
    exact = models.TextField(blank=True, editable=False)
    prefix = models.CharField(max_length=64, blank=True, editable=False)
    suffix = models.CharField(max_length=64, blank=True, editable=False)
    anchor_state = models.CharField(
        max_length=9, choices=Anchor, default=Anchor.EXACT, editable=False
    )

    claimants = models.ManyToManyField(
        Claimant, through="ClaimClaimant", related_name="claims", blank=True
    )
    claimant_text = models.CharField(
        max_length=500, blank=True, help_text="Who says it, as printed."
    )
    cue = models.CharField(max_length=200, blank=True, help_text="The word that reports it.")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.OUTLET)
    said_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    kind_of_claim = models.CharField(max_length=15, choices=KindOfClaim, default=KindOfClaim.OTHER)
    check_worthiness = models.FloatField(null=True, blank=True, editable=False)
    reasons = models.JSONField(default=list, blank=True, editable=False)

    # How it came to be. An empty method means: a person typed or marked it.
    method = models.CharField(max_length=40, blank=True, editable=False)
    method_version = models.CharField(max_length=40, blank=True, editable=False)
    confidence = models.FloatField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False,
        related_name="+",
    )  # fmt: skip
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False,
        related_name="+",
    )  # fmt: skip
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)

    status = models.CharField(
        max_length=17, choices=Status, default=Status.EXTRACTED, editable=False
    )
    dismiss_reason = models.CharField(
        max_length=16, choices=DismissReason, blank=True, editable=False
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False,
        related_name="assigned_claims",
    )  # fmt: skip
    urgent = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    canonical = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="duplicates"
    )

    objects = models.Manager.from_queryset(ClaimQuerySet)()
    history = HistoricalRecords(excluded_fields=["prefix", "suffix", "reasons"])

    class Meta:
        ordering: ClassVar = ["-created_at", "start", "pk"]
        permissions: ClassVar = [
            ("review_claim", "Can triage, take, edit and check claims, and approve verdicts"),
            ("assign_claim", "Can assign claims to others"),
        ]
        constraints: ClassVar = [
            # Running the extraction again creates no claim twice.
            models.UniqueConstraint(
                fields=["revision", "start", "end"],
                condition=~Q(method=""),
                name="claim_machine_once_per_span",
            ),
            # An anchor is whole or absent.
            models.CheckConstraint(
                condition=Q(revision=None, start=None, end=None)
                | Q(revision__isnull=False, start__isnull=False, end__gt=F("start")),
                name="claim_anchor_whole",
            ),
            # Somebody works on it exactly while it is being checked or read a second time.
            models.CheckConstraint(
                condition=~Q(status=Status.IN_PROGRESS) | Q(assignee__isnull=False),
                name="claim_in_progress_has_assignee",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.DISMISSED, dismiss_reason__gt="")
                | (~Q(status=Status.DISMISSED) & Q(dismiss_reason="")),
                name="claim_dismissed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(canonical=None) | ~Q(canonical=F("id")),
                name="claim_no_duplicate_of_itself",
            ),
        ]
        indexes: ClassVar = [
            # An article's claims in reading order.
            models.Index(fields=["article", "start"], name="claim_reading_order"),
            # The queues: by status, newest first.
            models.Index(fields=["status", "-created_at"], name="claim_by_status"),
            # My queue.
            models.Index(fields=["assignee", "status"], name="claim_by_assignee"),
            # The list of claims, newest first.
            models.Index(fields=["-created_at", "start", "id"], name="claim_newest"),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 90 else self.text[:89] + "…"

    # What may be done, by whom. A page asks `refusal`, a verb raises it: one rule, one place.

    def refusal(self, verb: str, by: Person) -> Refused | None:
        """Why this person may not do this now, as a sentence; None if it may be done."""
        permission = MOVES[verb].permission if verb in MOVES else REVIEW
        if refusal := lacks(by, permission):
            return refusal
        if (rule := RULES.get(verb)) and (refusal := rule(self, by)):
            return refusal
        if verb in MOVES and self.status not in MOVES[verb].sources:
            return WrongState(STATE_SENTENCES.get(verb, wrong_status(verb, self)))
        return None

    def verbs_for(self, person: Person) -> list[str]:
        """The verbs that this person may use now, in the order in which a page offers them."""
        return [verb for verb in CLAIM_VERBS if self.refusal(verb, person) is None]

    def _permit(self, verb: str, by: Person) -> None:
        if refusal := self.refusal(verb, by):
            raise refusal

    def _move(self, verb: str, *, by: User, note: str = "", **columns: Any) -> None:
        """Write the status: the one place that does. Guarded, with its history row."""
        target = MOVES[verb].target
        with transaction.atomic():
            mine = Claim.objects.filter(pk=self.pk, status=self.status, assignee=self.assignee)
            if not mine.update(status=target, version=F("version") + 1, **columns):
                raise WrongState("Somebody was first: reload to see where this claim stands now.")
            StatusChange.objects.create(
                claim=self, verb=verb, old=self.status, new=target, by=by, note=note
            )
        self.refresh_from_db()

    def move_with_verdict(self, verb: str, *, by: User, note: str = "", **columns: Any) -> None:
        """The claim's half of a verdict's verb. The verdict has judged the person already.

        Raises WrongState if the claim is not where the table of moves wants it.
        """
        if self.status not in MOVES[verb].sources:
            raise WrongState(wrong_status(verb, self))
        self._move(verb, by=by, note=note, **columns)

    # The verbs of triage.

    def accept(self, *, by: User) -> None:
        """New → To check."""
        self._permit("accept", by)
        self._move("accept", by=by)

    def undo_accept(self, *, by: User) -> None:
        """To check → New."""
        self._permit("undo_accept", by)
        self._move("undo_accept", by=by)

    def dismiss(self, *, by: User, reason: str, note: str = "") -> None:
        """→ Not checking. Raises ValidationError for a reason that is not in the list."""
        if reason not in self.DismissReason.values:
            known = ", ".join(self.DismissReason.values)
            raise ValidationError({"reason": f"Give one of these reasons: {known}."})
        self._permit("dismiss", by)
        self._move("dismiss", by=by, note=note, dismiss_reason=reason, assignee=None)

    def reopen(self, *, by: User, note: str = "") -> None:
        """Not checking → To check."""
        self._permit("reopen", by)
        self._move("reopen", by=by, note=note, dismiss_reason="")

    # The verbs of work.

    def take(self, *, by: User) -> None:
        """To check → Being checked, by this person. A verdict left in work goes along."""
        self._permit("take", by)
        self._hand_to(by, verb="take", by=by)

    def release(self, *, by: User, note: str = "") -> None:
        """Being checked → To check, by the one who took it or by an editor."""
        self._permit("release", by)
        self._move("release", by=by, note=note, assignee=None)

    def assign(self, *, by: User, to: User, note: str = "") -> None:
        """Being checked, by another. Raises ValidationError if that person may not review."""
        if not to.has_perm(REVIEW):
            raise ValidationError({"to": f"{name_of(to)} cannot review claims. Choose a reviewer."})
        self._permit("assign", by)
        with transaction.atomic():
            self._hand_to(to, verb="assign", by=by, note=note)
            Notice.objects.tell(to, Notice.Kind.ASSIGNED, self, by=by, note=note)

    def _hand_to(self, person: User, *, verb: str, by: User, note: str = "") -> None:
        with transaction.atomic():
            self._move(verb, by=by, note=note, assignee=person)
            self.verdicts.hand_over(to=person)

    def confirm(self, *, by: User) -> None:
        """This person has read wording and attribution against the text."""
        self._permit("confirm", by)
        self._update("confirm", by, confirmed_by=by, confirmed_at=timezone.now())

    def undo_confirm(self, *, by: User) -> None:
        """Nobody has read it against the text after all."""
        self._permit("undo_confirm", by)
        self._update("undo_confirm", by, confirmed_by=None, confirmed_at=None)

    # Duplicates: a star, never a chain.

    def merge_into(self, other: "Claim", *, by: User) -> None:
        """Say that this is the same claim as another. Those merged into this one move along."""
        self._permit("merge_into", by)
        centre = other.canonical or other
        if centre.pk == self.pk:
            raise ValidationError({"into": "A claim cannot be merged into itself."})
        with transaction.atomic():
            Claim.objects.filter(canonical=self).update(canonical=centre, version=F("version") + 1)
            self._update("merge_into", by, canonical=centre)

    def unmerge(self, *, by: User) -> None:
        """This is a claim of its own after all."""
        self._permit("unmerge", by)
        self._update("unmerge", by, canonical=None)

    # Editing.

    def edit(
        self,
        *,
        by: User,
        version: int | None = None,
        claimants: Sequence[Claimant] | None = None,
        **changes: Any,
    ) -> None:
        """Change wording or attribution; with `version`, only if nobody else did since.

        Raises Stale for an old version, ValidationError for bad values. Changed wording is no
        longer confirmed.
        """
        self._permit("edit", by)
        if unknown := set(changes) - EDITABLE:
            raise ValidationError(dict.fromkeys(unknown, "This cannot be edited."))
        with transaction.atomic():
            self._next_version(self.version if version is None else version)
            keep_first_version(self)
            for field, value in changes.items():
                setattr(self, field, value)
            if claimants is not None or READ_AGAINST_THE_TEXT & set(changes):
                self.confirmed_by = self.confirmed_at = None
                self._change_reason = reason_for(claimants)
            self.full_clean(validate_constraints=False)
            self._history_user = by
            self.save(update_fields=[*changes, "confirmed_by", "confirmed_at"])
            self._change_reason = ""
            if claimants is not None:
                self.set_claimants(claimants)

    def unmark(self, *, by: User) -> None:
        """Take back words that one marked by mistake. What somebody worked on is dismissed."""
        with transaction.atomic():
            Claim.objects.select_for_update().get(pk=self.pk)
            self._permit("unmark", by)
            self._history_user = by
            self.delete()

    def set_claimants(self, claimants: Sequence[Claimant]) -> None:
        """Who says it, in this order."""
        ClaimClaimant.objects.filter(claim=self).delete()
        ClaimClaimant.objects.bulk_create(
            ClaimClaimant(claim=self, claimant=claimant, position=position)
            for position, claimant in enumerate(dict.fromkeys(claimants))
        )

    def worded_by(self) -> set[int]:
        """Who wrote or changed its wording or attribution: primary keys of people."""
        edits = self.history.filter(
            history_change_reason__startswith=WORDING, history_user__isnull=False
        )
        people = set(edits.values_list("history_user", flat=True))
        if self.revision_id is None and self.created_by_id is not None:
            people.add(self.created_by_id)
        return people

    def _next_version(self, seen: int) -> None:
        next_version(self, seen, advice=" Reload and look again.")

    def _update(self, verb: str, by: User, **columns: Any) -> None:
        """Write columns that nobody else's work depends on, and tell readers of the ETag."""
        with transaction.atomic():
            keep_first_version(self)
            Claim.objects.filter(pk=self.pk).update(version=F("version") + 1, **columns)
            self.refresh_from_db()
            self._history_user, self._change_reason = by, verb
            self.save(update_fields=list(columns))
            self._change_reason = ""

    # What pages ask.

    @property
    def due(self) -> dt.datetime | None:
        """Its own date, otherwise its article's."""
        return self.due_at or (self.article.due_at if self.article else None)

    @property
    def speakers(self) -> list[Claimant]:
        """The claimants in their order; prefetch `named__claimant` for many claims."""
        return [link.claimant for link in self.named.all()]


class ClaimClaimant(models.Model):
    """One of the people who answer for a claim, in the order in which the text names them."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="named")
    claimant = models.ForeignKey(Claimant, models.PROTECT, related_name="named_in")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "claimant"], name="claimant_once_per_claim"),
        ]

    def __str__(self) -> str:
        return f"{self.claimant}: {self.claim}"

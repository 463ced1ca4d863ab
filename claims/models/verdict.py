"""The verdict: what we found, who wrote it, who agreed, and what exactly was published."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from simple_history.models import HistoricalRecords

from claims.claimreview import PublishedReview
from claims.models.approval import Approval, Contribution
from claims.models.citations import refresh_citations
from claims.models.claim import Claim
from claims.models.claim_moves import VERDICT_IN_WORK
from claims.models.correction import WORDS, Correction
from claims.models.drafting import SECOND_IN_WORK, drafting_refusal
from claims.models.evidence import Evidence
from claims.models.freezing import freeze, withholding
from claims.models.notice import Notice
from claims.models.rating import Rating, RatingScale
from claims.models.rechecking import Rechecking
from claims.models.savers import savers_of
from claims.models.shown_claimant import ShownClaimant
from claims.models.verdict_moves import EDITABLE_STATES, MOVES, VERDICT_VERBS, State
from claims.models.verdict_rules import PERSON_RULES, STATE_RULES
from claims.people import name_of
from claims.permissions import Person, is_desk, lacks
from claims.refusals import Refused, Stale, WrongState

EDITABLE = frozenset({"rating", "claim_reviewed", "summary", "rationale", "not_established"})
S = State


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def in_work(self) -> Self:
        return self.filter(state__in=VERDICT_IN_WORK)

    def published(self) -> Self:
        return self.filter(state=S.PUBLISHED)

    def public(self) -> Self:
        """Readers may see it: also when it was superseded or withdrawn, under its notice."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, person: Person) -> Self:
        return self if is_desk(person) else self.public()

    def current(self) -> Self:
        """What readers find first about each claim: its latest verdict that was published."""
        public = Verdict.objects.filter(claim=models.OuterRef("claim"))
        later = public.filter(published_at__gt=models.OuterRef("published_at"))
        return self.public().filter(~models.Exists(later)).exclude(state=S.SUPERSEDED)

    def with_rechecked_since(self) -> Self:
        """Adds `rechecked_since` and `rechecked_note`: what readers of a published one are told.

        Since when the desk looks at it again: by an editor's word, or by a correction in work.
        """
        here = models.OuterRef("claim")
        told = Rechecking.objects.open().filter(claim=here)
        begun = Correction.objects.in_work().filter(from_verdict=models.OuterRef("pk"))
        said = models.Subquery(told.values("since")[:1])
        opened = models.Subquery(begun.order_by("at").values("at")[:1])
        # Of two the earlier; one of them may be missing, which Least takes for an answer on SQLite.
        since = Coalesce(Least(said, opened), said, opened)
        public = models.Case(models.When(state=S.PUBLISHED, then=since), default=None)
        note = Coalesce(
            models.Subquery(told.values("note")[:1]), models.Value("", models.TextField())
        )
        return self.annotate(rechecked_since=public, rechecked_note=note)

    def awaiting(self, person: User) -> Self:
        """Submitted, and this person may be the second reader."""
        return self.filter(state=S.SUBMITTED).exclude(contributions__user=person)

    def hand_over(self, *, to: User) -> None:
        """The draft of a claim goes with the claim: whoever takes it is the author now.

        The former author stays a contributor.
        """
        for verdict in self.filter(state__in=EDITABLE_STATES).exclude(author=to):
            Verdict.objects.filter(pk=verdict.pk).update(author=to, version=F("version") + 1)
            verdict.note_contributor(to)

    def withhold(self, evidence: Evidence) -> None:
        """It became confidential: nothing that was frozen names it any more, published or not."""
        for verdict in self.exclude(submission=0).select_for_update():
            self.filter(pk=verdict.pk).update(
                frozen=withholding(verdict.review, evidence.pk),
                version=F("version") + 1,
                updated_at=timezone.now(),
            )

    def draft(
        self, *, claim: Claim, by: User, rating: Rating, question: str = "substance", **words: str
    ) -> "Verdict":
        """Begin a verdict on a claim. An open claim is taken by this.

        Raises WrongPerson if another has the claim, WrongState if a verdict is in work or the
        claim is not to be checked, ValidationError for bad input.
        """
        if refusal := drafting_refusal(claim, by):
            raise refusal
        with transaction.atomic():
            if claim.status == Claim.Status.OPEN:
                claim.take(by=by)
            verdict = Verdict(claim=claim, author=by, rating=rating, question=question, **words)
            verdict.full_clean(validate_constraints=False)
            verdict._history_user = by
            try:
                with transaction.atomic():
                    verdict.save()
            except IntegrityError as error:
                raise WrongState(SECOND_IN_WORK) from error
            verdict.note_contributor(by)
        return verdict


SUBMITTED_AGAIN = (
    "It was submitted again since you opened this page: load it again and read what it says now."
)
SOMEBODY_WAS_FIRST = "Somebody was first: reload to see where this verdict stands now."


class Verdict(models.Model):
    """A finding on one question about one claim."""

    State = State

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verdicts")
    question = models.CharField(
        max_length=12,
        choices=RatingScale.Question,
        default=RatingScale.Question.SUBSTANCE,
    )
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="verdicts")
    claim_reviewed = models.TextField(
        blank=True,
        help_text="The claim as published, in about 75 characters; its wording if empty.",
    )
    summary = models.CharField(max_length=500, help_text="The finding in one line.")
    rationale = models.TextField(blank=True, help_text="How we know.")
    not_established = models.TextField(
        "what could not be established", blank=True, help_text="Shown to readers, if there is any."
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="verdicts"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=17, choices=State, default=State.DRAFT, editable=False)
    submission = models.PositiveSmallIntegerField(default=0, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    # What the current submission froze: `claims.claimreview.PublishedReview.to_json()`.
    frozen = models.JSONField(default=dict, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = models.Manager.from_queryset(VerdictQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        permissions: ClassVar = [
            ("publish_verdict", "Can publish, correct and withdraw verdicts"),
        ]
        constraints: ClassVar = [
            # One verdict in work per claim.
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(state__in=VERDICT_IN_WORK),
                name="verdict_one_in_work",
            ),
            # One published verdict per claim.
            models.UniqueConstraint(
                fields=["claim"], condition=Q(state="published"), name="verdict_one_published"
            ),
            # Published, superseded and withdrawn: these were seen by readers, the others never.
            models.CheckConstraint(
                condition=Q(
                    state__in=["published", "superseded", "withdrawn"], published_at__isnull=False
                )
                | Q(state__in=VERDICT_IN_WORK, published_at=None),
                name="verdict_published_has_its_date",
            ),
        ]
        indexes: ClassVar = [
            # The queues: waiting for a second reader, ready to publish.
            models.Index(fields=["state", "submitted_at"], name="verdict_by_state"),
            # Feeds and public lists, newest first.
            models.Index(
                fields=["-published_at"],
                name="verdict_newest_public",
                condition=Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating}: {self.claim_reviewed or self.claim}"

    def clean(self) -> None:
        """The rating must answer the question, and be in use unless it is an old verdict's."""
        if not self.rating_id:
            return
        if self.rating.question != self.question:
            raise ValidationError(
                {"rating": f"“{self.rating}” does not answer “{self.get_question_display()}”."}
            )
        if self.rating.retired_at and self._rating_changed():
            raise ValidationError({"rating": f"“{self.rating}” is retired. Choose another."})

    def _rating_changed(self) -> bool:
        return not Verdict.objects.filter(pk=self.pk, rating=self.rating).exists()

    # What may be done, by whom.

    def refusal(self, verb: str, by: Person) -> Refused | None:
        """Why this person may not do this now, as a sentence; None if it may be done."""
        move = MOVES[verb]
        if refusal := lacks(by, move.permission):
            return refusal
        if refusal := PERSON_RULES[verb](self, by):
            return refusal
        if self.state not in move.sources:
            words = verb.replace("_", " ")
            return WrongState(
                f"“{words}” is not possible while the verdict is “{self.get_state_display()}”."
            )
        if rule := STATE_RULES.get(verb):
            return rule(self, by)
        return None

    def verbs_for(self, person: Person) -> list[str]:
        """The verbs that this person may use now, in the order in which a page offers them."""
        return [verb for verb in VERDICT_VERBS if self.refusal(verb, person) is None]

    def _permit(self, verb: str, by: Person) -> None:
        if refusal := self.refusal(verb, by):
            raise refusal

    def _move(self, state: str, **columns: Any) -> None:
        """Write the state: the one place that does. Guarded; the claim's move keeps the history."""
        # By version, too: what `submit` freezes must be what stands in the row.
        mine = Verdict.objects.filter(
            pk=self.pk, state=self.state, submission=self.submission, version=self.version
        )
        moved = mine.update(
            state=state, version=F("version") + 1, updated_at=timezone.now(), **columns
        )
        if not moved:
            raise WrongState(SOMEBODY_WAS_FIRST)
        self.refresh_from_db()

    @contextmanager
    def _holding_claim(self) -> Iterator[None]:
        """One transaction that holds the claim before anything of the verdict is written."""
        with transaction.atomic():
            Claim.objects.hold(self.claim_id)
            yield

    # The verbs.

    def edit(self, *, by: User, version: int | None = None, **changes: Any) -> None:
        """Change rating or words; with `version`, only if nobody else did since (else Stale)."""
        self._permit("edit", by)
        if unknown := set(changes) - EDITABLE:
            raise ValidationError(dict.fromkeys(unknown, "This cannot be edited."))
        seen = self.version if version is None else version
        with transaction.atomic():
            mine = Verdict.objects.filter(pk=self.pk, version=seen, state__in=EDITABLE_STATES)
            if not mine.update(version=F("version") + 1, updated_at=timezone.now()):
                raise Stale("Somebody changed this verdict since you opened it.")
            self.version = seen + 1
            for field, value in changes.items():
                setattr(self, field, value)
            self.full_clean(validate_constraints=False)
            self._history_user = by
            self.save(update_fields=list(changes))
            self.note_contributor(by)

    def discard(self, *, by: User) -> None:
        """Throw the draft away; only its history remains. What was published stays so."""
        self._permit("discard", by)
        with self._holding_claim():
            mine = Verdict.objects.select_for_update().filter(pk=self.pk)
            if mine.filter(state__in=EDITABLE_STATES).first() is None:
                raise WrongState(SOMEBODY_WAS_FIRST)
            self._history_user = by
            self.delete()
            if self.claim.verdicts.published().exists():
                self.claim.move_with_verdict("discard_correction", by=by)

    def submit(self, *, by: User, note: str = "") -> None:
        """Freeze what will be published and ask for a second reader."""
        self._permit("submit", by)
        frozen = self._to_freeze().to_json()
        with self._holding_claim():
            for person in savers_of(self.claim):
                self.note_contributor(person)
            self.claim.evidence.watch_for(self.author)
            self._move(
                S.SUBMITTED,
                submission=self.submission + 1,
                submitted_at=timezone.now(),
                frozen=frozen,
            )
            ShownClaimant.objects.keep(self)
            self.claim.move_with_verdict("submit", by=by, note=note)
            if self.mends_a_typo:
                self._move(S.APPROVED)

    def require_read(self, submission: int | None) -> None:
        """Refuse who read another submission than the one that stands; None if they name none."""
        if submission is not None and submission != self.submission:
            raise WrongState(SUBMITTED_AGAIN)

    def approve(self, *, by: User, note: str = "", submission: int | None = None) -> None:
        """Agree, as somebody who never contributed. Enough of them make it ready to publish."""
        self._permit("approve", by)
        self.require_read(submission)
        with self._holding_claim():
            # Two who agree at the same moment must see each other's approval when they count.
            Verdict.objects.select_for_update().get(pk=self.pk)
            self._decide(Approval.Decision.APPROVED, by=by, note=note)
            if self.approvals_now().count() >= settings.APPROVALS_REQUIRED:
                self._move(S.APPROVED)

    def request_changes(self, *, by: User, note: str, submission: int | None = None) -> None:
        """Send it back to its author with a note. Raises ValidationError without one."""
        self._permit("request_changes", by)
        self.require_read(submission)
        if not note.strip():
            raise ValidationError({"note": "Say what should change, so that the author can do it."})
        with self._holding_claim():
            self._decide(Approval.Decision.CHANGES_REQUESTED, by=by, note=note)
            self._move(S.CHANGES_REQUESTED)
            self.claim.move_with_verdict("request_changes", by=by, note=note, assignee=self.author)
            kind = Notice.Kind.CHANGES_REQUESTED
            Notice.objects.tell(self.author, kind, self.claim, by=by, note=note)

    def publish(self, *, by: User, submission: int | None = None) -> None:
        """Make it public; the one before is superseded."""
        self._permit("publish", by)
        self.require_read(submission)
        now = timezone.now()
        with self._holding_claim():
            for former in self.claim.verdicts.published():
                former._move(S.SUPERSEDED)
            self._move(S.PUBLISHED, published_at=now, published_by=by)
            if not self.mends_a_typo:
                self.claim.recheckings.end(by=by)
            self.claim.move_with_verdict("publish", by=by)
            refresh_citations(self.claim)

    def correct(self, *, by: User, kind: str, note: str = "") -> "Verdict":
        """Open a draft that is to supersede this one, which stays public until then.

        Raises ValidationError for another kind, or without the note that readers will see.
        """
        self._permit("correct", by)
        Correction.judge(kind, note)
        with self._holding_claim():
            self.claim.move_with_verdict("correct", by=by, note=note, assignee=by)
            draft = self._copy(by=by)
            Correction.objects.create(
                from_verdict=self, to_verdict=draft, kind=kind, note=note.strip(), by=by
            )
        return draft

    def _copy(self, *, by: User) -> "Verdict":
        words = {name: getattr(self, name) for name in WORDS}
        draft = Verdict(
            claim=self.claim, author=by, rating=self.rating, question=self.question, **words
        )
        draft._history_user = by
        draft.save()
        draft.note_contributor(by)
        return draft

    def withdraw(self, *, by: User, note: str) -> None:
        """Take it back: the page stays, under the note, without ClaimReview."""
        self._permit("withdraw", by)
        if not note.strip():
            raise ValidationError({"note": "Tell readers why this check is withdrawn."})
        with self._holding_claim():
            self._move(S.WITHDRAWN)
            self.claim.recheckings.end(by=by)
            Correction.objects.create(
                from_verdict=self, kind=Correction.Kind.WITHDRAWN, note=note.strip(), by=by
            )
            if self.claim.status == Claim.Status.PUBLISHED:
                self.claim.move_with_verdict("withdraw", by=by, note=note, assignee=by)
            refresh_citations(self.claim)

    def announce_recheck(self, *, by: User, note: str = "") -> None:
        """Tell readers that the desk looks at this again. It stands as published until then."""
        self._permit("announce_recheck", by)
        self.claim.recheckings.begin(self.claim, by=by, note=note)

    def end_recheck(self, *, by: User) -> None:
        """Tell readers no longer: the desk has looked, and the check stands."""
        self._permit("end_recheck", by)
        self.claim.recheckings.end(by=by)

    def _decide(self, decision: str, *, by: User, note: str) -> None:
        if self.approvals.filter(submission=self.submission, user=by).exists():
            raise WrongState("You have decided on this submission already.")
        Approval.objects.create(
            verdict=self,
            submission=self.submission,
            author=self.author,
            user=by,
            decision=decision,
            note=note,
        )

    # Who had a hand in it.

    def note_contributor(self, person: User) -> None:
        """Whoever saved its rating, wording or evidence may never approve it."""
        Contribution.objects.get_or_create(verdict=self, user=person)

    def is_contributor(self, person: Person) -> bool:
        return person.pk == self.author_id or (
            person.pk is not None and self.contributions.filter(user=person.pk).exists()
        )

    def was_approved_by(self, person: Person) -> bool:
        """In the current submission, which is still in work."""
        return person.pk is not None and self.approvals_now().filter(user=person.pk).exists()

    def approvals_now(self) -> "models.QuerySet[Approval]":
        """Agreements with the current submission. Only these count."""
        return self.approvals.filter(
            submission=self.submission, decision=Approval.Decision.APPROVED
        )

    @property
    def second_readers(self) -> tuple[str, ...]:
        """The names of those who agreed with the current submission, as readers see them."""
        agreed = self.approvals_now().select_related("user")
        return tuple(name_of(row.user) for row in agreed)

    # What is published.

    @property
    def mends_a_typo(self) -> bool:
        """A correction so small that it needs no second reader."""
        correction = getattr(self, "corrected_by", None)
        return correction is not None and correction.kind == Correction.Kind.TYPO

    def _to_freeze(self) -> PublishedReview:
        now, correction = freeze(self), getattr(self, "corrected_by", None)
        return correction.freeze(now) if correction else now

    @property
    def review(self) -> PublishedReview:
        """What the current submission froze. Pages and markup read only this."""
        return PublishedReview.from_json(self.frozen)

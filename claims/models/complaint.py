"""Complaints: what readers say is wrong with a published check, and what the desk answered."""

from collections.abc import Callable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from claims.models.claim import Claim
from claims.models.correction import Correction
from claims.models.verdict import Verdict
from claims.people import name_of
from claims.permissions import PUBLISH, Person, lacks, who_may
from claims.refusals import Refused, WrongPerson, WrongState

TEXT_LENGTH = 5000


class State(models.TextChoices):
    NEW = "new", "New"
    # An editor who had no hand in the verdict is looking into it.
    LOOKING = "looking", "Being looked into"
    UPHELD = "upheld", "Upheld"
    PARTLY_UPHELD = "partly_upheld", "Partly upheld"
    REJECTED = "rejected", "Rejected"


# Each verb: from which states, to which.
MOVES: dict[str, tuple[frozenset[str], str]] = {
    # From the second only where whoever had it cannot answer any more.
    "look_into": (frozenset({State.NEW, State.LOOKING}), State.LOOKING),
    "uphold": (frozenset({State.LOOKING}), State.UPHELD),
    "partly_uphold": (frozenset({State.LOOKING}), State.PARTLY_UPHELD),
    "reject": (frozenset({State.LOOKING}), State.REJECTED),
}
# What follows from one that was upheld; these change no state.
FOLLOWING = ("correct", "withdraw", "link")
COMPLAINT_VERBS = (*MOVES, *FOLLOWING)
UPHELD = frozenset({State.UPHELD, State.PARTLY_UPHELD})
ANSWERED = frozenset({State.UPHELD, State.PARTLY_UPHELD, State.REJECTED})
NOTHING_TO_LINK = "This claim has not been corrected or withdrawn."


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def unanswered(self) -> Self:
        return self.filter(state__in=[State.NEW, State.LOOKING])

    def with_unsent_reply(self) -> Self:
        """Answered, with an address to send the answer to, and not sent yet: an outbox."""
        return self.filter(state__in=ANSWERED, reply_sent_at=None).exclude(contact="")

    def receive(self, *, verdict: Verdict, text: str, contact: str = "") -> "Complaint":
        """A reader's word on a published verdict. Raises ValidationError naming the field.

        Sent twice, by a double click or after going back, it is one complaint while it waits.
        """
        complaint = Complaint(verdict=verdict, text=text.strip(), contact=contact)
        complaint.full_clean()
        with transaction.atomic():
            # Both halves of a double click may arrive at once: the second waits here.
            Claim.objects.hold(verdict.claim_id)
            same = self.unanswered().filter(verdict=verdict, text=complaint.text, contact=contact)
            if known := same.first():
                return known
            complaint.save()
        return complaint


class Complaint(models.Model):
    """One reader's complaint. What the reader wrote is never edited and never public."""

    State = State

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="complaints", editable=False)
    text = models.TextField(validators=[MaxLengthValidator(TEXT_LENGTH)])
    contact = models.EmailField(blank=True, help_text="Only the desk sees it.")
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=13, choices=State, default=State.NEW, editable=False)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="complaints",
    )
    reply = models.TextField(blank=True, help_text="What the desk answers the reader.")
    answered_at = models.DateTimeField(null=True, editable=False)
    reply_sent_at = models.DateTimeField(null=True, editable=False)
    correction = models.ForeignKey(
        Correction,
        # The correction goes with a discarded draft; the complaint stays.
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="complaints",
    )

    objects = models.Manager.from_queryset(ComplaintQuerySet)()

    class Meta:
        ordering: ClassVar = ["-received_at", "-pk"]
        constraints: ClassVar = [
            # Somebody answers for everything that is no longer new.
            models.CheckConstraint(
                condition=Q(state="new", handler=None) | (~Q(state="new") & ~Q(handler=None)),
                name="complaint_has_its_handler",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["new", "looking"], answered_at=None)
                | Q(
                    state__in=["upheld", "partly_upheld", "rejected"],
                    answered_at__isnull=False,
                    reply__gt="",
                ),
                name="complaint_answered_with_a_reply",
            ),
        ]
        indexes: ClassVar = [
            # The desk's list of what waits for an answer, oldest first.
            models.Index(fields=["state", "received_at"], name="complaint_by_state"),
            # The outbox: ComplaintQuerySet.with_unsent_reply.
            models.Index(
                fields=["answered_at"],
                name="complaint_reply_unsent",
                condition=Q(reply_sent_at=None, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 90 else self.text[:89] + "…"

    def refusal(self, verb: str, by: Person) -> Refused | None:
        """Why this person may not do this now, as a sentence; None if it may be done."""
        if refusal := lacks(by, PUBLISH):
            return refusal
        if verb in FOLLOWING:
            return self._following_refusal(verb, by)
        if refusal := _RULES[verb](self, by):
            return refusal
        if self.state not in MOVES[verb][0]:
            words = verb.replace("_", " ")
            return WrongState(
                f"“{words}” is not possible while the complaint is “{self.get_state_display()}”."
            )
        if verb == "look_into" and self.handler and not lacks(self.handler, PUBLISH):
            return WrongState(f"{name_of(self.handler)} is looking into this complaint.")
        return None

    @property
    def possible_handlers(self) -> "models.QuerySet[User]":
        """Who may answer: editors who had no hand in the verdict."""
        hands = self.verdict.contributions.values("user")
        return who_may(PUBLISH).exclude(Q(pk=self.verdict.author_id) | Q(pk__in=hands))

    @property
    def others_of_the_claim(self) -> "models.QuerySet[Complaint]":
        """What other readers, or this one at another time, said about the same check."""
        same = Complaint.objects.filter(verdict__claim=self.verdict.claim_id)
        return same.exclude(pk=self.pk)

    def _following_refusal(self, verb: str, by: Person) -> Refused | None:
        if self.state not in UPHELD or self.correction_id:
            return WrongState("Only an upheld complaint without a correction can be given one.")
        if verb == "link":
            return None if self.corrections.exists() else WrongState(NOTHING_TO_LINK)
        if self.standing is None:
            return WrongState("Nothing is published about this claim any more.")
        return self.standing.refusal(verb, by)

    @property
    def standing(self) -> Verdict | None:
        """What is published now about the claim: perhaps not what the reader complained of."""
        return self.verdict.claim.verdicts.published().first()

    @property
    def corrections(self) -> "models.QuerySet[Correction]":
        """Of the same claim: what this complaint may have led to."""
        return Correction.objects.filter(from_verdict__claim=self.verdict.claim_id)

    def verbs_for(self, person: Person) -> list[str]:
        """The verbs that this person may use now, in the order in which a page offers them."""
        return [verb for verb in COMPLAINT_VERBS if self.refusal(verb, person) is None]

    def look_into(self, *, by: User) -> None:
        """New → Being looked into, by an editor who had no hand in the verdict.

        Also from one who cannot answer any more: no reader waits for somebody who has left.
        """
        self._move("look_into", by=by, handler=by)

    def uphold(self, *, by: User, reply: str, correction: Correction | None = None) -> None:
        """The reader is right. The correction is what followed from it."""
        self._answer("uphold", by=by, reply=reply, correction=correction)

    def partly_uphold(self, *, by: User, reply: str, correction: Correction | None = None) -> None:
        """The reader is right in part."""
        self._answer("partly_uphold", by=by, reply=reply, correction=correction)

    def reject(self, *, by: User, reply: str) -> None:
        """The check stands as it is, and the reader is told why."""
        self._answer("reject", by=by, reply=reply, correction=None)

    def _answer(self, verb: str, *, by: User, reply: str, correction: Correction | None) -> None:
        if not reply.strip():
            raise ValidationError({"reply": "Answer the reader: what did you find, and why?"})
        if correction and correction.from_verdict.claim_id != self.verdict.claim_id:
            raise ValidationError({"correction": "That correction is about another claim."})
        now = timezone.now()
        self._move(verb, by=by, reply=reply.strip(), correction=correction, answered_at=now)

    def take_reply(self) -> bool:
        """Mark the reply as sent, before it is: False if another worker is sending it."""
        unsent = Complaint.objects.filter(pk=self.pk, reply_sent_at=None)
        return unsent.update(reply_sent_at=timezone.now()) == 1

    def put_back_reply(self) -> None:
        """It could not be sent: the next round tries again."""
        Complaint.objects.filter(pk=self.pk).update(reply_sent_at=None)

    def correct(self, *, by: User, kind: str, note: str = "") -> None:
        """Open the correction that follows; its draft is `correction.to_verdict`."""
        self._permit("correct", by)
        assert self.standing is not None  # `refusal` has seen to it.
        with transaction.atomic():
            draft = self.standing.correct(by=by, kind=kind, note=note)
            self._lead_to(draft.corrected_by)

    def withdraw(self, *, by: User, note: str) -> None:
        """Take the check back, which is what follows."""
        self._permit("withdraw", by)
        standing = self.standing
        assert standing is not None  # `refusal` has seen to it.
        with transaction.atomic():
            standing.withdraw(by=by, note=note)
            self._lead_to(standing.corrections.latest("pk"))

    def link(self, correction: Correction, *, by: User) -> None:
        """Name the correction that followed, where it was begun without this complaint."""
        self._permit("link", by)
        if correction.from_verdict.claim_id != self.verdict.claim_id:
            raise ValidationError({"correction": "That correction is about another claim."})
        self._lead_to(correction)

    def _lead_to(self, correction: Correction) -> None:
        mine = Complaint.objects.filter(pk=self.pk, state__in=UPHELD, correction=None)
        if not mine.update(correction=correction):
            raise WrongState("Somebody was first: reload to see where this complaint stands now.")
        self.refresh_from_db()

    def _permit(self, verb: str, by: Person) -> None:
        if refusal := self.refusal(verb, by):
            raise refusal

    def _move(self, verb: str, *, by: User, **columns: Any) -> None:
        """Write the state: the one place that does. Guarded: 0 rows means somebody was first."""
        self._permit(verb, by)
        mine = Complaint.objects.filter(pk=self.pk, state=self.state, handler=self.handler)
        if not mine.update(state=MOVES[verb][1], **columns):
            raise WrongState("Somebody was first: reload to see where this complaint stands now.")
        self.refresh_from_db()


# Rules about the person beyond the permission, one a verb.


def _no_contributor(complaint: Complaint, by: Person) -> Refused | None:
    if not complaint.verdict.is_contributor(by):
        return None
    return WrongPerson("You had a hand in this verdict: another editor must answer for it.")


def _its_handler(complaint: Complaint, by: Person) -> Refused | None:
    if complaint.handler_id in (None, by.pk):
        return _no_contributor(complaint, by)
    return WrongPerson(f"{name_of(complaint.handler)} is looking into this complaint.")


_RULES: dict[str, Callable[[Complaint, Person], Refused | None]] = {
    "look_into": _no_contributor,
    "uphold": _its_handler,
    "partly_uphold": _its_handler,
    "reject": _its_handler,
}

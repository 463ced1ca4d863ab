"""The second reader's page: what will be published, beside the evidence as it was frozen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString

from claims import publication
from claims.claimreview import EvidenceItem, Finding, PublishedReview
from claims.desk.answers import Done, verb
from claims.desk.highlighting import Shown, passage_html
from claims.models import Approval, Evidence, Verdict
from claims.models.freezing import freeze
from claims.models.verdict_moves import VERDICT_VERBS
from claims.people import name_of
from claims.permissions import REVIEW, lacks

# What a reader would notice if it were different from what was frozen.
WATCHED = {
    "evidence": "the evidence", "contacts": "who was asked for comment", "text": "the wording",
    "claimants": "who says it", "attribution_kind": "how it is said", "said_on": "the date",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frozen:
    """A piece of evidence as it was frozen, beside what has become of it."""

    item: EvidenceItem
    now: Evidence | None


def _as_far_as_known(was: EvidenceItem | None, now: EvidenceItem) -> EvidenceItem:
    """Without what the page itself has told since it was frozen: nobody changed anything then."""
    if was is None:
        return now
    return replace(
        now,
        title=now.title if was.title else "",
        publisher=now.publisher if was.publisher else "",
        published_on=now.published_on if was.published_on else None,
        archived_url=now.archived_url if was.archived_url else "",
    )


class SecondReading:
    """One submission as one person reads it, in a fixed number of queries."""

    def __init__(self, verdict: Verdict, person: User) -> None:
        self.verdict, self.person = verdict, person

    @cached_property
    def review(self) -> PublishedReview:
        return publication.preview(self.verdict, self.verdict.review)

    @cached_property
    def evidence(self) -> list[Frozen]:
        ids = [item.id for item in self.review.evidence if item.id]
        now = Evidence.objects.select_related("source", "passage").in_bulk(ids)
        return [Frozen(item, now.get(item.id or 0)) for item in self.review.evidence]

    @cached_property
    def passage(self) -> SafeString:
        claim = self.verdict.claim
        if claim.revision is None or claim.start is None:
            return SafeString("")
        return passage_html(claim.revision.text, Shown(1, claim))

    @cached_property
    def findings(self) -> list[Finding]:
        return publication.findings(self.review)

    @cached_property
    def changed_since(self) -> list[str]:
        """What somebody has changed since it was frozen; published is what was frozen."""
        frozen, now = self.review, freeze(self.verdict)
        was = {item.id: item for item in frozen.evidence}
        evidence = tuple(_as_far_as_known(was.get(item.id), item) for item in now.evidence)
        now = replace(now, evidence=evidence)
        return [
            words for name, words in WATCHED.items() if getattr(now, name) != getattr(frozen, name)
        ]

    @cached_property
    def agreed(self) -> str:
        """How many of those needed agree, where it needs more than one."""
        needed = settings.APPROVALS_REQUIRED
        if needed == 1 or self.verdict.state != Verdict.State.SUBMITTED:
            return ""
        said = [row for row in self.decisions if row.submission == self.verdict.submission]
        return (
            f"{sum(row.decision == Approval.Decision.APPROVED for row in said)} of {needed} agree"
        )

    @cached_property
    def decisions(self) -> list[Approval]:
        return list(self.verdict.approvals.select_related("user").order_by("-at"))

    @cached_property
    def contributors(self) -> list[str]:
        rows = self.verdict.contributions.select_related("user").order_by("at")
        return [name_of(row.user) for row in rows]

    @cached_property
    def refusals(self) -> dict[str, str]:
        verdict, person = self.verdict, self.person
        return {verb: str(verdict.refusal(verb, person) or "") for verb in VERDICT_VERBS}

    @cached_property
    def waiting(self) -> int:
        """How many other verdicts wait for this person."""
        return Verdict.objects.awaiting(self.person).exclude(pk=self.verdict.pk).count()


def page(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    person = request.user
    if refusal := lacks(person, REVIEW):
        raise PermissionDenied(str(refusal))
    assert isinstance(person, User)  # Nobody else has the permission.
    related = (
        "claim__article", "claim__revision", "author", "rating__scale", "published_by",
        "corrected_by__from_verdict__rating",
    )  # fmt: skip
    rows = Verdict.objects.select_related(*related).prefetch_related("claim__named__claimant")
    verdict = get_object_or_404(rows, pk=pk)
    if not verdict.submission:
        return redirect("desk:claim", verdict.claim_id)
    reading = SecondReading(verdict, person)
    context = {**site.each_context(request), "title": str(verdict), "reading": reading}
    return render(request, "claims/desk/verdict.html", context | {"verdict": verdict})


def next_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """The verdict that has waited longest for this person."""
    if refusal := lacks(request.user, REVIEW):
        raise PermissionDenied(str(refusal))
    assert isinstance(request.user, User)
    return redirect(next_address(request.user) or reverse("admin:index"))


def next_address(person: User, after: int = 0) -> str:
    waiting = Verdict.objects.awaiting(person).exclude(pk=after).order_by("submitted_at", "pk")
    found = waiting.only("pk").first()
    return reverse("desk:verdict", args=[found.pk]) if found else ""


@verb
def act(request: HttpRequest, person: User, pk: int, name: str) -> Done:
    """Do one of the verdict's verbs."""
    verdict = get_object_or_404(Verdict.objects.select_related("claim", "author"), pk=pk)
    if name not in VERBS:
        raise ValidationError(f"“{name}” is nothing that can be done with a verdict.")
    return VERBS[name](verdict, person, request)


def submission_in(request: HttpRequest) -> int | None:
    """Which one this person has read, as the page says that they judged it on."""
    given = request.POST.get("submission", "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise ValidationError({"submission": "This is no number of a submission."})
    return int(given)


def _submit(verdict: Verdict, person: User, request: HttpRequest) -> Done:
    verdict.submit(by=person)
    return Done("Submitted. Somebody who did not write it reads it next.")


def _approve(verdict: Verdict, person: User, request: HttpRequest) -> Done:
    verdict.approve(by=person, note=request.POST.get("note", ""), submission=submission_in(request))
    return _onwards("Approved.", verdict, person, request)


def _request_changes(verdict: Verdict, person: User, request: HttpRequest) -> Done:
    note = request.POST.get("note", "")
    verdict.request_changes(by=person, note=note, submission=submission_in(request))
    return _onwards("Sent back to its author, with your note.", verdict, person, request)


def _onwards(said: str, verdict: Verdict, person: User, request: HttpRequest) -> Done:
    here = reverse("desk:verdict", args=[verdict.pk])
    if request.POST.get("then") != "next":
        return Done(said, goto=here)
    if address := next_address(person, verdict.pk):
        return Done(f"{said} This is the next one.", goto=address)
    return Done(f"{said} Nothing else waits for you.", goto=reverse("admin:index"))


def _publish(verdict: Verdict, person: User, request: HttpRequest) -> Done:
    verdict.publish(by=person, submission=submission_in(request))
    return Done("Published.", goto=reverse("desk:verdict", args=[verdict.pk]))


def _discard(verdict: Verdict, person: User, request: HttpRequest) -> Done:
    claim = verdict.claim_id
    verdict.discard(by=person)
    return Done("Discarded.", goto=reverse("desk:claim", args=[claim]))


def _correct(verdict: Verdict, person: User, request: HttpRequest) -> Done:
    given = request.POST
    verdict.correct(by=person, kind=given.get("kind", ""), note=given.get("note", ""))
    said = "A correction is open. The published verdict stays until it is done."
    return Done(said, goto=reverse("desk:claim", args=[verdict.claim_id]))


def _withdraw(verdict: Verdict, person: User, request: HttpRequest) -> Done:
    verdict.withdraw(by=person, note=request.POST.get("note", ""))
    said = "Withdrawn. The page stays, under your note."
    return Done(said, goto=reverse("desk:claim", args=[verdict.claim_id]))


def _announce_recheck(verdict: Verdict, person: User, request: HttpRequest) -> Done:
    verdict.announce_recheck(by=person, note=request.POST.get("note", ""))
    said = "Readers are told that this is checked again."
    return Done(said, goto=reverse("desk:claim", args=[verdict.claim_id]))


def _end_recheck(verdict: Verdict, person: User, request: HttpRequest) -> Done:
    verdict.end_recheck(by=person)
    said = "Readers are told no longer that this is checked again."
    return Done(said, goto=reverse("desk:claim", args=[verdict.claim_id]))


VERBS: dict[str, Callable[[Verdict, User, HttpRequest], Done]] = {
    "submit": _submit,
    "approve": _approve,
    "request_changes": _request_changes,
    "publish": _publish,
    "discard": _discard,
    "correct": _correct,
    "withdraw": _withdraw,
    "announce_recheck": _announce_recheck,
    "end_recheck": _end_recheck,
}

"""The workbench of a claim: all that is known of it, and the verdict in the making."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Q, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from claims import recheck
from claims.desk.answers import reader
from claims.desk.evidence import EvidenceForm
from claims.desk.highlighting import Shown, passage_html
from claims.desk.people import who_may_check
from claims.desk.timeline import Entry, timeline
from claims.desk.verdict_form import VerdictForm, ratings_by_question
from claims.models import (
    Approval,
    Claim,
    Complaint,
    Contact,
    Correction,
    Evidence,
    Rechecking,
    Resolution,
    Verdict,
)
from claims.models.claim_moves import CLAIM_VERBS
from claims.models.contact import refusal_for
from claims.models.drafting import drafting_refusal
from claims.models.evidence import attaching_refusal
from claims.models.verdict_moves import VERDICT_VERBS
from claims.permissions import REVIEW, Person, lacks

LABELS = {
    "accept": "Accept", "take": "Take", "confirm": "Confirm", "dismiss": "Not checking",
    "undo_accept": "Back to new", "undo_confirm": "Take the confirmation back",
    "release": "Release", "assign": "Assign", "reopen": "Reopen",
    "merge_into": "Merge", "unmerge": "Unmerge", "submit": "Ask for a second reader",
    "approve": "Approve", "request_changes": "Request changes", "publish": "Publish",
    "discard": "Discard the draft", "correct": "Correct", "withdraw": "Withdraw",
    "announce_recheck": "Tell readers that we are checking this again",
    "end_recheck": "End the notice to readers",
}  # fmt: skip
PLAIN = (
    "accept", "take", "confirm", "reopen", "unmerge", "undo_accept", "release",
)  # fmt: skip
# PolitiFact's four questions, asked of oneself before choosing a rating.
FOUR_QUESTIONS = (
    "Is the statement literally true?",
    "Is there another way to read it?",
    "Did the speaker show evidence?",
    "How did we treat similar statements?",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that must be so before a second reader can be asked."""

    done: bool
    words: str


class Workbench:
    """A claim as one person works on it, in a fixed number of queries."""

    labels = LABELS
    plain = PLAIN
    four_questions = FOUR_QUESTIONS

    def __init__(self, claim: Claim, person: User) -> None:
        self.claim, self.person = claim, person

    # The claim.

    @cached_property
    def passage(self) -> SafeString:
        claim = self.claim
        if claim.revision is None or claim.start is None:
            return SafeString("")
        return passage_html(claim.revision.text, Shown(1, claim))

    @cached_property
    def neighbours(self) -> dict[str, Claim | None]:
        """The claims before and after it in its article's reading order."""
        if self.claim.article_id is None or self.claim.start is None:
            return {}
        others = Claim.objects.filter(article=self.claim.article_id, start__isnull=False)
        here = Q(start=self.claim.start)
        after = others.filter(Q(start__gt=self.claim.start) | here & Q(pk__gt=self.claim.pk))
        before = others.filter(Q(start__lt=self.claim.start) | here & Q(pk__lt=self.claim.pk))
        return {
            "before": before.order_by("-start", "-pk").only("pk").first(),
            "after": after.order_by("start", "pk").only("pk").first(),
        }

    @cached_property
    def duplicates(self) -> list[Claim]:
        return list(self.claim.duplicates.order_by("pk"))

    @cached_property
    def editable(self) -> str:
        """Why wording and attribution cannot be mended now; empty if they can."""
        return str(self.claim.refusal("edit", self.person) or "")

    # What may be done.

    @cached_property
    def refusals(self) -> dict[str, str]:
        """Each verb of claim and verdict with the reason why not; empty if it may be done."""
        found = {verb: str(self.claim.refusal(verb, self.person) or "") for verb in CLAIM_VERBS}
        if self.verdict:
            for verb in VERDICT_VERBS:
                found[verb] = str(self.verdict.refusal(verb, self.person) or "")
        return found

    @cached_property
    def may(self) -> set[str]:
        return {verb for verb, why_not in self.refusals.items() if not why_not}

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """The verbs that need no form, with their labels."""
        confirmed = {"confirm"} if self.claim.confirmed_by_id else set()
        return [(verb, LABELS[verb]) for verb in PLAIN if verb in self.may - confirmed]

    @property
    def missing(self) -> list[tuple[str, str]]:
        """The verbs that cannot be done now, with the reason."""
        return [(LABELS[verb], why) for verb, why in self.refusals.items() if why]

    @cached_property
    def steps(self) -> list[Step]:
        return [
            Step(self.claim.confirmed_by_id is not None, "Wording and attribution confirmed"),
            Step(bool(self.evidence), "Evidence attached"),
            Step(self.verdict is not None, "Verdict written"),
        ]

    @cached_property
    def in_my_queue(self) -> list[Claim]:
        """What else this person has taken, the most pressing first."""
        mine = Claim.objects.assigned_to(self.person).exclude(pk=self.claim.pk)
        return list(mine.most_pressing_first().only("pk", "text"))

    @cached_property
    def colleagues(self) -> list[User]:
        return who_may_check() if "assign" in self.may else []

    # Evidence, contacts, comments, history.

    @cached_property
    def evidence(self) -> list[Evidence]:
        found = self.claim.evidence.select_related("source", "passage__source", "added_by")
        return list(found.prefetch_related("claims"))

    @cached_property
    def evidence_form(self) -> EvidenceForm:
        return EvidenceForm(auto_id="evidence-%s")

    @cached_property
    def attaching(self) -> str:
        """Why this person may attach nothing now; empty if it can be done."""
        return str(attaching_refusal([self.claim], self.person) or "")

    @cached_property
    def siblings(self) -> list[Claim]:
        """Other claims of the article: one readout may serve several."""
        if self.claim.article_id is None:
            return []
        others = Claim.objects.filter(article=self.claim.article_id).exclude(pk=self.claim.pk)
        worked_on = others.exclude(status__in=[Claim.Status.DISMISSED, Claim.Status.EXTRACTED])
        return list(worked_on.order_by("start", "pk")[:60])

    @cached_property
    def rechecks(self) -> list[recheck.Recheck]:
        return recheck.queue(claim=self.claim)

    resolutions = Resolution.How.choices

    @cached_property
    def rechecking(self) -> Rechecking | None:
        """What readers are told now about a check that the desk looks at again."""
        return self.claim.recheckings.open().select_related("by").first()

    @cached_property
    def contacts(self) -> list[Contact]:
        return list(self.claim.contacts.select_related("by"))

    contact_outcomes = Contact.Outcome.choices

    @cached_property
    def contacting(self) -> str:
        """Why nobody can be noted as asked now; empty if it can be done."""
        return str(refusal_for(self.claim, self.person) or "")

    @cached_property
    def comments(self) -> list[Any]:
        return list(self.claim.comments.select_related("by"))

    @cached_property
    def complaints(self) -> list[Complaint]:
        """What readers say is wrong with what was published about it, the newest first."""
        found = Complaint.objects.filter(verdict__claim=self.claim)
        return list(found.select_related("handler", "correction"))

    @cached_property
    def history(self) -> list[Entry]:
        return timeline(self.claim)

    # The verdict.

    @cached_property
    def verdicts(self) -> list[Verdict]:
        rows = self.claim.verdicts.select_related("rating__scale", "author", "corrected_by")
        return list(rows.order_by("-pk"))

    @cached_property
    def in_work(self) -> Verdict | None:
        return next((row for row in self.verdicts if row.published_at is None), None)

    @cached_property
    def verdict(self) -> Verdict | None:
        """The one in work, otherwise the one that is public."""
        public = (row for row in self.verdicts if row.state == Verdict.State.PUBLISHED)
        return self.in_work or next(public, None)

    @cached_property
    def writing(self) -> str:
        """Why this person cannot write on the verdict now; empty if it can be done."""
        if self.in_work:
            return str(self.in_work.refusal("edit", self.person) or "")
        return str(drafting_refusal(self.claim, self.person) or "")

    @cached_property
    def form(self) -> VerdictForm:
        return VerdictForm(instance=self.in_work or Verdict(claim=self.claim))

    @cached_property
    def ratings(self) -> Any:
        return ratings_by_question(self.in_work)

    @cached_property
    def decisions(self) -> list[Approval]:
        """What second readers said of the verdict in work, the latest first."""
        if self.in_work is None:
            return []
        return list(self.in_work.approvals.select_related("user").order_by("-at"))

    correction_kinds = tuple(
        choice for choice in Correction.Kind.choices if choice[0] != Correction.Kind.WITHDRAWN
    )
    reasons = Claim.DismissReason.choices


def page(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """The whole page; its script asks `pulse` whether something has changed."""
    person = request.user
    if refusal := lacks(person, REVIEW):
        raise PermissionDenied(str(refusal))
    assert isinstance(person, User)  # Nobody else has the permission.
    related = ("article", "assignee", "revision", "canonical", "confirmed_by")
    rows = Claim.objects.select_related(*related).prefetch_related("named__claimant")
    claim = get_object_or_404(rows, pk=pk)
    context = {
        **site.each_context(request),
        "title": str(claim),
        "bench": Workbench(claim, person),
        "claim": claim,
        "pulse": state_of(claim, person),
    }
    return render(request, "claims/desk/claim.html", context)


@require_GET
@reader
def pulse(request: HttpRequest, person: User, pk: int) -> HttpResponse:
    """Whether the page is still what there is: 304 if it is."""
    etag = f'"{state_of(get_object_or_404(Claim, pk=pk), person)}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    return JsonResponse({"changed": True}, headers={"ETag": etag, "Cache-Control": "no-store"})


def state_of(claim: Claim, person: Person) -> str:
    """Changes whenever something on the workbench does."""
    evidence = claim.evidence.aggregate(
        count=Count("pk"), versions=Sum("version"), looked=Max("source__last_checked_at"),
        passages=Max("passage__looked_at"),
    )  # fmt: skip
    verdicts = claim.verdicts.aggregate(count=Count("pk"), versions=Sum("version"))
    said = (claim.comments.count(), list(claim.contacts.values_list("pk", "outcome", "answer")))
    told = list(claim.recheckings.open().values_list("pk", "note"))
    complaints = Complaint.objects.filter(verdict__claim=claim).order_by("pk")
    wrong = list(complaints.values_list("pk", "state", "correction"))
    seen = repr((person.pk, claim.version, evidence, verdicts, said, told, wrong))
    return hashlib.sha256(seen.encode()).hexdigest()[:20]

"""Complaints: what readers say is wrong, and what the desk answers."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from claims.admin import filters
from claims.admin.base import VerbAdmin
from claims.admin.claim import linked
from claims.admin.next_step import about_the_reply, next_step
from claims.admin.verbs import COMPLAINT, Linked, Verb
from claims.models import Complaint
from claims.people import name_of
from claims.refusals import Refused, WrongState
from sources.back_office import FirstStep, moment, pill

AS_IT_IS = WrongState("What a reader wrote stays as it is.")


@admin.register(Complaint)
class ComplaintAdmin(VerbAdmin):
    """One reader's word. It is answered by an editor who had no hand in the verdict."""

    first_step = FirstStep(
        "Readers report errors at the foot of a check.", "See the checks", "public:front"
    )
    verbs = COMPLAINT
    change_form_outer_before_template = "claims/admin/complaint_above.html"
    keeps_history = False
    list_display = ["what", "where_it_stands", "answered_by", "received", "answered"]
    list_filter = [filters.ComplaintStateFilter, filters.HandlerFilter, filters.ReceivedFilter]
    list_display_links = None
    search_fields = ["text", "reply", "verdict__summary", "verdict__claim__text"]
    search_help_text = "Words of the complaint, the answer or the check"
    readonly_fields = [
        "their_words", "their_address", "received", "about", "answered_by", "our_answer",
        "answered", "led_to",
    ]  # fmt: skip
    fields = readonly_fields
    export = {
        "id": "pk",
        "verdict_id": "verdict_id",
        "text": "text",
        "state": "state",
        "received_at": "received_at",
        "handler": lambda complaint: str(complaint.handler or ""),
        "reply": "reply",
        "answered_at": "answered_at",
        "correction_id": "correction_id",
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Complaint]:
        related = ["handler", "verdict__claim", "verdict__rating"]
        return super().get_queryset(request).select_related(*related)

    def editing_refusal(self, row: Complaint, person: Any) -> Refused | None:
        """What the reader wrote is never edited; an answer is a verb."""
        return AS_IT_IS

    # What followed from it.

    def offered(self, row: Complaint, person: Any) -> list[dict[str, Any]]:
        found = super().offered(row, person)
        for item in found:
            self._among_its_own(row, item["form"])
        return found

    def verb_form(self, row: Complaint, verb: Verb, posted: Any) -> Any:
        return self._among_its_own(row, super().verb_form(row, verb, posted))

    def _among_its_own(self, row: Complaint, form: Any) -> Any:
        """Only a correction of the same claim can have followed."""
        if isinstance(form, Linked):
            form.fields["correction"].queryset = row.corrections  # type: ignore[attr-defined]
        return form

    def _after(self, row: Complaint, verb: Verb, made: Any) -> str:
        """After a correction was opened: to the workbench, where it is written."""
        if verb.name == "correct" and row.correction:
            return reverse("desk:claim", args=[row.verdict.claim_id])
        return super()._after(row, verb, made)

    def _work(self, row: Complaint) -> dict[str, str] | None:
        claim = reverse("desk:claim", args=[row.verdict.claim_id])
        return {"label": "Open the workbench", "url": claim}

    def above(self, request: HttpRequest, row: Complaint) -> dict[str, Any]:
        return {
            "status_pill": self.where_it_stands(row),
            "claim_link": self.about(row),
            "next_step": next_step(row, request.user),
            "about_the_reply": about_the_reply(row),
            "others": [
                {"complaint": other, "pill": self.where_it_stands(other), "url": self._form(other)}
                for other in row.others_of_the_claim
            ],
        }

    def _form(self, row: Complaint) -> str:
        return reverse("admin:claims_complaint_change", args=[row.pk])

    @admin.display(description="Complaint")
    def what(self, complaint: Complaint) -> SafeString:
        return self.row_link(complaint, complaint.text, str(complaint.verdict))

    @admin.display(description="What the reader wrote")
    def their_words(self, complaint: Complaint) -> SafeString:
        return format_html('<div class="as-written">{}</div>', complaint.text)

    @admin.display(description="The reader’s address")
    def their_address(self, complaint: Complaint) -> str:
        return f"{complaint.contact} (only the desk sees it)" if complaint.contact else "–"

    @admin.display(description="Our answer")
    def our_answer(self, complaint: Complaint) -> SafeString | str:
        if not complaint.reply:
            return "–"
        return format_html('<div class="as-written">{}</div>', complaint.reply)

    @admin.display(description="Handled by", ordering="handler__username")
    def answered_by(self, complaint: Complaint) -> str:
        return name_of(complaint.handler) if complaint.handler else "–"

    @admin.display(description="Came in", ordering="received_at")
    def received(self, complaint: Complaint) -> SafeString | str:
        return moment(complaint.received_at)

    @admin.display(description="Answered", ordering="answered_at")
    def answered(self, complaint: Complaint) -> SafeString | str:
        return moment(complaint.answered_at)

    @admin.display(description="What it led to")
    def led_to(self, complaint: Complaint) -> SafeString | str:
        correction = complaint.correction
        return linked(correction, str(correction)) if correction else "–"

    @admin.display(description="About")
    def about(self, complaint: Complaint) -> SafeString:
        return linked(complaint.verdict, str(complaint.verdict))

    @admin.display(description="State", ordering="state")
    def where_it_stands(self, complaint: Complaint) -> SafeString:
        return pill(complaint.state, complaint.get_state_display())

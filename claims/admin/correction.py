"""Corrections: what we changed in published checks or took back, and what is being corrected."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from claims.admin import filters
from claims.admin.base import VerbAdmin
from claims.admin.claim import linked
from claims.models import Correction, Verdict
from claims.people import name_of
from claims.publication import claim_path
from claims.refusals import Refused, WrongState
from sources.back_office import FirstStep, moment, on_one_line, pill

AS_IT_IS = WrongState("A correction stays as it was made. It is begun at the published verdict.")


@admin.register(Correction)
class CorrectionAdmin(VerbAdmin):
    """One correction or withdrawal. It is made by a verb of the verdict, and never edited."""

    first_step = FirstStep(
        "A correction begins at a published verdict.",
        "See the verdicts",
        "admin:claims_verdict_changelist",
    )
    change_form_outer_before_template = "claims/admin/verdict_above.html"
    keeps_history = False
    list_display = ["what", "kind_shown", "where_it_stands", "made_by", "told"]
    list_display_links = None
    list_filter = [
        filters.CorrectionStateFilter, filters.CorrectionKindFilter, filters.CorrectedByFilter,
        filters.BegunFilter,
    ]  # fmt: skip
    search_fields = ["note", "from_verdict__claim_reviewed", "from_verdict__claim__text"]
    search_help_text = "Words of the note or of the check"
    readonly_fields = [
        "about", "kind_shown", "for_readers", "before", "after", "made_by", "begun", "told",
        "asked_for_by",
    ]  # fmt: skip
    fields = readonly_fields
    export = {
        "id": "pk",
        "claim_id": lambda row: row.from_verdict.claim_id,
        "check": lambda row: row.from_verdict.review.claim_reviewed,
        "kind": "kind",
        "note": "note",
        "rating_before": lambda row: row.from_verdict.rating.slug,
        "rating_after": lambda row: row.to_verdict.rating.slug if row.to_verdict else "",
        "by": lambda row: row.by.get_username(),
        "begun_at": "at",
        "public_at": "public_at",
        "complaints": lambda row: [complaint.pk for complaint in row.complaints.all()],
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        related = ["from_verdict__rating", "from_verdict__claim", "to_verdict__rating", "by"]
        rows = super().get_queryset(request).with_public_at().select_related(*related)
        return rows.prefetch_related("complaints")

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-at", "-pk"]

    def editing_refusal(self, row: Correction, person: Any) -> Refused | None:
        return AS_IT_IS

    def above(self, request: HttpRequest, row: Correction) -> dict[str, Any]:
        return {"status_pill": self.where_it_stands(row), "claim_link": self.page(row)}

    def _work(self, row: Correction) -> dict[str, str] | None:
        claim = reverse("desk:claim", args=[row.from_verdict.claim_id])
        return {"label": "Open the workbench", "url": claim}

    def page(self, row: Correction) -> SafeString:
        address = claim_path(row.from_verdict.claim_id)
        return format_html('<a class="link" href="{}">The check as readers see it</a>', address)

    # What the columns show.

    @admin.display(description="Correction")
    def what(self, row: Correction) -> SafeString:
        note = row.note or "Readers are not told of a typing error."
        return self.row_link(row, row.from_verdict.review.claim_reviewed, note)

    @admin.display(description="Kind", ordering="kind")
    def kind_shown(self, row: Correction) -> SafeString:
        return on_one_line(row.get_kind_display())

    @admin.display(description="Where it stands", ordering="public_at")
    def where_it_stands(self, row: Any) -> SafeString:
        if row.public_at is None:
            return pill("in_progress", "In work")
        if row.kind == Correction.Kind.TYPO:
            return pill("published", "Published, not announced")
        return pill("published", "Public")

    @admin.display(description="What readers are told")
    def for_readers(self, row: Correction) -> SafeString | str:
        if not row.note:
            return "Nothing: it mends a typing error."
        return format_html('<div class="as-written">{}</div>', row.note)

    @admin.display(description="Begun", ordering="at")
    def begun(self, row: Correction) -> SafeString | str:
        return moment(row.at)

    @admin.display(description="Begun by", ordering="by__username")
    def made_by(self, row: Correction) -> SafeString:
        return on_one_line(name_of(row.by))

    @admin.display(description="Public since", ordering="public_at")
    def told(self, row: Any) -> SafeString | str:
        return moment(row.public_at)

    @admin.display(description="About")
    def about(self, row: Correction) -> SafeString:
        return linked(row.from_verdict.claim, row.from_verdict.review.claim_reviewed)

    @admin.display(description="Finding before")
    def before(self, row: Correction) -> SafeString:
        return _finding(row.from_verdict)

    @admin.display(description="Finding after")
    def after(self, row: Correction) -> SafeString | str:
        return _finding(row.to_verdict) if row.to_verdict else "None: the check is withdrawn."

    @admin.display(description="Complaints that led to it")
    def asked_for_by(self, row: Correction) -> SafeString | str:
        links = ((linked(complaint, str(complaint)),) for complaint in row.complaints.all())
        return format_html_join("", "<p>{}</p>", links) or "None."


def _finding(verdict: Verdict) -> SafeString:
    return linked(verdict, f"{verdict.rating.label}: {verdict.summary}")

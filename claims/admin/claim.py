"""Claims: the list that the desk works from, and the form behind each line."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminTextareaWidget

from claims.admin import filters, verbs
from claims.admin.base import VerbAdmin, history_on_the_workbench
from claims.admin.bulk import BULK_ACTIONS, BulkVerbs
from claims.admin.forms import DeskForm
from claims.models import Claim, Claimant, Contact, Evidence, StatusChange, Verdict
from claims.models.drafting import drafting_refusal
from claims.people import name_of
from claims.refusals import Refused
from sources.back_office import FirstStep, ReadOnlyInline, on_one_line, pill
from sources.list_filters import ArrivedFilter
from sources.models import Source

S = Source.State
WORST_FIRST: list[str] = [S.DEAD, S.CHANGED, S.MOVED, S.SUSPECT, S.BLOCKED, S.UNCHECKED, S.HEALTHY]
ATTRIBUTION = ["said_by", "claimant_text", "cue", "kind", "said_on", "place"]
PLANS = ["kind_of_claim", "urgent", "due_at"]
PROVENANCE = [
    "article", "anchor_state", "method", "method_version", "confidence", "check_worthiness",
    "created_by", "created_at", "confirmed_by", "confirmed_at", "canonical",
]  # fmt: skip


class ClaimForm(DeskForm):
    """Wording and attribution; status, anchor and provenance have writers of their own."""

    # Not `claimants`: Django allows no field of that name, since their order is in another row.
    said_by = forms.ModelMultipleChoiceField(
        queryset=Claimant.objects.all(),
        required=False,
        widget=AutocompleteSelectMultiple(Claim._meta.get_field("claimants"), admin.site),
        help_text="Who says it.",
    )

    class Meta:
        widgets: ClassVar = {"text": UnfoldAdminTextareaWidget(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "claimant_text" in self.fields:
            self.fields["claimant_text"].label = "As printed"
        if self.instance.pk:
            self.initial["said_by"] = self.instance.speakers


class EvidenceInline(ReadOnlyInline):
    """What speaks for or against it."""

    model = Evidence.claims.through
    verbose_name_plural = "Evidence"
    fields = readonly_fields = ["what", "stance", "tier", "health", "excerpt"]
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("evidence__source")

    @admin.display(description="What it is")
    def what(self, link: Any) -> SafeString:
        return linked(link.evidence, str(link.evidence))

    @admin.display(description="Stance")
    def stance(self, link: Any) -> SafeString:
        return pill(link.evidence.stance, link.evidence.get_stance_display())

    @admin.display(description="Tier")
    def tier(self, link: Any) -> str:
        return link.evidence.get_tier_display()

    @admin.display(description="Link")
    def health(self, link: Any) -> SafeString | str:
        return evidence_health(link.evidence)

    @admin.display(description="Passage")
    def excerpt(self, link: Any) -> str:
        return link.evidence.excerpt


class VerdictInline(ReadOnlyInline):
    """What we found, the latest first."""

    model = Verdict
    verbose_name_plural = "Verdicts"
    fields = readonly_fields = ["finding", "where_it_stands", "author", "submitted_at"]
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Verdict]:
        return super().get_queryset(request).select_related("rating", "author")

    @admin.display(description="Finding")
    def finding(self, verdict: Verdict) -> SafeString:
        return linked(verdict, f"{verdict.rating}: {verdict.summary}")

    @admin.display(description="State")
    def where_it_stands(self, verdict: Verdict) -> SafeString:
        return pill(verdict.state, verdict.get_state_display())


class ContactInline(ReadOnlyInline):
    """Who was asked for comment."""

    model = Contact
    verbose_name_plural = "Asked for comment"
    fields = readonly_fields = ["who", "asked_at", "deadline", "outcome", "answer"]
    show_change_link = False


class StatusChangeInline(ReadOnlyInline):
    """Where it stood, and who moved it."""

    model = StatusChange
    verbose_name_plural = "What happened"
    fields = readonly_fields = ["at", "verb", "old", "new", "by", "note"]
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[StatusChange]:
        return super().get_queryset(request).select_related("by")


@admin.register(Claim)
class ClaimAdmin(BulkVerbs, VerbAdmin):
    """One statement: what is said, by whom, where it stands."""

    first_step = FirstStep(
        "Claims are found in articles.", "Add an article", "admin:claims_article_add"
    )
    form = ClaimForm
    verbs = verbs.CLAIM
    work_page = ("Open the workbench", "desk:claim")
    change_form_outer_before_template = "claims/admin/claim_above.html"
    list_display_links = None
    list_display = [
        "wording", "where_it_stands", "taken_by", "due_by", "rating", "health",
    ]  # fmt: skip
    list_filter = [
        filters.StatusFilter,
        filters.AssigneeFilter,
        filters.DueFilter,
        filters.UrgentFilter,
        filters.OutletFilter,
        filters.ClaimantFilter,
        filters.RatingFilter,
        filters.EvidenceHealthFilter,
        filters.RecheckFilter,
        filters.KindFilter,
        ArrivedFilter,
    ]
    search_fields = ["text", "exact", "claimant_text", "article__title", "named__claimant__name"]
    search_help_text = "Words of the claim, who said it, or the article"
    ordering = ["-urgent", "-created_at", "start", "pk"]
    actions = BULK_ACTIONS
    inlines = [EvidenceInline, VerdictInline, ContactInline, StatusChangeInline]
    readonly_fields = PROVENANCE
    fieldsets = [
        ("Wording", {"fields": ["text"]}),
        ("Who says it", {"fields": ATTRIBUTION}),
        ("Plans", {"fields": PLANS}),
        ("How it came to be", {"fields": PROVENANCE, "classes": ["collapse"]}),
    ]
    export = {
        "id": "pk",
        "claim": "text",
        "verbatim": "exact",
        "claimants": lambda claim: [str(claimant) for claimant in claim.speakers],
        "claimant_as_printed": "claimant_text",
        "said_on": "said_on",
        "status": "status",
        "assignee": lambda claim: str(claim.assignee or ""),
        "urgent": "urgent",
        "due": "due_by",
        "article": lambda claim: claim.article.title if claim.article else "",
        "outlet": lambda claim: claim.article.outlet if claim.article else "",
        "ratings": lambda claim: [str(verdict.rating) for verdict in claim.verdicts.all()],
        "created_at": "created_at",
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        claims = super().get_queryset(request).with_due().for_lists()
        return claims.prefetch_related("verdicts__rating", "evidence__source")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.together_view)
        return [path("together/", view, name="claims_claim_together"), *super().get_urls()]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return self.inlines if obj else []

    # Forms.

    def editing_refusal(self, row: Claim, person: Any) -> Refused | None:
        return row.refusal("edit", person)

    def edit(self, row: Claim, form: DeskForm, *, by: Any) -> None:
        changes = form.changes()
        claimants = changes.pop("said_by", None)
        if claimants is not None:
            # The field knows no order: who was named before stays before who is added.
            named = row.speakers
            added = [claimant for claimant in claimants if claimant not in named]
            claimants = [claimant for claimant in named if claimant in claimants] + added
        row.edit(by=by, version=form.cleaned_data["version"], claimants=claimants, **changes)

    def above(self, request: HttpRequest, row: Claim) -> dict[str, Any]:
        article = row.article
        return {
            "status_pill": self.where_it_stands(row),
            "article_page": reverse("desk:article", args=[article.pk]) if article else "",
            "may_draft": drafting_refusal(row, request.user) is None,
        }

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        return history_on_the_workbench(row.pk if row else None)

    # What the columns show.

    @admin.display(description="Claim", ordering="text")
    def wording(self, claim: Claim) -> SafeString:
        article = claim.article.title if claim.article else "a tip"
        return self.row_link(claim, claim.text, self.who(claim), article)

    def who(self, claim: Claim) -> str:
        names = ", ".join(str(claimant) for claimant in claim.speakers)
        outlet = claim.article.outlet if claim.article else ""
        return names or claim.claimant_text or outlet

    @admin.display(description="Status", ordering="status")
    def where_it_stands(self, claim: Claim) -> SafeString:
        return pill(claim.status, claim.get_status_display())

    @admin.display(description="Assignee", ordering="assignee__username")
    def taken_by(self, claim: Claim) -> SafeString | str:
        return on_one_line(name_of(claim.assignee)) if claim.assignee else "–"

    @admin.display(description="Due", ordering="due_by")
    def due_by(self, claim: Any) -> SafeString:
        urgent = pill("urgent", "Urgent") if claim.urgent else ""
        return format_html('<span class="nowrap">{} {}</span>', urgent, self._due(claim))

    def _due(self, claim: Any) -> SafeString | str:
        if claim.due_by is None:
            return "" if claim.urgent else "–"
        day = date_format(timezone.localtime(claim.due_by), "MONTH_DAY_FORMAT")
        finished = claim.status in {Claim.Status.PUBLISHED, Claim.Status.DISMISSED}
        if finished or claim.due_by > timezone.now():
            return day
        return format_html('<b class="late">{}, late</b>', day)

    @admin.display(description="Rating")
    def rating(self, claim: Claim) -> str:
        """Of the latest verdict; where that stands is the claim's status."""
        verdicts = claim.verdicts.all()
        return str(verdicts[0].rating) if verdicts else "–"

    @admin.display(description="Evidence")
    def health(self, claim: Claim) -> SafeString | str:
        """The worst of what it rests on."""
        states = {item.source.state for item in claim.evidence.all() if item.source}
        if not states:
            return "–" if not claim.evidence.all() else "No links"
        worst = Source.State(min(states, key=WORST_FIRST.index))
        return pill(worst, worst.label)


def linked(row: Any, text: str) -> SafeString:
    """A link to a row's form."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    return format_html('<a class="link" href="{}">{}</a>', reverse(name, args=[row.pk]), text)


def evidence_health(evidence: Evidence) -> SafeString | str:
    """How the link is; what is confidential looks so everywhere."""
    if evidence.confidential:
        return pill("confidential", "Confidential")
    if evidence.source is None:
        return "–"
    return pill(evidence.source.state, evidence.source.get_state_display())

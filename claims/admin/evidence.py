"""Evidence: what verdicts rest on."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminTextInputWidget

from claims.admin import filters
from claims.admin.base import VerbAdmin
from claims.admin.claim import evidence_health, linked
from claims.admin.forms import DeskForm
from claims.admin.verbs import Verb
from claims.models import Evidence
from claims.people import name_of
from claims.permissions import is_desk
from claims.refusals import Refused
from sources.back_office import moment, on_one_line, pill

CITED = ["cited_who", "cited_what", "cited_on"]
JUDGED = ["stance", "tier", "excerpt", "accessed_at", "note", "confidential"]


class AttachForm(DeskForm):
    """A URL, a citation or a file, for one or more claims."""

    url = forms.CharField(
        required=False,
        label="URL",
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "url"}),
        help_text="Title, publisher and date fill themselves.",
    )


@admin.register(Evidence)
class EvidenceAdmin(VerbAdmin):
    """One thing that speaks for or against claims."""

    autocomplete_fields = ["claims"]
    list_display = ["what_it_is", "stance_shown", "tier_shown", "health", "attached_by", "attached"]
    list_filter = [
        "stance", "tier", "confidential", filters.LinkFilter, filters.AttachedFilter,
    ]  # fmt: skip
    list_display_links = None
    search_fields = ["excerpt", "cited_who", "cited_what", "source__title", "source__url"]
    search_help_text = "Passage, source or citation"
    readonly_fields = ["source_shown", "for_claims", "file", "added_by", "added_at"]
    add_fieldsets = [
        (None, {"fields": ["claims"]}),
        ("A web page", {"fields": ["url"]}),
        ("Or a citation", {"fields": CITED}),
        ("Or a file", {"fields": ["file"]}),
        ("What it says", {"fields": JUDGED}),
    ]
    fieldsets = [
        (None, {"fields": ["for_claims", "source_shown", *CITED, "file"]}),
        ("What it says", {"fields": JUDGED}),
        ("Who added it", {"fields": ["added_by", "added_at"]}),
    ]
    verbs = [
        Verb(
            "remove", "Remove…", "It is taken away.", forms.Form,
            "It no longer counts for its claims. Only the history keeps it.",
        )
    ]  # fmt: skip
    export = {
        "id": "pk",
        "claims": lambda item: [claim.pk for claim in item.claims.all()],
        # What is confidential leaves the house in no export.
        "what": lambda item: "confidential source" if item.confidential else str(item),
        "url": lambda item: item.source.url if item.source and not item.confidential else "",
        "stance": "stance",
        "tier": "tier",
        "passage": lambda item: "" if item.confidential else item.excerpt,
        "health": lambda item: item.source.state if item.source else "",
        "accessed_at": "accessed_at",
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        rows = super().get_queryset(request).select_related("source", "added_by")
        return rows.prefetch_related("claims")

    # Forms.

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_desk(request.user)

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = AttachForm
        return super().get_form(request, obj, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return self.readonly_fields if obj else []

    def editing_refusal(self, row: Evidence, person: Any) -> Refused | None:
        return row.refusal(person)

    def edit(self, row: Evidence, form: DeskForm, *, by: Any) -> None:
        row.edit(by=by, version=form.cleaned_data["version"], **form.changes())

    def make(self, form: DeskForm, *, by: Any) -> Evidence:
        given = {name: form.cleaned_data[name] for name in [*CITED, *JUDGED]}
        if form.cleaned_data["file"]:
            given["file"] = form.cleaned_data["file"]
        url = form.cleaned_data["url"].strip()
        claims = list(form.cleaned_data["claims"])
        return Evidence.objects.attach(to=claims, by=by, url=url, **given)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        """Back to the claim that it was attached to, which is where the work goes on."""
        response = super().response_add(request, obj, post_url_continue)
        claim = obj.claims.first()
        if claim and not {"_continue", "_addanother", "_popup"} & set(request.POST):
            return HttpResponseRedirect(reverse("admin:claims_claim_change", args=[claim.pk]))
        return response

    # What the columns show.

    @admin.display(description="Evidence")
    def what_it_is(self, item: Evidence) -> SafeString:
        return self.row_link(item, str(item), "; ".join(str(claim) for claim in item.claims.all()))

    @admin.display(description="Tier", ordering="tier")
    def tier_shown(self, item: Evidence) -> str:
        return item.get_tier_display() if item.tier else "–"

    @admin.display(description="Attached by", ordering="added_by__username")
    def attached_by(self, item: Evidence) -> SafeString:
        return on_one_line(name_of(item.added_by))

    @admin.display(description="Attached", ordering="added_at")
    def attached(self, item: Evidence) -> SafeString | str:
        return moment(item.added_at)

    @admin.display(description="Stance", ordering="stance")
    def stance_shown(self, item: Evidence) -> SafeString:
        return pill(item.stance, item.get_stance_display())

    @admin.display(description="Link", ordering="source__state")
    def health(self, item: Evidence) -> SafeString | str:
        return evidence_health(item)

    @admin.display(description="Source")
    def source_shown(self, item: Evidence) -> SafeString | str:
        if item.source is None:
            return "–"
        return format_html("{} {}", linked(item.source, item.source.url), self.health(item))

    @admin.display(description="For claims")
    def for_claims(self, item: Evidence) -> SafeString:
        links = ((linked(claim, str(claim)),) for claim in item.claims.all())
        return format_html_join("", "<p>{}</p>", links)

"""Verdicts: what we found, who wrote it, who agreed."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminTextareaWidget

from claims.admin import filters, verbs
from claims.admin.base import VerbAdmin, history_on_the_workbench
from claims.admin.claim import linked
from claims.admin.forms import DeskForm
from claims.admin.verbs import Verb
from claims.desk.approving import submission_in
from claims.models import Approval, Rating, Verdict
from claims.people import name_of
from claims.permissions import is_desk
from claims.refusals import Refused
from sources.back_office import ReadOnlyInline, moment, on_one_line, pill

WORDS = ["rating", "claim_reviewed", "summary", "rationale", "not_established"]


class VerdictForm(DeskForm):
    """The finding and its words; the state is written by the verbs alone."""

    class Meta:
        widgets: ClassVar = {
            "claim_reviewed": UnfoldAdminTextareaWidget(attrs={"rows": 2}),
            "summary": UnfoldAdminTextareaWidget(attrs={"rows": 2, "maxlength": 500}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "rating" in self.fields:
            # A retired rating stays the choice of the verdict that has it.
            usable = Rating.objects.usable() | Rating.objects.filter(pk=self.instance.rating_id)
            self.fields["rating"].queryset = usable.select_related("scale")  # type: ignore[attr-defined]
            self.fields["rating"].label_from_instance = _with_meaning  # type: ignore[attr-defined]


def _with_meaning(rating: Rating) -> str:
    return f"{rating.label}: {rating.meaning}"


class ApprovalInline(ReadOnlyInline):
    """What second readers decided. Never edited."""

    model = Approval
    verbose_name_plural = "Second readers"
    fields = readonly_fields = ["at", "user", "decision", "submission", "note"]
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Approval]:
        return super().get_queryset(request).select_related("user")


@admin.register(Verdict)
class VerdictAdmin(VerbAdmin):
    """A finding on one question about one claim."""

    form = VerdictForm
    verbs = verbs.VERDICT
    work_page = ("Read and decide", "desk:verdict")
    change_form_outer_before_template = "claims/admin/verdict_above.html"
    autocomplete_fields = ["claim"]
    list_display = [
        "finding", "where_it_stands", "written_by", "submitted", "published",
    ]  # fmt: skip
    list_display_links = None
    list_filter = [
        filters.StateFilter, filters.FindingFilter, "question", filters.AuthorFilter,
        filters.VerdictOutletFilter, filters.VerdictClaimantFilter, filters.PublishedFilter,
    ]  # fmt: skip
    search_fields = ["summary", "claim_reviewed", "rationale", "claim__text"]
    search_help_text = "Words of the finding or of the claim"
    inlines = [ApprovalInline]
    readonly_fields = [
        "about", "question", "author", "contributors", "created_at", "submission",
        "submitted_at", "published_at", "published_by",
    ]  # fmt: skip
    add_fieldsets = [(None, {"fields": ["claim", "question", *WORDS]})]
    fieldsets = [
        (None, {"fields": ["about", "question", *WORDS]}),
        (
            "Who and when",
            {
                "fields": [
                    "author", "contributors", "created_at", "submission", "submitted_at",
                    "published_at", "published_by",
                ]
            },
        ),
    ]  # fmt: skip
    export = {
        "id": "pk",
        "claim_id": "claim_id",
        "claim": lambda verdict: verdict.claim_reviewed or verdict.claim.text,
        "question": "question",
        "rating": lambda verdict: verdict.rating.slug,
        "summary": "summary",
        "state": "state",
        "author": lambda verdict: verdict.author.get_username(),
        "submitted_at": "submitted_at",
        "published_at": "published_at",
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Verdict]:
        return super().get_queryset(request).select_related("rating__scale", "claim", "author")

    # Forms.

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_desk(request.user)

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return self.inlines if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return self.readonly_fields if obj else []

    def editing_refusal(self, row: Verdict, person: Any) -> Refused | None:
        return row.refusal("edit", person)

    def edit(self, row: Verdict, form: DeskForm, *, by: Any) -> None:
        row.edit(by=by, version=form.cleaned_data["version"], **form.changes())

    def make(self, form: DeskForm, *, by: Any) -> Verdict:
        names = ["claim", "question", *WORDS]
        return Verdict.objects.draft(by=by, **{name: form.cleaned_data[name] for name in names})

    def _do(self, request: HttpRequest, row: Verdict, verb: Verb) -> Any:
        """Not on a page that is older than the submission: nobody has read what it says now."""
        row.require_read(submission_in(request))
        return super()._do(request, row, verb)

    def above(self, request: HttpRequest, row: Verdict) -> dict[str, Any]:
        return {
            "status_pill": self.where_it_stands(row),
            "claim_link": linked(row.claim, str(row.claim)),
        }

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        return history_on_the_workbench(row.claim_id if row else None)

    # What the columns show.

    @admin.display(description="Finding", ordering="rating__position")
    def finding(self, verdict: Verdict) -> SafeString:
        claim = verdict.claim_reviewed or str(verdict.claim)
        return self.row_link(verdict, f"{verdict.rating.label}: {verdict.summary}", claim)

    @admin.display(description="Author", ordering="author__username")
    def written_by(self, verdict: Verdict) -> SafeString:
        return on_one_line(name_of(verdict.author))

    @admin.display(description="Submitted", ordering="submitted_at")
    def submitted(self, verdict: Verdict) -> SafeString | str:
        return moment(verdict.submitted_at)

    @admin.display(description="Published", ordering="published_at")
    def published(self, verdict: Verdict) -> SafeString | str:
        return moment(verdict.published_at)

    @admin.display(description="Claim", ordering="claim__text")
    def about(self, verdict: Verdict) -> SafeString:
        return linked(verdict.claim, verdict.claim_reviewed or str(verdict.claim))

    @admin.display(description="State", ordering="state")
    def where_it_stands(self, verdict: Verdict) -> SafeString:
        return pill(verdict.state, verdict.get_state_display())

    @admin.display(description="Contributors")
    def contributors(self, verdict: Verdict) -> str:
        rows = verdict.contributions.select_related("user")
        return ", ".join(str(contribution.user) for contribution in rows)

"""Sources in the admin: what each is, and every look that we took at it."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST
from unfold.widgets import UnfoldAdminTextInputWidget

from sources.back_office import DeskAdmin, FirstStep, moment, pill
from sources.list_filters import (
    ArrivedFilter,
    FetchFilter,
    HealthFilter,
    InPublishedCheckFilter,
    LastLookFilter,
)
from sources.models import Source
from sources.models.source import NotFetchable
from sources.outcome import MEANINGS, Outcome
from sources.portrait import portrait


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    """One web address, whether it still answers, and what cites it."""

    first_step = FirstStep(
        "A page comes with the first evidence that cites it.", "Home", "admin:index"
    )
    list_display = [
        "name", "health", "last_checked", "next_check", "citations", "is_public",
    ]  # fmt: skip
    list_filter = [
        HealthFilter, LastLookFilter, InPublishedCheckFilter, FetchFilter, ArrivedFilter,
    ]  # fmt: skip
    search_fields = ["title", "publisher", "url", "host"]
    search_help_text = "Title, publisher or address"
    date_hierarchy = None
    ordering = ["-created_at", "-pk"]
    fieldsets = [
        (None, {"fields": ["address", "title", "publisher", "published_at"]}),
        ("Archived copy", {"fields": ["archived_url", "archived_at"]}),
        (
            "Health",
            {
                "fields": [
                    "health", "last_outcome_in_words", "last_checked_at", "next_check_at",
                    "consecutive_failures", "fetch", "is_public",
                ]
            },
        ),
    ]  # fmt: skip
    readonly_fields = [
        "address", "health", "last_outcome_in_words", "last_checked_at", "next_check_at",
        "consecutive_failures", "fetch", "is_public",
    ]  # fmt: skip
    change_form_outer_before_template = "claims/admin/source_top.html"
    export = {
        "id": "pk",
        "url": "url",
        "title": "title",
        "publisher": "publisher",
        "state": "state",
        "last_outcome": "last_outcome",
        "last_checked_at": "last_checked_at",
        "next_check_at": "next_check_at",
        "archived_url": "archived_url",
        "cited_publicly": "cited_publicly",
    }

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Title, publisher and the archived copy are anybody's at the desk to put right."""
        return self.has_view_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return super().get_queryset(request).annotate(times_cited=Count("evidence", distinct=True))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "archived_url":
            # Unfold's field for URLs shows the address twice.
            kwargs["widget"] = UnfoldAdminTextInputWidget(attrs={"type": "url"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        """Write the fields that were typed, and none that the checks own."""
        obj._history_user = cast(User, request.user)
        obj.save(update_fields=form.changed_data)

    # What the columns show.

    @admin.display(description="Source", ordering="title")
    def name(self, source: Source) -> SafeString:
        return format_html(
            '<span class="two-lines"><b>{}</b><small><span>{}</span></small></span>',
            str(source),
            " · ".join(part for part in (source.publisher, source.url) if part),
        )

    @admin.display(description="Looked at", ordering="last_checked_at")
    def last_checked(self, source: Source) -> SafeString | str:
        return moment(source.last_checked_at)

    @admin.display(description="Next look", ordering="next_check_at")
    def next_check(self, source: Source) -> SafeString | str:
        return moment(source.next_check_at)

    @admin.display(description="Address")
    def address(self, source: Source) -> SafeString:
        return format_html(
            '<a class="link" href="{0}" rel="noreferrer noopener nofollow">{0}</a>', source.url
        )

    @admin.display(description="Health", ordering="state")
    def health(self, source: Source) -> SafeString:
        return pill(source.state, source.get_state_display())

    @admin.display(description="Last outcome")
    def last_outcome_in_words(self, source: Source) -> str | SafeString:
        if not source.last_outcome:
            return "Nobody has looked yet."
        meaning = MEANINGS[Outcome(source.last_outcome)]
        return format_html("{} {}", outcome_pill(source.last_outcome), meaning)

    @admin.display(description="Cited", ordering="times_cited")
    def citations(self, source: Any) -> SafeString:
        evidence = reverse("admin:claims_evidence_changelist")
        return format_html(
            '<a class="link" href="{}?source__id__exact={}">{}</a>',
            evidence, source.pk, source.times_cited,
        )  # fmt: skip

    @admin.display(description="In a published check", ordering="cited_publicly")
    def is_public(self, source: Source) -> SafeString | str:
        return pill("published", "Yes") if source.cited_publicly else "No"

    # The page above the form.

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        source = self.get_object(request, object_id)
        shown = source and portrait(source, snapshot=request.GET.get("snapshot", ""))
        context = {**(extra_context or {}), "portrait": shown}
        return super().change_view(request, object_id, form_url, context)

    # The two verbs.

    def get_urls(self) -> list[URLPattern]:
        verbs = {"check_now": self.check_now_view, "accept_change": self.accept_change_view}
        own = [
            path(
                f"<path:object_id>/do/{verb}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"sources_source_{verb}",
            )
            for verb, view in verbs.items()
        ]
        return [*own, *super().get_urls()]

    def check_now_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        source = get_object_or_404(Source, pk=object_id)
        try:
            source.check_now()
        except NotFetchable as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "It is looked at within a minute.")
        return _back_to(source)

    def accept_change_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        source = get_object_or_404(Source, pk=object_id)
        source.accept_change()
        messages.success(request, "What it says now is what it says.")
        return _back_to(source)


def _back_to(source: Source) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:sources_source_change", args=[source.pk]))


def outcome_pill(outcome: str) -> SafeString:
    known = Outcome(outcome)
    kind = "healthy" if known.is_alive else "dead" if known.is_strike else "blocked"
    return pill(kind, outcome)

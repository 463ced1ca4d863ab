"""Alerts: what happened to sources, and whether a person has looked at what rests on them."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from claims import recheck
from claims.admin.claim import linked
from claims.admin.filters import AlertInPublishedCheckFilter, HappenedFilter
from sources.back_office import DeskAdmin, FirstStep, moment, pill
from sources.list_filters import ChoiceFilter, Choices
from sources.models import Alert

WORSE = {Alert.Kind.DEAD, Alert.Kind.PASSAGE_GONE}


class WaitingFilter(ChoiceFilter):
    """Alerts that published verdicts wait on."""

    title = "waits for us"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("yes", "To check again")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() != "yes":
            return queryset
        return queryset.filter(pk__in=recheck.alerts_waiting().values("pk"))


@admin.register(Alert)
class AlertAdmin(DeskAdmin):
    """Something that happened to a source. Answered on the workbench of the claim it touches."""

    first_step = FirstStep(
        "What happens to the pages that we cite comes here.",
        "See the pages",
        "admin:sources_source_changelist",
    )
    keeps_history = False
    list_display = ["what", "name", "happened", "times_answered"]
    list_filter = [WaitingFilter, "kind", AlertInPublishedCheckFilter, HappenedFilter]
    search_fields = ["source__title", "source__url", "passage__text"]
    search_help_text = "Source or passage"
    fields = ["what", "name", "passage", "at", "sent_at", "answers", "rests_on_it"]
    export = {
        "id": "pk",
        "kind": "kind",
        "source": lambda alert: alert.source.url,
        "passage": lambda alert: alert.passage.text if alert.passage else "",
        "at": "at",
        "answered": "answered",
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alert]:
        alerts = super().get_queryset(request).select_related("source", "passage")
        return alerts.annotate(answered=Count("resolutions"))

    @admin.display(description="What happened", ordering="kind")
    def what(self, alert: Alert) -> SafeString:
        return pill("dead" if alert.kind in WORSE else "changed", alert.get_kind_display())

    @admin.display(description="Source", ordering="source__title")
    def name(self, alert: Alert) -> SafeString:
        return linked(alert.source, str(alert.source))

    @admin.display(description="Happened", ordering="at")
    def happened(self, alert: Alert) -> SafeString | str:
        return moment(alert.at)

    @admin.display(description="Answered", ordering="answered")
    def times_answered(self, alert: Any) -> int:
        return int(alert.answered)

    @admin.display(description="Answers")
    def answers(self, alert: Any) -> SafeString | str:
        rows = alert.resolutions.select_related("by")
        lines = ((row.get_how_display(), row.by, row.note) for row in rows)
        return format_html_join("", "<p>{}, by {}. {}</p>", lines) or "None yet."

    @admin.display(description="What rests on it")
    def rests_on_it(self, alert: Alert) -> SafeString | str:
        evidence = alert.source.evidence.prefetch_related("claims")
        claims = {claim.pk: claim for item in evidence for claim in item.claims.all()}
        links = ((linked(claim, str(claim)),) for claim in claims.values())
        return format_html_join("", "<p>{}</p>", links) or "Nothing."

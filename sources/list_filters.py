"""Filters of the admin's lists that are a choice of one; here, since both apps have lists."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from sources.models import Source
from sources.outcome import Outcome

Choices = list[tuple[str, str]]


class ChoiceFilter(admin.SimpleListFilter):
    """A choice of one, whose meaning is a query."""

    def has_output(self) -> bool:
        """Also with one choice: it says what the list could be narrowed to."""
        return len(self.lookup_choices) > 0

    def value(self) -> str | None:
        """What was chosen; a value that is no choice chooses nothing."""
        chosen = super().value()
        return chosen if chosen is not None and self.is_choice(str(chosen)) else None

    def is_choice(self, value: str) -> bool:
        return any(str(key) == value for key, _ in self.lookup_choices)


class YesNoFilter(ChoiceFilter):
    """Whether something is so."""

    column = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("yes", "Yes"), ("no", "No")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if not self.value():
            return queryset
        return queryset.filter(**{self.column: self.value() == "yes"})


class ArrivedFilter(ChoiceFilter):
    """When it came to the desk."""

    title = "came in"
    parameter_name = "came_in"
    column = "created_at"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("today", "Today"), ("week", "In the last week"), ("month", "In the last month")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        days = {"today": 0, "week": 7, "month": 30}.get(self.value() or "")
        if days is None:
            return queryset
        return queryset.filter(**{f"{self.column}__gte": midnight - dt.timedelta(days=days)})


# Of sources.


class HealthFilter(ChoiceFilter):
    title = "health"
    parameter_name = "state__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return list(Source.State.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(state=self.value()) if self.value() else queryset


class LastLookFilter(ChoiceFilter):
    """How the latest look ended."""

    title = "latest look"
    parameter_name = "last_outcome"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(outcome.value, outcome.value) for outcome in Outcome]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(last_outcome=self.value()) if self.value() else queryset


class InPublishedCheckFilter(YesNoFilter):
    title = "in a published check"
    parameter_name = "cited"
    column = "cited_publicly"


class FetchFilter(ChoiceFilter):
    """When its page may be looked at."""

    title = "may be looked at"
    parameter_name = "fetch"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return list(Source.Fetch.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(fetch=self.value()) if self.value() else queryset

"""A misspelt filter would silently return everything: so an unknown parameter is an error."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

OF_PAGES = frozenset({"cursor", "page_size", "ordering"})


class KnownParameters(BaseFilterBackend):
    """First of the backends: changes nothing, refuses what no other backend knows."""

    def filter_queryset(
        self, request: Request, queryset: "QuerySet[Any]", view: Any
    ) -> "QuerySet[Any]":
        if not getattr(view, "detail", False):
            known = parameters(view)
            if unknown := set(request.query_params) - known:
                sentence = f"There is no such parameter. Known are: {', '.join(sorted(known))}."
                raise ValidationError(dict.fromkeys(sorted(unknown), [sentence]))
        if empty := {name for name, value in request.query_params.items() if "\0" in value}:
            raise ValidationError(dict.fromkeys(empty, ["Null characters are not allowed."]))
        return queryset


def parameters(view: Any) -> frozenset[str]:
    filterset = getattr(view, "filterset_class", None)
    own = frozenset(filterset.base_filters) if filterset else frozenset()
    search = frozenset({"search"} if getattr(view, "search_fields", None) else ())
    return OF_PAGES | own | search

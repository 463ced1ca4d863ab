"""Pages by position, not by number: page 1000 costs what page 1 costs, and none shifts.

REST framework's CursorPagination loses its way where many rows share a value or have none, which
is what `due_by` and `check_worthiness` look like here.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

SIZE, MOST = 50, 200


@dataclass(frozen=True, slots=True)
class Cursor:
    """The row at the end of a page, and in which direction to read on from it."""

    value: Any
    pk: int
    backwards: bool = False

    def encode(self) -> str:
        plain = json.dumps([self.value, self.pk, self.backwards], default=str)
        return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> "Cursor":
        try:
            padded = text + "=" * (-len(text) % 4)
            value, pk, backwards = json.loads(base64.urlsafe_b64decode(padded))
        except (ValueError, TypeError, RecursionError, binascii.Error) as error:
            raise unknown_cursor() from error
        if not isinstance(pk, int) or not isinstance(value, str | int | float | None):
            raise unknown_cursor()
        return cls(value, pk, bool(backwards))


def unknown_cursor() -> ValidationError:
    return ValidationError({"cursor": "This is no cursor of ours: follow `next` and `previous`."})


@dataclass(frozen=True, slots=True)
class Order:
    """One column and a direction; rows without a value come last, equals by primary key."""

    column: str
    descending: bool

    @classmethod
    def of(cls, text: str) -> "Order":
        return cls(text.removeprefix("-"), text.startswith("-"))

    def terms(self, *, backwards: bool) -> list[OrderBy]:
        descending = self.descending != backwards
        # None, not False: Django takes one of the two or neither.
        last, first = (None, True) if backwards else (True, None)
        return [
            OrderBy(F(self.column), descending, nulls_first=first, nulls_last=last),
            OrderBy(F("pk"), descending),
        ]

    def beyond(self, cursor: Cursor) -> Q:
        """The rows after the cursor's, or before it when reading backwards."""
        sign = "lt" if self.descending != cursor.backwards else "gt"
        none = Q(**{f"{self.column}__isnull": True})
        if cursor.value is None:
            among_them = none & Q(**{f"pk__{sign}": cursor.pk})
            return among_them | ~none if cursor.backwards else among_them
        here = Q(**{self.column: cursor.value, f"pk__{sign}": cursor.pk})
        beyond = here | Q(**{f"{self.column}__{sign}": cursor.value})
        return beyond if cursor.backwards else beyond | none


class KeysetPagination(BasePagination):
    """`next`, `previous`, `results`; with `?ordering`, `?page_size` and `?cursor`."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.url, self.size = request.build_absolute_uri(), page_size(request)
        self.order = order_of(request, view)
        given = request.query_params.get("cursor")
        self.cursor = Cursor.decode(given) if given else None
        rows = self.read(queryset)
        self.more, page = len(rows) > self.size, rows[: self.size]
        self.page = page[::-1] if self.backwards else page
        return self.page

    @property
    def backwards(self) -> bool:
        return bool(self.cursor and self.cursor.backwards)

    def read(self, queryset: "QuerySet[Any]") -> list[Any]:
        try:
            found = queryset.filter(self.order.beyond(self.cursor)) if self.cursor else queryset
            ordered = found.order_by(*self.order.terms(backwards=self.backwards))
            return list(ordered[: self.size + 1])
        except (DjangoValidationError, ValueError, TypeError) as error:
            # The cursor came from a list in another order.
            raise unknown_cursor() from error

    def link(self, *, backwards: bool) -> str | None:
        came_from_there = self.cursor is not None and self.backwards != backwards
        if not self.page or not (came_from_there or (self.more and self.backwards == backwards)):
            return None
        row = self.page[0] if backwards else self.page[-1]
        cursor = Cursor(plain(getattr(row, self.order.column)), row.pk, backwards)
        return replace_query_param(self.url, "cursor", cursor.encode())

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {
                "next": self.link(backwards=False),
                "previous": self.link(backwards=True),
                "results": data,
            }
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        orders = orderings(view)
        return [
            parameter("cursor", {"type": "string"}, "From `next` or `previous`."),
            parameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": MOST, "default": SIZE},
                "How many on a page.",
            ),
            parameter(
                "ordering",
                {"type": "string", "enum": orders, "default": default_ordering(view)},
                "By what; a minus in front reverses it. Those without a value come last.",
            ),
        ]


def parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "schema": schema,
        "description": description,
    }


def plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float) else str(value)


def page_size(request: Request) -> int:
    text = request.query_params.get("page_size", str(SIZE))
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST and len(text) < 9):
        raise ValidationError({"page_size": f"Give a whole number from 1 to {MOST}."})
    return int(text)


def default_ordering(view: Any) -> str:
    return str(getattr(view, "ordering", None) or "-pk")


def orderings(view: Any) -> list[str]:
    """What a list may be ordered by. The pagination orders, since a cursor depends on it."""
    columns: Sequence[str] = getattr(view, "ordering_fields", None) or []
    names = dict.fromkeys([default_ordering(view).removeprefix("-"), *columns])
    return [sign + name for name in names for sign in ("", "-")]


def order_of(request: Request, view: Any) -> Order:
    text = request.query_params.get("ordering") or default_ordering(view)
    if text not in orderings(view):
        raise ValidationError({"ordering": f"Order by one of: {', '.join(orderings(view))}."})
    return Order.of(text)

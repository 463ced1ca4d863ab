"""What every list of the admin has in common; here, since both apps have lists."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Model, URLField
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.admin import ModelAdmin, TabularInline
from unfold.forms import PaginationInlineFormSet

from sources.exports import to_csv, to_json
from sources.row_history import versions

FORMATS: dict[str, tuple[str, Callable[..., Iterator[str]]]] = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "json": ("application/json", to_json),
}
# What one export may hold: a desk's year, and not a way to make the server work for an hour.
MOST_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class FirstStep:
    """How what belongs in a list comes there, and the page where that begins."""

    sentence: str
    label: str
    route: str


class DeskAdmin(ModelAdmin):
    """A list for whoever the site lets in: read-only unless a subclass says otherwise.

    Django's model permissions are not asked: the verbs of the rows judge each person.
    """

    list_per_page = 50
    list_max_show_all = 200
    list_fullwidth = True
    compressed_fields = True
    warn_unsaved_form = True
    # Whether there is a history of a row to show. Rows that are never edited have none.
    keeps_history = True
    # Said of an empty list that nobody adds to by hand: how the first comes, and where to begin.
    first_step: ClassVar[FirstStep | None] = None
    # What an export holds: the column's name, and the value's or how to get it.
    export: ClassVar[Mapping[str, str | Callable[[Any], Any]]] = {}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(self.admin_site.has_permission(request))

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(self.admin_site.has_permission(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Rows are never deleted here: a verb takes away what may go."""
        return False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, URLField):
            # "example.org" is typed for a page that is https today. (Django 6 thinks so too.)
            kwargs.setdefault("assume_scheme", "https")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    # History.

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = {"show_history": self.keeps_history, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The versions that are kept of the row. Django's own list knows only of this form."""
        row = self.get_object(request, object_id)
        if row is None or not self.keeps_history:
            raise Http404
        if not hasattr(row, "history"):
            return super().history_view(request, object_id, extra_context)
        context = {
            **self.admin_site.each_context(request),
            "title": f"History: {row}",
            "opts": self.model._meta,
            "versions": versions(row),
            "back": "../change/",
        }
        return TemplateResponse(request, "claims/admin/history.html", context)

    # Export of what the filter shows.

    def get_urls(self) -> list[URLPattern]:
        meta = self.model._meta
        name = f"{meta.app_label}_{meta.model_name}_export"
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/<slug:form>/", view, name=name), *super().get_urls()]

    def export_view(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """The whole list as the filters of this address leave it, in its order."""
        if form not in FORMATS or not self.export:
            return HttpResponseBadRequest("Export as csv or json.")
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)[:MOST_ROWS]
        except IncorrectLookupParameters:
            return HttpResponseBadRequest("This filter cannot be read.")
        content_type, write = FORMATS[form]
        file_name = f"{self.model._meta.model_name}-{timezone.localdate():%Y-%m-%d}.{form}"
        return StreamingHttpResponse(
            write(list(self.export), self._export_rows(rows)),
            content_type=content_type,
            headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
        )

    def _export_rows(self, rows: Iterable[Any]) -> Iterator[list[Any]]:
        for row in rows:
            yield [get(row) if callable(get) else getattr(row, get) for get in self.export.values()]


class ReadOnlyRows(PaginationInlineFormSet):
    """The rows under a form, which take nothing from what was posted."""

    new_objects = changed_objects = deleted_objects = ()

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(None, None, **kwargs)

    def is_valid(self) -> bool:
        return True

    def save(self, commit: bool = True) -> list[Any]:
        return []


class ReadOnlyInline(TabularInline):
    """Rows under the row that they belong to, to be read."""

    formset = ReadOnlyRows
    extra = 0
    max_num = 0
    can_delete = False
    show_change_link = True
    hide_title = True

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(self.admin_site.has_permission(request))

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def moment(at: dt.datetime | None) -> SafeString | str:
    """A time in a list, short and on one line, in the reader's zone."""
    if at is None:
        return "–"
    return on_one_line(date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT"))


def on_one_line(text: str) -> SafeString:
    """A name or a time, which a narrow column would divide."""
    return format_html('<span class="nowrap">{}</span>', text)


def pill(kind: str, label: str) -> SafeString:
    """A state as a small label. The word says it; the colour only helps (see office.css)."""
    return format_html('<span class="pill pill-{}">{}</span>', kind, label)

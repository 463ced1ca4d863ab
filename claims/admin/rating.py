"""Rating scales, which administrators keep: a rating is retired, and old verdicts keep it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import StackedInline
from unfold.widgets import UnfoldAdminTextareaWidget

from claims.models import Rating, RatingScale
from sources.back_office import DeskAdmin


class RatingInline(StackedInline):
    """The findings of a scale, in order."""

    model = Rating
    extra = 0
    fields = [
        ("label", "slug", "position"), "meaning", ("value", "best", "worst"), "retired_at",
    ]  # fmt: skip

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Fields in a table have no label of their own to a screen reader."""
        if db_field.name == "meaning":
            kwargs["widget"] = UnfoldAdminTextareaWidget(attrs={"rows": 2})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            for widget in getattr(field.widget, "widgets", [field.widget]):
                widget.attrs["aria-label"] = str(db_field.verbose_name).capitalize()
        return field

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self.admin_site.has_permission(request))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(RatingScale)
class RatingScaleAdmin(DeskAdmin):
    """A versioned set of ratings that answers one question."""

    list_display = ["title", "version", "question"]
    fields = ["title", "slug", "version", "question"]
    inlines = [RatingInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

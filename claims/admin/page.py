"""The pages that the desk writes for readers: how we check, who we are."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminTextareaWidget

from claims.admin.base import VerbAdmin
from claims.admin.forms import DeskForm
from claims.models import Page
from claims.people import name_of
from claims.permissions import PUBLISH, lacks
from claims.refusals import Refused
from sources.back_office import moment, on_one_line


class PageForm(DeskForm):
    """Plain text with headings and lists."""

    class Meta:
        widgets: ClassVar = {"text": UnfoldAdminTextareaWidget(attrs={"rows": 24})}


@admin.register(Page)
class PageAdmin(VerbAdmin):
    """One page. Editors write it; there are as many as readers are promised."""

    form = PageForm
    change_form_outer_before_template = "claims/admin/page_above.html"
    list_display = ["title", "seen_at", "last_changed", "by_whom"]
    fields = ["title", "text"]

    def editing_refusal(self, row: Page, person: Any) -> Refused | None:
        return lacks(person, PUBLISH)

    def edit(self, row: Page, form: DeskForm, *, by: Any) -> None:
        words = {name: form.cleaned_data[name] for name in ("title", "text", "version")}
        row.edit(by=by, **words)

    def above(self, request: HttpRequest, row: Page) -> dict[str, Any]:
        return {"public_page": _address(row)}

    @admin.display(description="Where readers see it")
    def seen_at(self, page: Page) -> SafeString:
        return format_html('<a class="link" href="{0}">{0}</a>', _address(page))

    @admin.display(description="Last changed", ordering="changed_at")
    def last_changed(self, page: Page) -> SafeString | str:
        return moment(page.changed_at)

    @admin.display(description="By", ordering="changed_by")
    def by_whom(self, page: Page) -> SafeString | str:
        return on_one_line(name_of(page.changed_by)) if page.changed_by else "–"


def _address(page: Page) -> str:
    return reverse(f"public:{page.slug}")

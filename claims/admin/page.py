"""The pages that the desk writes for readers: how we check, who we are."""

from typing import Any, ClassVar

from django.contrib import admin
from unfold.widgets import UnfoldAdminTextareaWidget

from claims.admin.base import VerbAdmin
from claims.admin.forms import DeskForm
from claims.models import Page
from claims.permissions import PUBLISH, lacks
from claims.refusals import Refused


class PageForm(DeskForm):
    """Plain text with headings and lists."""

    class Meta:
        widgets: ClassVar = {"text": UnfoldAdminTextareaWidget(attrs={"rows": 24})}


@admin.register(Page)
class PageAdmin(VerbAdmin):
    """One page. Editors write it; there are as many as readers are promised."""

    form = PageForm
    list_display = ["title", "slug", "changed_at", "changed_by"]
    fields = ["title", "text"]

    def editing_refusal(self, row: Page, person: Any) -> Refused | None:
        return lacks(person, PUBLISH)

    def edit(self, row: Page, form: DeskForm, *, by: Any) -> None:
        row.edit(by=by, title=form.cleaned_data["title"], text=form.cleaned_data["text"])

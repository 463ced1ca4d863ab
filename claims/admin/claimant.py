"""Claimants: who says it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from claims.admin.base import VerbAdmin
from claims.admin.forms import DeskForm
from claims.admin.verbs import Verb
from claims.models import Claimant
from claims.permissions import REVIEW, lacks
from claims.refusals import Refused


class AliasesField(forms.CharField):
    """Other names, a line each."""

    widget = UnfoldAdminTextareaWidget(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = (line.strip() for line in super().clean(value).splitlines())
        return [line for line in lines if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != [line for line in (data or "").split("\n") if line.strip()])


class ClaimantForm(DeskForm):
    """Who this is, and who exactly."""

    aliases = AliasesField(required=False, help_text="Other names, a line each.")


class SameAs(forms.Form):
    """Which of those with this name it is."""

    other = forms.ModelChoiceField(
        queryset=Claimant.objects.none(), label="Is the same as", widget=UnfoldAdminSelectWidget
    )


def _as_choices(row: Claimant) -> QuerySet[Claimant]:
    return Claimant.objects.filter(pk__in=[other.pk for other in row.namesakes()])


@admin.register(Claimant)
class ClaimantAdmin(VerbAdmin):
    """Somebody who answers for claims."""

    form = ClaimantForm
    list_display = ["name", "kind", "description", "number_of_claims"]
    list_filter = ["kind"]
    search_fields = ["name", "description", "aliases"]
    search_help_text = "A part of the name"
    fieldsets = [(None, {"fields": ["name", "kind", "description", "same_as", "aliases"]})]
    export = {
        "id": "pk",
        "name": "name",
        "kind": "kind",
        "description": "description",
        "same_as": "same_as",
        "aliases": "aliases",
        "claims": "times_named",
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claimant]:
        return super().get_queryset(request).annotate(times_named=Count("named_in"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return lacks(request.user, REVIEW) is None

    def editing_refusal(self, row: Claimant, person: Any) -> Refused | None:
        return lacks(person, REVIEW)

    def edit(self, row: Claimant, form: DeskForm, *, by: Any) -> None:
        row.edit(by=by, version=form.cleaned_data["version"], **form.changes())

    def make(self, form: DeskForm, *, by: Any) -> Claimant:
        names = ["name", "kind", "description", "same_as", "aliases"]
        given = {name: form.cleaned_data[name] for name in names}
        return Claimant.objects.introduce(by=by, **given)

    # Two of one name may be one person.

    verbs = [Verb("merge_into", "Same as another…", "They are one now.", SameAs)]

    def offered(self, row: Claimant, person: Any) -> list[dict[str, Any]]:
        """Only where there is a namesake to choose."""
        others = _as_choices(row)
        if lacks(person, REVIEW) or not others:
            return []
        form = SameAs(auto_id="id_merge_into_%s")
        form.fields["other"].queryset = others  # type: ignore[attr-defined]
        return [{"verb": self.verbs[0], "form": form}]

    def verb_form(self, row: Claimant, verb: Verb, posted: Any) -> forms.Form:
        form = SameAs(posted)
        form.fields["other"].queryset = _as_choices(row)  # type: ignore[attr-defined]
        return form

    @admin.display(description="Claims", ordering="times_named")
    def number_of_claims(self, claimant: Any) -> SafeString:
        address = reverse("admin:claims_claim_changelist")
        return format_html(
            '<a class="link" href="{}?claimant={}">{}</a>',
            address, claimant.pk, claimant.times_named,
        )  # fmt: skip

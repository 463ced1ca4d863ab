"""The admin of rows with rules: edits and verbs go through the models' own methods."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from claims.admin.forms import DeskForm
from claims.admin.verbs import Verb, offered, use
from claims.refusals import Refused, WrongPerson
from sources.back_office import DeskAdmin

NOT_HERE = WrongPerson("This is not edited here.")


def history_on_the_workbench(claim: int | None) -> HttpResponse:
    """To the page that tells all that happened to a claim, its evidence and its verdicts."""
    if claim is None:
        raise Http404
    return HttpResponseRedirect(reverse("desk:claim", args=[claim]) + "#part-history")


class VerbAdmin(DeskAdmin):
    """A list and a form of rows that judge by themselves who may do what."""

    form = DeskForm
    verbs: ClassVar[list[Verb]] = []
    change_form_outer_before_template = "claims/admin/above.html"
    change_form_before_template = "claims/admin/version.html"
    # The page of our own where this work is best done: how it is called, and its name.
    work_page: ClassVar[tuple[str, str] | None] = None

    # What subclasses say.

    def editing_refusal(self, row: Any, person: Any) -> Refused | None:
        """Why this person may not edit this row now; None if it may be done."""
        return NOT_HERE

    def edit(self, row: Any, form: DeskForm, *, by: Any) -> None:
        """Save what was typed, by the row's verb."""
        raise NOT_HERE

    def make(self, form: DeskForm, *, by: Any) -> Model:
        """A new row from what was typed, by the verb that makes one."""
        raise NOT_HERE

    def offered(self, row: Any, person: Any) -> list[dict[str, Any]]:
        """The buttons for this person now."""
        return offered(self.verbs, row, person) if self.verbs else []

    def verb_form(self, row: Any, verb: Verb, posted: Any) -> Any:
        """What the verb asked for, as it was answered; None if it asks for nothing."""
        return verb.form(posted) if verb.form else None

    def use(self, row: Any, verb: Verb, form: Any, *, by: Any) -> Any:
        """Do the verb, which lives on the row."""
        return use(row, verb, form, by=by)

    # Who may open the form for writing.

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Also where it was just withdrawn: then the verb refuses, and the typed text is kept."""
        if obj is None or request.method == "POST":
            return self.has_view_permission(request, obj)
        return self.editing_refusal(obj, request.user) is None

    # Saving.

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = {**(extra_context or {}), **self._above(request, object_id)}
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except (Refused, ValidationError) as error:
            # Rolled back by now. The second time the form shows the sentence.
            request.refused = error  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, context)

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, **kwargs)
        refused = getattr(request, "refused", None)
        return type(form.__name__, (form,), {"refused": refused, "person": request.user})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            made = self.make(form, by=request.user)
            # The admin goes on with the row that it holds.
            obj.__dict__.update(made.__dict__)
        elif form.changes():
            self.edit(obj, form, by=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The verb saved what belongs to the row; what is under it has verbs of its own."""

    # The verbs as buttons.

    def _above(self, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
        row = self.get_object(request, object_id) if object_id else None
        if row is None:
            return {}
        shown = {
            "offered": self.offered(row, request.user),
            "not_editable": self.editing_refusal(row, request.user),
            "work": self._work(row),
            **self.above(request, row),
        }
        # An empty box is none.
        return {
            "row": row,
            "has_above": any(shown.values()),
            "verb_url": self._verb_url(row),
            **shown,
        }

    def above(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What else stands above the form."""
        return {}

    def _verb_url(self, row: Any) -> str:
        return self._page_of(row).removesuffix("change/") + "do/"

    def row_link(self, row: Any, text: str, *notes: str) -> SafeString:
        """A line of a list: a link to where the work is done, small notes, and the form."""
        form = self._page_of(row)
        work = reverse(self.work_page[1], args=[row.pk]) if self.work_page else form
        notes_and_form = format_html("<span>{}</span>", " · ".join(note for note in notes if note))
        if work != form:
            notes_and_form += format_html(
                '<a class="link" href="{}" aria-label="Form of: {}">Form</a>', form, text[:80]
            )
        return format_html(
            '<span class="two-lines"><a href="{}"><b>{}</b></a><small>{}</small></span>',
            work, text, notes_and_form,
        )  # fmt: skip

    def _work(self, row: Any) -> dict[str, str] | None:
        if self.work_page is None:
            return None
        label, name = self.work_page
        return {"label": label, "url": reverse(name, args=[row.pk])}

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.do_view)
        name = f"{self.model._meta.app_label}_{self.model._meta.model_name}_do"
        return [path("<int:pk>/do/<slug:name>/", view, name=name), *super().get_urls()]

    def do_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """One verb on one row. What is refused is said, and nothing is lost by asking."""
        row = get_object_or_404(self.model, pk=pk)
        verb = next((verb for verb in self.verbs if verb.name == name), None)
        if verb is None:
            return HttpResponse("There is no such verb.", status=404)
        if request.method != "POST":
            # Whoever had to log in again in the middle of it: the page has what they typed.
            return HttpResponseRedirect(self._page_of(row))
        try:
            made = self._do(request, row, verb)
        except (Refused, ValidationError) as error:
            messages.error(request, _sentence(error))
            return HttpResponseRedirect(f"{self._page_of(row)}?refused={verb.name}")
        messages.success(request, verb.done)
        return HttpResponseRedirect(self._after(row, verb, made))

    def _do(self, request: HttpRequest, row: Any, verb: Verb) -> Any:
        form = self.verb_form(row, verb, request.POST)
        if form is not None and not form.is_valid():
            raise ValidationError(form.errors.as_data())
        return self.use(row, verb, form, by=request.user)

    def _page_of(self, row: Any) -> str:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])

    def _after(self, row: Any, verb: Verb, made: Any) -> str:
        """The row's page; that of the row which the verb made; or the list, if it is gone."""
        shown = made if isinstance(made, Model) else row
        if shown.pk is None:
            return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist")
        return self._page_of(shown)


def _sentence(error: Refused | ValidationError) -> str:
    return str(error) if isinstance(error, Refused) else " ".join(error.messages)

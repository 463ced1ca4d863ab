"""Evidence on the workbench: attach a web page, a citation or a file; mend it, remove it."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from claims import recheck
from claims.desk.answers import Done, StaleForm, reader, verb
from claims.desk.wording import version_seen
from claims.models import Claim, Evidence
from claims.permissions import REVIEW, lacks
from claims.refusals import Stale
from sources import tasks
from sources.models import Alert
from sources.models.source import NotFetchable

LARGEST_FILE = 25 * 1024 * 1024
COMMON = ("stance", "tier", "excerpt", "note", "confidential")
CITATION = ("cited_who", "cited_what", "cited_on")


class EvidenceForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is said of a piece of evidence, whatever kind of thing it is."""

    class Meta:
        model = Evidence
        fields = (*CITATION, *COMMON)
        labels = {
            "cited_who": "Who", "cited_what": "What", "cited_on": "When",
            "excerpt": "Excerpt, word for word", "note": "Note for the desk and readers",
        }  # fmt: skip
        widgets = {
            "cited_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "excerpt": forms.Textarea({"rows": 2}),
            "note": forms.Textarea({"rows": 1}),
        }

    tier = forms.ChoiceField(
        choices=[("", "Nobody has said"), *Evidence.Tier.choices],
        required=False,
        label="First hand?",
    )

    def _post_clean(self) -> None:
        """The model judges the whole row when it is saved; here only the fields are judged."""


@verb
def attach(request: HttpRequest, person: User, pk: int) -> Done:
    """New evidence for this claim, and for others of the article that were ticked."""
    claim = get_object_or_404(Claim, pk=pk)
    also = [int(given) for given in request.POST.getlist("also") if given.isdecimal()]
    others = Claim.objects.filter(pk__in=also, article=claim.article_id)
    fields = _cleaned(request, (*CITATION, *COMMON)) | _thing(request)
    if request.POST.get("what") != "citation":
        fields |= {"cited_who": "", "cited_what": "", "cited_on": None}
    Evidence.objects.attach(to=[claim, *others], by=person, **fields)
    _look_soon()
    return Done("Attached." if not others else f"Attached to {len(others) + 1} claims.")


def _thing(request: HttpRequest) -> dict[str, Any]:
    """The URL or the file, as the kind that was chosen asks for it."""
    what = request.POST.get("what")
    if what == "source":
        if not request.POST.get("url", "").strip():
            raise ValidationError({"url": "Paste the address of the page."})
        return {"url": request.POST["url"].strip()}
    if what == "citation" and not request.POST.get("cited_what", "").strip():
        raise ValidationError({"cited_what": "Say what is cited: a book, a call, a letter."})
    return {"file": _file(request)} if what == "file" else {}


def _file(request: HttpRequest) -> Any:
    given = request.FILES.get("file")
    if given is None:
        raise ValidationError({"file": "Choose a file."})
    if (given.size or 0) > LARGEST_FILE:
        raise ValidationError({"file": "The file is larger than 25 MB. Attach a smaller one."})
    return given


def _cleaned(request: HttpRequest, names: tuple[str, ...]) -> dict[str, Any]:
    bound = EvidenceForm(request.POST)
    for name in set(bound.fields) - set(names):
        del bound.fields[name]
    if not bound.is_valid():
        raise ValidationError({name: list(errors) for name, errors in bound.errors.items()})
    return dict(bound.cleaned_data)


@require_GET
@reader
def form(request: HttpRequest, person: User, pk: int) -> HttpResponse:
    """The form to mend it, to be put into the page."""
    evidence = get_object_or_404(Evidence, pk=pk)
    filled = EvidenceForm(instance=evidence, auto_id=f"evidence-{pk}-%s")
    context = {"evidence": evidence, "form": filled}
    return render(request, "claims/desk/claim/evidence_edit.html", context)


@verb
def save(request: HttpRequest, person: User, pk: int) -> Done:
    evidence = get_object_or_404(Evidence, pk=pk)
    names = (*COMMON, *CITATION) if evidence.what == "citation" else COMMON
    given = _cleaned(request, names)
    changes = {name: value for name, value in given.items() if getattr(evidence, name) != value}
    try:
        if changes:
            evidence.edit(by=person, version=version_seen(request, evidence.version), **changes)
    except Stale as stale:
        now = Evidence.objects.get(pk=pk)
        values = {name: getattr(now, name) for name in names}
        theirs = {name: "" if value is None else str(value) for name, value in values.items()}
        raise StaleForm(str(stale), version=now.version, theirs=theirs) from stale
    return Done("Saved." if changes else "Nothing was changed.")


def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """GET: the form. POST: save it."""
    return save(request, pk) if request.method == "POST" else form(request, pk)


@verb
def remove(request: HttpRequest, person: User, pk: int) -> Done:
    get_object_or_404(Evidence, pk=pk).remove(by=person)
    return Done("Removed.")


@verb
def look(request: HttpRequest, person: User, pk: int) -> Done:
    """Have the page looked at now."""
    if refusal := lacks(person, REVIEW):
        raise refusal
    evidence = get_object_or_404(Evidence.objects.select_related("source"), pk=pk)
    if evidence.source is None:
        raise ValidationError("There is no page here.")
    try:
        evidence.source.check_now()
    except NotFetchable as refusal:
        raise ValidationError(str(refusal)) from refusal
    _look_soon()
    return Done("The page is being looked at.")


def _look_soon() -> None:
    """Somebody waits in front of the page. Without the message, the next minute's sweep does it."""
    transaction.on_commit(lambda: tasks.dispatch_due.delay(), robust=True)


@verb
def resolve(request: HttpRequest, person: User, pk: int, alert: int) -> Done:
    """Answer an alert: why this evidence may be relied on again."""
    evidence = get_object_or_404(Evidence, pk=pk)
    how, note = request.POST.get("how", ""), request.POST.get("note", "")
    found = get_object_or_404(Alert, pk=alert)
    recheck.resolve(evidence, found, by=person, how=how, note=note)
    return Done("Answered.")


@require_GET
@reader
def file(request: HttpRequest, person: User, pk: int) -> HttpResponseBase:
    """The file, for the desk only; never shown in the browser, where it could run."""
    evidence = get_object_or_404(Evidence.objects.exclude(file=""), pk=pk)
    return FileResponse(
        evidence.file.open(), as_attachment=True, filename=evidence.file_name,
        content_type="application/octet-stream",
    )  # fmt: skip

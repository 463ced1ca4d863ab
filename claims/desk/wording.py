"""Mending a claim in place: its wording, who says it, and how."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from claims.desk.answers import Done, StaleForm, Theirs, reader, verb
from claims.desk.undoing import Fields, digest, undo_of_edit
from claims.models import Claim, Claimant
from claims.refusals import Stale

SUGGESTED_AT_MOST = 8


class ClaimForm(forms.ModelForm):  # type: ignore[type-arg]
    """What `Claim.edit` may change. `claimants` are keys, or `new:` and a name."""

    class Meta:
        model = Claim
        fields = (
            "text", "kind", "claimant_text", "cue", "said_on", "place",
            "kind_of_claim", "urgent", "due_at",
        )  # fmt: skip
        labels = {
            "text": "Wording under review",
            "kind": "How it is said",
            "claimant_text": "Who, as printed",
            "cue": "Reporting word",
            "said_on": "Said on",
            "place": "Where",
            "kind_of_claim": "What kind of claim",
            "due_at": "Due",
        }
        widgets = {
            "text": forms.Textarea({"rows": 3}),
            "said_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "due_at": forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }


def form_for(claim: Claim) -> ClaimForm:
    return ClaimForm(instance=claim, prefix=None, auto_id=f"edit-{claim.pk}-%s")


def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """GET: the form, to be put into the page. POST: save it."""
    view = save if request.method == "POST" else form
    return view(request, pk)


@require_GET
@reader
def form(request: HttpRequest, person: User, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.prefetch_related("named__claimant"), pk=pk)
    # Nobody types into a form that would be refused.
    if refusal := claim.refusal("edit", person):
        raise refusal
    context = {"claim": claim, "form": form_for(claim), "kinds": Claimant.Kind.choices}
    return render(request, "claims/desk/claim/edit.html", context)


@require_http_methods(["POST"])
@verb
def save(request: HttpRequest, person: User, pk: int) -> Done:
    claim = get_object_or_404(Claim.objects.prefetch_related("named__claimant"), pk=pk)
    before, fields = Claim.objects.get(pk=pk), _as_sent(claim)
    if request.POST.get("if_still", digest(fields)) != digest(fields):
        raise Stale("Somebody changed this claim since: it is not undone.")
    changes = _changes(request, claim)
    try:
        with transaction.atomic():
            if "claimants_given" in request.POST:
                changes |= _other_claimants(request, claim)
            if changes:
                claim.edit(by=person, version=version_seen(request, claim.version), **changes)
    except Stale as stale:
        now = Claim.objects.get(pk=pk)
        raise StaleForm(str(stale), version=now.version, theirs=_as_shown(now)) from stale
    if not changes:
        return Done("Nothing was changed.", extra={"claim": claim.pk})
    now = Claim.objects.prefetch_related("named__claimant").get(pk=pk)
    undo = undo_of_edit(before, fields, _as_sent(now), person)
    return Done("Saved.", undo=undo, extra={"claim": claim.pk})


def version_seen(request: HttpRequest, now: int) -> int:
    """The version that the form was opened on; without a form, what stands now."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else now


def _changes(request: HttpRequest, claim: Claim) -> dict[str, Any]:
    """Only the fields that the form had and that differ, so that a look leaves no trace."""
    copy = Claim.objects.get(pk=claim.pk)
    bound = ClaimForm(request.POST, instance=copy)
    # A box that is not ticked is not sent; the claimants' field tells that the form was whole.
    boxes = {"urgent"} if "claimants_given" in request.POST else set()
    for name in set(bound.fields) - set(request.POST) - boxes:
        del bound.fields[name]
    if not bound.is_valid():
        raise ValidationError({name: list(errors) for name, errors in bound.errors.items()})
    # A box that was not touched sends what it shows, which may be less than what is kept: a due
    # time has seconds.
    untouched = {name for name, shown in _columns(claim).items() if request.POST.get(name) == shown}
    return {
        name: value
        for name, value in bound.cleaned_data.items()
        if name not in untouched and value != getattr(claim, name)
    }


def _other_claimants(request: HttpRequest, claim: Claim) -> dict[str, list[Claimant]]:
    """Who says it, if that is not who said it before."""
    given = [_claimant(item) for item in request.POST.getlist("claimants") if item]
    return {} if given == claim.speakers else {"claimants": given}


def _claimant(given: str) -> Claimant:
    """One that is known, or a new one made on the spot."""
    if not given.startswith("new:"):
        return get_object_or_404(Claimant, pk=given if given.isdecimal() else 0)
    _, kind, name = (given.split(":", 2) + ["", ""])[:3]
    claimant = Claimant(name=" ".join(name.split()), kind=kind or Claimant.Kind.PERSON)
    try:
        claimant.full_clean()
    except ValidationError as error:
        raise ValidationError({"claimants": error.messages}) from error
    claimant.save()
    return claimant


def _as_sent(claim: Claim) -> Fields:
    """What brings back all that the form may change."""
    fields: Fields = {name: value for name, value in _columns(claim).items() if name != "urgent"}
    if claim.due_at:
        # To the second, so that undoing brings back what was there.
        fields["due_at"] = claim.due_at.isoformat()
    if claim.urgent:
        fields["urgent"] = "on"
    claimants = [str(speaker.pk) for speaker in claim.speakers]
    return fields | {"claimants": claimants, "claimants_given": "1"}


def _as_shown(claim: Claim) -> Theirs:
    """What stands now in each field of the form."""
    chips = [{"value": str(who.pk), "name": who.name} for who in claim.speakers]
    return {**_columns(claim), "claimants": chips}


def _columns(claim: Claim) -> dict[str, str]:
    theirs: dict[str, str] = {}
    for name in ClaimForm.Meta.fields:
        value = getattr(claim, name)
        if isinstance(value, dt.datetime):
            value = timezone.localtime(value).strftime("%Y-%m-%dT%H:%M")
        theirs[name] = "" if value is None else str(value)
    return theirs


@require_GET
@reader
def suggest(request: HttpRequest, person: User) -> HttpResponse:
    """Claimants whom somebody typing this may mean."""
    typed = " ".join(request.GET.get("q", "").split())
    found = Claimant.objects.suggested_for(typed)[:SUGGESTED_AT_MOST] if typed else []
    results = [
        {
            "id": claimant.pk,
            "text": claimant.name,
            "detail": claimant.description or claimant.get_kind_display(),
        }
        for claimant in found
    ]
    return JsonResponse({"results": results})

"""The form in which a verdict is written, and how it will look to readers."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from claims import publication
from claims.claimreview import embed
from claims.claimreview import render as markup_of
from claims.desk.answers import Done, StaleForm, verb
from claims.desk.wording import version_seen
from claims.models import Claim, Rating, RatingScale, Verdict
from claims.models.freezing import freeze
from claims.refusals import Refused, Stale, WrongState

WORDS = ("claim_reviewed", "summary", "rationale", "not_established")
NOT_SUBMITTED = "Saved, but nobody is asked yet. "


class VerdictForm(forms.ModelForm):  # type: ignore[type-arg]
    """The words of a verdict. Question and rating are chosen beside them."""

    class Meta:
        model = Verdict
        fields = WORDS
        labels = {
            "claim_reviewed": "The claim, as published",
            "summary": "The finding in one line",
            "rationale": "How we know",
            "not_established": "What could not be established",
        }
        widgets = {
            "claim_reviewed": forms.Textarea({"rows": 2, "data-aim": "75"}),
            "summary": forms.TextInput({"maxlength": "500"}),
            "rationale": forms.Textarea({"rows": 8}),
            "not_established": forms.Textarea({"rows": 2}),
        }


def ratings_by_question(verdict: Verdict | None) -> list[tuple[str, str, list[Rating]]]:
    """Each question with the ratings that answer it; a retired one only where it was chosen."""
    usable = Q(retired_at=None) | Q(pk=verdict.rating_id if verdict else None)
    rows = list(Rating.objects.filter(usable).order_by("scale", "position"))
    return [
        (value, label, [row for row in rows if row.question == value])
        for value, label in RatingScale.Question.choices
    ]


@verb
def save(request: HttpRequest, person: User, pk: int) -> Done:
    """Save the draft, begun now or before; then ask for a second reader, if that was the button."""
    claim = get_object_or_404(Claim, pk=pk)
    in_work = claim.verdicts.in_work().first()
    verdict = _edited(request, person, in_work) if in_work else _begun(request, person, claim)
    if request.POST.get("then") != "submit":
        return Done("Saved as a draft.")
    try:
        verdict.submit(by=person)
    except Refused as refused:
        return Done(NOT_SUBMITTED + str(refused))
    return Done("Submitted. Somebody who did not write it reads it next.")


def _begun(request: HttpRequest, person: User, claim: Claim) -> Verdict:
    if request.POST.get("verdict"):
        raise WrongState("This draft was discarded or published meanwhile. Reload the page.")
    question = request.POST.get("question", "")
    if question not in RatingScale.Question.values:
        raise ValidationError({"question": "Choose the question that the verdict answers."})
    return Verdict.objects.draft(
        claim=claim, by=person, rating=_rating(request), question=question, **_words(request)
    )


def _edited(request: HttpRequest, person: User, verdict: Verdict) -> Verdict:
    given: dict[str, Any] = {"rating": _rating(request), **_words(request)}
    changes = {name: value for name, value in given.items() if getattr(verdict, name) != value}
    try:
        if changes:
            verdict.edit(by=person, version=version_seen(request, verdict.version), **changes)
    except Stale as stale:
        now = Verdict.objects.get(pk=verdict.pk)
        theirs = {"rating": str(now.rating_id), **{name: getattr(now, name) for name in WORDS}}
        raise StaleForm(str(stale), version=now.version, theirs=theirs) from stale
    return verdict


def _rating(request: HttpRequest) -> Rating:
    given = request.POST.get("rating", "")
    found = Rating.objects.filter(pk=given).first() if given.isdecimal() else None
    if found is None:
        raise ValidationError({"rating": "Choose a rating."})
    return found


def _words(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "").strip() for name in WORDS}


@verb
def preview(request: HttpRequest, person: User, pk: int) -> Done:
    """What readers and machines would get of the form as it stands, and what to mend."""
    claim = get_object_or_404(Claim.objects.select_related("article"), pk=pk)
    html = _preview(request, person, claim).content.decode()
    return Done("", extra={"html": html})


def _preview(request: HttpRequest, person: User, claim: Claim) -> HttpResponse:
    if not request.POST.get("rating"):
        return render(request, "claims/desk/claim/preview.html", {})
    rating = _rating(request)
    verdict = Verdict(
        claim=claim, author=person, rating=rating, question=rating.question, **_words(request)
    )
    review = publication.preview(verdict, freeze(verdict))
    context = {
        "review": review,
        "findings": publication.findings(review),
        "markup": embed(markup_of(review)),
    }
    return render(request, "claims/desk/claim/preview.html", context)

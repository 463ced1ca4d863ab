"""The verbs of a claim, as the pages' buttons and keys call them."""

from collections.abc import Callable

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from claims.desk.answers import Done, reader, verb
from claims.desk.undoing import undo_of
from claims.models import Claim
from claims.models.claim_moves import CLAIM_VERBS

FOUND_AT_MOST = 12
SAID = {
    "accept": "Accepted: to check.",
    "undo_accept": "Back to new.",
    "dismiss": "Not checking it.",
    "reopen": "Reopened: to check.",
    "take": "It is yours.",
    "release": "Released: anybody can take it.",
    "assign": "Assigned.",
    "confirm": "Confirmed: wording and attribution agree with the text.",
    "undo_confirm": "No longer confirmed.",
    "merge_into": "Merged.",
    "unmerge": "A claim of its own again.",
}


@verb
def act(request: HttpRequest, person: User, pk: int, name: str) -> Done:
    """Do one of the claim's own verbs."""
    claim = get_object_or_404(Claim, pk=pk)
    # Asked before, since it tells of what is about to change; sent only if the verb was done.
    undo = undo_of(name, claim, person)
    CALLS.get(name, _plainly)(claim, person, request, name)
    return Done(SAID[name], undo=undo, extra={"claim": claim.pk})


@verb
def unmark(request: HttpRequest, person: User, pk: int) -> Done:
    """Take back words that this person marked as a claim by mistake."""
    get_object_or_404(Claim, pk=pk).unmark(by=person)
    return Done("Taken back.")


def _plainly(claim: Claim, person: User, request: HttpRequest, name: str) -> None:
    if name not in CLAIM_VERBS:
        raise ValidationError(f"“{name}” is nothing that can be done with a claim.")
    getattr(claim, name)(by=person)


def _dismiss(claim: Claim, person: User, request: HttpRequest, name: str) -> None:
    note = request.POST.get("note", "")
    claim.dismiss(by=person, reason=request.POST.get("reason", ""), note=note)


def _assign(claim: Claim, person: User, request: HttpRequest, name: str) -> None:
    to = User.objects.filter(pk=_key(request, "to"), is_active=True).first()
    if to is None:
        raise ValidationError({"to": "Choose who is to check it."})
    claim.assign(by=person, to=to, note=request.POST.get("note", ""))


def _merge(claim: Claim, person: User, request: HttpRequest, name: str) -> None:
    into = Claim.objects.filter(pk=_key(request, "into")).first()
    if into is None:
        raise ValidationError({"into": "Choose the claim that says the same."})
    claim.merge_into(into, by=person)


CALLS: dict[str, Callable[[Claim, User, HttpRequest, str], None]] = {
    "dismiss": _dismiss,
    "assign": _assign,
    "merge_into": _merge,
}


def _key(request: HttpRequest, name: str) -> int:
    return _number(request.POST.get(name, ""))


def _number(given: str) -> int:
    """A primary key that somebody gave; 0, which nothing has, for anything else."""
    return int(given) if given.isdecimal() and len(given) < 19 else 0


@require_GET
@reader
def find(request: HttpRequest, person: User) -> HttpResponse:
    """Claims whose wording has these words, those of the same article first: to merge into."""
    words = request.GET.get("q", "").split()
    found = Claim.objects.filter(canonical=None).exclude(pk=_given(request, "except"))
    for word in words:
        found = found.filter(text__icontains=word)
    same = When(article=_given(request, "article"), then=Value(0))
    first = Case(same, default=Value(1), output_field=IntegerField())
    found = found.select_related("article").order_by(first, "-created_at", "start", "pk")
    return JsonResponse({"results": [_line(claim) for claim in found[:FOUND_AT_MOST]]})


def _given(request: HttpRequest, name: str) -> int:
    return _number(request.GET.get(name, ""))


def _line(claim: Claim) -> dict[str, str | int]:
    article = claim.article.title if claim.article else "No article"
    detail = f"{claim.get_status_display()} · {article}"
    return {"id": claim.pk, "text": claim.text, "detail": detail}

"""What is said about a claim: comments of the desk, and people asked for comment."""

import datetime as dt

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from claims.desk.answers import Done, StaleForm, verb
from claims.desk.wording import version_seen
from claims.models import Claim, Comment, Contact
from claims.refusals import Stale

TIME = forms.DateTimeField(required=False)


@verb
def comment(request: HttpRequest, person: User, pk: int) -> Done:
    claim = get_object_or_404(Claim, pk=pk)
    Comment.objects.say(request.POST.get("text", ""), about=claim, by=person)
    return Done("Said.")


@verb
def ask(request: HttpRequest, person: User, pk: int) -> Done:
    """Note that somebody was asked."""
    Contact.objects.ask(
        claim=get_object_or_404(Claim, pk=pk),
        by=person,
        who=request.POST.get("who", "").strip(),
        channel=request.POST.get("channel", "").strip(),
        asked_at=_time(request, "asked_at"),
        deadline=_time(request, "deadline"),
    )
    return Done("Noted.")


@verb
def answer(request: HttpRequest, person: User, pk: int) -> Done:
    """Note what came of it."""
    contact = get_object_or_404(Contact.objects.select_related("claim"), pk=pk)
    outcome, words = request.POST.get("outcome", ""), request.POST.get("answer", "").strip()
    version = version_seen(request, contact.version)
    try:
        contact.answered(by=person, outcome=outcome, answer=words, version=version)
    except Stale as stale:
        contact.refresh_from_db()
        theirs = {"outcome": contact.outcome, "answer": contact.answer}
        raise StaleForm(str(stale), version=contact.version, theirs=theirs) from stale
    return Done("Noted.")


def _time(request: HttpRequest, name: str) -> dt.datetime | None:
    try:
        given: dt.datetime | None = TIME.clean(request.POST.get(name, ""))
    except ValidationError as error:
        raise ValidationError({name: error.messages}) from error
    return given

"""Many claims at once: the same verbs one by one, and a report of what was refused and why."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.widgets import UnfoldAdminSplitDateTimeWidget

from claims.admin.verbs import Assigned, Reasoned
from claims.models import Claim
from claims.refusals import Refused

BULK_ACTIONS = ["accept_them", "dismiss_them", "assign_them", "give_them_a_date"]
# More than anybody means; the rest is in the next round.
MOST_CLAIMS = 500


class Dated(forms.Form):
    due_at = forms.SplitDateTimeField(
        label="Due", required=False, widget=UnfoldAdminSplitDateTimeWidget,
        help_text="Empty: its article's date.",
    )  # fmt: skip


def on_each(claims: QuerySet[Claim], act: Callable[[Claim], None]) -> tuple[int, Counter[str]]:
    """Do it to each; how many it was done to, and how often it was refused for which reason."""
    done, refused = 0, Counter[str]()
    for claim in claims[:MOST_CLAIMS]:
        try:
            act(claim)
        except Refused as refusal:
            refused[str(refusal)] += 1
        except ValidationError as error:
            refused[" ".join(error.messages)] += 1
        else:
            done += 1
    return done, refused


def left_over(claims: QuerySet[Claim]) -> str:
    """What is said of those beyond the limit; nothing where there are none."""
    chosen = claims.count()
    if chosen <= MOST_CLAIMS:
        return ""
    return f"Only the first {MOST_CLAIMS} of {chosen} claims: choose the others in another round."


class BulkVerbs:
    """The actions of the list of claims. Each asks what it needs on a page of its own."""

    admin_site: Any
    model: Any
    changelist_view: Any

    def together_view(self, request: HttpRequest) -> HttpResponse:
        """Where the answered question is sent: the list's own action, and back to the list."""
        if request.method != "POST":
            # Whoever had to log in again in the middle of it comes this way.
            messages.warning(
                request, "None of the claims was changed, perhaps because you had been logged out."
            )
            return HttpResponseRedirect(_list_address(request))
        # Chosen is chosen: the list's filters would leave out, without a word, what somebody
        # else has moved since.
        request.GET = QueryDict()
        answer: HttpResponse = self.changelist_view(request)
        if isinstance(answer, HttpResponseRedirect):
            return HttpResponseRedirect(_list_address(request))
        return answer

    @admin.action(description="Accept")
    def accept_them(self, request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        by = _user(request)
        self._report(request, "accepted", on_each(queryset, lambda claim: claim.accept(by=by)))
        if left := left_over(queryset):
            messages.warning(request, left)

    @admin.action(description="Dismiss…")
    def dismiss_them(self, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse | None:
        def act(claim: Claim, **given: Any) -> None:
            claim.dismiss(by=_user(request), **given)

        return self._ask(request, queryset, "Dismiss", "dismissed", Reasoned, act)

    @admin.action(description="Assign…")
    def assign_them(self, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse | None:
        def act(claim: Claim, **given: Any) -> None:
            claim.assign(by=_user(request), **given)

        return self._ask(request, queryset, "Assign", "assigned", Assigned, act)

    @admin.action(description="Set the due date…")
    def give_them_a_date(
        self, request: HttpRequest, queryset: QuerySet[Claim]
    ) -> HttpResponse | None:
        def act(claim: Claim, due_at: dt.datetime | None) -> None:
            claim.edit(by=_user(request), due_at=due_at)

        return self._ask(request, queryset, "Set the date", "given the date", Dated, act)

    def _ask(
        self,
        request: HttpRequest,
        queryset: QuerySet[Claim],
        label: str,
        done: str,
        form_class: type[forms.Form],
        act: Callable[..., None],
    ) -> HttpResponse | None:
        """First the question; when it is answered, the verb on each."""
        answered = "answered" in request.POST
        form = form_class(request.POST if answered else None)
        if answered and form.is_valid():
            given = form.cleaned_data
            self._report(request, done, on_each(queryset, lambda claim: act(claim, **given)))
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": f"{label}: {queryset.count()} claims",
            "opts": self.model._meta,
            "label": label,
            "left": left_over(queryset),
            "form": form,
            "claims": queryset[:MOST_CLAIMS],
            "action": request.POST["action"],
            "checkbox": ACTION_CHECKBOX_NAME,
            "send_to": _with_filters(request, "admin:claims_claim_together"),
            "back_to": _list_address(request),
            "media": form.media,
        }
        return TemplateResponse(request, "claims/admin/bulk.html", context)

    def _report(self, request: HttpRequest, done: str, outcome: tuple[int, Counter[str]]) -> None:
        number, refused = outcome
        if number:
            messages.success(request, f"{_claims(number)} {done}.")
        for sentence, times in refused.most_common():
            messages.warning(request, f"{_claims(times)} not {done}: {sentence}")


def _list_address(request: HttpRequest) -> str:
    return _with_filters(request, "admin:claims_claim_changelist")


def _with_filters(request: HttpRequest, name: str) -> str:
    """An address with the filters of the list that the claims were chosen in."""
    query = request.META.get("QUERY_STRING", "")
    return f"{reverse(name)}?{query}" if query else reverse(name)


def _claims(number: int) -> str:
    return "1 claim" if number == 1 else f"{number} claims"


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User), "The site lets nobody else in."
    return request.user

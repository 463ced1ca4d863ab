"""How a verb's outcome reaches the page: as JSON for its script, as a message without one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from claims.characters import fault_in
from claims.desk.undoing import Undo
from claims.permissions import REVIEW, lacks
from claims.refusals import Refused, Stale

P = ParamSpec("P")
LOGGED_OUT = "You have been logged out. Log in again in another tab: what you wrote stays here."


@dataclass(frozen=True, slots=True)
class Done:
    """A verb was done: what to say, how to undo it, where to go on."""

    said: str
    undo: Undo = ()
    goto: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        undo = [step.plain() for step in self.undo]
        return {"said": self.said, "undo": undo, "goto": self.goto, **self.extra}


# What stands now in each field of a form: who says it as chips, all else as a control sends it.
Theirs = Mapping[str, str | list[dict[str, str]]]


class StaleForm(Stale):
    """A form was opened before somebody else saved: `theirs` is what they wrote."""

    def __init__(self, sentence: str, *, version: int, theirs: Theirs) -> None:
        super().__init__(sentence)
        self.version, self.theirs = version, theirs


Verb = Callable[Concatenate[HttpRequest, User, P], Done]
Reader = Callable[Concatenate[HttpRequest, User, P], HttpResponseBase]
Answer = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def verb(view: Verb[P]) -> View[P]:
    """A view that does one thing for one person and says what became of it."""

    @require_POST
    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = request.user
        if not isinstance(person, User) or not person.is_staff:
            return _refused(request, 401, LOGGED_OUT)
        # Also where the verb only shows: what is not published is for the desk.
        if refusal := lacks(person, REVIEW):
            return _refused(request, refusal.status, str(refusal))
        try:
            _require_characters(request.POST)
            request.POST = _plain_line_ends(request.POST)  # type: ignore[assignment]
            done = view(request, person, *args, **kwargs)
        except ValidationError as error:
            return _refused(request, 400, _sentence(error), errors=_by_field(error))
        except StaleForm as stale:
            theirs = {"version": stale.version, "theirs": stale.theirs}
            return _refused(request, stale.status, str(stale), **theirs)
        except Refused as refused:
            return _refused(request, refused.status, str(refused))
        return _done(request, done)

    return cast(View[P], answer)


def reader(view: Reader[P]) -> Answer[P]:
    """A view that answers the page's script with what the desk may see, and nobody else."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        person = request.user
        if not isinstance(person, User) or not person.is_staff:
            return JsonResponse({"detail": LOGGED_OUT}, status=401)
        if refusal := lacks(person, REVIEW):
            return JsonResponse({"detail": str(refusal)}, status=refusal.status)
        try:
            _require_characters(request.GET)
            return view(request, person, *args, **kwargs)
        except ValidationError as error:
            return JsonResponse({"detail": _sentence(error)}, status=400)
        except Refused as refused:
            return JsonResponse({"detail": str(refused)}, status=refused.status)

    return cast(Answer[P], answer)


def _require_characters(given: QueryDict) -> None:
    """For all boxes of the desk: PostgreSQL can neither keep nor look for a NUL."""
    faults = {name: fault_in("".join(values)) for name, values in given.lists()}
    if found := {name: sentence for name, sentence in faults.items() if sentence}:
        raise ValidationError(found)


def _plain_line_ends(given: QueryDict) -> QueryDict:
    """Browsers send CRLF: saving what a box showed must change nothing."""
    plain = given.copy()
    for name, values in given.lists():
        plain.setlist(name, [value.replace("\r\n", "\n") for value in values])
    return plain


def _done(request: HttpRequest, done: Done) -> HttpResponse:
    if _wants_json(request) and not done.goto:
        return JsonResponse(done.plain())
    messages.success(request, done.said)
    if _wants_json(request):
        return JsonResponse(done.plain())
    return redirect(done.goto or _page_before(request))


def _refused(request: HttpRequest, status: int, sentence: str, **more: Any) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"detail": sentence, **more}, status=status)
    if status == 401:
        return redirect(reverse("admin:login"))
    messages.error(request, sentence)
    return redirect(_page_before(request))


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _page_before(request: HttpRequest) -> str:
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
    return page if ours else reverse("admin:index")


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    if hasattr(error, "error_dict"):
        return dict(error.message_dict)
    return {NON_FIELD_ERRORS: list(error.messages)}


def _sentence(error: ValidationError) -> str:
    """All of it, for the live region. The form shows each sentence beside its field too."""
    return " ".join(dict.fromkeys(error.messages))

"""Every error as RFC 9457 `application/problem+json`: status, a sentence, and which field."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, set_rollback

from claims.manuscript import TooLarge
from claims.refusals import Refused

CONTENT_TYPE = "application/problem+json"
WITHOUT_FIELD = ("non_field_errors", "__all__", "detail")
Errors = dict[str, list[str]]


def answer(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """REST framework's exception handler. None for what is no answer but a fault of ours."""
    problem = describe(error)
    if problem is None:
        return None
    set_rollback()
    return Response(problem, problem["status"], headers=headers(error), content_type=CONTENT_TYPE)


def describe(error: Exception) -> dict[str, Any] | None:
    match error:
        case Refused():
            return problem(error.status, str(error))
        case TooLarge():
            return invalid(413, dict(named(error.message_dict)))
        case DjangoValidationError():
            return invalid(400, dict(named(plain(error))))
        case exceptions.ValidationError():
            return invalid(400, dict(named(error.detail)))
        case exceptions.APIException():
            return problem(error.status_code, str(error.detail))
        case Http404():
            return problem(404, "There is nothing here, or nothing that you may see.")
        case OverflowError() | DataError():
            # 1e400 in a body or a cursor, a filter on the last hour of the year 9999: each is well
            # formed, and beyond what Python or the database can count.
            return problem(400, "A number or a time in this request is out of range.")
        case RequestDataTooBig():
            return problem(413, "The body is larger than this server takes.")
        case PermissionDenied():
            return problem(403, str(error) or "You may not do this.")
    return None


def problem(status: int, detail: str, errors: Errors | None = None) -> dict[str, Any]:
    """The members of a problem; `errors` maps the name of each field to sentences."""
    found: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    return found | ({"errors": errors} if errors else {})


def invalid(status: int, errors: Errors) -> dict[str, Any]:
    general = [sentence for name in WITHOUT_FIELD for sentence in errors.pop(name, [])]
    sentences = general or [f"{name}: {words[0]}" for name, words in errors.items()]
    return problem(status, " ".join(sentences), errors)


def plain(error: DjangoValidationError) -> Any:
    return error.message_dict if hasattr(error, "error_dict") else error.messages


def named(detail: Any, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Nested errors with a dotted name for each field: `claimants.0.name`."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from named(inner, f"{path}.{name}" if path else str(name))
    elif any(isinstance(item, (Mapping, list)) for item in detail):
        for place, inner in enumerate(detail):
            yield from named(inner, f"{path}.{place}" if path else str(place))
    elif detail:
        yield path or "detail", [str(sentence) for sentence in detail]


def headers(error: Exception) -> dict[str, str]:
    found = {}
    if challenge := getattr(error, "auth_header", None):
        found["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        found["Retry-After"] = f"{wait:.0f}"
    return found


class Nothing(APIView):
    """Any address under /api/ that is none: the answer is a problem, too, not a page."""

    schema = None
    permission_classes = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise exceptions.NotFound("There is no such address in this API. See /api/docs/.")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler of a fault of ours: a problem for programs, a page for people."""
    if request.path_info.startswith("/api/"):
        fault = problem(500, "Something went wrong on our side. It has been logged.")
        return JsonResponse(fault, status=500, content_type=CONTENT_TYPE)
    return defaults.server_error(request)

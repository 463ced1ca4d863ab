"""A POST sent twice with one `Idempotency-Key` is done once; the second gets the first's answer."""

import hashlib
from collections.abc import Callable

from django.contrib.auth.models import User
from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from claimtracker.api import problems
from claimtracker.api.authentication import find
from claimtracker.models import ANSWERS_KEPT_FOR, KeptAnswer

LONGEST_KEY = 255
KEPT_HEADERS = ("Content-Type", "ETag", "Location", "Vary")


class IdempotencyMiddleware:
    """Innermost of the middleware, so that what is kept is the view's own answer.

    Only success is kept: after a refusal nothing was done, and trying again is what is wanted.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "")
        if request.method != "POST" or not key or not request.path_info.startswith("/api/"):
            return self.get_response(request)
        if len(key) > LONGEST_KEY or not key.isprintable() or not key.isascii():
            sentence = f"Give at most {LONGEST_KEY} printable ASCII characters."
            return problem(400, f"Idempotency-Key: {sentence}")
        user = person(request)
        if user is None:
            return self.get_response(request)
        try:
            return self.once(request, user, key)
        except RequestDataTooBig:
            return problem(413, "The body is larger than this server takes.")

    def once(self, request: HttpRequest, user: User, key: str) -> HttpResponse:
        fingerprint = fingerprint_of(request)
        kept = find_answer(user, key)
        if kept is None:
            try:
                return self.first(request, user, key, fingerprint)
            except KeyTaken:
                kept = KeptAnswer.objects.get(user=user, key=key)
        return again(kept, fingerprint)

    def first(self, request: HttpRequest, user: User, key: str, fingerprint: str) -> HttpResponse:
        with transaction.atomic():
            answer = keep_place(user, key, fingerprint)
            response = self.get_response(request)
            if 200 <= response.status_code < 300:
                fill(answer, response)
            else:
                transaction.set_rollback(True)
        return response


class KeyTaken(Exception):
    """Another request with this key was first, and is done by now."""


def person(request: HttpRequest) -> User | None:
    """Whose key it is. Nobody's keys are kept: the view will answer 401."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        token = find(value.strip())
        return token.user if token else None
    return request.user if isinstance(request.user, User) else None


def fingerprint_of(request: HttpRequest) -> str:
    seen = hashlib.sha256(request.get_full_path().encode() + b"\0")
    seen.update(request.body)
    return seen.hexdigest()


def find_answer(user: User, key: str) -> KeptAnswer | None:
    KeptAnswer.objects.filter(at__lt=timezone.now() - ANSWERS_KEPT_FOR).delete()
    return KeptAnswer.objects.filter(user=user, key=key).first()


def keep_place(user: User, key: str, fingerprint: str) -> KeptAnswer:
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(user_id=user.pk, key=key, fingerprint=fingerprint)
    except IntegrityError as error:
        raise KeyTaken from error


def fill(answer: KeptAnswer, response: HttpResponse) -> None:
    answer.http_status, answer.body = response.status_code, response.content
    answer.headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    answer.save(update_fields=["http_status", "body", "headers"])


def again(kept: KeptAnswer, fingerprint: str) -> HttpResponse:
    if kept.fingerprint != fingerprint:
        return problem(422, "This Idempotency-Key was used for another request. Take a new one.")
    response = HttpResponse(bytes(kept.body), status=kept.http_status, headers=kept.headers)
    response["Idempotency-Replayed"] = "true"
    return response


def problem(status: int, detail: str) -> HttpResponse:
    found = problems.problem(status, detail)
    return JsonResponse(found, status=status, content_type=problems.CONTENT_TYPE)

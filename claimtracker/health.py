"""`/healthz`: whether this instance reaches its database and its broker."""

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, JsonResponse

from claimtracker import broker


def healthz(request: HttpRequest) -> JsonResponse:
    parts = {"database": database_answers(), "broker": broker.answers(settings.REDIS_URL)}
    words = {name: "ok" if answers else "unreachable" for name, answers in parts.items()}
    return JsonResponse(words, status=200 if all(parts.values()) else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True

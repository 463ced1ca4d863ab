"""`/healthz`: whether this instance reaches its database and its broker."""

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, JsonResponse
from redis import Redis, RedisError


def healthz(request: HttpRequest) -> JsonResponse:
    parts = {"database": database_answers(), "broker": broker_answers()}
    healthy = all(parts.values())
    words = {name: "ok" if answers else "unreachable" for name, answers in parts.items()}
    return JsonResponse(words, status=200 if healthy else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def broker_answers() -> bool:
    try:
        with Redis.from_url(
            settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2
        ) as redis:
            return bool(redis.ping())
    except RedisError:
        return False

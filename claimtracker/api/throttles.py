"""How many requests one token, person or address may make, counted in fixed windows of time.

REST framework's own throttles keep a list with the time of every request and write it back each
time: at thousands a minute that costs more than the request, and two processes lose each other's.
"""

import time
from typing import Any, ClassVar

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class Window(BaseThrottle):
    """One counter in the cache for each caller and window."""

    setting: ClassVar[str]
    _seconds_left: float = 0

    def caller(self, request: Request) -> str | None:
        """Who is counted; None if another throttle counts this request."""
        raise NotImplementedError

    def allow_request(self, request: Request, view: Any) -> bool:
        who = self.caller(request)
        if who is None:
            return True
        most, _, unit = getattr(settings, self.setting).partition("/")
        length, now = SECONDS[unit[0]], time.time()
        self._seconds_left = length - now % length
        return count(f"{self.setting}:{who}:{int(now // length)}", length) <= int(most)

    def wait(self) -> float:
        return self._seconds_left


class AnonymousThrottle(Window):
    setting = "THROTTLE_ANON"

    def caller(self, request: Request) -> str | None:
        return None if request.user.is_authenticated else self.get_ident(request)


class TokenThrottle(Window):
    setting = "THROTTLE_TOKEN"

    def caller(self, request: Request) -> str | None:
        if not request.user.is_authenticated:
            return None
        token: Any = request.auth
        return f"token-{token.pk}" if token else f"user-{request.user.pk}"


def count(key: str, seconds: int) -> int:
    cache.add(key, 0, timeout=seconds)
    try:
        return int(cache.incr(key))
    except ValueError:
        # The window ended between the two lines.
        return 1

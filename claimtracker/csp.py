"""The Content-Security-Policy: strict everywhere, with two exceptions under /admin/."""

from collections.abc import Callable

from csp.constants import UNSAFE_EVAL, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponseBase

# Unfold's Alpine evaluates expressions and its templates carry style attributes; without these
# two the login button cannot be clicked. Nothing outside the admin gets them.
ADMIN = {"script-src": [UNSAFE_EVAL], "style-src": [UNSAFE_INLINE]}


class AdminPolicyMiddleware:
    """Relaxes the policy for the admin's paths; must stand below CSPMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path_info.startswith("/admin/") and not hasattr(response, "_csp_update"):
            response._csp_update = ADMIN  # type: ignore[attr-defined]
        return response

"""Lets the pages of CORS_ORIGINS read the API with a token; cookies never travel."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

# What a browser may send and read beside its own safe lists: the words of our API.
ALLOWED = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": (
        "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key"
    ),
    "Access-Control-Max-Age": "3600",
}
EXPOSED = "ETag, Location, Retry-After, Link, Idempotency-Replayed"
PATHS = ("/api/", "/v1alpha1/", "/feeds/")


class CorsMiddleware:
    """Thirty lines in place of a package: one list of origins, no credentials, no patterns."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PATHS):
            return self.get_response(request)
        response = self.preflight(request) or self.get_response(request)
        patch_vary_headers(response, ["Origin"])
        if is_welcome(request):
            response["Access-Control-Allow-Origin"] = request.headers["Origin"]
            response["Access-Control-Expose-Headers"] = EXPOSED
        return response

    def preflight(self, request: HttpRequest) -> HttpResponse | None:
        asks = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        return HttpResponse(status=204, headers=ALLOWED) if asks and is_welcome(request) else None


def is_welcome(request: HttpRequest) -> bool:
    return request.headers.get("Origin") in settings.CORS_ORIGINS

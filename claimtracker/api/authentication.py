"""Bearer tokens: who comes, with which scopes, and what a token without `review` may not."""

from typing import Any

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from claimtracker.models import Token, TokenUser, digest


class BearerAuthentication(BaseAuthentication):
    """`Authorization: Bearer ct_…`. Anything else is left to the next class."""

    def authenticate(self, request: Request) -> tuple[TokenUser, Token] | None:
        scheme, _, value = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = find(value.strip())
        if token is None:
            raise AuthenticationFailed("This token is unknown, expired or revoked.")
        if request.method not in SAFE_METHODS and "review" not in token.scopes:
            raise PermissionDenied("This token may only read.")
        token.note_use()
        token.user.scopes = frozenset(token.scopes)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


def find(value: str) -> Token | None:
    """The living token behind these words; None for anything else, also for nonsense."""
    if not value.isascii():
        return None
    alive = Token.objects.alive(timezone.now())
    return alive.select_related("user").filter(digest=digest(value)).first()


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema speaks of it. Registered by being imported with the class above."""

    target_class = BearerAuthentication
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token of `manage.py create_token USER`.",
        }

"""How the tests call the API: over its addresses, with real tokens, with JSON."""

from typing import Any, Self

from django.contrib.auth.models import User
from rest_framework.test import APIClient

from claimtracker.models import Token

PREFIX = "/api/v1/"


class Api(APIClient):
    """`api.get("claims/", …)`: paths are relative to the version."""

    def of(self, person: User, **token: Any) -> Self:
        """The same caller with a token of this person."""
        caller = type(self)()
        value = Token.objects.issue(to=person, **token)
        caller.credentials(HTTP_AUTHORIZATION=f"Bearer {value}")
        return caller

    def generic(  # type: ignore[override]
        self, method: str, path: str, *args: Any, **kwargs: Any
    ) -> Any:
        whole = path if path.startswith(("/", "http")) else PREFIX + path
        return super().generic(method, whole, *args, **kwargs)


def tag(response: Any) -> dict[str, str]:
    """The headers of a writer who read this answer."""
    return {"If-Match": response.headers["ETag"]}


def problem(response: Any, status: int) -> dict[str, Any]:
    """The body of an answer that must be a problem of this status."""
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = response.json()
    assert found["status"] == status
    assert found["detail"]
    return found

"""Whom the desk's pages offer."""

from django.contrib.auth.models import User

from claims.permissions import REVIEW

BACKEND = "django.contrib.auth.backends.ModelBackend"


def who_may_check() -> list[User]:
    """Everybody whom an editor can give a claim to."""
    return list(User.objects.with_perm(REVIEW, backend=BACKEND).order_by("first_name", "username"))

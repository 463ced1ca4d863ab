"""Whom the desk's pages offer."""

from django.contrib.auth.models import User

from claims.permissions import REVIEW, who_may


def who_may_check() -> list[User]:
    """Everybody whom an editor can give a claim to."""
    return list(who_may(REVIEW).order_by("first_name", "username"))

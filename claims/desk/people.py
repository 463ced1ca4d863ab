"""How people are named on the desk's pages."""

from django.contrib.auth.models import User

from claims.permissions import REVIEW

BACKEND = "django.contrib.auth.backends.ModelBackend"


def name_of(person: User | None) -> str:
    """The full name where there is one; the machine has none."""
    return (person.get_full_name() or person.get_username()) if person else "The machine"


def who_may_check() -> list[User]:
    """Everybody whom an editor can give a claim to."""
    return list(User.objects.with_perm(REVIEW, backend=BACKEND).order_by("first_name", "username"))

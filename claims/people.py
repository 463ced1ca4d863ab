"""How people are named wherever one reads of them: in sentences, on pages, below a check."""

from django.contrib.auth.models import User


def name_of(person: User | None) -> str:
    """The full name where there is one; the machine has none."""
    return (person.get_full_name() or person.get_username()) if person else "The machine"

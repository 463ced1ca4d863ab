"""Makes the accounts that `make run` announces, all with the demo password."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

# Two reviewers, because nobody approves an own verdict. The administrator is in no group.
ACCOUNTS = {
    "reviewer": "Reviewers",
    "reviewer2": "Reviewers",
    "editor": "Editors",
    "admin": None,
}


class Command(BaseCommand):
    help = "Makes the demo accounts, or gives them DEMO_PASSWORD again. Not for a public site."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_PASSWORD:
            raise CommandError("DEMO_PASSWORD is not set: `make setup` writes one.")
        with transaction.atomic():
            for name, group in ACCOUNTS.items():
                make_account(name, group)


def make_account(name: str, group: str | None) -> None:
    is_admin = group is None
    user, _ = User.objects.get_or_create(
        username=name, defaults={"is_staff": True, "is_superuser": is_admin}
    )
    # Hashing is slow on purpose, and a new hash would end the sessions of whoever is logged in.
    if not user.check_password(settings.DEMO_PASSWORD):
        user.set_password(settings.DEMO_PASSWORD)
        user.save(update_fields=["password"])
    if group is not None:
        user.groups.add(Group.objects.get(name=group))

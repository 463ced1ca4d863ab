"""`manage.py create_token USER`: prints a token of the API, alone on stdout, this once."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claimtracker.models import READ, SCOPES, Token

DAYS = 365


class Command(BaseCommand):
    help = "Make a token for the API and print it, once. Only its hash is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", help="the user name")
        parser.add_argument(
            "--scope",
            action="append",
            choices=[READ, *SCOPES],
            help="may be given more than once; without it, all that the user has",
        )
        parser.add_argument("--days", type=int, default=DAYS, help=f"until it expires ({DAYS})")
        parser.add_argument("--name", default="", help="what it is used for")

    def handle(self, *, user: str, scope: list[str] | None, days: int, name: str, **_: Any) -> None:
        person = User.objects.filter(username=user, is_active=True).first()
        if person is None:
            raise CommandError(f"There is no active user “{user}”.")
        if not 1 <= days <= 36_500:
            raise CommandError("--days must be from 1 to 36500.")
        expires_at = timezone.now() + dt.timedelta(days=days)
        try:
            token = Token.objects.issue(to=person, scopes=scope, expires_at=expires_at, name=name)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(token)

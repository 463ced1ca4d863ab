"""Prints the claims of text files: no database, no network."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.extraction import extract, report


class Command(BaseCommand):
    """`manage.py extract FILE…`: a table, or with `--format json` one object a line."""

    help = "Print the claims of text files, without touching the database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--format", choices=["table", "json"], default="table")
        parser.add_argument(
            "--kind", choices=["news", "speech", "interview", "release", "other"], default="news"
        )
        parser.add_argument("--speaker", default="", help="who answers for what nobody else says")

    def handle(self, *args: Any, **options: Any) -> None:
        show = report.as_json if options["format"] == "json" else report.as_table
        for file in options["files"]:
            extraction = extract(_read(file), kind=options["kind"], speaker=options["speaker"])
            self.stdout.write(show(file, extraction))


def _read(file: str) -> str:
    """As it stands: no line ending is translated, so that offsets fit the file."""
    try:
        with Path(file).open(encoding="utf-8", newline="") as opened:
            return opened.read()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommandError(
            f"{file}: not a UTF-8 text ({error.reason} at byte {error.start})"
        ) from error

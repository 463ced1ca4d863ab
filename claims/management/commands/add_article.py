"""Takes articles in, from files and from the web."""

from argparse import ArgumentTypeError
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_date, parse_datetime

from claims import intake, tasks
from claims.models import Article
from claims.reading import UnreadableFile, read_upload


class Command(BaseCommand):
    help = "Takes an article in, so that the worker finds its claims."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", metavar="FILE|URL", help="a file, or an address to fetch")
        parser.add_argument("--kind", choices=Article.Kind.values, default=Article.Kind.NEWS)
        parser.add_argument("--speaker", default="", help="who speaks in a speech or a release")
        parser.add_argument("--title", default="")
        parser.add_argument("--outlet", default="")
        parser.add_argument("--author", default="")
        parser.add_argument("--published", type=moment, metavar="DATE", help="such as 2024-03-02")
        parser.add_argument("--by", metavar="USER", help="who adds it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            article = add(options)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        except (UnreadableFile, OSError) as error:
            raise CommandError(str(error)) from error
        what = (
            "Its page is being fetched." if article.awaits_text else "Its claims are being found."
        )
        self.stdout.write(f"Article {article.pk}: “{article.title}”. {what}")


def add(options: dict[str, Any]) -> Article:
    given = {
        "kind": options["kind"],
        "default_speaker": options["speaker"],
        "title": options["title"],
        "outlet": options["outlet"],
        "author": options["author"],
        "published_at": options["published"],
    }
    place, by = options["place"], person(options["by"])
    if "://" in place:
        return fetched(intake.add_article(by=by, url=place, **given))
    path = Path(place)
    return intake.add_article(by=by, text=read_upload(path.name, path.read_bytes()), **given)


def fetched(article: Article) -> Article:
    """With its text, if no worker fetches it: whoever typed the command waits for it here."""
    tasks.fetch_article(article.pk)
    article.refresh_from_db()
    if article.awaits_text and article.extraction_error:
        raise CommandError(f"Article {article.pk} has no text yet: {article.extraction_error}")
    return article


def person(name: str | None) -> User | None:
    if name is None:
        return None
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"There is no user “{name}”.")
    return user


def moment(text: str) -> datetime:
    """A date, or a date and time; UTC unless it says otherwise."""
    try:
        day = parse_date(text)
        at = datetime(day.year, day.month, day.day) if day else parse_datetime(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is no date: {error}") from error
    if at is None:
        raise ArgumentTypeError(f"“{text}” is no date such as 2024-03-02.")
    return at if at.tzinfo else at.replace(tzinfo=UTC)

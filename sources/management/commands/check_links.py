"""`manage.py check_links`: look at URLs now and print how each look ended."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sources import leases, schedule
from sources.client import policy
from sources.look import Errand, Looker
from sources.models import LinkCheck, Source
from sources.outcome import Observation, Outcome
from sources.policy import Request

CHUNK = 5000  # URLs looked at in one run, so that a list of a million needs no more memory


class Command(BaseCommand):
    help = "Check URLs now and print their outcomes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("urls", nargs="*", metavar="URL")
        parser.add_argument(
            "--file", metavar="LIST", help="a file with one URL a line, - for stdin"
        )
        parser.add_argument("--due", action="store_true", help="check all sources that are due")
        parser.add_argument(
            "--no-db", action="store_true", help="look only: no source is made, nothing is kept"
        )
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        urls = list(dict.fromkeys([*options["urls"], *_listed(options["file"])]))
        if options["due"] and (urls or options["no_db"]):
            raise CommandError("--due checks what the database says; give no URLs with it.")
        if not options["due"] and not urls:
            raise CommandError("Give URLs, --file LIST or --due.")
        write = self._json if options["format"] == "json" else self._row
        if options["due"]:
            found = _check_due()
        elif options["no_db"]:
            found = _look_at(urls)
        else:
            found = _check_kept(urls)
        for line in found:
            write(line)

    def _json(self, line: dict[str, object]) -> None:
        self.stdout.write(json.dumps(line, ensure_ascii=False))

    def _row(self, line: dict[str, object]) -> None:
        status = line["http_status"] or ""
        tail = f"  {line['reason']}" if line["reason"] else ""
        self.stdout.write(f"{line['outcome']!s:<17} {status!s:<4} {line['url']}{tail}")


def _listed(name: str | None) -> Iterator[str]:
    if not name:
        return
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{name} cannot be read as a list of URLs: {error}") from error
    yield from filter(None, map(str.strip, text.splitlines()))


def _look_at(urls: Iterable[str]) -> Iterator[dict[str, object]]:
    """Without the database; every URL has an outcome in the end."""
    urls = iter(urls)
    hosts = None
    while chunk := list(islice(urls, CHUNK)):
        looker = Looker(policy(), hosts=hosts)
        for look in looker.look(Errand(Request(url)) for url in chunk):
            yield _line(look.observation)
        for errand in looker.left:
            yield _line(looker.fetcher.unasked(errand.request))
        hosts = looker.fetcher.hosts


def _check_kept(urls: list[str]) -> Iterator[dict[str, object]]:
    """As sources of the database; what is no URL is said so."""
    spellings: dict[int, list[str]] = {}
    for url in urls:
        try:
            source = Source.objects.for_url(url)
        except ValidationError as error:
            yield _line(Observation(url, Outcome.REFUSED, reason=error.messages[0]))
            continue
        spellings.setdefault(source.pk, []).append(url)
    began = timezone.now()
    Source.objects.filter(pk__in=spellings).update(next_check_at=began)
    yield from _checked(spellings, began)


def _check_due() -> Iterator[dict[str, object]]:
    began = timezone.now()
    due = Source.objects.due(began).values_list("pk", "url")
    yield from _checked({pk: [url] for pk, url in due}, began)


def _checked(spellings: dict[int, list[str]], began: Any) -> Iterator[dict[str, object]]:
    """Batch after batch until nothing of ours is due, or its hosts ask for patience."""
    while taken := leases.take_due(timezone.now()):
        for lease in taken:
            schedule.check_lease(lease)
    latest = LinkCheck.objects.filter(source__in=spellings, at__gte=began)
    for check in latest.order_by("source", "at", "pk"):
        for url in spellings.pop(check.source_id, []):
            yield {
                "url": url, "outcome": check.outcome, "http_status": check.http_status,
                "final_url": check.final_url, "reason": check.reason, "void": check.void,
            }  # fmt: skip
    for source in Source.objects.filter(pk__in=spellings):
        is_open = Source.objects.fetchable().filter(pk=source.pk).exists()
        outcome = Outcome.BLOCKED if is_open else Outcome.REFUSED
        why = (
            "The host asked us to come back later, or somebody else is asking it now."
            if is_open
            else "It is never to be fetched."
        )
        for url in spellings[source.pk]:
            yield _line(Observation(url, outcome, reason=why))


def _line(seen: Observation) -> dict[str, object]:
    return {
        "url": seen.url, "outcome": seen.outcome.value, "http_status": seen.http_status,
        "final_url": seen.final_url, "reason": seen.reason, "void": False,
    }  # fmt: skip

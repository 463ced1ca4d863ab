"""`manage.py check_links`: look at URLs now and print how each look ended."""

import datetime as dt
import json
import sys
import time
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
from sources.models.source import SourceQuerySet
from sources.outcome import Observation, Outcome
from sources.policy import Request

WAIT_FOR_OTHERS = 0.5  # seconds between two questions whether another worker is done
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
        parser.add_argument(
            "--wait", type=float, default=60, metavar="SECONDS",
            help="how long to wait for what another worker is checking (60)",
        )  # fmt: skip
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        urls = list(dict.fromkeys([*options["urls"], *_listed(options["file"])]))
        if options["due"] and (urls or options["no_db"]):
            raise CommandError("--due checks what the database says; give no URLs with it.")
        if not options["due"] and not urls:
            raise CommandError("Give URLs, --file LIST or --due.")
        write = self._json if options["format"] == "json" else self._row
        if options["due"]:
            found = self._check_due(options["wait"])
        elif options["no_db"]:
            found = _look_at(urls)
        else:
            found = self._check_kept(urls, options["wait"])
        for line in found:
            write(line)

    def _json(self, line: dict[str, object]) -> None:
        self.stdout.write(json.dumps(line, ensure_ascii=False))

    def _row(self, line: dict[str, object]) -> None:
        status = line["http_status"] or ""
        tail = f"  {line['reason']}" if line["reason"] else ""
        self.stdout.write(f"{line['outcome']!s:<17} {status!s:<4} {line['url']}{tail}")

    def _check_kept(self, urls: list[str], wait: float) -> Iterator[dict[str, object]]:
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
        ours = Source.objects.filter(pk__in=list(spellings))
        ours.update(next_check_at=began)
        _check(ours, began, wait)
        yield from self._checked(spellings, began)

    def _check_due(self, wait: float) -> Iterator[dict[str, object]]:
        began = timezone.now()
        due = dict(Source.objects.due(began).values_list("pk", "url"))
        _check(Source.objects.due(began), began, wait)
        yield from self._checked({pk: [url] for pk, url in due.items()}, began)

    def _checked(
        self, spellings: dict[int, list[str]], began: dt.datetime
    ) -> Iterator[dict[str, object]]:
        """What the looks since then came to, also those of another worker."""
        latest = LinkCheck.objects.filter(source__in=spellings, at__gte=began)
        for check in latest.order_by("source", "at", "pk"):
            for url in spellings.pop(check.source_id, []):
                yield {
                    "url": url, "outcome": check.outcome, "http_status": check.http_status,
                    "final_url": check.final_url, "reason": check.reason, "void": check.void,
                }  # fmt: skip
        unseen = Source.objects.filter(pk__in=spellings)
        held = set(leases.held_by_others(unseen, timezone.now()).values_list("pk", flat=True))
        fetchable = set(unseen.fetchable().values_list("pk", flat=True))
        for pk, urls in spellings.items():
            for url in urls:
                if pk not in fetchable:
                    reason = "It is never to be fetched."
                    yield _line(Observation(url, Outcome.REFUSED, reason=reason))
                elif pk in held:
                    self.stderr.write(f"{url} is being checked by another worker. It stays due.")
                else:
                    reason = "The host asked us to come back later. It stays due."
                    yield _line(Observation(url, Outcome.BLOCKED, reason=reason))


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


def _check(sources: SourceQuerySet, began: dt.datetime, wait: float) -> None:
    """Batch after batch until none of these is due, or its host may not be asked now."""
    patient_until = time.monotonic() + wait
    while True:
        while taken := leases.take_due(timezone.now(), among=sources):
            for lease in taken:
                schedule.check_lease(lease)
        now = timezone.now()
        if not leases.held_by_others(sources.due(now), now).exists():
            return
        if time.monotonic() >= patient_until:
            return
        time.sleep(WAIT_FOR_OTHERS)


def _line(seen: Observation) -> dict[str, object]:
    return {
        "url": seen.url, "outcome": seen.outcome.value, "http_status": seen.http_status,
        "final_url": seen.final_url, "reason": seen.reason, "void": False,
    }  # fmt: skip

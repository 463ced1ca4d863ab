"""Who works on what: the hosts of what is due are taken, for a while, by a lease.

A lease is a random word in the rows of its hosts, and with a host come all its due sources: nobody
else asks the host meanwhile. It outlasts the task's time limit; a worker that dies leaves hosts
that may be taken again when it ends. Messages only name leases, so any of them may be lost or come
twice.
"""

import datetime as dt
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, Window
from django.db.models.functions import RowNumber

from sources.models import Host, Source
from sources.models.source import SourceQuerySet

TAKE = 20_000  # sources in one dispatch; a minute later is the next
BATCH = 500
BATCH_SECONDS = 240  # a host's share of a batch is what fits in here
SPARE_REQUESTS = 3  # robots.txt, the impossible page, the home page
# Under published verdicts first, then whoever has waited longest.
TURN = ("-cited_publicly", "next_check_at")


def lease_length() -> dt.timedelta:
    """Longer than any task can run."""
    return dt.timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT + 60)


def host_share() -> int:
    """How many requests to one host fit in a batch at the configured pace, with its jitter."""
    pace = settings.FETCH_HOST_INTERVAL * 1.1
    fitting = BATCH if pace <= 0 else int(BATCH_SECONDS / pace) - SPARE_REQUESTS
    return max(1, min(BATCH, fitting))


def take_due(now: dt.datetime, *, among: SourceQuerySet | None = None) -> list[str]:
    """Lease the hosts of what is due, many in one batch; the words of the leases.

    With `among`, only the hosts of these sources.
    """
    sizes = Counter(_hosts_of_due(now, among))  # in the order in which they come
    return [lease for hosts in _batches(sizes) if (lease := _take(hosts, now)) is not None]


def begin(lease: str, now: dt.datetime) -> str | None:
    """Take a lease over from the message that named it; None if it ended or somebody has it.

    The word changes, so the same message, delivered twice, finds nothing the second time.
    """
    mine = secrets.token_hex(16)
    held = Host.objects.filter(lease=lease, leased_until__gt=now)
    if not lease or not held.update(lease=mine, leased_until=now + lease_length()):
        return None
    return mine


def sources_of(lease: str, now: dt.datetime) -> SourceQuerySet:
    """What a lease is for: of each of its hosts what is due, up to the host's share.

    Asked only by who begins, so that what became confidential since is not among them.
    """
    hosts = Host.objects.filter(lease=lease).values("name")
    place = Window(RowNumber(), partition_by=["host"], order_by=TURN)
    due = Source.objects.due(now).filter(host__in=hosts).annotate(place=place)
    return due.filter(place__lte=host_share()).order_by(*TURN)[:BATCH]


def release(lease: str) -> None:
    """Give back whatever the lease still holds; what was not looked at stays due."""
    Host.objects.filter(lease=lease).update(lease="", leased_until=None)


def held_by_others(sources: SourceQuerySet, now: dt.datetime) -> SourceQuerySet:
    """Those that somebody else is asking, or was about to when he died: nobody may for a while."""
    return sources.filter(host__in=Host.objects.filter(leased_until__gt=now).values("name"))


def _hosts_of_due(now: dt.datetime, among: SourceQuerySet | None = None) -> Iterator[str]:
    """A host for each source that is due, and that nobody works on."""
    closed = Host.objects.filter(Q(leased_until__gt=now) | Q(backoff_until__gt=now))
    due = Source.objects.due(now).exclude(host__in=closed.values("name"))
    if among is not None:
        due = due.filter(host__in=among.values("host"))
    return iter(due.order_by(*TURN).values_list("host", flat=True)[:TAKE])


def _batches(sizes: Mapping[str, int]) -> Iterator[list[str]]:
    share = host_share()
    batch: list[str] = []
    size = 0
    for host, due in sizes.items():
        if batch and size + min(due, share) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(host)
        size += min(due, share)
    if batch:
        yield batch


def _take(hosts: list[str], now: dt.datetime) -> str | None:
    """A lease of those hosts that nobody holds; another's are skipped, not waited for."""
    lease = secrets.token_hex(16)
    open_now = Q(leased_until=None) | Q(leased_until__lte=now)
    rested = Q(backoff_until=None) | Q(backoff_until__lte=now)
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        Host.objects.bulk_create([Host(name=name) for name in sorted(hosts)], ignore_conflicts=True)
        free = Host.objects.filter(open_now, rested, name__in=hosts).order_by("name")
        names = list(free.select_for_update(skip_locked=skip).values_list("name", flat=True))
        mine = Host.objects.filter(open_now, name__in=names)
        taken = mine.update(lease=lease, leased_until=now + lease_length())
    return lease if taken else None

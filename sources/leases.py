"""Who works on what: due sources and their hosts are taken together, for a while, by a lease.

A lease is a random word in the rows it holds. It outlasts the task's time limit; a worker that dies
leaves rows that come due again when it ends. Messages only name leases, so any of them may be lost
or come twice.
"""

import datetime as dt
import secrets
from collections import defaultdict
from collections.abc import Iterator

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from sources.models import Host, Source

TAKE = 20_000  # sources in one dispatch; a minute later is the next
BATCH = 500
BATCH_SECONDS = 240  # a host's share of a batch is what fits in here
SPARE_REQUESTS = 3  # robots.txt, the impossible page, the home page


def lease_length() -> dt.timedelta:
    """Longer than any task can run."""
    return dt.timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT + 60)


def host_share() -> int:
    """How many requests to one host fit in a batch at the configured pace, with its jitter."""
    pace = settings.FETCH_HOST_INTERVAL * 1.1
    fitting = BATCH if pace <= 0 else int(BATCH_SECONDS / pace) - SPARE_REQUESTS
    return max(1, min(BATCH, fitting))


def take_due(now: dt.datetime) -> list[str]:
    """Lease what is due, a host's sources in one batch; the words of the leases."""
    share = host_share()
    by_host: dict[str, list[int]] = defaultdict(list)
    for pk, host in _candidates(now):
        if len(by_host[host]) < share:
            by_host[host].append(pk)
    return [
        lease for hosts in _batches(by_host) if (lease := _take(hosts, by_host, now)) is not None
    ]


def begin(lease: str, now: dt.datetime) -> str | None:
    """Take a lease over from the message that named it; None if it ended or somebody has it.

    The word changes, so the same message, delivered twice, finds nothing the second time.
    """
    mine = secrets.token_hex(16)
    until = now + lease_length()
    with transaction.atomic():
        held = Source.objects.filter(lease=lease, leased_until__gt=now)
        if not lease or not held.update(lease=mine, leased_until=until):
            return None
        Host.objects.filter(lease=lease).update(lease=mine, leased_until=until)
    return mine


def release(lease: str) -> None:
    """Give back whatever the lease still holds; what was not looked at stays due."""
    Source.objects.filter(lease=lease).update(lease="", leased_until=None)
    Host.objects.filter(lease=lease).update(lease="", leased_until=None)


def _candidates(now: dt.datetime) -> Iterator[tuple[int, str]]:
    closed = Host.objects.filter(Q(leased_until__gt=now) | Q(backoff_until__gt=now))
    due = Source.objects.due(now).exclude(host__in=closed.values("name"))
    # Under published verdicts first, then whoever has waited longest.
    rows = due.order_by("-cited_publicly", "next_check_at").values_list("pk", "host")
    return iter(rows[:TAKE])


def _batches(by_host: dict[str, list[int]]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for host, pks in by_host.items():
        if batch and size + len(pks) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(host)
        size += len(pks)
    if batch:
        yield batch


def _take(hosts: list[str], by_host: dict[str, list[int]], now: dt.datetime) -> str | None:
    lease = secrets.token_hex(16)
    until = now + lease_length()
    with transaction.atomic():
        Host.objects.bulk_create([Host(name=name) for name in hosts], ignore_conflicts=True)
        mine = _take_hosts(hosts, lease, until, now)
        pks = [pk for host in mine for pk in by_host[host]]
        taken = Source.objects.filter(pk__in=pks).due(now).update(lease=lease, leased_until=until)
        if not taken:
            Host.objects.filter(lease=lease).update(lease="", leased_until=None)
            return None
    return lease


def _take_hosts(hosts: list[str], lease: str, until: dt.datetime, now: dt.datetime) -> list[str]:
    """Those of the hosts that nobody holds; another dispatcher's are skipped, not waited for."""
    open_now = Q(leased_until=None) | Q(leased_until__lte=now)
    rested = Q(backoff_until=None) | Q(backoff_until__lte=now)
    free = Host.objects.filter(open_now, rested, name__in=hosts).order_by("name")
    skip = connection.features.has_select_for_update_skip_locked
    names = list(free.select_for_update(skip_locked=skip).values_list("name", flat=True))
    Host.objects.filter(open_now, name__in=names).update(lease=lease, leased_until=until)
    return names

"""The guarded client as this installation is set up: the operator's settings become its policy."""

from django.conf import settings
from django.utils import timezone

from sources.fetch import Fetcher
from sources.guard import Guard
from sources.models import Host
from sources.outcome import Observation
from sources.policy import FetchPolicy, Request
from sources.urls import host_of, normalize

WAIT_FOR_TURN = 30.0  # seconds; a host that wants more patience than that is not asked


def policy(*, budget: float | None = None) -> FetchPolicy:
    """What the environment's FETCH_ variables say."""
    return FetchPolicy(
        user_agent=f"Claimtracker/0.1 (+{settings.FETCH_CONTACT})",
        guard=Guard.allowing(settings.FETCH_ALLOW),
        timeout=settings.FETCH_TIMEOUT,
        host_interval=settings.FETCH_HOST_INTERVAL,
        robots=settings.FETCH_ROBOTS,
        resolver=settings.FETCH_RESOLVER,
        budget=budget,
    )


def look_at(url: str) -> Observation:
    """Fetch one page for a person who waits for it, with the manners that its host is owed."""
    request, now = Request(url), timezone.now()
    rows = Host.objects.filter(name__in=_hosts_of(url))
    memories = {host.name: host.memory(now) for host in rows}
    fetcher = Fetcher(policy(budget=WAIT_FOR_TURN), hosts=memories)
    seen = next(fetcher.fetch([request]), None) or fetcher.unasked(request)
    Host.objects.note_requests(fetcher.hosts)
    return seen


def _hosts_of(url: str) -> list[str]:
    try:
        return [host_of(normalize(url))]
    except ValueError:
        return []  # the client says what is wrong with it

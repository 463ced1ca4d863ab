"""The guarded client as this installation is set up: the operator's settings become its policy."""

from django.conf import settings

from sources.fetch import fetch
from sources.guard import Guard
from sources.outcome import Observation
from sources.policy import FetchPolicy


def policy() -> FetchPolicy:
    """What the environment's FETCH_ variables say."""
    return FetchPolicy(
        user_agent=f"Claimtracker/0.1 (+{settings.FETCH_CONTACT})",
        guard=Guard.allowing(settings.FETCH_ALLOW),
        timeout=settings.FETCH_TIMEOUT,
        host_interval=settings.FETCH_HOST_INTERVAL,
        robots=settings.FETCH_ROBOTS,
    )


def look_at(url: str) -> Observation:
    """Fetch one page, for a person who waits for it."""
    return fetch(url, policy())

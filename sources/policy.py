"""The limits and manners of the client, what it is asked, and what it remembers of a host."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sources.guard import Guard
from sources.outcome import NO_VALIDATORS, Validators
from sources.robots import Robots
from sources.sample import NotFoundSample

Resolver = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """Every limit and manner of the client; the operator's settings become one of these."""

    user_agent: str = "Claimtracker/0.1"
    guard: Guard = Guard()
    timeout: float = 20.0  # of one hop; all hops of one URL together get twice that
    connect_timeout: float = 10.0
    max_bytes: int = 2 * 1024 * 1024  # of the decoded body
    max_pdf_bytes: int = 10 * 1024 * 1024  # half a PDF file cannot be read at all
    max_redirects: int = 10
    concurrency: int = 128
    per_host: int = 2
    host_interval: float = 1.0
    retries: int = 2
    patience: float = 5.0  # the longest Retry-After that is waited for within a run
    budget: float | None = None  # seconds after which no new request is begun
    robots: bool = True
    samples: bool = True  # ask each site once for a path that cannot exist, to know its answer
    accept_language: str = "en, *;q=0.5"
    ca_file: str = ""  # trusted besides certifi's authorities
    resolver: Resolver | None = None  # instead of the system's; the guard judges its answers too

    @property
    def product(self) -> str:
        """The name by which a robots.txt knows us."""
        return self.user_agent.partition("/")[0]


class Request(NamedTuple):
    """One URL to look at, and what we know of it from last time."""

    url: str
    validators: Validators = NO_VALIDATORS
    method: str = "GET"
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class HostMemory:
    """What politeness remembers of a host from one run to the next; times are epoch seconds."""

    next_request_at: float = 0.0
    backoff_until: float = 0.0
    robots: dict[str, Robots] = field(default_factory=dict)  # by site
    samples: dict[str, NotFoundSample] = field(default_factory=dict)  # by site

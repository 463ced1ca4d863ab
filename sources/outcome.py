"""What one look at a web page can end in, in one closed set of words, and what that look saw."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """How one check of a URL ended. "We could not tell" is never "dead"."""

    OK = "ok"
    OK_REDIRECTED = "ok-redirected"
    SOFT_404 = "soft-404"
    FRAGMENT_MISSING = "fragment-missing"
    BLOCKED = "blocked"
    DEAD = "dead"
    SERVER_ERROR = "server-error"
    TIMEOUT = "timeout"
    CONNECTION_ERROR = "connection-error"
    DNS_ERROR = "dns-error"
    TLS_ERROR = "tls-error"
    REDIRECT_LOOP = "redirect-loop"
    TRUNCATED = "truncated"
    UNSUPPORTED_TYPE = "unsupported-type"
    REFUSED = "refused"

    @property
    def meaning(self) -> str:
        """One sentence for people who read a check."""
        return MEANINGS[self]

    @property
    def is_alive(self) -> bool:
        """The page is there, perhaps not as expected; this heals every strike."""
        return self in ALIVE

    @property
    def is_strike(self) -> bool:
        """Counts towards calling the source dead; three, a day apart, are needed."""
        return self in STRIKES


MEANINGS: dict[Outcome, str] = {
    Outcome.OK: "The page answered at its own address.",
    Outcome.OK_REDIRECTED: "The page answered after a redirect to another address.",
    Outcome.SOFT_404: "The site answered with success, but with a page that says it is gone.",
    Outcome.FRAGMENT_MISSING: "The page answered, but the place after the # is not in it.",
    Outcome.BLOCKED: "The site refused to show the page to us; readers may still see it.",
    Outcome.DEAD: "The site said that the page does not exist (404) or is gone (410).",
    Outcome.SERVER_ERROR: "The site answered with an error of its own, also when asked again.",
    Outcome.TIMEOUT: "The site did not finish its answer in time.",
    Outcome.CONNECTION_ERROR: "No connection could be made, or it broke before an answer came.",
    Outcome.DNS_ERROR: "The site's name could not be resolved to an address.",
    Outcome.TLS_ERROR: "The secure connection could not be trusted.",
    Outcome.REDIRECT_LOOP: "The redirects led in a circle, or there were more than ten.",
    Outcome.TRUNCATED: "The answer ended before its announced length.",
    Outcome.UNSUPPORTED_TYPE: "The page answered with a type of file that we cannot read.",
    Outcome.REFUSED: "Our own guard did not allow the address; nothing was sent there.",
}

# A missing fragment, an unreadable type and a broken-off body are findings about a living page.
ALIVE = frozenset(
    {
        Outcome.OK,
        Outcome.OK_REDIRECTED,
        Outcome.FRAGMENT_MISSING,
        Outcome.UNSUPPORTED_TYPE,
        Outcome.TRUNCATED,
    }
)

# A server error is reported only after the fetch's own retries, so it is persistent by then.
# Blocked, timeout and refused say nothing about the page: they never lead to dead.
STRIKES = frozenset(
    {
        Outcome.DEAD,
        Outcome.SOFT_404,
        Outcome.DNS_ERROR,
        Outcome.CONNECTION_ERROR,
        Outcome.SERVER_ERROR,
    }
)


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: the address that answered, with which status, and where it pointed."""

    url: str
    http_status: int
    location: str

    @property
    def is_permanent(self) -> bool:
        """301 and 308 promise that the page has moved for good."""
        return self.http_status in (301, 308)


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server gave us to ask "has it changed?" with next time."""

    etag: str = ""
    last_modified: str = ""
    url: str = ""  # the page that gave them; another page's "1" is not the same "1"

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)


NO_VALIDATORS = Validators()


class Observation(NamedTuple):
    """All that one look at a URL saw; the client returns it and saves nothing.

    A tuple, because there is one for every URL, and a frozen dataclass of so many fields takes as
    long to make as all else that is done with an answer.
    """

    url: str  # as it was given
    outcome: Outcome
    reason: str = ""  # one line in words, where the outcome alone does not say it
    http_status: int | None = None
    hops: tuple[Hop, ...] = ()
    final_url: str = ""
    not_modified: bool = False  # a 304 to our validators; there is no body then
    bytes_read: int = 0  # of the decoded body
    cut_at_cap: bool = False
    milliseconds: int = 0
    content_hash: str = ""  # sha256 of the body as read, hex
    content_type: str = ""  # without parameters, lower case
    charset: str = ""  # as the header gave it
    validators: Validators = NO_VALIDATORS
    retry_after: datetime | None = None  # the server asks us not to come before this
    body: bytes = b""

    @property
    def is_permanently_moved(self) -> bool:
        """Every hop on the way promised to be permanent."""
        return bool(self.hops) and all(hop.is_permanent for hop in self.hops)

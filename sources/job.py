"""One request on its way, hop by hop, and what it comes to in the end."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple

from sources.outcome import NO_VALIDATORS, Hop, Observation, Outcome, Validators
from sources.policy import Request
from sources.reply import (
    header_text,
    is_readable,
    media_type,
    outcome_of_error,
    outcome_of_status,
    parse_retry_after,
)
from sources.transfer import Reply
from sources.urls import host_of, without_fragment

Headers = dict[bytes, bytes]


class Verdict(NamedTuple):
    """What one reply means for the page."""

    outcome: Outcome
    reason: str = ""


OK = Verdict(Outcome.OK)
OK_AFTER_REDIRECTS = Verdict(Outcome.OK_REDIRECTED)


class Job:
    """A request, the hop it is at, and what it has cost so far."""

    __slots__ = (
        "attempts", "began_at", "hops", "host", "is_robots", "milliseconds", "request", "seen",
        "url", "was_forgiven",
    )  # fmt: skip

    def __init__(self, request: Request, url: str, *, is_robots: bool = False) -> None:
        self.request = request
        self.url = url
        self.host = host_of(url)
        self.is_robots = is_robots
        self.hops: tuple[Hop, ...] = ()
        self.seen: frozenset[str] | None = None  # made at the first redirect
        self.attempts = 0  # at this hop
        self.milliseconds = 0
        self.began_at = 0.0  # this attempt
        self.was_forgiven = False  # a timeout while our own loop lagged; once only

    def move(self, target: str, *, status: int, location: str) -> None:
        """Go on to where a redirect points."""
        here = without_fragment(self.url)
        self.seen = (self.seen or frozenset()) | {here}
        self.hops = (*self.hops, Hop(url=self.url, http_status=status, location=location))
        self.url = target
        self.host = host_of(target)
        self.attempts = 0

    def has_been_at(self, target: str) -> bool:
        """Whether this would go round in a circle; cookies that might end it are not kept."""
        there = without_fragment(target)
        return there == without_fragment(self.url) or there in (self.seen or ())

    def conditional_headers(self) -> list[tuple[str, str]]:
        """If-None-Match and its kin, for the page that gave us the validators and no other."""
        validators = self.request.validators
        if validators is NO_VALIDATORS or (validators.url and validators.url != self.url):
            return []
        pairs = (
            ("If-None-Match", validators.etag),
            ("If-Modified-Since", validators.last_modified),
        )
        return [(name, value) for name, value in pairs if value and value.isascii()]

    def ended(self, outcome: Outcome, reason: str, **rest: object) -> Observation:
        """The observation of a job that got no reply to speak of."""
        return Observation(
            url=self.request.url,
            outcome=outcome,
            reason=reason,
            hops=self.hops,
            final_url=self.url,
            milliseconds=self.milliseconds,
            **rest,  # type: ignore[arg-type]
        )


def judge(job: Job, reply: Reply, headers: Headers) -> Verdict:
    """What a reply means by itself: status first, then what broke, then the type."""
    if reply.refusal:
        return Verdict(Outcome.REFUSED, reply.refusal)
    if reply.errno and not (reply.status >= 300 and reply.has_all_headers):
        return Verdict(*outcome_of_error(reply.errno, has_body=bool(reply.body)))
    if reply.status == 304:
        return _judge_unmodified(job)
    if b"cf-mitigated" in headers:
        return Verdict(Outcome.BLOCKED, "A bot wall stands before the page.")
    outcome = outcome_of_status(reply.status)
    if outcome is not Outcome.OK:
        return Verdict(outcome, f"The site answered {reply.status}.")
    media, _ = media_type(headers.get(b"content-type", b""))
    if not is_readable(media, reply.body):
        return Verdict(Outcome.UNSUPPORTED_TYPE, f"The page is of the type {media}.")
    return OK_AFTER_REDIRECTS if job.hops else OK


def conclude(job: Job, reply: Reply, headers: Headers, verdict: Verdict) -> Observation:
    """The observation that a job ends in."""
    media, charset = media_type(headers.get(b"content-type", b""))
    retry_after = headers.get(b"retry-after")
    is_success = 200 <= reply.status < 300
    return Observation(
        url=job.request.url,
        outcome=verdict.outcome,
        reason=verdict.reason,
        http_status=reply.status or None,
        hops=job.hops,
        final_url=job.url,
        not_modified=reply.status == 304 and verdict.outcome.is_alive,
        bytes_read=len(reply.body),
        cut_at_cap=reply.is_cut,
        milliseconds=job.milliseconds,
        content_hash=sha256(reply.body).hexdigest() if is_success and reply.body else "",
        content_type=media,
        charset=charset,
        validators=_validators(job, headers),
        retry_after=retry_after
        and parse_retry_after(header_text(retry_after), now=datetime.now(UTC))
        or None,
        body=reply.body,
    )


def _judge_unmodified(job: Job) -> Verdict:
    if job.conditional_headers():
        outcome = Outcome.OK_REDIRECTED if job.hops else Outcome.OK
        return Verdict(outcome, "Not modified since last time.")
    return Verdict(Outcome.SERVER_ERROR, "The site answered “not modified” without being asked.")


def _validators(job: Job, headers: Headers) -> Validators:
    if not (headers.get(b"etag") or headers.get(b"last-modified")):
        return NO_VALIDATORS
    etag, last_modified = (_ascii(headers.get(name, b"")) for name in (b"etag", b"last-modified"))
    return Validators(etag, last_modified, job.url) if etag or last_modified else NO_VALIDATORS


def _ascii(value: bytes) -> str:
    """What is not ASCII is no validator (RFC 9110), and no request could carry it."""
    return value.decode() if value.isascii() else ""

"""From what libcurl reports to an outcome: tables of statuses, errors and headers."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType

import pycurl

from sources.outcome import Outcome

REDIRECTS = frozenset({300, 301, 302, 303, 307, 308})

# Everything else from 400 up to 499 means that we, not the readers, were turned away.
STATUSES: Mapping[int, Outcome] = MappingProxyType(
    {
        404: Outcome.DEAD,
        410: Outcome.DEAD,
        408: Outcome.TIMEOUT,
        504: Outcome.SERVER_ERROR,
        999: Outcome.BLOCKED,  # LinkedIn's own number for "no robots"
    }
)

TLS_ERRORS = frozenset({35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91, 98})
TOO_LARGE_HEADERS = 100  # CURLE_TOO_LARGE; pycurl gives it no name

# (outcome, words for people). What is not listed is a broken connection.
ERRORS: Mapping[int, tuple[Outcome, str]] = MappingProxyType(
    {
        pycurl.E_URL_MALFORMAT: (Outcome.REFUSED, "The client cannot read this address."),
        pycurl.E_COULDNT_RESOLVE_HOST: (Outcome.DNS_ERROR, "The name has no address."),
        pycurl.E_COULDNT_CONNECT: (Outcome.CONNECTION_ERROR, "Nobody accepts connections there."),
        pycurl.E_OPERATION_TIMEDOUT: (Outcome.TIMEOUT, "There was no full answer in time."),
        pycurl.E_GOT_NOTHING: (Outcome.CONNECTION_ERROR, "The connection was closed unanswered."),
        pycurl.E_PARTIAL_FILE: (Outcome.TRUNCATED, "The body ended before its announced length."),
        pycurl.E_BAD_CONTENT_ENCODING: (
            Outcome.UNSUPPORTED_TYPE,
            "The compression of the body cannot be undone.",
        ),
        TOO_LARGE_HEADERS: (Outcome.CONNECTION_ERROR, "The answer's headers never ended."),
        **dict.fromkeys(TLS_ERRORS, (Outcome.TLS_ERROR, "The certificate cannot be trusted.")),
    }
)
BROKEN = (Outcome.CONNECTION_ERROR, "The connection broke before the answer was complete.")

WANTED = frozenset(
    {b"etag", b"last-modified", b"content-type", b"location", b"retry-after", b"cf-mitigated"}
)

# What we can read. Everything else that answers is alive, but we cannot look for passages in it.
READABLE = re.compile(r"text/|application/(pdf|json|xml|xhtml\+xml|.*\+(xml|json)$)|$")


def outcome_of_status(status: int) -> Outcome:
    """What an HTTP status alone says about the page."""
    if 200 <= status < 300:
        return Outcome.OK
    if status in STATUSES:
        return STATUSES[status]
    return Outcome.BLOCKED if 400 <= status < 500 else Outcome.SERVER_ERROR


def outcome_of_error(errno: int, *, has_body: bool) -> tuple[Outcome, str]:
    """What an error of the client says; a body that breaks off is not a missing page."""
    outcome, words = ERRORS.get(errno, BROKEN)
    if has_body and outcome is Outcome.CONNECTION_ERROR:
        return Outcome.TRUNCATED, "The connection broke in the middle of the body."
    return outcome, words


def wanted_headers(lines: list[bytes]) -> dict[bytes, bytes]:
    """The headers we use, of the last answer (an interim 103 comes before it)."""
    found: dict[bytes, bytes] = {}
    for line in lines:
        if line.startswith(b"HTTP/"):
            found.clear()
            continue
        name, _, value = line.partition(b":")
        name = name.lower()
        if name in WANTED:
            found[name] = value.strip()
    return found


def header_text(value: bytes) -> str:
    """Headers are UTF-8 by good will and Latin-1 by tradition."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


@lru_cache(maxsize=256)
def media_type(content_type: bytes) -> tuple[str, str]:
    """`Text/HTML; charset="UTF-8"` as ("text/html", "utf-8")."""
    return _split_media_type(header_text(content_type))


def _split_media_type(content_type: str) -> tuple[str, str]:
    media, _, parameters = content_type.partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", parameters, re.IGNORECASE)
    return media.strip().lower(), charset[1].lower() if charset else ""


def is_readable(media: str, body: bytes) -> bool:
    """Whether text can be had from it; PDF files are often sent as octet-stream."""
    return bool(READABLE.match(media)) or body.startswith(b"%PDF-")


def parse_retry_after(value: str, *, now: datetime) -> datetime | None:
    """Seconds or a date (RFC 9110, 10.2.3); nonsense and the past are None."""
    # Here, because it takes a tenth of the client's start, and few answers have this header.
    from email.utils import parsedate_to_datetime

    try:
        if value.isdigit():
            return now + timedelta(seconds=min(int(value), 366 * 86400))
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return at if at > now else None

"""URLs as this product keeps them: one spelling for one address, or a sentence on what is wrong."""

import hashlib
import ipaddress
import re
import socket
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

MAX_LENGTH = 8192
DEFAULT_PORTS = {"http": 80, "https": 443}
TEXT_DIRECTIVE = ":~:"

# What is normal already, the common case: nothing below has to look at it again.
_BYTE = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_NORMAL = re.compile(
    r"https?://"
    rf"(?:{_BYTE}(?:\.{_BYTE}){{3}}|(?!.*xn--)(?:[a-z0-9-]{{1,63}}\.)+[a-z][a-z0-9-]{{0,62}})"
    r"(?::(?!80/|443/)(?:[1-5]\d{4}|[1-9]\d{1,3}))?/"
    r"(?!\.|.*/\.)[A-Za-z0-9._~/!$&'()*+,;=:@-]*(?:\?[A-Za-z0-9._~/!$&'()*+,;=:@?-]+)?"
)
_NORMAL_LENGTH = 250  # shorter than the longest host name, so that one needs no count

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HOST = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
_NUMERIC_HOST = re.compile(r"(.*\.)?(\d+|0[xX][0-9a-fA-F]*)\.?")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = "/%!$&'()*+,;=:@~-._"
_QUERY_SAFE = _PATH_SAFE + "?[]|{}^`"


def normalize(url: str) -> str:
    """The one spelling of an http(s) address; keeps `#id`, drops `#:~:text=`.

    Raises ValueError with a sentence for the person who typed it. Query parameters keep their order
    and all of them stay: only the site knows which of them choose the page.
    """
    if len(url) <= _NORMAL_LENGTH and _NORMAL.fullmatch(url):
        return url
    return normalize_thoroughly(url)


def normalize_thoroughly(url: str) -> str:
    """The same without the short cut for what is normal already."""
    url = url.strip()
    _require_plain(url)
    parts = _split(url)
    host = normalize_host(_host(parts))
    port = _port(parts)
    netloc = f"[{host}]" if ":" in host else host
    if port != DEFAULT_PORTS[parts.scheme]:
        netloc = f"{netloc}:{port}"
    path = _escape(_without_dots(parts.path) or "/", _PATH_SAFE)
    normal = urlunsplit(
        (parts.scheme, netloc, path, _escape(parts.query, _QUERY_SAFE), _fragment(parts.fragment))
    )
    if len(normal) > MAX_LENGTH:
        raise ValueError(f"This URL is longer than {MAX_LENGTH} characters.")
    return normal


def normalize_host(host: str) -> str:
    """Lower case, punycode, and every spelling of an IPv4 address as four decimal numbers."""
    host = host.rstrip(".")
    if ":" in host:
        return _ipv6(host)
    if _NUMERIC_HOST.fullmatch(host):
        return _ipv4(host)
    if not host.isascii() or "xn--" in host.lower():
        host = _punycode(host)
    host = host.lower()
    if not _HOST.fullmatch(host) or len(host) > 253:
        raise ValueError(f"“{host[:80]}” is not a host name.")
    return host


def resolve_location(base: str, location: str) -> str:
    """Where a Location header leads from `base`, normalised; a fragment is inherited (RFC 9110)."""
    target = normalize(urljoin(base, location.strip()))
    fragment = urlsplit(base).fragment
    if fragment and "#" not in target:
        return f"{target}#{fragment}"
    return target


def without_fragment(url: str) -> str:
    """What is sent to the server."""
    return url.partition("#")[0]


def fragment_of(url: str) -> str:
    """The part after #, still escaped; empty if there is none."""
    return url.partition("#")[2]


def host_of(url: str) -> str:
    """The host of a normalised URL."""
    netloc = url.split("/", 3)[2]
    return netloc[1:].partition("]")[0] if netloc[0] == "[" else netloc.partition(":")[0]


def is_address(host: str) -> bool:
    """Whether a normalised host is an address, not a name."""
    return ":" in host or host.replace(".", "").isdigit()


def port_of(url: str) -> int:
    """The port of a normalised URL, its scheme's own if none is written."""
    parts = urlsplit(url)
    return parts.port or DEFAULT_PORTS[parts.scheme]


def site_of(url: str) -> str:
    """Scheme, host and port of a normalised URL: what a robots.txt speaks for."""
    return "/".join(url.split("/", 3)[:3])


def url_hash(url: str) -> str:
    """A key of fixed length for a normalised URL of any length."""
    return hashlib.sha256(url.encode()).hexdigest()


def _require_plain(url: str) -> None:
    if not url:
        raise ValueError("There is no URL.")
    if len(url) > MAX_LENGTH:
        raise ValueError(f"This URL is longer than {MAX_LENGTH} characters.")
    if _CONTROL.search(url):
        raise ValueError("This URL contains a line break or another control character.")
    if "\\" in url:
        raise ValueError("This URL contains a backslash, which programs read in different ways.")


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise ValueError(f"This is not a URL: {error}.") from error
    if not parts.scheme or "." in parts.scheme or (not parts.netloc and _looks_like_port(parts)):
        raise ValueError("This is not a URL: it must start with http:// or https://.")
    if parts.scheme not in DEFAULT_PORTS:
        raise ValueError(f"Only http and https can be fetched, not {parts.scheme[:20]}.")
    if "@" in parts.netloc:
        raise ValueError("This URL contains a user name or password; leave it out.")
    return parts


def _looks_like_port(parts: SplitResult) -> bool:
    """`localhost:8000/x` parses as the scheme "localhost"."""
    return parts.scheme not in DEFAULT_PORTS and parts.path[:1].isdigit()


def _host(parts: SplitResult) -> str:
    if not parts.hostname:
        raise ValueError("This URL names no host.")
    if "%" in parts.hostname:
        raise ValueError("The host of this URL contains a % sign.")
    if "[" in parts.netloc and ":" not in parts.hostname:
        raise ValueError(f"“{parts.hostname[:80]}” is not an IPv6 address.")
    return parts.hostname


def _port(parts: SplitResult) -> int:
    try:
        port = parts.port
    except ValueError as error:
        raise ValueError("The port of this URL is not a number from 1 to 65535.") from error
    if port == 0:
        raise ValueError("Port 0 cannot be fetched.")
    return port or DEFAULT_PORTS[parts.scheme]


def _ipv4(host: str) -> str:
    """`127.1`, `0x7f.1` and `2130706433` are the same address to a client; so they are here."""
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError as error:
        raise ValueError(f"“{host[:80]}” is not an IPv4 address.") from error


def _ipv6(host: str) -> str:
    try:
        return ipaddress.IPv6Address(host).compressed
    except ValueError as error:
        raise ValueError(f"“{host[:80]}” is not an IPv6 address.") from error


def _punycode(host: str) -> str:
    import idna  # here, because its tables take their time to load and few names need them

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise ValueError(f"“{host[:80]}” is not a host name: {error}.") from error


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)


def _escape(part: str, safe: str) -> str:
    """Non-ASCII as escaped UTF-8, needless escapes undone, the digits of the others upper case."""
    if "%" in part:
        part = _ESCAPE.sub(_tidy_escape, part)
    return quote(part, safe=safe)


def _tidy_escape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()


def _fragment(fragment: str) -> str:
    fragment = fragment.partition(TEXT_DIRECTIVE)[0]
    return _escape(fragment, _QUERY_SAFE + "#")

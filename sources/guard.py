"""Which addresses our client may connect to: the public web, and what the operator allows.

The question is asked for the address being connected, after every name has been resolved, so no
spelling of a number, no redirect and no second answer of a name server gets past it. Python's
`is_global` alone is not enough: it is true for NAT64, 6to4 and multicast addresses.
"""

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sources.urls import normalize_host

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

WEB_PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443, 8888})

# What is not the public web, with the reason that a person reads. The first match counts.
CLOSED_IPV4: tuple[tuple[ipaddress.IPv4Network, str], ...] = tuple(
    (ipaddress.IPv4Network(network), reason)
    for network, reason in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's shared network (CGNAT)"),
        ("127.0.0.0/8", "this machine (loopback)"),
        ("168.63.129.16/32", "a cloud's control address"),
        ("169.254.0.0/16", "a link-local address"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "reserved for documentation"),
        ("192.31.196.0/24", "reserved (AS112)"),
        ("192.52.193.0/24", "reserved (AMT)"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "a private network"),
        ("192.175.48.0/24", "reserved (AS112)"),
        ("198.18.0.0/15", "reserved for measurements"),
        ("198.51.100.0/24", "reserved for documentation"),
        ("203.0.113.0/24", "reserved for documentation"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "reserved"),
    )
)

# Of IPv6 only 2000::/3 is the public internet; these are its exceptions, most of which carry an
# IPv4 address inside them and would lead a gateway to it.
PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")
CLOSED_IPV6: tuple[tuple[ipaddress.IPv6Network, str], ...] = tuple(
    (ipaddress.IPv6Network(network), reason)
    for network, reason in (
        ("2001::/23", "reserved for protocols (Teredo and others)"),
        ("2001:db8::/32", "reserved for documentation"),
        ("2002::/16", "an IPv4 address in disguise (6to4)"),
        ("2620:4f:8000::/48", "reserved (AS112)"),
        ("3fff::/20", "reserved for documentation"),
    )
)
ISATAP_MARKS = frozenset({0x00005EFE, 0x02005EFE})


@dataclass(frozen=True, slots=True)
class Guard:
    """The rule for every outbound connection; `allow_*` are the operator's exceptions."""

    allow_hosts: frozenset[str] = frozenset()
    allow_networks: tuple[Network, ...] = ()
    ports: frozenset[int] = WEB_PORTS

    @classmethod
    def allowing(cls, entries: Iterable[str]) -> "Guard":
        """From FETCH_ALLOW: host names, addresses and CIDR ranges, open on every port.

        Raises ValueError naming the entry that is none of these.
        """
        hosts: set[str] = set()
        networks: list[Network] = []
        for entry in filter(None, map(str.strip, entries)):
            try:
                networks.append(ipaddress.ip_network(entry, strict=False))
            except ValueError:
                hosts.add(_allowed_host(entry))
        return cls(allow_hosts=frozenset(hosts), allow_networks=tuple(networks))

    def refusal(self, *, host: str, address: str, port: int) -> str | None:
        """Why no connection may be opened, in words, or None if it may.

        `host` is the name in the URL, `address` what the name came to for this connection.
        """
        if host in self.allow_hosts:
            return None
        try:
            ip = parse_address(address)
        except ValueError:
            return f"{address} is not an internet address."
        if any(ip in network for network in self.allow_networks if network.version == ip.version):
            return None
        if port not in self.ports:
            return f"Port {port} is not a port of the web."
        reason = closed_reason(ip)
        return reason and f"{host} is {address}: {reason}."


def parse_address(address: str) -> Address:
    """The address meant: `::ffff:127.0.0.1` is 127.0.0.1."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        return ip.ipv4_mapped
    return ip


@lru_cache(maxsize=8192)
def closed_reason(ip: Address) -> str | None:
    """Why an address is not on the public web, or None."""
    reason = _ipv4_reason(ip) if isinstance(ip, ipaddress.IPv4Address) else _ipv6_reason(ip)
    if reason is None and not ip.is_global:
        reason = "not a public address"
    if reason is None and is_own_address(ip):
        reason = "an address of this machine"
    return reason


def is_own_address(ip: Address) -> bool:
    """Only an address of this machine can be bound; the kernel knows all of them."""
    family = socket.AF_INET if ip.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((str(ip), 0))
    except OSError:
        return False
    return True


def _ipv4_reason(ip: ipaddress.IPv4Address) -> str | None:
    return next((reason for network, reason in CLOSED_IPV4 if ip in network), None)


def _ipv6_reason(ip: ipaddress.IPv6Address) -> str | None:
    if ip.scope_id or ip not in PUBLIC_IPV6:
        return "not a public IPv6 address"
    if (int(ip) >> 32) & 0xFFFFFFFF in ISATAP_MARKS:
        return "an IPv4 address in disguise (ISATAP)"
    return next((reason for network, reason in CLOSED_IPV6 if ip in network), None)


def _allowed_host(entry: str) -> str:
    try:
        if "/" in entry or ":" in entry:
            raise ValueError
        return normalize_host(entry)
    except ValueError as error:
        raise ValueError(f"“{entry}” is no host name, address or CIDR range.") from error

"""The address policy, as a table that a person can read."""

import socket

import pytest

from sources.guard import Guard, is_own_address, parse_address

CLOSED = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200",
    "127.0.0.1", "127.66.0.1", "127.255.255.254", "168.63.129.16", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.0.192", "192.0.2.1", "192.88.99.1",
    "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255",
    "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1",
    "2001::1", "2001:0:4136:e378::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::",
    "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%lo",
    "fec0::1", "ff02::1", "ff0e::1", "2a00:1450::5efe:7f00:1", "2a00:1450::200:5efe:7f00:1",
    "2620:4f:8000::1", "not an address", "", "1.2.3", "0x7f000001", "2130706433",
]  # fmt: skip


@pytest.mark.parametrize("address", CLOSED)
def test_what_is_not_the_public_web_is_refused(address: str) -> None:
    reason = Guard().refusal(host="example.org", address=address, port=80)
    assert reason and reason.endswith(".")


OPEN = [
    "1.1.1.1", "8.8.8.8", "93.184.216.34", "100.63.255.255", "100.128.0.1", "172.15.0.1",
    "172.32.0.1", "192.0.1.1", "198.17.0.1", "223.255.255.254", "::ffff:8.8.8.8",
    "2001:4860:4860::8888", "2606:4700::1111", "2a00:1450:4001::1",
]  # fmt: skip


@pytest.mark.parametrize("address", OPEN)
def test_the_public_web_is_open(address: str) -> None:
    assert Guard().refusal(host="example.org", address=address, port=443) is None


@pytest.mark.parametrize("port", [1, 22, 25, 6379, 5432, 9200, 11211, 65535])
def test_other_ports_than_those_of_the_web_are_refused(port: int) -> None:
    assert Guard().refusal(host="example.org", address="8.8.8.8", port=port)


ALLOWED = [
    ("127.0.0.0/8", "other.example", "127.66.0.1", True),
    ("127.0.0.0/8", "other.example", "::ffff:127.66.0.1", True),
    ("127.0.0.0/8", "other.example", "10.0.0.1", False),
    ("10.1.2.3", "other.example", "10.1.2.3", True),
    ("10.1.2.3", "other.example", "10.1.2.4", False),
    ("fd00::/8", "other.example", "fd12::1", True),
    ("::1", "other.example", "::1", True),
    ("Intranet.Example", "intranet.example", "10.0.0.1", True),
    ("intranet.example", "x.intranet.example", "10.0.0.1", False),
    ("intranet.example", "notintranet.example", "10.0.0.1", False),
]


@pytest.mark.parametrize(("entry", "host", "address", "open_"), ALLOWED)
def test_the_operator_opens_hosts_and_ranges_on_every_port(
    entry: str, host: str, address: str, open_: bool
) -> None:
    guard = Guard.allowing([entry, ""])
    assert (guard.refusal(host=host, address=address, port=9999) is None) is open_


@pytest.mark.parametrize("entry", ["10.0.0.0/99", "a b", "http://x.example", "host:80", "a/b"])
def test_a_bad_entry_is_named(entry: str) -> None:
    with pytest.raises(ValueError, match=entry):
        Guard.allowing([entry])


def test_the_machine_knows_its_own_addresses() -> None:
    assert is_own_address(parse_address("127.0.0.1"))
    assert not is_own_address(parse_address("8.8.8.8"))
    for *_, sockaddr in socket.getaddrinfo(socket.gethostname(), 80, socket.AF_INET):
        assert is_own_address(parse_address(str(sockaddr[0])))

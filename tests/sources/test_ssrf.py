"""Nothing that an outsider can write leads our client into the network it runs in.

127.66.0.0/16 plays the private network, 127.0.0.0/24 the public one that the guard lets through.
Every path is tried against a server that would notice.
"""

from dataclasses import replace

import pytest

from sources.fetch import fetch
from sources.guard import Guard
from sources.outcome import Outcome
from sources.policy import FetchPolicy, Request
from tests.sources import misbehaving as m
from tests.sources.conftest import QUICK, Serve
from tests.sources.names import NameServer

PUBLIC = replace(QUICK, guard=Guard.allowing(["127.0.0.0/24"]), retries=0)


@pytest.fixture
def private(serve: Serve) -> m.MisbehavingServer:
    return serve({"*": m.page}, host="127.66.0.1")


SPELLINGS = [
    "127.66.0.1", "0x7f.0x42.0.1", "0x7f420001", "2135031809", "127.66.1", "0177.0102.0.1",
    "127.66.0.1.", "[::ffff:127.66.0.1]", "[::FFFF:7f42:1]", "①②⑦.66.0.1", "127。66。0。1",
]  # fmt: skip


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_an_address_reaches_the_private_net(
    private: m.MisbehavingServer, host: str
) -> None:
    seen = fetch(f"http://{host}:{private.port}/", PUBLIC)
    assert seen.outcome is Outcome.REFUSED and seen.reason
    assert private.connections == 0


@pytest.mark.parametrize("host", SPELLINGS)
@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_no_redirect_reaches_the_private_net(
    serve: Serve, private: m.MisbehavingServer, host: str, code: int
) -> None:
    public = serve(
        {"/": m.redirect(f"http://{host}:{private.port}/".encode().decode("latin-1"), code)}
    )
    seen = fetch(public.url("/"), PUBLIC)
    assert seen.outcome is Outcome.REFUSED
    assert len(seen.hops) == 1 and private.connections == 0


def resolving(answers: list[list[str]]) -> tuple[NameServer, FetchPolicy]:
    names = NameServer({"evil.example": answers})
    return names, replace(PUBLIC, resolver=names.resolve)


PRIVATE_ANSWERS = [
    ["127.66.0.1"],
    ["::ffff:127.66.0.1"],
    ["64:ff9b::7f42:1"],
    ["2002:7f42:1::"],
    ["::1"],
]


@pytest.mark.parametrize("answer", PRIVATE_ANSWERS)
def test_no_name_reaches_the_private_net(private: m.MisbehavingServer, answer: list[str]) -> None:
    names, policy = resolving([answer])
    with names:
        seen = fetch(f"http://evil.example:{private.port}/", policy)
    assert seen.outcome is Outcome.REFUSED
    assert private.connections == 0


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_records_only_the_public_one_is_connected(
    serve: Serve, private: m.MisbehavingServer, order: int
) -> None:
    names, policy = resolving([["127.0.0.1", "127.66.0.1"][::order]])
    with names:
        fetch(f"http://evil.example:{private.port}/", policy)
    assert private.connections == 0


def test_a_redirect_to_a_name_does_not_reach_the_private_net(
    serve: Serve, private: m.MisbehavingServer
) -> None:
    public = serve({"/": m.redirect(f"http://evil.example:{private.port}/")})
    names, policy = resolving([["127.66.0.1"]])
    with names:
        assert fetch(public.url("/"), policy).outcome is Outcome.REFUSED
    assert private.connections == 0


def test_a_name_that_changes_its_answer_does_not_reach_the_private_net(
    serve: Serve, private: m.MisbehavingServer
) -> None:
    """Rebinding: public when first asked, private from then on, always at a TTL of 0."""
    public = m.MisbehavingServer(
        {"/": m.redirect(f"http://evil.example:{private.port}/again", Connection="close")}
    )
    public.port = private.port
    names, policy = resolving([["127.0.0.1"], ["127.66.0.1"]])
    with public, names:
        seen = fetch(f"http://evil.example:{private.port}/", policy)
        again = fetch(f"http://evil.example:{private.port}/", policy)
    assert public.times_asked("/") == 1 and names.asked["evil.example"] >= 2
    assert (seen.outcome, again.outcome) == (Outcome.REFUSED, Outcome.REFUSED)
    assert private.connections == 0


def test_a_name_of_this_machine_is_refused_with_the_systems_own_resolver(
    private: m.MisbehavingServer,
) -> None:
    guarded = replace(QUICK, guard=Guard(ports=frozenset({private.port})))
    assert fetch(f"http://localhost:{private.port}/", guarded).outcome is Outcome.REFUSED


def test_a_name_without_an_address_is_a_dns_error() -> None:
    names, policy = resolving([[]])
    with names:
        assert fetch("http://evil.example/", policy).outcome is Outcome.DNS_ERROR


def test_a_post_is_guarded_like_everything_else(private: m.MisbehavingServer) -> None:
    hook = Request(private.url("/"), method="POST", body=b"{}")
    assert fetch(hook, PUBLIC).outcome is Outcome.REFUSED
    assert private.connections == 0


def test_robots_txt_is_guarded_like_everything_else(private: m.MisbehavingServer) -> None:
    assert fetch(private.url("/"), replace(PUBLIC, robots=True)).outcome is Outcome.REFUSED
    assert private.connections == 0


def test_a_port_outside_the_list_is_refused_also_on_a_public_address() -> None:
    names, policy = resolving([["93.184.216.34"]])
    with names:
        for port in (22, 25, 6379):
            assert fetch(f"http://evil.example:{port}/", policy).outcome is Outcome.REFUSED


def test_by_default_loopback_itself_is_refused(serve: Serve) -> None:
    server = serve({"*": m.page})
    closed = replace(QUICK, guard=Guard(ports=frozenset({server.port})))
    assert fetch(server.url("/"), closed).outcome is Outcome.REFUSED
    assert server.connections == 0


def test_the_operator_can_open_a_name(private: m.MisbehavingServer) -> None:
    names, policy = resolving([["127.66.0.1"]])
    policy = replace(policy, guard=Guard.allowing(["evil.example"]))
    with names:
        assert fetch(f"http://evil.example:{private.port}/", policy).outcome is Outcome.OK

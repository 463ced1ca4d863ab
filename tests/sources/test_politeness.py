"""How often, how many at once and when: hosts see us as a polite visitor."""

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from django.conf import LazySettings

from sources import client
from sources.fetch import Fetcher, fetch, fetch_many
from sources.guard import Guard
from sources.outcome import Outcome
from sources.policy import HostMemory, Request
from sources.politeness import Agenda
from sources.reply import parse_retry_after
from tests.sources import misbehaving as m
from tests.sources.conftest import QUICK, Serve

ROBOTS = b"User-agent: *\nDisallow: /private\nUser-agent: claimtracker\nDisallow: /secret\n"
POLITE = replace(QUICK, robots=True)


@dataclass(eq=False)
class Errand:
    host: str


def test_a_host_sees_one_request_per_interval_and_other_hosts_do_not_wait() -> None:
    agenda: Agenda[Errand] = Agenda(per_host=2, interval=1.0)
    first, second, other = Errand("a"), Errand("a"), Errand("b")
    for errand in (first, second, other):
        agenda.add(errand)
    assert agenda.take(now=100.0) is first
    assert agenda.take(now=100.0) is other
    assert agenda.take(now=100.9) is None
    assert 0 < (agenda.seconds_to_next(100.9) or 0) <= 0.3
    assert agenda.take(now=101.3) is second


def test_a_host_has_no_more_in_flight_than_its_share() -> None:
    agenda: Agenda[Errand] = Agenda(per_host=2, interval=0.0)
    errands = [Errand("a") for _ in range(3)]
    for errand in errands:
        agenda.add(errand)
    assert [agenda.take(0.0) for _ in range(3)] == [*errands[:2], None]
    agenda.done(errands[0])
    assert agenda.take(0.0) is errands[2]


def test_what_backs_off_waits_and_what_is_drained_is_gone() -> None:
    agenda: Agenda[Errand] = Agenda(per_host=2, interval=0.0)
    tired, late, other = Errand("a"), Errand("a"), Errand("b")
    agenda.back_off("a", until=50.0)
    agenda.add(tired)
    agenda.add_at(late, 60.0)
    agenda.add(other)
    assert agenda.take(49.0) is other
    assert agenda.take(49.0) is None
    assert set(map(id, agenda.drain("a"))) == {id(tired), id(late)}
    assert agenda.take(100.0) is None and agenda.seconds_to_next(100.0) is None


def test_the_manners_by_default(settings: LazySettings) -> None:
    settings.FETCH_CONTACT = "mail@desk.example"
    policy = client.policy()
    assert (policy.per_host, policy.host_interval, policy.robots) == (2, 1, True)
    assert policy.user_agent == "Claimtracker/0.1 (+mail@desk.example)"
    assert policy.guard == Guard()


def test_a_host_never_has_more_than_two_connections(serve: Serve) -> None:
    server = serve({"*": m.page})
    list(fetch_many([Request(server.url(f"/{n}")) for n in range(30)], QUICK))
    assert len(server.asked) == 30
    assert server.most_at_once <= 2 and server.connections <= 3


@pytest.mark.parametrize("status", [429, 503])
def test_a_short_request_for_patience_holds_for_the_whole_host(serve: Serve, status: int) -> None:
    server = serve({"/0": m.status(status, Retry_After="2"), "*": m.page})
    other = serve({"*": m.page}, host="127.0.0.2")
    fetcher = Fetcher(replace(QUICK, per_host=1, budget=0.5))
    requests = [Request(server.url(f"/{number}")) for number in range(3)]
    seen = list(fetcher.fetch([*requests, Request(other.url("/"))]))
    assert [each.url for each in seen] == [other.url("/")]
    assert [asked.path for asked in server.asked] == ["/0"]
    assert {each.url for each in fetcher.left} == {each.url for each in requests}


def test_the_pace_that_a_robots_txt_asks_for_is_kept_also_in_the_next_run(serve: Serve) -> None:
    rules = m.body(b"User-agent: *\nCrawl-delay: 20", type="text/plain")
    server = serve({"/robots.txt": rules, "*": m.page})
    first = Fetcher(replace(POLITE, budget=0.5))
    seen = list(first.fetch([Request(server.url("/0")), Request(server.url("/1"))]))
    assert len(seen) == len(first.left) == 1
    assert first.hosts["127.0.0.1"].next_request_at > time.time() + 10
    second = Fetcher(replace(POLITE, budget=0.5), hosts=first.hosts)
    assert list(second.fetch(first.left)) == []


def test_a_long_request_for_patience_leaves_the_rest_of_the_host_alone(serve: Serve) -> None:
    server = serve({"*": m.status(429, Retry_After="3600")})
    other = serve({"*": m.page}, host="127.0.0.2")
    fetcher = Fetcher(replace(QUICK, per_host=1))
    requests = [Request(server.url(f"/{n}")) for n in range(20)]
    seen = list(fetcher.fetch([*requests, Request(other.url("/"))]))
    assert {each.outcome for each in seen} == {Outcome.BLOCKED, Outcome.OK}
    assert len(server.asked) == 1 and len(fetcher.left) == 19
    assert fetcher.hosts["127.0.0.1"].backoff_until > time.time() + 3000
    assert next(each for each in seen if each.outcome is Outcome.BLOCKED).retry_after


def test_every_url_of_a_busy_host_has_an_answer_for_the_command_line(serve: Serve) -> None:
    server = serve({"*": m.status(429, Retry_After="3600")})
    seen = list(fetch_many([Request(server.url(f"/{n}")) for n in range(9)], QUICK))
    assert len(seen) == 9 and {each.outcome for each in seen} == {Outcome.BLOCKED}
    assert all(each.retry_after for each in seen)


def test_a_host_that_backs_off_is_not_asked_in_the_next_run(serve: Serve) -> None:
    server = serve({"*": m.page})
    memory = {"127.0.0.1": HostMemory(backoff_until=time.time() + 60)}
    fetcher = Fetcher(replace(QUICK, budget=0.3), hosts=memory)
    assert list(fetcher.fetch([Request(server.url("/"))])) == []
    assert len(fetcher.left) == 1 and not server.asked


def test_the_interval_holds_from_one_run_to_the_next(serve: Serve) -> None:
    server = serve({"*": m.page})
    policy = replace(QUICK, host_interval=30.0)
    fetcher = Fetcher(policy)
    list(fetcher.fetch([Request(server.url("/"))]))
    assert fetcher.hosts["127.0.0.1"].next_request_at > time.time() + 25
    second = Fetcher(replace(policy, budget=0.2), hosts=fetcher.hosts)
    assert list(second.fetch([Request(server.url("/"))])) == []


def test_robots_txt_is_read_once_and_respected(serve: Serve) -> None:
    server = serve({"*": m.page, "/robots.txt": m.body(ROBOTS, type="text/plain")})
    paths = ["/open", "/secret/a", "/private/a", "/secret/b"]
    seen = {
        each.url.removeprefix(server.url("")): each
        for each in fetch_many([Request(server.url(path)) for path in paths], POLITE)
    }
    assert {path: each.outcome for path, each in seen.items()} == {
        "/open": Outcome.OK,
        "/private/a": Outcome.OK,  # our own section of the file replaces the general one
        "/secret/a": Outcome.BLOCKED,
        "/secret/b": Outcome.BLOCKED,
    }
    assert "robots.txt" in seen["/secret/a"].reason
    assert server.times_asked("/robots.txt") == 1 and server.times_asked("/secret/a") == 0


def test_the_operator_can_switch_robots_txt_off(serve: Serve) -> None:
    server = serve({"*": m.page, "/robots.txt": m.body(b"User-agent: *\nDisallow: /")})
    assert fetch(server.url("/a"), QUICK).outcome is Outcome.OK
    assert server.times_asked("/robots.txt") == 0


ROBOTS_FAILURES = [
    (m.status(404), Outcome.OK),
    (m.status(403), Outcome.OK),
    (m.status(500), Outcome.BLOCKED),
    (m.reset, Outcome.OK),
    (m.redirect("/rules"), Outcome.BLOCKED),
    (m.redirect("/robots.txt"), Outcome.OK),
    (m.body(b"\xff\xfe\x00garbage\x00" * 1000), Outcome.OK),
    (m.huge, Outcome.OK),
]


@pytest.mark.parametrize(("behaviour", "outcome"), ROBOTS_FAILURES)
def test_a_robots_txt_that_fails_forbids_only_where_the_standard_says_so(
    serve: Serve, behaviour: m.Behaviour, outcome: Outcome
) -> None:
    rules = m.body(b"User-agent: *\nDisallow: /page", type="text/plain")
    server = serve({"/page": m.page, "/robots.txt": behaviour, "/rules": rules})
    assert fetch(server.url("/page"), POLITE).outcome is outcome


def test_a_redirect_into_a_forbidden_page_stops_there(serve: Serve) -> None:
    other = serve({"/robots.txt": m.body(b"User-agent: *\nDisallow: /"), "*": m.page}, "127.0.0.2")
    server = serve({"/a": m.redirect(other.url("/b"))})
    seen = fetch(server.url("/a"), POLITE)
    assert seen.outcome is Outcome.BLOCKED and other.times_asked("/b") == 0


def test_what_robots_txt_said_is_remembered(serve: Serve) -> None:
    server = serve({"*": m.page, "/robots.txt": m.body(ROBOTS, type="text/plain")})
    first = Fetcher(POLITE)
    list(first.fetch([Request(server.url("/a"))]))
    second = Fetcher(POLITE, hosts=first.hosts)
    assert next(second.fetch([Request(server.url("/secret"))])).outcome is Outcome.BLOCKED
    assert server.times_asked("/robots.txt") == 1


NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("Sun, 22 Nov 2026 12:05:00 GMT", 300),
        ("Sun, 22 Nov 2026 11:00:00 GMT", None),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("99999999999999999999", 366 * 86400),
        ("Sun, 99 Nov 2026 12:05:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date_or_nonsense(value: str, seconds: int | None) -> None:
    at = parse_retry_after(value, now=NOON)
    assert (at and (at - NOON).total_seconds()) == seconds

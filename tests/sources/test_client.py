"""A page that a person waits for: fetched with the same manners as those of the schedule."""

import datetime as dt

import pytest
from django.conf import LazySettings
from django.utils import timezone

from sources import client, leases, schedule
from sources.models import Host, Source
from sources.outcome import Outcome
from tests.sources import misbehaving as m
from tests.sources.conftest import Serve

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _reaches_loopback_only(settings: LazySettings) -> None:
    settings.FETCH_ALLOW = ["127.0.0.0/8"]
    settings.FETCH_HOST_INTERVAL = 0
    settings.FETCH_ROBOTS = False


def test_a_host_that_wants_patience_is_not_asked(serve: Serve) -> None:
    server = serve({"*": m.page})
    Host.objects.create(name="127.0.0.1", backoff_until=timezone.now() + HOUR)
    seen = client.look_at(server.url("/a"))
    assert seen.outcome is Outcome.BLOCKED and "come back later" in seen.reason
    assert not server.asked


def test_a_host_that_asks_for_patience_is_left_alone_by_the_schedule_too(serve: Serve) -> None:
    server = serve({"*": m.status(429, Retry_After="3600")})
    Source.objects.for_url(server.url("/b"))
    assert client.look_at(server.url("/a")).outcome is Outcome.BLOCKED
    assert leases.take_due(timezone.now()) == []


def test_a_page_counts_for_the_pace_of_its_host(serve: Serve, settings: LazySettings) -> None:
    settings.FETCH_HOST_INTERVAL = 300
    server = serve({"*": m.page})
    Source.objects.for_url(server.url("/b"))
    began = timezone.now()
    assert client.look_at(server.url("/a")).outcome is Outcome.OK
    host = Host.objects.get(name="127.0.0.1")
    assert host.next_request_at and host.next_request_at > began + dt.timedelta(seconds=299)
    (lease,) = leases.take_due(timezone.now())
    mine = leases.begin(lease, timezone.now())
    assert mine and schedule.check_held(mine, client.policy(budget=0.2)) == 0
    assert not server.times_asked("/b")


def test_a_turn_that_does_not_come_in_time_is_no_refusal_of_theirs(serve: Serve) -> None:
    server = serve({"*": m.page})
    Host.objects.create(name="127.0.0.1", next_request_at=timezone.now() + HOUR)
    seen = client.look_at(server.url("/a"))
    assert seen.outcome is Outcome.TIMEOUT and not server.asked


def test_what_is_no_address_is_said_so() -> None:
    assert client.look_at("ftp://x/").outcome is Outcome.REFUSED
    assert not Host.objects.exists()

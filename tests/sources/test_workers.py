"""Real workers on a real broker: whatever is killed or emptied, each source is checked once."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from celery import Celery
from django.db import connection
from django.utils import timezone
from redis import Redis

from claimtracker import children
from claimtracker.places import BASE
from sources.models import Host, LinkCheck, Source
from tests.sources import misbehaving as m
from tests.sources.conftest import Serve

PATIENCE = 120  # nobody waits for it to pass, only to fail
PAGES = 24
WORKER = [
    sys.executable, "-m", "celery", "--quiet", "--app", "claimtracker", "worker", "--queues",
    "links", "--concurrency", "2", "--loglevel", "ERROR", "--without-gossip", "--without-mingle",
]  # fmt: skip


def database_url() -> str:
    """The database of this test, for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{name}").geturl()


class Workers:
    """Workers of the links' queue, and whoever sends them messages."""

    def __init__(self, broker: str) -> None:
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "claimtracker.settings",
            "DATABASE_URL": database_url(), "REDIS_URL": broker, "SECRET_KEY": "k",
            "FETCH_ALLOW": "127.0.0.0/8", "FETCH_HOST_INTERVAL": "0", "FETCH_ROBOTS": "no",
            "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
        }  # fmt: skip
        self.redis = Redis.from_url(broker)
        url = broker.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
        self.beat = Celery(broker=url)
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, number: int = 1) -> None:
        for name in range(number):
            command = [*WORKER, "--hostname", f"links-{len(self.running)}-{name}@%h"]
            self.running.append(children.start(command, environment=self.environment))

    def kill(self) -> None:
        """Without a word, the children too, as when the power goes."""
        for worker in self.running:
            children.kill_session(worker)
            worker.wait()
        self.running.clear()

    def dispatch(self, times: int = 1) -> None:
        """What beat sends; so many beats at once."""
        for _ in range(times):
            self.beat.send_task("sources.tasks.dispatch_due", queue="links")


@pytest.fixture
def workers(
    transactional_db: None, broker: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workers]:
    monkeypatch.chdir(BASE)
    found = Workers(broker)
    try:
        yield found
    finally:
        found.kill()
        found.beat.close()
        found.redis.close()


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def all_checked() -> bool:
    return not Source.objects.filter(checks=None).exists() and not leased()


def leased() -> bool:
    return Host.objects.exclude(lease="").exists()


def times_checked() -> Counter[int]:
    return Counter(LinkCheck.objects.values_list("source", flat=True))


def once_each() -> Counter[int]:
    return Counter(Source.objects.values_list("pk", flat=True))


def as_if_the_lease_had_ended() -> None:
    """What eleven minutes do."""
    Host.objects.exclude(lease="").update(leased_until=timezone.now())


def make_sources(server: m.MisbehavingServer) -> None:
    for number in range(PAGES):
        Source.objects.for_url(server.url(f"/{number}"))


def test_a_worker_killed_in_the_middle_of_a_batch_leaves_nothing_undone(
    workers: Workers, serve: Serve
) -> None:
    server = serve({"/": m.page, "/0": m.page, "/1": m.page, "*": m.hang})
    make_sources(server)
    workers.start()
    workers.dispatch()
    wait_until(lambda: server.times_asked("/0") == server.times_asked("/1") == 1)
    workers.kill()
    assert leased() and not LinkCheck.objects.exists()
    server.behaviours = {"*": m.page}
    workers.start()
    as_if_the_lease_had_ended()
    workers.dispatch()
    wait_until(all_checked)
    assert times_checked() == once_each()


def test_an_emptied_broker_forgets_no_source(workers: Workers, serve: Serve) -> None:
    server = serve({"*": m.slow})
    make_sources(server)
    workers.dispatch()
    workers.redis.flushall()  # before anybody has read the message
    workers.start()
    workers.dispatch()
    wait_until(lambda: leased() or all_checked())
    workers.redis.flushall()  # while it is worked on, or the message that names the lease waits
    if not all_checked():
        as_if_the_lease_had_ended()
    workers.dispatch()
    wait_until(all_checked)
    assert times_checked() == once_each()


def test_many_beats_and_workers_check_each_source_once(workers: Workers, serve: Serve) -> None:
    servers = [serve({"*": m.slow}, host=f"127.0.0.{n}") for n in range(1, 5)]
    for server in servers:
        make_sources(server)
    workers.start(3)
    workers.dispatch(times=10)
    wait_until(all_checked)
    assert times_checked() == once_each()
    asked = Counter(each.path for server in servers for each in server.asked)
    assert {path: n for path, n in asked.items() if path[1:].isdigit()} == {
        f"/{n}": len(servers) for n in range(PAGES)
    }

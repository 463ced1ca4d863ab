"""`python -m benchmarks.drills`: what is lost when things are killed. A quarter of an hour.

A whole instance runs in a folder of its own, with articles under way and sources due. Then a
message is lost, a worker is killed over a text and one over a batch of links, the broker is emptied
while a batch waits in it, a second beat is started, and everything is killed at once and started
again. In the end each article must have its claims, each of them once, and each source its one
first check.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from redis import Redis

from benchmarks.processes import table
from claimtracker import broker
from claimtracker.places import BASE, broker_socket
from tests.claimtracker.instance import Instance, copy_project
from tests.website import Website, website

SOURCES = 40
# The lease of a killed extraction is eleven minutes; the sweep comes by within one more.
MINUTES = 20
# So many times the seed article is a minute's work or more: long enough to be caught at it, by
# questions that each start a Python of their own.
LONG = 100
SEED = next((BASE / "seeds").glob("*.txt"))


@dataclass(frozen=True)
class Drill:
    """What was done to the instance, and whether what had to hold did."""

    name: str
    held: bool
    seconds: float


class Drilled(Instance):
    """An instance that can be asked what its database holds."""

    def ask(self, code: str, **environment: str) -> str:
        return self.manage("shell", "-v", "0", "-c", f"{IMPORTS}\nprint({code})", **environment)

    def manage(self, *arguments: str, **environment: str) -> str:
        answer = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=self.folder,
            env=self.variables | environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return answer.stdout.strip()

    def add(self, number: int, repeats: int, **environment: str) -> None:
        """An article of its own words, which takes its time."""
        text = self.folder / f"article-{number}.txt"
        text.write_text(f"Article {number}.\n\n" + SEED.read_text() * repeats)
        self.manage("add_article", str(text), **environment)

    def state(self, number: int) -> str:
        return self.ask(f"Article.objects.get(title='Article {number}.').extraction_state")


IMPORTS = """
from django.db.models import Count
from django.utils import timezone
from claims.models import Article, Claim
from sources import leases, tasks
from sources.models import Source"""
WITHOUT_CLAIMS = "Article.objects.filter(claims=None).count()"
FOUND_TWICE = (
    "Claim.objects.values('revision', 'start', 'end')"
    ".annotate(times=Count('pk')).filter(times__gt=1).count()"
)
UNCHECKED = "Source.objects.filter(checks=None).count()"
# As beat's dispatcher does it: hosts are leased, and messages name the leases.
DISPATCH = "[tasks.check_batch.delay(lease) for lease in leases.take_due(timezone.now())]"
CHECKED_TWICE = "Source.objects.annotate(times=Count('checks')).filter(times__gt=1).count()"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        sites = [stack.enter_context(website(f"127.0.0.{number}")) for number in (1, 2, 3)]
        instance = Drilled(copy_project(Path(folder)))
        try:
            drills = run(instance, *sites)
        finally:
            for pid in instance.pids():
                os.kill(pid, signal.SIGKILL)
            instance.process.wait()
    rows = [[d.name, "held" if d.held else "FAILED", f"{d.seconds:.0f}"] for d in drills]
    print(table(["drill", "result", "seconds"], rows))
    return 0 if all(drill.held for drill in drills) else 1


def run(instance: Drilled, first: Website, second: Website, third: Website) -> list[Drill]:
    """Each website is a host of its own, so that each has a lease of its own."""
    fetches = {"FETCH_ALLOW": "127.0.0.0/8", "FETCH_HOST_INTERVAL": "0.1", "FETCH_ROBOTS": "no"}
    start(instance, fetches)
    add_sources(instance, first)
    second_beat(instance)
    kill_over_links(instance, second)
    empty_the_broker(instance, third)
    instance.add(1, 1, REDIS_URL=f"unix://{instance.folder}/nobody.sock")
    kill_over_a_text(instance, 2)
    kill_everything(instance, 3)
    start(instance, fetches)
    return [
        settled(instance, "a message is lost", lambda: instance.state(1) == "done"),
        settled(instance, "a worker is killed over a text", lambda: instance.state(2) == "done"),
        settled(instance, "all is killed and started again", lambda: instance.state(3) == "done"),
        settled(instance, "a worker is killed over links", lambda: all_checked(instance, second)),
        settled(instance, "the broker is emptied", lambda: all_checked(instance, third)),
        settled(instance, "every article has claims", lambda: is_none(instance, WITHOUT_CLAIMS)),
        settled(instance, "no claim is found twice", lambda: is_none(instance, FOUND_TWICE)),
        settled(instance, "every source is checked", lambda: is_none(instance, UNCHECKED)),
        settled(instance, "two beats check none twice", lambda: is_none(instance, CHECKED_TWICE)),
    ]


def start(instance: Drilled, environment: dict[str, str]) -> None:
    (instance.folder / instance.mark).unlink(missing_ok=True)
    instance.start(**environment)
    instance.wait_until_announced()


def second_beat(instance: Drilled) -> None:
    schedule = str(instance.folder / "var" / "second-beat")
    command = ["celery", "--quiet", "--app", "claimtracker", "beat", "--schedule", schedule]
    subprocess.Popen(
        [sys.executable, "-m", *command, "--pidfile="],
        cwd=instance.folder,
        env=instance.variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def add_sources(instance: Drilled, site: Website) -> None:
    """All due at once."""
    urls = [site.put(f"/page-{n}", f"Page {n} says something.") for n in range(SOURCES)]
    create = "[Source.objects.for_url(url) for url in urls]"
    instance.ask(f"{create} if (urls := {urls!r}) else 0")


def kill_over_links(instance: Drilled, site: Website) -> None:
    """In the middle of a batch: some of its pages have answered, none of it is written."""
    add_sources(instance, site)
    instance.ask(DISPATCH)
    instance.wait_until(lambda: len(site.asked) > 2)
    _worker, *children = sorted(link_workers(instance))
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    assert len(set(site.asked)) < SOURCES, "the batch ended before its worker was killed"


def empty_the_broker(instance: Drilled, site: Website) -> None:
    """While the message that names a lease waits in it: nobody else knows that lease."""
    workers = link_workers(instance)
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    add_sources(instance, site)
    instance.ask(DISPATCH)
    with Redis.from_url(broker.url_of(broker_socket(instance.folder / "var"))) as redis:
        redis.flushall()
    for pid in workers:
        os.kill(pid, signal.SIGCONT)


def link_workers(instance: Drilled) -> list[int]:
    """The worker and its children."""
    return [pid for pid, command in instance.pids().items() if "--queues default,links" in command]


def all_checked(instance: Drilled, site: Website) -> bool:
    unchecked = f"Source.objects.filter(url__startswith='{site.address}/', checks=None).count()"
    return is_none(instance, unchecked)


def kill_over_a_text(instance: Drilled, number: int) -> None:
    """The process that reads the text, not the worker that minds it: that one lives on."""
    instance.add(number, LONG)
    instance.wait_until(lambda: instance.state(number) == "running")
    readers = [pid for pid, command in instance.pids().items() if "--queues extraction" in command]
    os.kill(max(readers), signal.SIGKILL)


def kill_everything(instance: Drilled, number: int) -> None:
    """In the middle of a text, as when the power goes."""
    instance.add(number, LONG)
    instance.wait_until(lambda: instance.state(number) == "running")
    for pid in instance.pids():
        os.kill(pid, signal.SIGKILL)
    instance.process.wait()
    instance.wait_until_gone()


def settled(instance: Drilled, name: str, holds: Callable[[], bool]) -> Drill:
    began = time.monotonic()
    while not (held := holds()) and time.monotonic() - began < MINUTES * 60:
        time.sleep(5)
    print(f"{name}: {'held' if held else 'FAILED'}", file=sys.stderr, flush=True)
    return Drill(name, held, time.monotonic() - began)


def is_none(instance: Drilled, count: str) -> bool:
    return instance.ask(count) == "0"


if __name__ == "__main__":
    sys.exit(main())

"""The whole pipeline: due sources through beat's dispatcher, broker and workers into PostgreSQL.

Counts the CPU of everything that takes part but the web servers: dispatcher, worker and its
children, broker, database.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.processes import cpu_of, family, peak_memory
from claimtracker import broker, children
from tests.postgres import postgres

STEP = [sys.executable, "-m", "benchmarks.link_pipeline_step"]


@dataclass(frozen=True)
class Pass:
    """All sources checked once."""

    what: str
    checked: int
    cpu: float
    wall: float
    child_memory: float

    @property
    def cpu_per_1000(self) -> float:
        return self.cpu / self.checked * 1000


@dataclass
class Pipeline:
    servers: list[int]  # broker and database
    worker: subprocess.Popen[bytes]
    producer: subprocess.Popen[bytes]

    def step(self, *arguments: str) -> Any:
        """One thing done with the database, by the producer."""
        assert self.producer.stdin and self.producer.stdout
        self.producer.stdin.write(json.dumps(arguments).encode() + b"\n")
        self.producer.stdin.flush()
        return json.loads(self.producer.stdout.readline())

    def check_all(self, what: str) -> Pass:
        """Everything due, then dispatched, until it is checked."""
        self.step("make_due")
        processes = [self.worker.pid, *self.servers, self.producer.pid]
        cpu, began = cpu_of(processes), time.monotonic()
        checked = int(self.step("dispatch_and_wait"))
        cpu, wall = cpu_of(processes) - cpu, time.monotonic() - began
        memory = peak_memory(family(self.worker.pid)[1:])
        return Pass(what, checked, cpu, wall, memory)


@contextmanager
def pipeline() -> Iterator[Pipeline]:
    """A database, a broker and a worker with two children, for as long as the block runs."""
    with postgres() as database, tempfile.TemporaryDirectory(prefix="bench-") as folder:
        socket = Path(folder) / "broker.sock"
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "claimtracker.settings",
            # The tests make a database of their own; here the server's first one serves.
            "DATABASE_URL": database.replace("/claimtracker?", "/postgres?"),
            "REDIS_URL": broker.url_of(socket),
            "SECRET_KEY": "benchmark", "DEBUG": "", "FETCH_ALLOW": "127.0.0.0/8",
            "FETCH_HOST_INTERVAL": "0", "FETCH_TIMEOUT": "20", "FETCH_ROBOTS": "1",
        }  # fmt: skip
        server = children.start(broker.command(socket, Path(folder)))
        assert broker.wait_for(broker.url_of(socket), seconds=30)
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, env=environment, check=True)
        worker = children.start(
            [sys.executable, "-m", "celery", "-A", "claimtracker", "worker", "-Q", "links",
             "-c", "2", "-l", "error", "--without-gossip", "--without-mingle"],
            environment=environment,
        )  # fmt: skip
        producer = subprocess.Popen(
            STEP, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        try:
            yield Pipeline([server.pid, postgres_pid(database)], worker, producer)
        finally:
            producer.kill()
            producer.wait()
            children.stop(worker, signal.SIGTERM, within=20)
            children.stop(server, signal.SIGTERM, within=10)


def postgres_pid(url: str) -> int:
    folder = Path(url.partition("host=")[2])
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


def measure(urls: Path, etag_urls: Path, *, many: int) -> list[Pass]:
    """First visits, the same bytes, all 304, and the same among many more sources."""
    with pipeline() as line:
        line.step("add", str(urls), "passages")
        line.check_all("warming up")
        passes = [line.check_all("same bytes as last time") for _ in range(3)]
        line.step("forget")
        passes += [line.check_all("first visit: text, fingerprint, passage, snapshot")]
        for _ in range(2):
            line.step("forget")
            passes += [line.check_all(passes[-1].what)]
        line.step("clear")
        line.step("add", str(etag_urls))
        line.check_all("warming up")
        passes += [line.check_all("all 304") for _ in range(3)]
        line.step("add_idle", str(many))
        passes += [line.check_all(f"all 304, among {many:,} sources") for _ in range(3)]
    return passes

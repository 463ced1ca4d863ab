"""`make run` from outside: real processes, which serve, stop in order and leave nothing behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from claimtracker.places import BASE

# Long enough for the slowest machine: no test waits for it to pass, only to fail.
PATIENCE = 180


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with a var/ of its own: a developer's instance may be running in this one."""
    copy = tmp_path_factory.mktemp("run")
    for path in BASE.iterdir():
        # What says where the project is must lie there; Python resolves the links to scripts.
        if path.name == "claimtracker":
            shutil.copytree(path, copy / path.name)
        elif path.name == "manage.py":
            shutil.copy(path, copy)
        elif path.name not in {"var", ".git"}:
            (copy / path.name).symlink_to(path)
    return copy


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Instance:
    """A run in the copied folder; all of its processes carry a mark in their environment."""

    folder: Path
    port: int = field(default_factory=free_port)
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self, *prefix: str, **environment: str) -> None:
        """As from a shell: nothing of the tests' own settings."""
        variables = {
            "DJANGO_SETTINGS_MODULE": "claimtracker.settings",
            "SECRET_KEY": "k",
            "DATABASE_URL": "",
            "DEMO_PASSWORD": "demo",
            "PORT": str(self.port),
            "MARK": self.mark,
        }
        with (self.folder / self.mark).open("w") as output:
            self.process = subprocess.Popen(
                [*prefix, sys.executable, "-m", "claimtracker.run"],
                env=os.environ | variables | environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def printed(self) -> str:
        return (self.folder / self.mark).read_text()

    def wait_until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, self.printed
            time.sleep(0.2)

    def wait_until_announced(self) -> None:
        self.wait_until(lambda: "is at http" in self.printed or self.process.poll() is not None)
        assert self.process.poll() is None, self.printed

    def wait_until_gone(self) -> None:
        self.wait_until(lambda: not self.pids())

    def pids(self) -> dict[int, str]:
        """Every living process of this run, the adopted ones too, with its command line."""
        found = {}
        for path in Path("/proc").glob("[0-9]*"):
            try:
                if f"MARK={self.mark}".encode() in (path / "environ").read_bytes():
                    command = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    found[int(path.name)] = command
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
        return {pid: command for pid, command in found.items() if command}

    def pid_of(self, words: str) -> int:
        return min(pid for pid, command in self.pids().items() if words in command)

    def get(self, path: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (HTTPException, OSError) as error:
            return 0, str(error)
        finally:
            connection.close()


@pytest.fixture
def instance(folder: Path) -> Iterator[Instance]:
    instance = Instance(folder)
    yield instance
    for pid in instance.pids():
        os.kill(pid, signal.SIGKILL)
    instance.process.wait(PATIENCE)


def test_it_serves_announces_the_accounts_and_stops_on_sigterm(
    instance: Instance, folder: Path
) -> None:
    instance.start()
    instance.wait_until_announced()
    assert instance.get("/healthz") == (200, '{"database": "ok", "broker": "ok"}')
    assert instance.get("/admin/login/")[0] == 200, instance.printed
    for word in ("reviewer", "reviewer2", "editor", "admin", "demo", f"localhost:{instance.port}"):
        assert word in instance.printed

    second = Instance(folder)
    second.start()
    assert second.process.wait(PATIENCE) == 1
    assert second.printed == "claimtracker: `make run` is already running in this folder.\n"

    instance.process.send_signal(signal.SIGTERM)
    assert instance.process.wait(PATIENCE) == 0
    assert instance.pids() == {}


def test_it_uses_the_broker_it_is_given_and_stops_on_ctrl_c(
    instance: Instance, broker: str
) -> None:
    instance.start(REDIS_URL=broker)
    instance.wait_until_announced()
    assert not any("valkey" in command for command in instance.pids().values())
    instance.process.send_signal(signal.SIGINT)
    assert instance.process.wait(PATIENCE) == 0
    assert instance.pids() == {}


def test_nothing_outlives_a_run_that_is_killed(instance: Instance) -> None:
    instance.start()
    instance.wait_until_announced()
    instance.process.kill()
    instance.process.wait(PATIENCE)
    instance.wait_until_gone()


def test_nothing_outlives_the_process_that_started_the_run(instance: Instance) -> None:
    instance.start("sh", "-c", '"$@"; :', "make")
    instance.wait_until_announced()
    instance.process.kill()
    instance.process.wait(PATIENCE)
    instance.wait_until_gone()
    assert "Stopping" in instance.printed


def test_if_a_part_ends_so_does_the_rest(instance: Instance) -> None:
    instance.start()
    instance.wait_until_announced()
    instance.wait_until(lambda: any(" beat " in c for c in instance.pids().values()))
    os.kill(instance.pid_of(" beat "), signal.SIGKILL)
    assert instance.process.wait(PATIENCE) == 1
    assert "claimtracker: beat ended with status -9; so ends the rest." in instance.printed
    assert instance.pids() == {}


def test_a_port_in_use_is_one_sentence(instance: Instance) -> None:
    with socket.create_server(("127.0.0.1", instance.port)):
        instance.start()
        assert instance.process.wait(PATIENCE) == 1
    assert instance.printed == (
        f"claimtracker: port {instance.port} is in use; "
        f"choose another: make run PORT={instance.port + 1}.\n"
    )


def test_a_broker_that_does_not_answer_is_one_sentence(instance: Instance, tmp_path: Path) -> None:
    instance.start(REDIS_URL=f"unix://{tmp_path}/nobody.sock")
    assert instance.process.wait(PATIENCE) == 1
    assert instance.printed == "claimtracker: REDIS_URL: no broker answers there.\n"


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    shutil.copytree(BASE / "claimtracker", tmp_path / "claimtracker")
    (tmp_path / "var").write_text("not a folder")
    instance = Instance(tmp_path)
    instance.start()
    assert instance.process.wait(PATIENCE) == 1
    assert instance.printed.count("\n") == 1
    assert instance.printed.startswith(f"claimtracker: {tmp_path}/var")


def test_without_a_broker_an_article_is_taken_in_all_the_same(folder: Path, tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "claimtracker.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "REDIS_URL": f"unix://{tmp_path}/nobody.sock",
    }
    for command in ("migrate", "load_seeds"):
        answer = subprocess.run(
            [sys.executable, "manage.py", command],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert answer.returncode == 0, answer.stderr
    assert ": article 1, " in answer.stdout

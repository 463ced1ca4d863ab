"""A run of the whole in a folder of its own, for tests and drills: real processes, each marked."""

import os
import shutil
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from claimtracker.places import BASE

# Long enough for the slowest machine: nobody waits for it to pass, only to fail.
PATIENCE = 600


def copy_project(copy: Path) -> Path:
    """The project with a var/ of its own: a developer's instance may be running in this one."""
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

    @property
    def variables(self) -> dict[str, str]:
        """The environment as from a shell: nothing of the tests' own settings."""
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "claimtracker.settings",
            "SECRET_KEY": "k",
            "DATABASE_URL": "",
            "DEMO_PASSWORD": "demo",
            "PORT": str(self.port),
            "MARK": self.mark,
        }

    def start(self, *prefix: str, **environment: str) -> None:
        with (self.folder / self.mark).open("a") as output:
            self.process = subprocess.Popen(
                [*prefix, sys.executable, "-m", "claimtracker.run"],
                env=self.variables | environment,
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

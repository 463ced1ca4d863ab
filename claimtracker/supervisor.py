"""Starts children in order, prefixes what they print, stops them in order; knows nothing of ours.

One thread: it waits for output, for the end of a child, or for somebody to ask for an end.
"""

import os
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from selectors import EVENT_READ, DefaultSelector
from signal import SIGTERM, Signals
from types import FrameType
from typing import IO, cast

from claimtracker import children

# A prompt again within ten seconds of Ctrl-C: what has not ended by then is killed.
SECONDS_TO_STOP = 8.0
TICK = 0.2


class Stopped(Exception):
    """Somebody asked for an end: Ctrl-C, SIGTERM, or the death of our parent."""


class Failure(Exception):
    """The run cannot begin or go on; the message is the sentence to print."""


@dataclass(frozen=True)
class Part:
    """A child: its name in the output, its command, and the signal that ends it."""

    name: str
    command: list[str]
    # What the kernel sends if we are killed. A worker must not first finish its task then.
    orphaned: Signals = SIGTERM


class Supervisor:
    def __init__(self) -> None:
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.selector = DefaultSelector()
        self.asked_to_stop = False

    def ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        """For signal(): the loop sees it within a tick."""
        self.asked_to_stop = True

    def start(self, part: Part, environment: Mapping[str, str]) -> None:
        process = children.start(
            part.command,
            environment=environment,
            output=subprocess.PIPE,
            orphaned=part.orphaned,
        )
        self.running[part.name] = process
        self.selector.register(cast(IO[bytes], process.stdout), EVENT_READ, Lines(part.name))

    def complete(self, part: Part, environment: Mapping[str, str]) -> None:
        """Run a part that has an end, to its end."""
        self.start(part, environment)
        process = self.running[part.name]
        self.wait_until(lambda: process.poll() is not None, unless_ended=False)
        self.read_all()
        del self.running[part.name]
        if process.returncode:
            raise Failure(f"{part.name} failed; what it said stands above.")

    def wait_until(self, holds: Callable[[], bool], *, unless_ended: bool = True) -> None:
        while not holds():
            self.turn(unless_ended=unless_ended)

    def turn(self, *, unless_ended: bool = True) -> None:
        """One round: pass on what was printed, and see whether all is as it should be."""
        self.read(TICK)
        if self.asked_to_stop:
            raise Stopped
        for name, process in self.running.items():
            if unless_ended and process.poll() is not None:
                raise Failure(f"{name} ended with status {process.returncode}; so ends the rest.")

    def read_all(self) -> None:
        while self.read(0):
            pass

    def read(self, seconds: float) -> bool:
        """Print whole lines of whoever has some; whether there were any."""
        ready = self.selector.select(seconds)
        if not self.selector.get_map():
            time.sleep(seconds)
        for key, _ in ready:
            lines, pipe = cast(Lines, key.data), cast(IO[bytes], key.fileobj)
            if not lines.take(pipe):
                self.selector.unregister(pipe)
        return bool(ready)

    def stop_all(self, order: list[list[str]]) -> None:
        """End the groups one after the other, all within SECONDS_TO_STOP."""
        end = time.monotonic() + SECONDS_TO_STOP
        known = [name for group in order for name in group]
        rest = [name for name in self.running if name not in known]
        for group in [rest, *order]:
            self.stop([self.running.pop(name) for name in group if name in self.running], end)
        self.read_all()

    def stop(self, processes: list[subprocess.Popen[bytes]], end: float) -> None:
        for process in processes:
            process.terminate()
        while any(process.poll() is None for process in processes) and time.monotonic() < end:
            self.read(0.05)
        for process in processes:
            # Also where it has ended: of its session somebody may be left.
            children.kill_session(process)
            process.wait()


class Lines:
    """What a child has printed, cut into lines."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.unfinished = b""

    def take(self, pipe: IO[bytes]) -> bool:
        """Read what is there; whether more can come."""
        chunk = os.read(pipe.fileno(), 65536)
        *whole, self.unfinished = (self.unfinished + chunk).split(b"\n")
        if not chunk and self.unfinished:
            whole, self.unfinished = [*whole, self.unfinished], b""
        for line in whole:
            self.show(line.decode(errors="replace").rstrip())
        return bool(chunk)

    def show(self, line: str) -> None:
        with suppress(BrokenPipeError):  # That nobody reads us any more is no reason to end.
            print(f"{self.name:>10} | {line}", flush=True)

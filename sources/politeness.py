"""Whose turn is it: the jobs of one run, host by host, with the manners that each host is owed."""

import heapq
import itertools
import random
from collections import deque
from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class HasHost(Protocol):
    """What can wait its turn: anything that knows its host."""

    @property
    def host(self) -> str: ...


J = TypeVar("J", bound=HasHost)

# A little more than the interval, never less, so that two workers do not fall into step.
JITTER = 0.2


class HostQueue(Generic[J]):
    """The jobs of one host, and when it may be asked again."""

    __slots__ = ("in_flight", "interval", "is_listed", "jobs", "next_at")

    def __init__(self, *, interval: float, next_at: float) -> None:
        self.interval = interval
        self.next_at = next_at
        self.jobs: deque[J] = deque()
        self.in_flight = 0
        self.is_listed = False  # stands in the agenda once, never twice


class Agenda(Generic[J]):
    """Hands out jobs so that no host sees more than its share at once or too soon.

    All times are of one monotonic clock, passed in by the caller.
    """

    def __init__(self, *, per_host: int, interval: float) -> None:
        self._per_host = per_host
        self._interval = interval
        self._queues: dict[str, HostQueue[J]] = {}
        self._ready: deque[HostQueue[J]] = deque()
        self._later: list[tuple[float, int, HostQueue[J] | J]] = []
        self._count = itertools.count()  # keeps the heap from comparing jobs

    def queue_for(self, host: str) -> HostQueue[J]:
        """A host's queue, made when first asked for."""
        queue = self._queues.get(host)
        if queue is None:
            queue = self._queues[host] = HostQueue(interval=self._interval, next_at=0.0)
        return queue

    def add(self, job: J, *, first: bool = False) -> None:
        """Line a job up behind the others of its host, or before them."""
        queue = self.queue_for(job.host)
        (queue.jobs.appendleft if first else queue.jobs.append)(job)
        self._list(queue)

    def add_at(self, job: J, at: float) -> None:
        """Line a job up when its time has come."""
        heapq.heappush(self._later, (at, next(self._count), job))

    def back_off(self, host: str, until: float) -> None:
        """Leave a host alone until then."""
        queue = self.queue_for(host)
        queue.next_at = max(queue.next_at, until)

    def take(self, now: float) -> J | None:
        """The next job whose host may be asked now; the caller owes a `done` for it."""
        self._wake(now)
        while self._ready:
            queue = self._ready.popleft()
            queue.is_listed = False
            if not queue.jobs or queue.in_flight >= self._per_host:
                continue  # `done` or `add` lists it again
            if queue.next_at > now:
                self._list(queue, now)
                continue
            job = queue.jobs.popleft()
            queue.in_flight += 1
            if queue.interval:
                queue.next_at = now + queue.interval * random.uniform(1, 1 + JITTER)
            self._list(queue, now)
            return job
        return None

    def done(self, job: J) -> None:
        """The job has left its host, whether it comes back or not."""
        queue = self._queues[job.host]
        queue.in_flight -= 1
        self._list(queue)

    def seconds_to_next(self, now: float) -> float | None:
        """How long nothing can be taken; None if nothing waits for a time."""
        if self._ready:
            return 0.0
        return max(0.0, self._later[0][0] - now) if self._later else None

    def next_times(self) -> Iterator[tuple[str, float]]:
        """When each host of the run may be asked again."""
        return ((host, queue.next_at) for host, queue in self._queues.items() if queue.next_at)

    def drain(self, host: str | None = None) -> list[J]:
        """Take back all jobs that still wait, of one host or of all."""
        left = [item for *_, item in self._later if not isinstance(item, HostQueue)]
        if host is not None:
            left = [job for job in left if job.host == host]
        keep = {id(job) for job in left}
        self._later = [entry for entry in self._later if id(entry[2]) not in keep]
        heapq.heapify(self._later)
        for name, queue in self._queues.items():
            if host in (None, name):
                left.extend(queue.jobs)
                queue.jobs.clear()
        return left

    def _list(self, queue: HostQueue[J], now: float = 0.0) -> None:
        if queue.is_listed or not queue.jobs or queue.in_flight >= self._per_host:
            return
        queue.is_listed = True
        if queue.next_at > now:
            heapq.heappush(self._later, (queue.next_at, next(self._count), queue))
        else:
            self._ready.append(queue)

    def _wake(self, now: float) -> None:
        while self._later and self._later[0][0] <= now:
            item = heapq.heappop(self._later)[2]
            if isinstance(item, HostQueue):
                item.is_listed = False
                self._list(item, now)
            else:
                self.add(item)

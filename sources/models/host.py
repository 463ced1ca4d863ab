"""What we owe one host, and what we know of it, across all workers and runs."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models

from sources.policy import HostMemory
from sources.robots import Robots
from sources.sample import NotFoundSample

ROBOTS_KEPT_FOR = dt.timedelta(hours=24)  # RFC 9309, 2.4
SAMPLES_KEPT_FOR = dt.timedelta(days=7)
MAX_ROBOTS = 100_000  # characters kept; few are longer, and the rules for us stand early


class HostQuerySet(models.QuerySet["Host"]):
    def note_requests(self, memories: Mapping[str, HostMemory]) -> None:
        """What requests outside of any batch used up of a host's patience."""
        self.bulk_create([Host(name=name) for name in sorted(memories)], ignore_conflicts=True)
        for name, memory in sorted(memories.items()):
            times = {
                "next_request_at": _moment(memory.next_request_at),
                "backoff_until": _moment(memory.backoff_until),
            }
            if later := {column: at for column, at in times.items() if at}:
                self.filter(name=name).update(**later)


class Host(models.Model):
    """One host: when it may be asked again, its robots.txt, its page for missing pages."""

    name = models.CharField(max_length=253, primary_key=True)
    next_request_at = models.DateTimeField(null=True)
    backoff_until = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    lease = models.CharField(max_length=32, blank=True)
    robots = models.JSONField(default=dict)  # by site
    robots_at = models.DateTimeField(null=True)
    samples = models.JSONField(default=dict)  # by site
    samples_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(HostQuerySet)()

    class Meta:
        indexes: ClassVar = [
            # A batch finds the hosts that it holds.
            models.Index(fields=["lease"], name="host_by_lease", condition=~models.Q(lease="")),
        ]

    def __str__(self) -> str:
        return self.name

    def memory(self, now: dt.datetime) -> HostMemory:
        """The row as the client wants it, without what has grown old."""
        memory = HostMemory(_epoch(self.next_request_at), _epoch(self.backoff_until))
        if self.robots_at and now - self.robots_at < ROBOTS_KEPT_FOR:
            memory.robots = {site: Robots(text) for site, text in self.robots.items()}
        if self.samples_at and now - self.samples_at < SAMPLES_KEPT_FOR:
            memory.samples = {
                site: NotFoundSample(frozenset(kept["marks"]), kept["final_url"])
                for site, kept in self.samples.items()
            }
        return memory

    def learn(self, memory: HostMemory, now: dt.datetime) -> None:
        """Take over what a run found out; the caller writes the row."""
        self.next_request_at = _moment(memory.next_request_at)
        self.backoff_until = _moment(memory.backoff_until)
        robots = {
            site: each.text and each.text[:MAX_ROBOTS] for site, each in memory.robots.items()
        }
        if robots != self.robots or self.robots_at is None:
            self.robots, self.robots_at = robots, now
        elif now - self.robots_at >= ROBOTS_KEPT_FOR:
            self.robots_at = now
        samples: dict[str, Any] = {
            site: {"marks": sorted(each.marks), "final_url": each.final_url}
            for site, each in memory.samples.items()
        }
        if samples != self.samples or self.samples_at is None:
            self.samples, self.samples_at = samples, now
        elif now - self.samples_at >= SAMPLES_KEPT_FOR:
            self.samples_at = now


def _epoch(moment: dt.datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


def _moment(epoch: float) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(epoch, dt.UTC) if epoch > 0 else None

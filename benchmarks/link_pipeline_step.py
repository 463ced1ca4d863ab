"""The producer of the pipeline benchmark, inside Django: one step a line, as JSON.

It stays up from step to step, so that starting Django is in no figure.
"""

import datetime as dt
import json
import sys
import time
from pathlib import Path

import django

django.setup()

from django.utils import timezone  # noqa: E402

from sources.models import Host, LinkCheck, PageText, Passage, Snapshot, Source  # noqa: E402
from sources.tasks import dispatch_due  # noqa: E402
from sources.urls import host_of, normalize, url_hash  # noqa: E402

PASSAGE = "percent in the"
LATER = dt.timedelta(days=20)
IDLE = ".example"


def add(listed: str, with_passages: str = "") -> None:
    urls = Path(listed).read_text().split()
    made = Source.objects.bulk_create([_source(url) for url in urls], batch_size=2000)
    if with_passages:
        Passage.objects.bulk_create(
            [Passage(source=source, text=PASSAGE, text_hash=url_hash(PASSAGE)) for source in made],
            batch_size=2000,
        )


def add_idle(count: str) -> None:
    """Sources that are not due: what they cost is the question."""
    at = timezone.now() + LATER
    for start in range(0, int(count), 20_000):
        numbers = range(start, min(start + 20_000, int(count)))
        idle = [_source(f"http://h{n % 5000}{IDLE}/{n}", next_check_at=at) for n in numbers]
        Source.objects.bulk_create(idle, batch_size=2000)


def clear() -> None:
    for model in (LinkCheck, Snapshot, Passage, Source):
        model.objects.all().delete()


def forget() -> None:
    """As if no source had ever been visited."""
    Source.objects.update(state="unchecked", fingerprint="", content_hash="", etag="", title="")
    Snapshot.objects.all().delete()
    PageText.objects.all().delete()


def make_due() -> None:
    """All but the idle ones, by name: an interval grows past any limit from look to look."""
    Source.objects.exclude(host__endswith=IDLE).update(next_check_at=timezone.now())


def dispatch_and_wait() -> int:
    due = Source.objects.due(timezone.now()).count()
    began = timezone.now()
    while Source.objects.due(timezone.now()).exists() or _in_work():
        dispatch_due()
        while _in_work():
            time.sleep(0.2)
            if timezone.now() - began > dt.timedelta(minutes=4):
                raise TimeoutError("the workers do not finish")
    return due


def _in_work() -> bool:
    return Host.objects.exclude(lease="").exists()


def _source(url: str, **fields: object) -> Source:
    normal = normalize(url)
    return Source(
        url=url, normalized_url=normal, url_hash=url_hash(normal), host=host_of(normal), **fields
    )  # fmt: skip


if __name__ == "__main__":
    steps = {f.__name__: f for f in (add, add_idle, clear, forget, make_due, dispatch_and_wait)}
    for line in sys.stdin:
        name, *rest = json.loads(line)
        print(json.dumps(steps[name](*rest)), flush=True)

"""What a source's page in the admin shows of its life: looks, redirects, passages, changes."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils import timezone

from sources.diff import Line, to_show
from sources.models import Alert, LinkCheck, Passage, Snapshot, Source

LOOKS = 60
LISTED = 50  # of them in the table, newest first
SNAPSHOTS = 12
ALERTS = 10


@dataclass(frozen=True, slots=True)
class Mark:
    """One look in the strip: its colour, and the words that say the same."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """The page's own parts, each empty where there is nothing to show."""

    source: Source  # with what rests on it
    marks: list[Mark]  # oldest first
    looks: list[LinkCheck]
    since: LinkCheck | None
    redirects: list[tuple[str, int, str]]  # of the latest look, the final address after them
    final_url: str
    passages: list[Passage]
    snapshots: list[Snapshot]
    shown: Snapshot | None
    lines: list[Line]
    alerts: list[Alert]


def portrait(source: Source, *, snapshot: str = "") -> Portrait:
    """`snapshot` is the key of the text whose changes are to be shown; the newest if none is."""
    looks = list(source.checks.all()[:LOOKS])
    snapshots = list(source.snapshots.select_related("page_text")[:SNAPSHOTS])
    chosen = [each for each in snapshots if str(each.pk) == snapshot]
    shown = next(iter(chosen or snapshots), None)
    latest = next((look for look in looks if not look.void), None)
    prefetch_related_objects([source], "evidence__claims", "articles")
    return Portrait(
        source=source,
        looks=looks[:LISTED],
        marks=[_mark(look) for look in reversed(looks)],
        since=looks[-1] if looks else None,
        redirects=latest.redirects if latest else [],
        final_url=latest.final_url if latest else "",
        passages=list(source.passages.order_by("pk")),
        snapshots=snapshots,
        shown=shown,
        lines=to_show(shown.changes()) if shown else [],
        alerts=list(source.alerts.select_related("passage")[:ALERTS]),
    )


def _mark(look: LinkCheck) -> Mark:
    at = timezone.localtime(look.at)
    words = f"{at:%Y-%m-%d %H:%M} {look.outcome}"
    if look.http_status:
        words += f" ({look.http_status})"
    return Mark(look.colour, f"{words}, our own network's fault" if look.void else words)

"""The front page of the desk: what waits for this person, and what happened today."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.core.cache import cache
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode

from claims import recheck
from claims.desk.chart import Day
from claims.models import Article, Claim, Complaint, Verdict
from sources.models import LinkCheck
from sources.outcome import Outcome

# A glance: the rest is in the list behind the number.
LINES = 6
CHART_DAYS = 30
# A month of looks is counted in one pass over many rows, and nobody needs it to the minute.
CHART_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits, and its page."""

    text: str
    url: str
    note: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """What waits for one reason: how much, the list behind it, and the first of it."""

    title: str
    count: int
    url: str
    empty: str
    lines: list[Line] = field(default_factory=list)
    pressing: bool = False


@dataclass(frozen=True, slots=True)
class Home:
    """All that the page shows."""

    panels: list[Panel]
    days: list[Day]


def home(person: User) -> Home:
    """In a fixed number of queries, however much there is."""
    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    panels = [
        _my_queue(person),
        _second_reader(person),
        _ready(),
        _overdue(now),
        _recheck(),
        _complaints(),
        _today(midnight),
    ]
    return Home(panels, link_health(now))


def _my_queue(person: User) -> Panel:
    mine = Claim.objects.assigned_to(person)
    lines: Any = mine.with_due().for_lists().order_by("-urgent", "due_by", "pk")  # type: ignore[misc]
    return Panel(
        "My queue",
        mine.count(),
        claims_list(assignee="me", status__exact="in_progress"),
        "You have taken no claim. Pick one from what is to be checked.",
        [_claim(claim) for claim in lines[:LINES]],
    )


def _second_reader(person: User) -> Panel:
    waiting = Verdict.objects.awaiting(person)
    return Panel(
        "Waiting for a second reader",
        waiting.count(),
        verdicts_list(state__exact="mine_to_read"),
        "Nothing waits for you to read.",
        _verdicts(waiting.order_by("submitted_at")),
    )


def _ready() -> Panel:
    ready = Verdict.objects.filter(state=Verdict.State.APPROVED)
    return Panel(
        "Ready to publish",
        ready.count(),
        verdicts_list(state__exact="approved"),
        "Nothing is ready.",
        _verdicts(ready.order_by("submitted_at")),
    )


def _overdue(now: dt.datetime) -> Panel:
    late = Claim.objects.overdue(now)
    count = late.count()
    first: Any = late.for_lists().order_by("due_by")  # type: ignore[misc]
    return Panel(
        "Overdue",
        count,
        claims_list(due="late"),
        "Nothing is late.",
        [_claim(claim) for claim in first[:LINES]],
        pressing=count > 0,
    )


def _recheck() -> Panel:
    rows = recheck.queue(limit=LINES)
    count = recheck.claims_waiting().count()
    return Panel(
        "To check again",
        count,
        claims_list(recheck="yes"),
        "Every published check still stands on its sources.",
        [
            Line(
                str(row.claim),
                _page("claim", row.claim.pk),
                f"{row.alert.get_kind_display()}: {row.evidence}",
            )
            for row in rows
        ],
        pressing=count > 0,
    )


def _complaints() -> Panel:
    waiting = Complaint.objects.unanswered()
    oldest = waiting.select_related("verdict__claim").order_by("received_at")[:LINES]
    return Panel(
        "New complaints",
        waiting.count(),
        _list("claims_complaint", state__exact="unanswered"),
        "No reader waits for an answer.",
        [
            Line(
                str(row),
                reverse("admin:claims_complaint_change", args=[row.pk]),
                str(row.verdict.claim),
            )
            for row in oldest
        ],
    )


def _today(midnight: dt.datetime) -> Panel:
    articles = Article.objects.filter(created_at__gte=midnight)
    found: Any = articles.annotate(number=Count("claims")).order_by("-created_at")[:LINES]
    return Panel(
        "Came in today",
        articles.count(),
        _list("claims_article", came_in="today"),
        "No article today. Add one, and its claims are found.",
        [
            Line(
                article.title,
                _page("article", article.pk),
                f"{article.number} claim{'' if article.number == 1 else 's'}"
                if article.extraction_state == Article.Extraction.DONE
                else article.get_extraction_state_display(),
            )
            for article in found
        ],
    )


def _claim(claim: Any) -> Line:
    day = date_format(timezone.localtime(claim.due_by), "MONTH_DAY_FORMAT") if claim.due_by else ""
    due = f"due {day}" if day else ""
    notes = [claim.get_status_display(), str(claim.assignee or ""), due]
    text = ", ".join(note for note in notes if note)
    return Line(str(claim), _page("claim", claim.pk), text, claim.urgent)


def _verdicts(verdicts: QuerySet[Verdict]) -> list[Line]:
    rows: Iterable[Verdict] = verdicts.select_related("claim", "rating", "author")[:LINES]
    return [
        Line(
            verdict.claim_reviewed or str(verdict.claim),
            _page("verdict", verdict.pk),
            f"{verdict.rating}, by {verdict.author}",
            verdict.claim.urgent,
        )
        for verdict in rows
    ]


# Where the numbers lead.


def claims_list(**query: str) -> str:
    return _list("claims_claim", **query)


def verdicts_list(**query: str) -> str:
    return _list("claims_verdict", **query)


def _list(name: str, **query: str) -> str:
    return f"{reverse(f'admin:{name}_changelist')}?{urlencode(query)}"


def _page(name: str, pk: int) -> str:
    return reverse(f"desk:{name}", args=[pk])


# Link health.


def link_health(now: dt.datetime) -> list[Day]:
    """The looks of the last days, by how they ended."""
    days: list[Day] | None = cache.get("claims.desk.home.days")
    if days is None:
        days = _count_looks(now)
        cache.set("claims.desk.home.days", days, CHART_SECONDS)
    return days


def _count_looks(now: dt.datetime) -> list[Day]:
    first = now.date() - dt.timedelta(days=CHART_DAYS - 1)
    since = dt.datetime.combine(first, dt.time(), dt.UTC)
    looks = LinkCheck.objects.filter(at__gte=since, void=False)
    by_day = looks.annotate(day=TruncDate("at", tzinfo=dt.UTC)).order_by()
    counted: dict[dt.date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = by_day.values_list("day", "outcome").annotate(number=Count("pk"))
    for day, outcome, number in rows:
        counted[day][_band(Outcome(outcome))] += number
    days = [first + dt.timedelta(days=number) for number in range(CHART_DAYS)]
    return [Day(day, dict(counted[day])) for day in days]


def _band(outcome: Outcome) -> str:
    if outcome.is_alive:
        return "alive"
    return "gone" if outcome.is_strike else "unsure"

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
from django.utils.text import Truncator

from claims import recheck
from claims.desk.chart import Day
from claims.models import Article, Claim, Complaint, Verdict
from claims.people import name_of
from sources.models import LinkCheck, Source
from sources.outcome import Outcome

# A glance: the rest is in the list behind the number.
LINES = 6
SHOWN_OF_A_TEXT = 180
TO_PICK = {"status__exact": "open", "assignee": "nobody"}
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
    # What to do where nothing waits.
    step: Line | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """How many there are of a kind, and the list of them."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Home:
    """All that the page shows."""

    panels: list[Panel]
    days: list[Day]
    sources: list[Number]


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
        *_unread(),
    ]
    return Home(panels, link_health(now), _sources_by_state())


def _my_queue(person: User) -> Panel:
    mine = Claim.objects.assigned_to(person)
    lines = mine.most_pressing_first().for_lists()
    return Panel(
        "My queue",
        mine.count(),
        claims_list(assignee="me", status__exact="in_progress"),
        "You have taken no claim.",
        [_claim(claim, _due(claim), _article(claim)) for claim in lines[:LINES]],
        step=Line("Pick one from what is to be checked", claims_list(**TO_PICK)),
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
        [_claim(claim, *_who_and_when(claim)) for claim in first[:LINES]],
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
                _shortened(row.claim.text),
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
                _shortened(row.verdict.claim.text),
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
        "No article today.",
        [
            Line(
                article.title,
                _page("article", article.pk),
                f"{article.number} claim{'' if article.number == 1 else 's'}"
                if article.extraction_state == Article.Extraction.DONE
                else article.stage,
            )
            for article in found
        ],
        step=Line("Add one, and its claims are found", reverse("admin:claims_article_add")),
    )


def _unread() -> list[Panel]:
    """Pages and texts that nobody will read unless somebody looks; no panel where there is none."""
    failed = Article.objects.filter(extraction_state=Article.Extraction.FAILED)
    count = failed.count()
    if not count:
        return []
    lines = [
        Line(article.title, _page("article", article.pk), article.extraction_error)
        for article in failed[:LINES]
    ]
    url = _list("claims_article", extraction_state__exact="failed")
    return [Panel("Could not be read", count, url, "", lines, pressing=True)]


def _claim(claim: Claim, *notes: str) -> Line:
    note = " · ".join(note for note in notes if note)
    return Line(_shortened(claim.text), _page("claim", claim.pk), note, claim.urgent)


def _shortened(text: str) -> str:
    """The style sheet shows two lines of it; this keeps the page small."""
    return Truncator(text).chars(SHOWN_OF_A_TEXT)


def _article(claim: Claim) -> str:
    return Truncator(claim.article.title).chars(60) if claim.article else "No article"


def _who_and_when(claim: Claim) -> list[str]:
    who = name_of(claim.assignee) if claim.assignee else "nobody has it"
    return [claim.get_status_display(), who, _due(claim)]


def _due(claim: Claim) -> str:
    """The day, and the hour where it is today."""
    if claim.due is None:
        return ""
    due, now = timezone.localtime(claim.due), timezone.localtime()
    if due.date() == now.date():
        return f"due today, {date_format(due, 'TIME_FORMAT')}"
    return f"due {date_format(due, 'MONTH_DAY_FORMAT')}"


def _verdicts(verdicts: QuerySet[Verdict]) -> list[Line]:
    rows: Iterable[Verdict] = verdicts.select_related("claim", "rating", "author")[:LINES]
    return [
        Line(
            _shortened(verdict.claim_reviewed or verdict.claim.text),
            _page("verdict", verdict.pk),
            f"{verdict.rating} · by {name_of(verdict.author)}",
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


def _sources_by_state() -> list[Number]:
    """What the pages that we watch are like now, the healthy first."""
    rows = Source.objects.order_by().values_list("state").annotate(number=Count("pk"))
    number = dict(rows)
    return [
        Number(label, number[state], _list("sources_source", state__exact=state))
        for state, label in Source.State.choices
        if state in number
    ]


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

"""From published verdicts to what readers get: the frozen review with what came after it.

The one place that knows addresses, publisher, second readers, dates and corrections of a review;
pages, feeds and the API all read from here.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import NullIf
from django.urls import reverse

from claims.claimreview import Correction as PublishedCorrection
from claims.claimreview import EvidenceItem, Finding, PublishedReview, Publisher, lint, render
from claims.models import (
    Approval,
    Article,
    Claimant,
    Correction,
    Rating,
    Resolution,
    ShownClaimant,
    Verdict,
)
from claims.models.shown_claimant import SHOWN
from claims.models.verdict import VerdictQuerySet
from claims.people import name_of

# Of a search; the others would cost time and find nothing more.
MOST_WORDS = 20
# Where a search looks: in what was frozen, never in rows that somebody is working on.
PUBLISHED_WORDS = (
    "claim_reviewed", "text", "exact", "summary", "claimant_text",
    "claimants__0__name", "claimants__1__name", "claimants__2__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Publication:
    """A verdict as readers see it, with where it stands."""

    verdict: Verdict
    review: PublishedReview
    path: str
    # When it was handed to the second reader, and when the last of them agreed; of a mended
    # typing error neither is known, since nobody read it a second time.
    checked_at: datetime | None = None
    second_read_at: datetime | None = None
    # What readers are told while the desk looks at it again.
    rechecked_since: datetime | None = None
    rechecked_note: str = ""

    @property
    def withdrawn(self) -> bool:
        return self.verdict.state == Verdict.State.WITHDRAWN


def publisher() -> Publisher:
    return Publisher(settings.PUBLISHER_NAME, settings.SITE_URL)


def address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def claim_path(claim_id: int) -> str:
    return reverse("public:claim", args=[claim_id])


def publications(verdicts: VerdictQuerySet) -> list[Publication]:
    """Published verdicts as their readers see them, in five queries whatever their number."""
    rows: list[Any] = list(verdicts.with_rechecked_since())
    after = _Aftermath(rows)
    return [
        Publication(
            row,
            after.review(row),
            claim_path(row.claim_id),
            rechecked_since=row.rechecked_since,
            rechecked_note=row.rechecked_note,
            **after.dates(row),
        )
        for row in rows
    ]


def mentioning(verdicts: VerdictQuerySet, text: str) -> VerdictQuerySet:
    """Those whose published words, or claimants as published, have all words of this text."""
    for word in text.replace("\0", "").split()[:MOST_WORDS]:
        anywhere = (Q(**{f"frozen__{place}__icontains": word}) for place in PUBLISHED_WORDS)
        verdicts = verdicts.filter(reduce(or_, anywhere))
    return verdicts


def published_articles() -> "QuerySet[Article]":
    """Articles as the newest check of each shows them: `as_published`, and its words as columns.

    What the desk puts right about an article is seen by readers with the next check of it.
    """
    newest = Verdict.objects.public().filter(claim__article=OuterRef("pk"))
    newest = newest.order_by("-published_at", "-pk")

    def word(place: str) -> Subquery:
        # SQLite takes a JSON null for the word.
        return Subquery(newest.values(word=NullIf(KT(place), Value("null", TextField())))[:1])

    return Article.objects.filter(Exists(newest)).annotate(
        as_published=Subquery(newest.values("frozen__article")[:1]),
        published_title=word("frozen__article__title"),
        published_outlet=word("frozen__article__outlet"),
        published_author=word("frozen__article__author"),
        published_on=word("frozen__article__published_on"),
        published_language=word("frozen__language"),
    )


def published_claimants() -> "QuerySet[Claimant]":
    """Claimants as the newest check that names them does: columns `published_name` and so on."""
    shown = ShownClaimant.objects.public().filter(claimant=OuterRef("pk")).newest_first()
    columns = {f"published_{name}": Subquery(shown.values(name)[:1]) for name in SHOWN}
    return Claimant.objects.filter(Exists(shown)).annotate(**columns)


def preview(verdict: Verdict, review: PublishedReview) -> PublishedReview:
    """A review that is not published yet, as it will be: for its author and the second reader."""
    return review.as_published(
        url=address(claim_path(verdict.claim_id)), publisher=publisher(), published_at=None
    )


def findings(review: PublishedReview) -> list[Finding]:
    """The lint of a review against the desk's own scale. The date comes with publication."""
    # Of two ratings with one label the one in use comes last, and counts.
    in_use_last = Rating.objects.order_by(F("retired_at").asc(nulls_last=True))
    numbers = dict(in_use_last.values_list("label", "value"))
    found = lint(render(review), scale=numbers)
    undated = review.published_at is None
    return [item for item in found if not (undated and item.path == "datePublished")]


class _Aftermath:
    """What happened since the submissions were frozen, for many verdicts at once."""

    def __init__(self, verdicts: Iterable[Verdict]) -> None:
        rows = list(verdicts)
        self.publisher = publisher()
        self.first = _first_dates({row.claim_id for row in rows})
        self.corrections = _corrections({row.claim_id for row in rows})
        self.agreed = _agreed({row.pk for row in rows})
        self.copies = _archived_copies({row.claim_id for row in rows})

    def review(self, verdict: Verdict) -> PublishedReview:
        corrections = self.corrections[verdict.claim_id]
        frozen = replace(verdict.review, evidence=self._evidence(verdict.review))
        return frozen.as_published(
            url=address(claim_path(verdict.claim_id)),
            publisher=self.publisher,
            published_at=self.first[verdict.claim_id],
            updated_at=corrections[0].at if corrections else None,
            # A mended typing error keeps the second reader that its submission froze.
            second_read_by=self._second_readers(verdict) or frozen.second_read_by,
            corrections=tuple(corrections),
        )

    def dates(self, verdict: Verdict) -> dict[str, datetime | None]:
        agreed = self.agreed[verdict.pk]
        if not agreed:
            return {}
        return {"checked_at": verdict.submitted_at, "second_read_at": agreed[-1].at}

    def _second_readers(self, verdict: Verdict) -> tuple[str, ...]:
        return tuple(name_of(row.user) for row in self.agreed[verdict.pk])

    def _evidence(self, review: PublishedReview) -> tuple[EvidenceItem, ...]:
        return tuple(
            replace(item, archived_url=self.copies[item.id], only_archived=True)
            if item.id in self.copies and not item.confidential
            else item
            for item in review.evidence
        )


def _first_dates(claims: set[int]) -> dict[int, datetime | None]:
    public = Verdict.objects.public().filter(claim__in=claims).order_by()
    return dict(public.values_list("claim").annotate(Min("published_at")))


def _corrections(claims: set[int]) -> dict[int, list[PublishedCorrection]]:
    told = Correction.objects.public().filter(from_verdict__claim__in=claims)
    found: dict[int, list[PublishedCorrection]] = defaultdict(list)
    for row in told.newest_first().select_related("from_verdict", "to_verdict"):
        found[row.from_verdict.claim_id].append(
            PublishedCorrection(kind=row.kind, note=row.note, at=row.effective_at)
        )
    return found


def _agreed(verdicts: set[int]) -> dict[int, list[Approval]]:
    """Who agreed with what was published, in the order in which they did."""
    rows = Approval.objects.filter(
        verdict__in=verdicts,
        submission=F("verdict__submission"),
        decision=Approval.Decision.APPROVED,
    )
    found: dict[int, list[Approval]] = defaultdict(list)
    for row in rows.select_related("user").order_by("at", "pk"):
        found[row.verdict_id].append(row)
    return found


def _archived_copies(claims: set[int]) -> dict[int | None, str]:
    """Where somebody has decided that an archived copy stands for the page that was cited."""
    cited = Resolution.objects.filter(
        how=Resolution.How.ARCHIVED_COPY_CITED, evidence__claims__in=claims
    )
    return dict(cited.order_by("at", "pk").values_list("evidence", "archived_url"))

"""What the reading view shows of an article: its claims in order, and how far each is."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Max, Prefetch, Sum
from django.utils.safestring import SafeString

from claims.desk.highlighting import text_html
from claims.desk.segments import Mark
from claims.models import Article, Claim, Claimant, Revision, Verdict
from claims.permissions import Person

# Below this the machine thinks that hardly any desk would check it: the list folds it away.
UNLIKELY_BELOW = 0.35
# What stands above the text: a page that is fetched tells it, and a colleague may put it right.
SHOWN_ABOVE = (
    "title", "kind", "outlet", "author", "default_speaker", "published_at", "due_at", "url",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One claim of the list. `number` counts in reading order, and stands in the text too."""

    number: int
    claim: Claim
    verbs: frozenset[str]
    in_text: bool

    @property
    def group(self) -> str:
        """The part of the list in which it stands."""
        if self.claim.canonical_id:
            return "merged"
        if not self.in_text:
            return "elsewhere"
        return "unlikely" if self.unlikely else "likely"

    @property
    def unlikely(self) -> bool:
        """Also when it was dismissed, so that the key for the next claim goes on from its place."""
        claim = self.claim
        worth = claim.check_worthiness
        aside = claim.status in {Claim.Status.EXTRACTED, Claim.Status.DISMISSED}
        return aside and worth is not None and worth < UNLIKELY_BELOW and not claim.urgent


@dataclass(frozen=True, slots=True)
class Namesake:
    """A speaker of this article who is perhaps one that the desk knows."""

    here: Claimant
    known: Claimant
    number: int
    """Claims of this article's speaker that would go to the known one."""


class Board:
    """An article as one person sees it, in a fixed number of queries."""

    def __init__(self, article: Article, person: Person) -> None:
        self.article, self.person = article, person

    @cached_property
    def revision(self) -> Revision | None:
        return self.article.revisions.order_by("pk").last()

    @cached_property
    def taken_in_before(self) -> list[Article]:
        """Older articles of the same address, so that nobody does again what is done."""
        if not self.article.url:
            return []
        older = Article.objects.of_address(self.article.url).filter(pk__lt=self.article.pk)
        return list(older.only("pk", "created_at").order_by("-pk")[:3])

    @cached_property
    def rows(self) -> list[Row]:
        claims = sorted(self._claims(), key=_reading_order)
        return [self._row(number, claim) for number, claim in enumerate(claims, start=1)]

    def _row(self, number: int, claim: Claim) -> Row:
        claim.article = self.article
        verbs = frozenset(claim.verbs_for(self.person))
        if claim.refusal("edit", self.person) is None:
            verbs |= {"edit"}
        in_text = self.revision is not None and claim.revision_id == self.revision.pk
        return Row(number, claim, verbs, in_text)

    def _claims(self) -> list[Claim]:
        states = Verdict.objects.only("claim_id", "state")
        found = self.article.claims.select_related("assignee", "confirmed_by", "canonical")
        prefetches = ("named__claimant", Prefetch("verdicts", states))
        return list(found.defer("prefix", "suffix").prefetch_related(*prefetches))

    @cached_property
    def groups(self) -> dict[str, list[Row]]:
        groups: dict[str, list[Row]] = {
            "likely": [], "unlikely": [], "elsewhere": [], "merged": [],
        }  # fmt: skip
        for row in self.rows:
            groups[row.group].append(row)
        return groups

    @cached_property
    def namesakes(self) -> list[Namesake]:
        """Whom the desk may know already. Two who both speak here are one suggestion, not two."""
        count = Counter(speaker for row in self.rows for speaker in row.claim.speakers)
        likely = Claimant.objects.perhaps_same_as(list(count))
        found: dict[frozenset[int], Namesake] = {}
        # The less known goes to the better known: of two that speak here, the rarer is asked about.
        for here, number in reversed(count.most_common()):
            for known in likely.get(here.pk, [])[:1]:
                found.setdefault(frozenset((here.pk, known.pk)), Namesake(here, known, number))
        return sorted(found.values(), key=lambda namesake: (-namesake.number, namesake.here.pk))

    @cached_property
    def legend(self) -> list[tuple[str, str, int]]:
        """Each status with its label and how many claims have it."""
        count = Counter(row.claim.status for row in self.rows)
        return [(value, label, count[value]) for value, label in Claim.Status.choices]

    @cached_property
    def text(self) -> SafeString:
        """The text with its claims marked."""
        shown = [row for row in self.rows if row.in_text and not row.claim.canonical_id]
        return text_html(self.revision.text if self.revision else "", shown)


def mark_of(claim: Claim) -> Mark:
    return Mark(claim.pk, claim.start or 0, claim.end or 0)


def _reading_order(claim: Claim) -> tuple[int, int, int, int]:
    start = claim.start if claim.start is not None else 1 << 40
    return (-(claim.revision_id or 0), start, -(claim.end or 0), claim.pk)


def state_of(article: Article, person: Person) -> str:
    """Changes whenever something on the board does: every change of a claim raises its version."""
    claims = article.claims.aggregate(
        count=Count("pk"), versions=Sum("version"), newest=Max("pk"), revision=Max("revision")
    )
    extraction = (
        article.extraction_state, article.extraction_attempts, article.extraction_started_at,
        article.extraction_error, article.extraction_note, article.awaits_text,
    )  # fmt: skip
    known = [getattr(article, name) for name in SHOWN_ABOVE]
    speakers = Claimant.objects.filter(claims__article=article).aggregate(Sum("version"))
    seen = repr((person.pk, sorted(claims.items()), extraction, known, speakers))
    return hashlib.sha256(seen.encode()).hexdigest()[:20]

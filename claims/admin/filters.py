"""The filters of the desk's lists, by the words that a desk uses."""

import datetime as dt
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from claims import recheck
from claims.admin.verbs import reviewers
from claims.models import Article, Claim, Claimant, Complaint, Correction, Rating, Verdict
from claims.people import name_of
from sources.list_filters import ArrivedFilter, ChoiceFilter, Choices, YesNoFilter
from sources.models import Source

# A menu longer than this is not read; the search finds the rest.
MOST_CHOICES = 60
UNFINISHED = ["extracted", "open", "in_progress", "awaiting_approval"]


class RowFilter(ChoiceFilter):
    """A choice of one row. A link may name one that the menu is too short for."""

    def is_choice(self, value: str) -> bool:
        return super().is_choice(value) or (value.isascii() and value.isdigit() and len(value) < 19)


class StatusFilter(ChoiceFilter):
    title = "status"
    parameter_name = "status__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("unfinished", "Unfinished"), *Claim.Status.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Claim]) -> QuerySet[Claim]:
        if self.value() == "unfinished":
            return queryset.filter(status__in=UNFINISHED)
        return queryset.filter(status=self.value()) if self.value() else queryset


class PersonFilter(RowFilter):
    """One of the desk, or oneself."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        people = [(str(person.pk), name_of(person)) for person in reviewers()[:MOST_CHOICES]]
        return [("me", "Me"), *people]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen: Any = {"me": request.user, "nobody": None}.get(self.value() or "", self.value())
        return queryset.filter(**{str(self.parameter_name): chosen}) if self.value() else queryset


class AssigneeFilter(PersonFilter):
    title = "assignee"
    parameter_name = "assignee"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        me, *others = super().lookups(request, model_admin)
        return [me, ("nobody", "Nobody"), *others]


class HandlerFilter(AssigneeFilter):
    title = "handled by"
    parameter_name = "handler"


class AuthorFilter(PersonFilter):
    title = "author"
    parameter_name = "author"


class ExtractionFilter(ChoiceFilter):
    """How far the machine's first pass over an article is."""

    title = "finding claims"
    parameter_name = "extraction_state__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return list(Article.Extraction.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(extraction_state=self.value()) if self.value() else queryset


class DueFilter(ChoiceFilter):
    title = "due"
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [
            ("late", "Overdue"), ("today", "Today"), ("week", "Within a week"), ("none", "No date"),
        ]  # fmt: skip

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        now = timezone.now()
        tomorrow = timezone.localtime().replace(hour=0, minute=0, second=0) + dt.timedelta(days=1)
        match self.value():
            case "late":
                return self.late(queryset, now)
            case "today":
                return queryset.filter(due_by__gte=now, due_by__lt=tomorrow)
            case "week":
                return queryset.filter(due_by__gte=now, due_by__lt=now + dt.timedelta(days=7))
            case "none":
                return queryset.filter(due_by=None)
        return queryset

    def late(self, queryset: Any, now: dt.datetime) -> Any:
        return queryset.filter(due_by__lt=now, status__in=UNFINISHED)


class ArticleDueFilter(DueFilter):
    """The same, of an article's own date."""

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return super().queryset(request, queryset.annotate(due_by=F("due_at")))

    def late(self, queryset: Any, now: dt.datetime) -> Any:
        return with_claims(queryset.filter(due_by__lt=now), status__in=UNFINISHED)


def with_claims(articles: Any, **so: Any) -> Any:
    """Those with such a claim. Not by a join: what the list counts would be counted again."""
    return articles.filter(pk__in=Claim.objects.filter(**so).values("article"))


class ArticleAssigneeFilter(AssigneeFilter):
    """Articles with a claim that somebody has, or that nobody has yet."""

    title = "claims of"

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if not self.value():
            return queryset
        if self.value() == "nobody":
            return with_claims(queryset, assignee=None, status__in=UNFINISHED)
        chosen: Any = request.user if self.value() == "me" else self.value()
        return with_claims(queryset, assignee=chosen)


class ArticleUrgentFilter(ChoiceFilter):
    title = "urgent"
    parameter_name = "urgent"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("yes", "With an urgent claim")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() != "yes":
            return queryset
        return with_claims(queryset, urgent=True, status__in=UNFINISHED)


class UrgentFilter(ChoiceFilter):
    title = "urgent"
    parameter_name = "urgent"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("yes", "Urgent")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(urgent=True) if self.value() == "yes" else queryset


class OutletFilter(ChoiceFilter):
    title = "outlet"
    parameter_name = "outlet"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        outlets = Article.objects.exclude(outlet="").order_by("outlet")
        names = outlets.values_list("outlet", flat=True).distinct()[:MOST_CHOICES]
        return [(name, name) for name in names]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(article__outlet=self.value()) if self.value() else queryset


class ArticleOutletFilter(OutletFilter):
    """The same, of the article itself."""

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(outlet=self.value()) if self.value() else queryset


class VerdictOutletFilter(OutletFilter):
    """The same, of the article whose claim was judged."""

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(claim__article__outlet=self.value()) if self.value() else queryset


class OursFilter(YesNoFilter):
    """Whether readers may see the whole text."""

    title = "our own text"
    parameter_name = "ours"
    column = "ours"


class ClaimantFilter(RowFilter):
    title = "claimant"
    parameter_name = "claimant"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        named = Claimant.objects.filter(claims__isnull=False).distinct()[:MOST_CHOICES]
        return [(str(claimant.pk), claimant.name) for claimant in named]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(named__claimant=self.value()) if self.value() else queryset


class VerdictClaimantFilter(ClaimantFilter):
    """The same, of who made the claim that was judged."""

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(claim__named__claimant=self.value()) if self.value() else queryset


class RatingFilter(ChoiceFilter):
    title = "rating"
    parameter_name = "rating"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(rating.slug, rating.label) for rating in Rating.objects.usable()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if not self.value():
            return queryset
        return queryset.filter(verdicts__rating__slug=self.value()).distinct()


class EvidenceHealthFilter(ChoiceFilter):
    title = "evidence health"
    parameter_name = "evidence"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("none", "No evidence"), *Source.State.choices]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "none":
            return queryset.filter(evidence=None)
        if not self.value():
            return queryset
        return queryset.filter(evidence__source__state=self.value()).distinct()


class LinkFilter(ChoiceFilter):
    """How the page of a piece of evidence is."""

    title = "link health"
    parameter_name = "link"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return list(Source.State.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(source__state=self.value()) if self.value() else queryset


class RecheckFilter(ChoiceFilter):
    """Published claims whose evidence something has happened to."""

    title = "to check again"
    parameter_name = "recheck"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("yes", "To check again")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() != "yes":
            return queryset
        return queryset.filter(pk__in=recheck.claims_waiting().values("pk"))


class ComplaintStateFilter(ChoiceFilter):
    """Where a complaint stands."""

    title = "state"
    parameter_name = "state__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("unanswered", "Unanswered"), *Complaint.State.choices]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "unanswered":
            return queryset.unanswered()
        return queryset.filter(state=self.value()) if self.value() else queryset


class CorrectionStateFilter(ChoiceFilter):
    """Whether readers see it already."""

    title = "where it stands"
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("in_work", "In work"), ("public", "Public"), ("silent", "Typing errors")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "in_work":
                return queryset.filter(public_at=None)
            case "public":
                return queryset.public()
            case "silent":
                return queryset.filter(kind=Correction.Kind.TYPO, public_at__isnull=False)
        return queryset


class CorrectionKindFilter(ChoiceFilter):
    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return list(Correction.Kind.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class CorrectedByFilter(PersonFilter):
    title = "begun by"
    parameter_name = "by"


class StateFilter(ChoiceFilter):
    """Where a verdict stands."""

    title = "state"
    parameter_name = "state__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [("mine_to_read", "For me to read second"), *Verdict.State.choices]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "mine_to_read":
            return queryset.awaiting(request.user)
        return queryset.filter(state=self.value()) if self.value() else queryset


class FindingFilter(ChoiceFilter):
    """What a verdict found."""

    title = "rating"
    parameter_name = "rating"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(rating.slug, rating.label) for rating in Rating.objects.usable()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(rating__slug=self.value()) if self.value() else queryset


class KindFilter(ChoiceFilter):
    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return list(Claim.KindOfClaim.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(kind_of_claim=self.value()) if self.value() else queryset


class ReceivedFilter(ArrivedFilter):
    column = "received_at"


class AlertInPublishedCheckFilter(YesNoFilter):
    title = "in a published check"
    parameter_name = "cited"
    column = "source__cited_publicly"


class HappenedFilter(ArrivedFilter):
    title = "happened"
    parameter_name = "happened"
    column = "at"


class BegunFilter(ArrivedFilter):
    title = "begun"
    parameter_name = "begun"
    column = "at"


class PublishedFilter(ArrivedFilter):
    title = "published"
    parameter_name = "published"
    column = "published_at"


class AttachedFilter(ArrivedFilter):
    title = "attached"
    parameter_name = "attached"
    column = "added_at"

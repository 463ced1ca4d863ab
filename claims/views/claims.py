"""Claims: the desk's work, one sub-resource for each verb, and what readers see of them."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Prefetch, QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from claims import claimreview
from claims.entry import enter
from claims.models import Article, Claim, Claimant, ShownClaimant, Verdict
from claims.publication import mentioning, publications
from claims.serializers.claims import (
    Assignment,
    ClaimCreateSerializer,
    ClaimDetailSerializer,
    ClaimEditSerializer,
    ClaimSerializer,
    Dismissal,
    Merger,
    Note,
    Nothing,
)
from claims.serializers.fields import saved
from claims.serializers.public import PublicClaimSerializer
from claims.views.base import Arguments, Resource, with_verbs
from sources.rest import Filters, Flag, either

VERBS: Arguments = {
    "accept": Nothing,
    "undo_accept": Nothing,
    "dismiss": Dismissal,
    "reopen": Note,
    "take": Nothing,
    "release": Note,
    "assign": Assignment,
    "confirm": Nothing,
    "undo_confirm": Nothing,
    "merge_into": Merger,
    "unmerge": Nothing,
}


def articles(request: Request | None) -> "QuerySet[Article]":
    """Those that this caller may know of."""
    return Article.objects.visible_to(request.user) if request else Article.objects.none()


def claimants(request: Request | None) -> "QuerySet[Claimant]":
    return Claimant.objects.visible_to(request.user) if request else Claimant.objects.none()


class ClaimFilter(Filters):
    article = filters.ModelChoiceFilter(queryset=articles)
    claimant = filters.ModelChoiceFilter(field_name="claimants", queryset=claimants)
    status = filters.MultipleChoiceFilter(choices=Claim.Status.choices)
    assignee = filters.CharFilter(method="of_assignee", help_text="A user name, `me` or `nobody`.")
    kind = filters.MultipleChoiceFilter(choices=Claim.Kind.choices)
    kind_of_claim = filters.MultipleChoiceFilter(choices=Claim.KindOfClaim.choices)
    urgent = Flag()
    due = filters.IsoDateTimeFilter(
        field_name="due_by", lookup_expr="lte", help_text="Due by then, itself or its article."
    )
    overdue = Flag(method="that_is_overdue")
    outlet = filters.CharFilter(field_name="article__outlet", lookup_expr="iexact")
    rating = filters.CharFilter(method="rated", help_text="The slug of the published rating.")
    canonical = filters.ModelChoiceFilter(queryset=Claim.objects.all())

    def of_assignee(self, claims: "QuerySet[Claim]", name: str, value: str) -> "QuerySet[Claim]":
        if value == "nobody":
            return claims.filter(assignee=None)
        if value == "me":
            return claims.filter(assignee=self.request.user.pk)
        return claims.filter(assignee__in=User.objects.filter(username=value))

    def that_is_overdue(self, claims: Any, name: str, value: bool) -> "QuerySet[Claim]":
        late = Claim.objects.overdue(timezone.now()).values("pk")
        return claims.filter(pk__in=late) if value else claims.exclude(pk__in=late)  # type: ignore[no-any-return]

    def rated(self, claims: "QuerySet[Claim]", name: str, value: str) -> "QuerySet[Claim]":
        published = Verdict.objects.published().filter(claim=OuterRef("pk"), rating__slug=value)
        return claims.filter(Exists(published))


class PublicClaimFilter(Filters):
    """Only by what readers see: other filters would tell what the desk thinks."""

    article = filters.ModelChoiceFilter(queryset=articles)
    claimant = filters.ModelChoiceFilter(method="said_by", queryset=claimants)
    outlet = filters.CharFilter(method="of_outlet")
    rating = filters.CharFilter(method="rated")
    search = filters.CharFilter(method="found")

    rated = ClaimFilter.rated

    def said_by(self, claims: "QuerySet[Claim]", name: str, value: Claimant) -> "QuerySet[Claim]":
        shown = ShownClaimant.objects.public().filter(claimant=value)
        return claims.filter(Exists(shown.filter(verdict__claim=OuterRef("pk"))))

    def of_outlet(self, claims: "QuerySet[Claim]", name: str, value: str) -> "QuerySet[Claim]":
        published = Verdict.objects.public().filter(claim=OuterRef("pk"))
        return claims.filter(Exists(published.filter(frozen__article__outlet__iexact=value)))

    def found(self, claims: "QuerySet[Claim]", name: str, value: str) -> "QuerySet[Claim]":
        published = Verdict.objects.public().filter(claim=OuterRef("pk"))
        return claims.filter(Exists(mentioning(published, value)))


def newest_public() -> "Prefetch[str, QuerySet[Verdict], str]":
    verdicts = Verdict.objects.public().with_rechecked_since().order_by("-published_at")
    return Prefetch("verdicts", verdicts, to_attr="public_verdicts")


@extend_schema_view(
    list=extend_schema(responses=either(ClaimSerializer, PublicClaimSerializer)),
    retrieve=extend_schema(responses=either(ClaimDetailSerializer, PublicClaimSerializer)),
)
@with_verbs(Claim, VERBS)
class ClaimViewSet(Resource):
    """Claims. The desk sees where they stand; readers see what was published about them."""

    serializer_class = ClaimSerializer
    detail_serializer_class = ClaimDetailSerializer
    public_serializer_class = PublicClaimSerializer

    @property
    def ordering(self) -> str:
        """One article's claims in reading order, everything else with the newest first."""
        if not self.for_desk:
            return "-published_at"
        in_article = self.request is not None and "article" in self.request.query_params
        return "start" if in_article else "-created_at"

    @property
    def ordering_fields(self) -> list[str]:
        if not self.for_desk:
            return []
        return ["created_at", "start", "due_by", "check_worthiness", "status"]

    @property
    def search_fields(self) -> list[str]:
        return ["text", "exact", "claimant_text", "article__title"] if self.for_desk else []

    @property
    def filterset_class(self) -> type[Filters]:
        return ClaimFilter if self.for_desk else PublicClaimFilter

    def get_queryset(self) -> "QuerySet[Claim]":
        if not self.for_desk:
            dated = Claim.objects.public().annotate(published_at=Max("verdicts__published_at"))
            return dated.prefetch_related(newest_public())
        return Claim.objects.for_lists().with_due().select_related("created_by", "confirmed_by")

    def given(self, arguments: type[Serializer[Any]], row: Any = None) -> dict[str, Any]:
        """Also saves the claimants who are new to us: call it in the transaction of the rest."""
        found = super().given(arguments, row)
        if "claimants" in found:
            found["claimants"] = saved(found["claimants"], by=self.person)
        return found

    @extend_schema(request=ClaimCreateSerializer, responses={201: ClaimDetailSerializer})
    def create(self, request: Request) -> Response:
        """Enter a claim by hand, anchored in an article or not."""
        with transaction.atomic():
            claim = enter(by=self.person, **self.given(ClaimCreateSerializer))
        return self.created(claim)

    @extend_schema(request=ClaimEditSerializer, responses=ClaimDetailSerializer)
    def partial_update(self, request: Request, **kwargs: Any) -> Response:
        """Edit wording and attribution. If-Match is required; a status is changed by its verb."""
        return self.edited(ClaimEditSerializer)

    @extend_schema(responses={(200, "application/ld+json"): OpenApiTypes.OBJECT})
    @action(detail=True, methods=["get"])
    def claimreview(self, request: Request, **kwargs: Any) -> Response:
        """The ClaimReview JSON-LD of the published verdict."""
        published = publications(Verdict.objects.published().filter(claim=self.kwargs["pk"]))
        if not published:
            raise NotFound("No verdict on this claim is published.")
        markup = claimreview.render(published[0].review)
        return Response(markup, content_type="application/ld+json")

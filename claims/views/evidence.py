"""Evidence: attach, edit, take away; readers see it as it was frozen."""

from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims import recheck
from claims.models import Claim, Evidence
from claims.serializers.evidence import (
    EvidenceCreateSerializer,
    EvidenceEditSerializer,
    EvidenceSerializer,
    ResolutionCreateSerializer,
    ResolutionSerializer,
)
from claims.serializers.public import PublicEvidenceSerializer
from claims.views.base import Resource
from claims.views.claims import newest_public
from sources.models import Source
from sources.rest import Filters, Flag, either


def claims(request: Request | None) -> "QuerySet[Claim]":
    """Those that this caller may know of."""
    return Claim.objects.visible_to(request.user) if request else Claim.objects.none()


class PublicEvidenceFilter(Filters):
    claim = filters.ModelChoiceFilter(field_name="claims", queryset=claims)


class EvidenceFilter(PublicEvidenceFilter):
    source = filters.ModelChoiceFilter(queryset=Source.objects.all())
    stance = filters.MultipleChoiceFilter(choices=Evidence.Stance.choices)
    tier = filters.MultipleChoiceFilter(choices=Evidence.Tier.choices)
    confidential = Flag()


@extend_schema_view(
    list=extend_schema(responses=either(EvidenceSerializer, PublicEvidenceSerializer)),
    retrieve=extend_schema(responses=either(EvidenceSerializer, PublicEvidenceSerializer)),
)
class EvidenceViewSet(Resource):
    """What verdicts rest on."""

    serializer_class = EvidenceSerializer
    public_serializer_class = PublicEvidenceSerializer
    ordering = "added_at"

    @property
    def filterset_class(self) -> type[Filters]:
        return EvidenceFilter if self.for_desk else PublicEvidenceFilter

    def get_queryset(self) -> "QuerySet[Evidence]":
        rows = Evidence.objects.visible_to(self.request.user)
        if not self.for_desk:
            published = Claim.objects.public().prefetch_related(newest_public())
            return rows.prefetch_related(Prefetch("claims", published))
        return rows.select_related("source", "passage", "added_by").prefetch_related("claims")

    @extend_schema(request=EvidenceCreateSerializer, responses={201: EvidenceSerializer})
    def create(self, request: Request) -> Response:
        """Attach a URL or a citation to a claim, or to several. A new URL is looked at at once."""
        given = self.given(EvidenceCreateSerializer)
        return self.created(Evidence.objects.attach(by=self.person, **given))

    @extend_schema(request=EvidenceEditSerializer, responses=EvidenceSerializer)
    def partial_update(self, request: Request, **kwargs: Any) -> Response:
        """Edit it. If-Match is required."""
        return self.edited(EvidenceEditSerializer)

    @extend_schema(request=ResolutionCreateSerializer, responses={201: ResolutionSerializer})
    @action(detail=True, methods=["post"])
    def resolve(self, request: Request, **kwargs: Any) -> Response:
        """Say why it may be relied on again after an alert: this takes it off the queue."""
        given = self.given(ResolutionCreateSerializer)
        resolution = recheck.resolve(self.get_object(), by=self.person, **given)
        return Response(ResolutionSerializer(resolution).data, status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, **kwargs: Any) -> Response:
        """Take it away. If-Match is required; what was submitted or published keeps it."""
        with transaction.atomic():
            evidence = self.locked()
            self.matched(evidence, required=True)
            evidence.remove(by=self.person)
        return Response(status=status.HTTP_204_NO_CONTENT)

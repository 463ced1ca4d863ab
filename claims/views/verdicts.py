"""Verdicts: draft, edit, and one sub-resource for each verb."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from claims.models import Claim, Verdict
from claims.models.rating import RatingScale
from claims.serializers.claims import Note, Nothing
from claims.serializers.public import PublicVerdictSerializer
from claims.serializers.verdicts import (
    ChangesRequested,
    CorrectionBegun,
    VerdictCreateSerializer,
    VerdictDetailSerializer,
    VerdictEditSerializer,
    VerdictSerializer,
    Withdrawal,
)
from claims.views.base import Arguments, Resource, with_verbs
from claims.views.evidence import claims
from sources.rest import Filters, either

VERBS: Arguments = {
    "submit": Note,
    "approve": Note,
    "request_changes": ChangesRequested,
    "publish": Nothing,
    "discard": Nothing,
    "correct": CorrectionBegun,
    "withdraw": Withdrawal,
    "announce_recheck": Note,
    "end_recheck": Nothing,
}


class PublicVerdictFilter(Filters):
    claim = filters.ModelChoiceFilter(queryset=claims)
    question = filters.ChoiceFilter(choices=RatingScale.Question.choices)
    rating = filters.CharFilter(field_name="rating__slug")
    published_after = filters.IsoDateTimeFilter(field_name="published_at", lookup_expr="gte")


class VerdictFilter(PublicVerdictFilter):
    state = filters.MultipleChoiceFilter(choices=Verdict.State.choices)
    author = filters.CharFilter(field_name="author__username")


@extend_schema_view(
    list=extend_schema(responses=either(VerdictSerializer, PublicVerdictSerializer)),
    retrieve=extend_schema(responses=either(VerdictDetailSerializer, PublicVerdictSerializer)),
)
@with_verbs(Verdict, VERBS)
class VerdictViewSet(Resource):
    """What we found. The desk sees drafts; readers see what was published."""

    serializer_class = VerdictSerializer
    detail_serializer_class = VerdictDetailSerializer
    public_serializer_class = PublicVerdictSerializer

    @property
    def ordering(self) -> str:
        return "-created_at" if self.for_desk else "-published_at"

    @property
    def ordering_fields(self) -> list[str]:
        return ["submitted_at", "published_at", "updated_at"] if self.for_desk else []

    @property
    def filterset_class(self) -> type[Filters]:
        return VerdictFilter if self.for_desk else PublicVerdictFilter

    def get_queryset(self) -> "QuerySet[Verdict]":
        rows = Verdict.objects.visible_to(self.request.user).with_rechecked_since()
        return rows.select_related("rating", "author", "published_by", "claim").prefetch_related(
            "approvals__user"
        )

    def locked(self) -> Any:
        """The claim before its verdict, as everywhere."""
        seen = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        Claim.objects.hold(seen.claim_id)
        return super().locked()

    @extend_schema(request=VerdictCreateSerializer, responses={201: VerdictDetailSerializer})
    def create(self, request: Request) -> Response:
        """Begin a verdict. An open claim is taken by this."""
        given = self.given(VerdictCreateSerializer)
        return self.created(Verdict.objects.draft(by=self.person, **given))

    @extend_schema(request=VerdictEditSerializer, responses=VerdictDetailSerializer)
    def partial_update(self, request: Request, **kwargs: Any) -> Response:
        """Edit a draft. If-Match is required."""
        return self.edited(VerdictEditSerializer)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, **kwargs: Any) -> Response:
        """Throw a draft away. If-Match is required."""
        with transaction.atomic():
            verdict = self.locked()
            self.matched(verdict, required=True)
            verdict.discard(by=self.person)
        return Response(status=status.HTTP_204_NO_CONTENT)

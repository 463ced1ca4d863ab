"""The API of sources: what is cited, where it stands, and every look at it."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import GenericViewSet

from sources.conditional import Conditional
from sources.models import LinkCheck, Source
from sources.models.source import NotFetchable
from sources.rest import Filters, Flag, Holds, either
from sources.serializers import (
    OUTCOMES,
    LinkCheckSerializer,
    PublicSourceSerializer,
    SourceCreateSerializer,
    SourceEditSerializer,
    SourceSerializer,
)

VIEW, CHANGE = "sources.view_source", "sources.change_source"


class NeverFetched(APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = "This page may not be fetched now. Change `fetch` first."
    default_code = "never_fetched"


class SourceFilter(Filters):
    state = filters.MultipleChoiceFilter(choices=Source.State.choices)
    host = filters.CharFilter()
    cited_publicly = Flag()
    last_outcome = filters.MultipleChoiceFilter(choices=OUTCOMES)
    due_before = filters.IsoDateTimeFilter(field_name="next_check_at", lookup_expr="lte")


class PublicSourceFilter(Filters):
    host = filters.CharFilter()


class LinkCheckFilter(Filters):
    outcome = filters.MultipleChoiceFilter(choices=OUTCOMES)
    since = filters.IsoDateTimeFilter(field_name="at", lookup_expr="gte")


@extend_schema_view(
    list=extend_schema(responses=either(SourceSerializer, PublicSourceSerializer)),
    retrieve=extend_schema(responses=either(SourceSerializer, PublicSourceSerializer)),
)
class SourceViewSet(
    Conditional, mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Source]
):
    """Web addresses that claims and verdicts rest on."""

    permission_classes = (Holds,)
    writes = CHANGE
    lookup_value_converter = "int"
    ordering = "-created_at"
    search_fields: ClassVar = ["url", "title", "publisher"]

    @property
    def sees_all(self) -> bool:
        return self.request.user.has_perm(VIEW)

    @property
    def ordering_fields(self) -> list[str]:
        return ["next_check_at", "last_checked_at", "consecutive_failures"] if self.sees_all else []

    @property
    def filterset_class(self) -> type[Filters]:
        return SourceFilter if self.sees_all else PublicSourceFilter

    def get_queryset(self) -> "QuerySet[Source]":
        return Source.objects.all() if self.sees_all else Source.objects.filter(cited_publicly=True)

    def get_serializer_class(self) -> type[BaseSerializer[Source]]:
        return SourceSerializer if self.sees_all else PublicSourceSerializer

    @extend_schema(
        request=SourceCreateSerializer, responses={200: SourceSerializer, 201: SourceSerializer}
    )
    def create(self, request: Request) -> Response:
        """Watch an address. One that is known already is answered with 200."""
        given = SourceCreateSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        started = timezone.now()
        source = Source.objects.for_url(given.validated_data["url"])
        is_new = source.created_at >= started
        code = status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
        return Response(self.get_serializer(source).data, code)

    @extend_schema(request=SourceEditSerializer, responses=SourceSerializer)
    def partial_update(self, request: Request, **kwargs: Any) -> Response:
        """Say what it is, where its archived copy lies, and whether it may be fetched."""
        source = self.get_object()
        self.matched(source)
        given = SourceEditSerializer(source, data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        source.edit(by=request.user, **given.validated_data)
        return Response(self.get_serializer(source).data)

    @extend_schema(request=None, responses={202: SourceSerializer})
    @action(detail=True, methods=["post"])
    def check_now(self, request: Request, **kwargs: Any) -> Response:
        """Due at once: the next worker that is free looks at it."""
        source = self.get_object()
        try:
            source.check_now()
        except NotFetchable as refusal:
            raise NeverFetched from refusal
        return Response(self.get_serializer(source).data, status.HTTP_202_ACCEPTED)


class LinkCheckViewSet(Conditional, mixins.ListModelMixin, GenericViewSet[LinkCheck]):
    """Every look at one source, newest first."""

    permission_classes = (Holds,)
    reads = VIEW
    serializer_class = LinkCheckSerializer
    filterset_class = LinkCheckFilter
    ordering = "-at"

    def get_queryset(self) -> "QuerySet[LinkCheck]":
        if getattr(self, "swagger_fake_view", False):
            return LinkCheck.objects.none()
        return LinkCheck.objects.filter(source=get_object_or_404(Source, pk=self.kwargs["pk"]))

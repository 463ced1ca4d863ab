"""Corrections, complaints and contacts: public history, private mail, and who was asked."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from claims.models import Complaint, Contact, Correction, Verdict
from claims.public.throttling import may_complain
from claims.serializers.answers import (
    Answer,
    ComplaintCreateSerializer,
    ComplaintDetailSerializer,
    ComplaintSerializer,
    ContactCreateSerializer,
    ContactSerializer,
    CorrectionSerializer,
    Link,
    PublicCorrectionSerializer,
    ReceivedSerializer,
    Rejection,
    Reply,
)
from claims.serializers.claims import Nothing
from claims.serializers.verdicts import CorrectionBegun, Withdrawal
from claims.views.base import Arguments, OnlyTheDesk, Resource, with_verbs
from claims.views.evidence import claims
from sources.rest import Filters, Flag, either

COMPLAINT_VERBS: Arguments = {
    "look_into": Nothing,
    "uphold": Reply,
    "partly_uphold": Reply,
    "reject": Rejection,
    "correct": CorrectionBegun,
    "withdraw": Withdrawal,
    "link": Link,
}


class CorrectionFilter(Filters):
    claim = filters.ModelChoiceFilter(field_name="from_verdict__claim", queryset=claims)
    kind = filters.MultipleChoiceFilter(choices=Correction.Kind.choices)
    since = filters.IsoDateTimeFilter(field_name="public_at", lookup_expr="gte")


@extend_schema_view(
    list=extend_schema(responses=either(CorrectionSerializer, PublicCorrectionSerializer)),
    retrieve=extend_schema(responses=either(CorrectionSerializer, PublicCorrectionSerializer)),
)
class CorrectionViewSet(Resource):
    """What we changed or took back. One is begun by `correct` or `withdraw` on its verdict."""

    serializer_class = CorrectionSerializer
    public_serializer_class = PublicCorrectionSerializer
    filterset_class = CorrectionFilter
    ordering = "-public_at"
    search_fields: ClassVar = ["note"]

    @property
    def ordering_fields(self) -> list[str]:
        return ["at"] if self.for_desk else []

    def get_queryset(self) -> "QuerySet[Correction]":
        rows = Correction.objects.with_public_at().select_related(
            "from_verdict__rating", "to_verdict__rating", "by"
        )
        return rows.prefetch_related("complaints") if self.for_desk else rows.public()


class ComplaintFilter(Filters):
    claim = filters.ModelChoiceFilter(field_name="verdict__claim", queryset=claims)
    state = filters.MultipleChoiceFilter(choices=Complaint.State.choices)
    unanswered = Flag(method="that_is_unanswered")
    handler = filters.CharFilter(field_name="handler__username")

    def that_is_unanswered(self, rows: Any, name: str, value: bool) -> "QuerySet[Complaint]":
        waiting = Complaint.objects.unanswered().values("pk")
        return rows.filter(pk__in=waiting) if value else rows.exclude(pk__in=waiting)  # type: ignore[no-any-return]


@with_verbs(Complaint, COMPLAINT_VERBS)
class ComplaintViewSet(Resource):
    """What readers say is wrong. Anybody sends one; only the desk reads and answers it."""

    permission_classes = (OnlyTheDesk,)
    serializer_class = ComplaintSerializer
    detail_serializer_class = ComplaintDetailSerializer
    filterset_class = ComplaintFilter
    ordering = "-received_at"
    ordering_fields: ClassVar = ["answered_at"]
    search_fields: ClassVar = ["text", "reply"]
    for_everybody = ("create",)

    def get_queryset(self) -> "QuerySet[Complaint]":
        return Complaint.objects.select_related("verdict", "handler")

    @extend_schema(request=ComplaintCreateSerializer, responses={201: ReceivedSerializer})
    def create(self, request: Request) -> Response:
        """Report an error in a published check. No account is needed; ten an hour are taken."""
        given = self.given(ComplaintCreateSerializer)
        claim = given.pop("claim")
        verdict = Verdict.objects.current().filter(claim=claim).first()
        if verdict is None:
            raise ValidationError({"claim": "Nothing is published about this claim."})
        if not may_complain(request):
            raise Throttled(detail="That is a lot of messages in an hour. Send this one later.")
        complaint = Complaint.objects.receive(verdict=verdict, **given)
        return Response(ReceivedSerializer(complaint).data, status.HTTP_201_CREATED)


class ContactFilter(Filters):
    claim = filters.ModelChoiceFilter(queryset=claims)
    outcome = filters.MultipleChoiceFilter(choices=Contact.Outcome.choices)
    waiting = Flag(method="that_waits")
    overdue = Flag(method="that_is_overdue")

    def that_waits(self, rows: Any, name: str, value: bool) -> "QuerySet[Contact]":
        return rows.filter(outcome="") if value else rows.exclude(outcome="")  # type: ignore[no-any-return]

    def that_is_overdue(self, rows: Any, name: str, value: bool) -> "QuerySet[Contact]":
        late = Contact.objects.overdue(timezone.now()).values("pk")
        return rows.filter(pk__in=late) if value else rows.exclude(pk__in=late)  # type: ignore[no-any-return]


@with_verbs(Contact, {"answered": Answer})
class ContactViewSet(Resource):
    """Who was asked for comment. Readers see it in the verdict that was published with it."""

    permission_classes = (OnlyTheDesk,)
    serializer_class = ContactSerializer
    filterset_class = ContactFilter
    ordering = "-asked_at"
    ordering_fields: ClassVar = ["deadline"]
    search_fields: ClassVar = ["who", "answer"]

    def get_queryset(self) -> "QuerySet[Contact]":
        return Contact.objects.select_related("claim", "by")

    @extend_schema(request=ContactCreateSerializer, responses={201: ContactSerializer})
    def create(self, request: Request) -> Response:
        """Note that somebody was asked."""
        given = self.given(ContactCreateSerializer)
        return self.created(Contact.objects.ask(by=self.person, **given))

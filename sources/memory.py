"""The API of what we remember of sources: their texts with what changed, and the alerts."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.viewsets import GenericViewSet

from sources.conditional import Conditional
from sources.models import Alert, Snapshot, Source
from sources.rest import Filters, Holds

VIEW = "sources.view_source"


class ChangeSerializer(serializers.Serializer[Any]):
    """One piece of a readable diff: the same, removed or added."""

    kind = serializers.ChoiceField(choices=["same", "removed", "added"])
    text = serializers.CharField()


class SnapshotSerializer(serializers.ModelSerializer[Snapshot]):
    """That a source had this text at this time."""

    content_hash = serializers.CharField(source="page_text.hash", read_only=True)

    class Meta:
        model = Snapshot
        fields: ClassVar = ["id", "source", "at", "title", "content_hash"]
        read_only_fields = fields


class SnapshotTextSerializer(SnapshotSerializer):
    """The text itself, and what changed since the one before; nothing for the first."""

    text = serializers.CharField(read_only=True)
    changes = serializers.SerializerMethodField()

    class Meta(SnapshotSerializer.Meta):
        fields: ClassVar = [*SnapshotSerializer.Meta.fields, "text", "changes"]
        read_only_fields = fields

    @extend_schema_field(ChangeSerializer(many=True))
    def get_changes(self, snapshot: Snapshot) -> Any:
        return ChangeSerializer(snapshot.changes(), many=True).data


class AlertSerializer(serializers.ModelSerializer[Alert]):
    """What happened to a source, and to which passage if it is about one."""

    passage_text = serializers.CharField(source="passage.text", read_only=True, allow_null=True)

    class Meta:
        model = Alert
        fields: ClassVar = ["id", "source", "kind", "at", "passage", "passage_text"]
        read_only_fields = fields


class AlertFilter(Filters):
    kind = filters.MultipleChoiceFilter(choices=Alert.Kind.choices)
    source = filters.ModelChoiceFilter(queryset=Source.objects.all())
    since = filters.IsoDateTimeFilter(field_name="at", lookup_expr="gte")


class SnapshotListViewSet(Conditional, mixins.ListModelMixin, GenericViewSet[Snapshot]):
    """The texts that one source has had, newest first, without the texts themselves."""

    permission_classes = (Holds,)
    reads = VIEW
    serializer_class = SnapshotSerializer
    ordering = "-at"

    def get_queryset(self) -> "QuerySet[Snapshot]":
        if getattr(self, "swagger_fake_view", False):
            return Snapshot.objects.none()
        source = get_object_or_404(Source, pk=self.kwargs["pk"])
        return Snapshot.objects.filter(source=source).select_related("page_text")


class SnapshotViewSet(Conditional, mixins.RetrieveModelMixin, GenericViewSet[Snapshot]):
    """One text of a source, and the readable diff to the one before."""

    permission_classes = (Holds,)
    reads = VIEW
    lookup_value_converter = "int"
    serializer_class = SnapshotTextSerializer
    queryset = Snapshot.objects.select_related("page_text")


class AlertViewSet(
    Conditional, mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Alert]
):
    """What happened to sources, newest first. A person answers at the evidence it touches."""

    permission_classes = (Holds,)
    reads = VIEW
    lookup_value_converter = "int"
    serializer_class = AlertSerializer
    filterset_class = AlertFilter
    ordering = "-at"
    queryset = Alert.objects.select_related("passage")

"""Evidence: what a verdict rests on."""

from typing import Any, ClassVar

from rest_framework import serializers

from claims.models import Claim, Evidence, Resolution
from sources.models import Alert
from sources.rest import Strict


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """One piece of evidence, with where its source stands."""

    what = serializers.CharField(read_only=True)
    url = serializers.CharField(source="source.url", default="", read_only=True)
    source_state = serializers.CharField(
        source="source.state", default=None, read_only=True, allow_null=True
    )
    passage_state = serializers.CharField(
        source="passage.state", default=None, read_only=True, allow_null=True
    )
    # Empty until somebody says, so no choice of the schema.
    tier = serializers.CharField(read_only=True)
    added_by = serializers.StringRelatedField[Evidence]()

    class Meta:
        model = Evidence
        fields: ClassVar = [
            "id", "claims", "what", "source", "url", "source_state", "cited_who", "cited_what",
            "cited_on", "file_name", "stance", "tier", "excerpt", "passage_state", "accessed_at",
            "note", "confidential", "added_by", "added_at", "version",
        ]  # fmt: skip
        read_only_fields = fields


class EvidenceEditSerializer(Strict, serializers.ModelSerializer[Evidence]):
    class Meta:
        model = Evidence
        fields: ClassVar = [
            "stance", "tier", "excerpt", "accessed_at", "note", "confidential",
            "cited_who", "cited_what", "cited_on",
        ]  # fmt: skip


class EvidenceCreateSerializer(EvidenceEditSerializer):
    """A URL or a citation, for one claim or for several."""

    claim = serializers.PrimaryKeyRelatedField(queryset=Claim.objects.all(), required=False)
    claims = serializers.PrimaryKeyRelatedField(
        queryset=Claim.objects.all(), many=True, required=False
    )
    # Judged by the source, which knows what an address is.
    url = serializers.CharField(required=False, allow_blank=True, max_length=8192)

    class Meta(EvidenceEditSerializer.Meta):
        fields: ClassVar = ["claim", "claims", "url", *EvidenceEditSerializer.Meta.fields]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        one, many = attrs.pop("claim", None), attrs.pop("claims", [])
        if bool(one) == bool(many):
            raise serializers.ValidationError({"claim": "Give `claim`, or `claims`: one of them."})
        return {**attrs, "to": [one] if one else many}


class ResolutionCreateSerializer(Strict):
    """Which alert, and why the evidence may be relied on again."""

    alert = serializers.PrimaryKeyRelatedField(queryset=Alert.objects.all())
    how = serializers.ChoiceField(choices=Resolution.How.choices)
    note = serializers.CharField(required=False, allow_blank=True)


class ResolutionSerializer(serializers.ModelSerializer[Resolution]):
    """A person's answer to an alert."""

    by = serializers.StringRelatedField[Resolution]()

    class Meta:
        model = Resolution
        fields: ClassVar = ["id", "evidence", "alert", "how", "archived_url", "note", "by", "at"]
        read_only_fields = fields

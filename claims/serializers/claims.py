"""Claims for the desk, what may be edited on them, and the arguments of their verbs."""

from typing import Any, ClassVar

from rest_framework import serializers

from claims.models import Article, Claim, Claimant, StatusChange
from claims.serializers.fields import ClaimantField, PersonField
from sources.rest import Strict


class NamedSerializer(serializers.ModelSerializer[Claimant]):
    """Who says it, in a claim."""

    class Meta:
        model = Claimant
        fields: ClassVar = ["id", "name", "kind"]
        read_only_fields = fields


class ClaimSerializer(serializers.ModelSerializer[Claim]):
    """A claim with its anchor, who said it, and where it stands."""

    article_title = serializers.CharField(
        source="article.title", default=None, read_only=True, allow_null=True
    )
    # Empty unless it is dismissed, so no choice of the schema.
    dismiss_reason = serializers.CharField(read_only=True)
    outlet = serializers.CharField(source="article.outlet", default="", read_only=True)
    claimants = NamedSerializer(source="speakers", many=True, read_only=True)
    reasons = serializers.ListField(child=serializers.CharField(), read_only=True)
    assignee = serializers.StringRelatedField[Claim](allow_null=True)
    created_by = serializers.StringRelatedField[Claim](allow_null=True)
    confirmed_by = serializers.StringRelatedField[Claim](allow_null=True)
    due_by = serializers.DateTimeField(source="due", read_only=True, allow_null=True)

    class Meta:
        model = Claim
        fields: ClassVar = [
            "id", "article", "article_title", "outlet", "text", "exact", "prefix", "suffix",
            "revision", "start", "end", "anchor_state", "claimants", "claimant_text", "cue",
            "kind", "said_on", "place", "kind_of_claim", "check_worthiness", "reasons", "method",
            "method_version", "confidence", "created_by", "created_at", "confirmed_by",
            "confirmed_at", "status", "dismiss_reason", "assignee", "urgent", "due_at", "due_by",
            "canonical", "version",
        ]  # fmt: skip
        read_only_fields = fields


class StatusChangeSerializer(serializers.ModelSerializer[StatusChange]):
    by = serializers.StringRelatedField[StatusChange]()

    class Meta:
        model = StatusChange
        fields: ClassVar = ["verb", "old", "new", "by", "at", "note"]
        read_only_fields = fields


class ClaimDetailSerializer(ClaimSerializer):
    """One claim: also what rests on it, how it came here, and what you may do with it now."""

    evidence = serializers.PrimaryKeyRelatedField[Any](many=True, read_only=True)
    verdicts = serializers.PrimaryKeyRelatedField[Any](many=True, read_only=True)
    status_changes = StatusChangeSerializer(many=True, read_only=True)
    verbs = serializers.SerializerMethodField()

    class Meta(ClaimSerializer.Meta):
        fields: ClassVar = [
            *ClaimSerializer.Meta.fields, "evidence", "verdicts", "status_changes", "verbs",
        ]  # fmt: skip
        read_only_fields = fields

    def get_verbs(self, claim: Claim) -> list[str]:
        return claim.verbs_for(self.context["request"].user)


class ClaimEditSerializer(Strict, serializers.ModelSerializer[Claim]):
    """Wording and attribution. A status is changed by its verb, never here."""

    claimants = serializers.ListField(child=ClaimantField(), required=False, max_length=20)

    class Meta:
        model = Claim
        fields: ClassVar = [
            "text", "claimants", "claimant_text", "cue", "kind", "said_on", "place",
            "kind_of_claim", "urgent", "due_at",
        ]  # fmt: skip


class ClaimCreateSerializer(ClaimEditSerializer):
    """A claim entered by hand: a tip, or words of an article that the machine did not mark."""

    text = serializers.CharField(required=False)
    article = serializers.PrimaryKeyRelatedField(
        queryset=Article.objects.all(), required=False, allow_null=True
    )
    start = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    end = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)

    class Meta(ClaimEditSerializer.Meta):
        fields: ClassVar = ["article", "start", "end", *ClaimEditSerializer.Meta.fields]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        anchored = {"start", "end"} & set(attrs)
        if anchored and (len(anchored) == 1 or not attrs.get("article")):
            raise serializers.ValidationError(
                {"start": "Give article, start and end together, or neither start nor end."}
            )
        if not anchored and "text" not in attrs:
            raise serializers.ValidationError({"text": "Say what the claim is."})
        return attrs


class Nothing(Strict):
    """A verb that needs nothing said."""


class Note(Strict):
    note = serializers.CharField(required=False, allow_blank=True, max_length=5000)


class Dismissal(Note):
    # Judged by the verb, which names the reasons.
    reason = serializers.CharField()


class Assignment(Note):
    to = PersonField()


class Merger(Strict):
    into = serializers.PrimaryKeyRelatedField(queryset=Claim.objects.all(), source="other")

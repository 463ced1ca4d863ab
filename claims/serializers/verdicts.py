"""Verdicts for the desk, what a draft may say, and the arguments of their verbs."""

from typing import Any, ClassVar

from rest_framework import serializers

from claims.models import Approval, Claim, Correction, Rating, Verdict
from claims.models.rating import RatingScale
from claims.serializers.claims import Note
from claims.serializers.fields import RatingField
from sources.rest import Strict

# Withdrawing is a verb of its own.
BEGUN = [choice for choice in Correction.Kind.choices if choice[0] != Correction.Kind.WITHDRAWN]
WORDS = ["claim_reviewed", "summary", "rationale", "not_established"]


class ApprovalSerializer(serializers.ModelSerializer[Approval]):
    user = serializers.StringRelatedField[Approval]()

    class Meta:
        model = Approval
        fields: ClassVar = ["submission", "user", "decision", "note", "at"]
        read_only_fields = fields


class VerdictSerializer(serializers.ModelSerializer[Verdict]):
    """A verdict, who wrote it, and who agreed."""

    rating = serializers.SlugRelatedField[Rating](slug_field="slug", read_only=True)
    rating_label = serializers.CharField(source="rating.label", read_only=True)
    author = serializers.StringRelatedField[Verdict]()
    published_by = serializers.StringRelatedField[Verdict](allow_null=True)
    approvals = ApprovalSerializer(many=True, read_only=True)
    # Since when readers are told that the desk looks at it again.
    rechecked_since = serializers.DateTimeField(read_only=True, allow_null=True)

    class Meta:
        model = Verdict
        fields: ClassVar = [
            "id", "claim", "question", "rating", "rating_label", *WORDS, "author", "state",
            "submission", "submitted_at", "approvals", "published_at", "published_by",
            "rechecked_since", "created_at", "updated_at", "version",
        ]  # fmt: skip
        read_only_fields = fields


class VerdictDetailSerializer(VerdictSerializer):
    """One verdict: also who had a hand in it, and what you may do with it now."""

    contributors = serializers.SerializerMethodField()
    verbs = serializers.SerializerMethodField()

    class Meta(VerdictSerializer.Meta):
        fields: ClassVar = [*VerdictSerializer.Meta.fields, "contributors", "verbs"]
        read_only_fields = fields

    def get_contributors(self, verdict: Verdict) -> list[str]:
        return [str(row.user) for row in verdict.contributions.select_related("user")]

    def get_verbs(self, verdict: Verdict) -> list[str]:
        return verdict.verbs_for(self.context["request"].user)


class VerdictEditSerializer(Strict, serializers.ModelSerializer[Verdict]):
    rating = RatingField(required=False)

    class Meta:
        model = Verdict
        fields: ClassVar = ["rating", *WORDS]


class VerdictCreateSerializer(VerdictEditSerializer):
    """A draft. The question is the rating's, if it is not given."""

    claim = serializers.PrimaryKeyRelatedField(queryset=Claim.objects.all())
    question = serializers.ChoiceField(RatingScale.Question.choices, required=False)
    rating = RatingField()

    class Meta(VerdictEditSerializer.Meta):
        fields: ClassVar = ["claim", "question", *VerdictEditSerializer.Meta.fields]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {"question": attrs["rating"].question, **attrs}


class ChangesRequested(Strict):
    note = serializers.CharField(max_length=5000)


class CorrectionBegun(Note):
    kind = serializers.ChoiceField(BEGUN)


class Withdrawal(Strict):
    note = serializers.CharField(max_length=5000)

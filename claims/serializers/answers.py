"""Corrections, complaints and contacts: what we changed, what readers say, who was asked."""

from typing import Any, ClassVar

from rest_framework import serializers

from claims.models import Claim, Complaint, Contact, Correction
from claims.models.complaint import TEXT_LENGTH
from claims.publication import address, claim_path
from sources.rest import Strict


class PublicCorrectionSerializer(serializers.Serializer[Correction]):
    """A correction or a withdrawal that readers are told of."""

    id = serializers.IntegerField()
    claim = serializers.IntegerField(source="from_verdict.claim_id")
    url = serializers.SerializerMethodField()
    kind = serializers.ChoiceField(choices=Correction.Kind.choices)
    note = serializers.CharField()
    from_verdict = serializers.IntegerField(source="from_verdict_id")
    to_verdict = serializers.IntegerField(source="to_verdict_id", allow_null=True)
    public_at = serializers.DateTimeField(allow_null=True)
    # What was corrected, and from which finding to which: of a withdrawal there is none after.
    claim_reviewed = serializers.CharField(source="from_verdict.review.claim_reviewed")
    rating_before = serializers.CharField(source="from_verdict.rating.label")
    rating_after = serializers.CharField(
        source="to_verdict.rating.label", allow_null=True, default=None
    )

    def get_url(self, correction: Correction) -> str:
        return address(claim_path(correction.from_verdict.claim_id))


class CorrectionSerializer(PublicCorrectionSerializer):
    """The same for the desk: also what is still being written, and by whom it was begun."""

    by = serializers.StringRelatedField[Correction]()
    at = serializers.DateTimeField()
    complaints = serializers.SerializerMethodField()

    def get_complaints(self, correction: Correction) -> list[int]:
        return [complaint.pk for complaint in correction.complaints.all()]


class ComplaintSerializer(serializers.ModelSerializer[Complaint]):
    """A reader's word, with what the desk answered. Never shown to other readers."""

    claim = serializers.IntegerField(source="verdict.claim_id", read_only=True)
    handler = serializers.StringRelatedField[Complaint](allow_null=True)

    class Meta:
        model = Complaint
        fields: ClassVar = [
            "id", "claim", "verdict", "text", "contact", "received_at", "state", "handler",
            "reply", "answered_at", "reply_sent_at", "correction",
        ]  # fmt: skip
        read_only_fields = fields


class ComplaintDetailSerializer(ComplaintSerializer):
    """One complaint: also what you may do with it now."""

    verbs = serializers.SerializerMethodField()

    class Meta(ComplaintSerializer.Meta):
        fields: ClassVar = [*ComplaintSerializer.Meta.fields, "verbs"]
        read_only_fields = fields

    def get_verbs(self, complaint: Complaint) -> list[str]:
        return complaint.verbs_for(self.context["request"].user)


class ComplaintCreateSerializer(Strict):
    """Which check, and what is wrong with it. Readers need no account."""

    claim = serializers.PrimaryKeyRelatedField(
        queryset=Claim.objects.public(),
        error_messages={"does_not_exist": "Nothing is published about this claim."},
    )
    text = serializers.CharField(
        max_length=TEXT_LENGTH, error_messages={"blank": "Say what is wrong."}
    )
    contact = serializers.EmailField(
        required=False, allow_blank=True, help_text="To answer you. Only the desk sees it."
    )


class ReceivedSerializer(serializers.Serializer[Complaint]):
    """What whoever complained gets back."""

    claim = serializers.IntegerField(source="verdict.claim_id")
    text = serializers.CharField()
    received_at = serializers.DateTimeField()


class Reply(Strict):
    reply = serializers.CharField(max_length=20_000)
    correction = serializers.PrimaryKeyRelatedField(
        queryset=Correction.objects.all(), required=False
    )


class Rejection(Strict):
    reply = serializers.CharField(max_length=20_000)


class Link(Strict):
    correction = serializers.PrimaryKeyRelatedField(queryset=Correction.objects.all())


class ContactSerializer(serializers.ModelSerializer[Contact]):
    """Somebody who was asked for comment. What readers see of it is in the published verdict."""

    by = serializers.StringRelatedField[Contact]()
    # Empty until there is one, so no choice of the schema.
    outcome = serializers.CharField(read_only=True)

    class Meta:
        model = Contact
        fields: ClassVar = [
            "id", "claim", "who", "channel", "asked_at", "deadline", "answer", "outcome", "by",
        ]  # fmt: skip
        read_only_fields = fields


class ContactCreateSerializer(Strict, serializers.ModelSerializer[Contact]):
    claim = serializers.PrimaryKeyRelatedField(queryset=Claim.objects.all())

    class Meta:
        model = Contact
        fields: ClassVar = ["claim", "who", "channel", "asked_at", "deadline"]


class Answer(Strict):
    outcome = serializers.ChoiceField(choices=Contact.Outcome.choices)
    answer = serializers.CharField(required=False, allow_blank=True, max_length=20_000)


class PublicContactSerializer(serializers.Serializer[Any]):
    """Who was asked and what they answered, as it was frozen."""

    who = serializers.CharField()
    asked_on = serializers.DateField(allow_null=True)
    outcome = serializers.CharField()
    answer = serializers.CharField()

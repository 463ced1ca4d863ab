"""What readers get: every word from the frozen review, none from rows still worked on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rest_framework import serializers

from claims.claimreview import EvidenceItem, PublishedReview
from claims.models import Claim, Evidence, Verdict
from claims.publication import address, claim_path
from claims.serializers.answers import PublicContactSerializer


@dataclass(frozen=True, slots=True)
class Shown:
    """A public verdict read once: the row for its dates, the review for its words."""

    verdict: Verdict
    review: PublishedReview
    first_published_at: datetime | None = None

    @property
    def url(self) -> str:
        return address(claim_path(self.verdict.claim_id))

    @property
    def is_withdrawn(self) -> bool:
        return self.verdict.state == Verdict.State.WITHDRAWN


class PublicRatingSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    # A field of this name hides the attribute that serializers have for their own label.
    label = serializers.CharField()  # type: ignore[assignment]
    meaning = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    best = serializers.FloatField(allow_null=True)
    worst = serializers.FloatField(allow_null=True)


class PublicNamedSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    kind = serializers.CharField()
    description = serializers.CharField()
    same_as = serializers.CharField()


class PublicPlaceSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    outlet = serializers.CharField()
    url = serializers.CharField()
    published_on = serializers.DateField(allow_null=True)


class PublicClaimSerializer(serializers.Serializer[Any]):
    """A claim as its latest published verdict shows it."""

    id = serializers.IntegerField(source="verdict.claim_id")
    url = serializers.CharField()
    text = serializers.CharField(source="review.text")
    exact = serializers.CharField(source="review.exact")
    kind = serializers.CharField(source="review.attribution_kind")
    claimants = PublicNamedSerializer(source="review.claimants", many=True)
    claimant_text = serializers.CharField(source="review.claimant_text")
    said_on = serializers.DateField(source="review.said_on", allow_null=True)
    place = serializers.CharField(source="review.place")
    article = PublicPlaceSerializer(source="review.article", allow_null=True)
    question = serializers.CharField(source="review.question")
    rating = PublicRatingSerializer(source="review.rating")
    claim_reviewed = serializers.CharField(source="review.claim_reviewed")
    summary = serializers.CharField(source="review.summary")
    verdict = serializers.IntegerField(source="verdict.pk")
    published_at = serializers.DateTimeField(source="first_published_at")
    is_withdrawn = serializers.BooleanField()
    # Since when the desk looks at it again; nothing if it does not.
    rechecked_since = serializers.DateTimeField(source="verdict.rechecked_since", allow_null=True)

    def to_representation(self, instance: Claim) -> dict[str, Any]:
        # The queryset has fetched them, newest first: see `for_readers`.
        public: list[Verdict] = instance.public_verdicts  # type: ignore[attr-defined]
        shown = Shown(public[0], public[0].review, public[-1].published_at)
        return super().to_representation(shown)


class PublicEvidenceSerializer(serializers.Serializer[Any]):
    """What a published verdict rests on, as it was frozen with it."""

    id = serializers.IntegerField()
    what = serializers.CharField(source="kind")
    title = serializers.CharField()
    publisher = serializers.CharField()
    url = serializers.CharField()
    archived_url = serializers.CharField()
    excerpt = serializers.CharField()
    stance = serializers.CharField()
    tier = serializers.CharField()
    published_on = serializers.DateField(allow_null=True)
    accessed_on = serializers.DateField(allow_null=True)
    note = serializers.CharField()
    confidential = serializers.BooleanField()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        item = instance if isinstance(instance, EvidenceItem) else frozen_item(instance)
        return super().to_representation(item)


class PublicVerdictSerializer(serializers.Serializer[Any]):
    """A verdict that was published; also one that was superseded or withdrawn since."""

    id = serializers.IntegerField(source="verdict.pk")
    claim = serializers.IntegerField(source="verdict.claim_id")
    url = serializers.CharField()
    state = serializers.CharField(source="verdict.state")
    question = serializers.CharField(source="review.question")
    rating = PublicRatingSerializer(source="review.rating")
    claim_reviewed = serializers.CharField(source="review.claim_reviewed")
    summary = serializers.CharField(source="review.summary")
    rationale = serializers.CharField(source="review.rationale")
    not_established = serializers.CharField(source="review.not_established")
    evidence = PublicEvidenceSerializer(source="review.evidence", many=True)
    contacts = PublicContactSerializer(source="review.contacts", many=True)
    checked_by = serializers.ListField(source="review.checked_by", child=serializers.CharField())
    published_at = serializers.DateTimeField(source="verdict.published_at")
    rechecked_since = serializers.DateTimeField(source="verdict.rechecked_since", allow_null=True)

    def to_representation(self, instance: Verdict) -> dict[str, Any]:
        return super().to_representation(Shown(instance, instance.review))


def frozen_item(evidence: Evidence) -> EvidenceItem:
    """As the newest public verdict froze it; without its particulars if none did."""
    for verdict in public_verdicts(evidence.claims.all()):
        for item in verdict.review.evidence:
            if item.id == evidence.pk:
                return item
    return EvidenceItem.withheld(stance="context", id=evidence.pk)


def public_verdicts(claims: Iterable[Claim]) -> list[Verdict]:
    found = [verdict for claim in claims for verdict in claim.public_verdicts]  # type: ignore[attr-defined]
    return sorted(found, key=lambda verdict: verdict.published_at, reverse=True)

"""Sources and link checks as the API shows them, and what may be set on a source."""

from typing import ClassVar

from rest_framework import serializers

from sources.models import LinkCheck, Source
from sources.outcome import MEANINGS, Outcome
from sources.rest import Strict, WebAddress

OUTCOMES = [(str(outcome), str(outcome)) for outcome in Outcome]


class SourceSerializer(serializers.ModelSerializer[Source]):
    """A source with where it stands, for the desk."""

    class Meta:
        model = Source
        fields: ClassVar = [
            "id", "url", "normalized_url", "host", "title", "publisher", "published_at",
            "archived_url", "archived_at", "fetch", "state", "last_outcome", "last_checked_at",
            "consecutive_failures", "next_check_at", "cited_publicly", "created_at",
        ]  # fmt: skip
        read_only_fields = fields


class PublicSourceSerializer(serializers.ModelSerializer[Source]):
    """What a published verdict cites."""

    class Meta:
        model = Source
        fields: ClassVar = [
            "id", "url", "title", "publisher", "published_at", "archived_url", "archived_at",
        ]  # fmt: skip
        read_only_fields = fields


class SourceEditSerializer(Strict, serializers.ModelSerializer[Source]):
    """What a person may say about a source. Its address is what it is."""

    archived_url = WebAddress(required=False, allow_blank=True, max_length=8192)

    class Meta:
        model = Source
        fields: ClassVar = [
            "title", "publisher", "published_at", "archived_url", "archived_at", "fetch",
        ]  # fmt: skip


class SourceCreateSerializer(Strict):
    url = serializers.CharField(max_length=8192)


class LinkCheckSerializer(serializers.ModelSerializer[LinkCheck]):
    """One look at a source, with the sentence that says what its outcome means."""

    meaning = serializers.SerializerMethodField()

    class Meta:
        model = LinkCheck
        fields: ClassVar = [
            "id", "source", "at", "outcome", "meaning", "void", "http_status", "redirects",
            "final_url", "bytes", "milliseconds", "content_hash", "reason",
        ]  # fmt: skip
        read_only_fields = fields

    def get_meaning(self, check: LinkCheck) -> str:
        return MEANINGS[Outcome(check.outcome)]

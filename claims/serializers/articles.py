"""Articles and claimants."""

from typing import Any, ClassVar

from rest_framework import serializers

from claims.models import Article, Claimant, Rating
from sources.rest import Strict, WebAddress

FACTS = ["title", "kind", "outlet", "url", "author", "published_at", "language"]


class ArticleSerializer(serializers.ModelSerializer[Article]):
    """An article in a list: all but its text."""

    created_by = serializers.StringRelatedField[Article](allow_null=True)

    class Meta:
        model = Article
        fields: ClassVar = [
            "id", *FACTS, "default_speaker", "due_at", "ours", "created_by", "created_at",
            "awaits_text", "extraction_state", "extraction_attempts", "extraction_error",
            "extraction_note", "version",
        ]  # fmt: skip
        read_only_fields = fields


class ArticleDetailSerializer(ArticleSerializer):
    """An article with its current text, in which the offsets of claims count code points.

    Both are null while its page is being fetched: see `awaits_text`.
    """

    revision = serializers.IntegerField(
        source="current_revision.pk", read_only=True, allow_null=True
    )
    text = serializers.CharField(source="current_revision.text", read_only=True, allow_null=True)

    class Meta(ArticleSerializer.Meta):
        fields: ClassVar = [*ArticleSerializer.Meta.fields, "revision", "text"]
        read_only_fields = fields


class PublicArticleSerializer(serializers.Serializer[Any]):
    """What readers know of an article: what the newest check of it says."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    # Not said by checks of before this was kept.
    kind = serializers.CharField(default="")
    outlet = serializers.CharField()
    url = serializers.CharField()
    author = serializers.CharField(default="")
    published_on = serializers.DateField(allow_null=True)
    language = serializers.CharField()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        shown = {**instance.as_published, "id": instance.pk}
        return super().to_representation(shown | {"language": instance.published_language})


class PublicArticleDetailSerializer(PublicArticleSerializer):
    """One article for readers: its text only if it is ours to show."""

    text = serializers.CharField(allow_null=True)

    def to_representation(self, instance: Any) -> dict[str, Any]:
        text = instance.current_revision.text if instance.ours else None
        instance.as_published = {**instance.as_published, "text": text}
        return super().to_representation(instance)


class ArticleCreateSerializer(Strict):
    """A new article: its text, or the `url` alone of a page that is fetched for it.

    Page and claims are read in the background: see `awaits_text` and `extraction_state`.
    """

    # Judged by intake, which is the one way in: it knows how much is too much.
    text = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    title = serializers.CharField(required=False, allow_blank=True)
    kind = serializers.ChoiceField(Article.Kind.choices, required=False)
    default_speaker = serializers.CharField(required=False, allow_blank=True)
    outlet = serializers.CharField(required=False, allow_blank=True)
    url = WebAddress(required=False, allow_blank=True)
    author = serializers.CharField(required=False, allow_blank=True)
    published_at = serializers.DateTimeField(required=False, allow_null=True)
    due_at = serializers.DateTimeField(required=False, allow_null=True)
    ours = serializers.BooleanField(required=False)


class TextSerializer(Strict):
    """The text of an article whose page could not be read."""

    text = serializers.CharField(allow_blank=True, trim_whitespace=False)


class ArticleEditSerializer(Strict, serializers.ModelSerializer[Article]):
    """What may be put right about an article. Its text is what it was."""

    url = WebAddress(required=False, allow_blank=True, max_length=8000)

    class Meta:
        model = Article
        fields: ClassVar = [*FACTS, "default_speaker", "due_at", "ours"]


class ClaimantSerializer(serializers.ModelSerializer[Claimant]):
    class Meta:
        model = Claimant
        fields: ClassVar = ["id", "name", "kind", "description", "same_as", "aliases"]
        read_only_fields = fields


class PublicClaimantSerializer(serializers.Serializer[Claimant]):
    """Somebody as the newest check that names them does."""

    id = serializers.IntegerField()
    name = serializers.CharField(source="published_name")
    kind = serializers.CharField(source="published_kind")
    description = serializers.CharField(source="published_description")
    same_as = serializers.CharField(source="published_same_as")


class RatingSerializer(serializers.ModelSerializer[Rating]):
    """A rating. Its slug is what verdicts name."""

    scale = serializers.SlugRelatedField[Rating](slug_field="slug", read_only=True)
    scale_version = serializers.IntegerField(source="scale.version", read_only=True)
    question = serializers.CharField(read_only=True)

    class Meta:
        model = Rating
        fields: ClassVar = [
            "id", "slug", "label", "meaning", "question", "scale", "scale_version",
            "value", "best", "worst", "position", "retired_at",
        ]  # fmt: skip
        read_only_fields = fields

"""Articles: in by intake, read by the desk, seen by readers once something about them is public."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims import intake
from claims.models import Article, Claimant, Rating
from claims.models.rating import RatingScale
from claims.publication import published_articles, published_claimants
from claims.serializers.articles import (
    ArticleCreateSerializer,
    ArticleDetailSerializer,
    ArticleEditSerializer,
    ArticleSerializer,
    ClaimantSerializer,
    PublicArticleDetailSerializer,
    PublicArticleSerializer,
    PublicClaimantSerializer,
    RatingSerializer,
    TextSerializer,
)
from claims.views.base import Resource
from sources.rest import Filters, Flag, either


class PublicArticleFilter(Filters):
    """By what the newest check of an article says of it."""

    outlet = filters.CharFilter(field_name="published_outlet", lookup_expr="iexact")
    language = filters.CharFilter(field_name="published_language")
    published_after = filters.DateFilter(method="since", help_text="This day or later.")
    published_before = filters.DateFilter(method="until", help_text="Before this day.")

    # What was frozen is JSON, in which a date is text that sorts as the date does.

    def since(self, articles: Any, name: str, value: dt.date) -> "QuerySet[Article]":
        return articles.filter(published_on__gte=value.isoformat())  # type: ignore[no-any-return]

    def until(self, articles: Any, name: str, value: dt.date) -> "QuerySet[Article]":
        return articles.filter(published_on__lt=value.isoformat())  # type: ignore[no-any-return]


class ArticleFilter(Filters):
    kind = filters.MultipleChoiceFilter(choices=Article.Kind.choices)
    outlet = filters.CharFilter(lookup_expr="iexact")
    language = filters.CharFilter()
    published_after = filters.IsoDateTimeFilter(field_name="published_at", lookup_expr="gte")
    published_before = filters.IsoDateTimeFilter(field_name="published_at", lookup_expr="lt")
    extraction_state = filters.MultipleChoiceFilter(choices=Article.Extraction.choices)
    awaits_text = Flag()
    ours = Flag()


@extend_schema_view(
    list=extend_schema(responses=either(ArticleSerializer, PublicArticleSerializer)),
    retrieve=extend_schema(
        responses=either(ArticleDetailSerializer, PublicArticleDetailSerializer)
    ),
)
class ArticleViewSet(Resource):
    """Articles that are or were checked."""

    serializer_class = ArticleSerializer
    detail_serializer_class = ArticleDetailSerializer
    public_serializer_class = PublicArticleSerializer
    public_detail_serializer_class = PublicArticleDetailSerializer
    ordering = "-created_at"

    @property
    def search_fields(self) -> list[str]:
        shown = ["title", "outlet", "author"]
        return shown if self.for_desk else [f"published_{name}" for name in shown]

    @property
    def ordering_fields(self) -> list[str]:
        if not self.for_desk:
            return ["published_on", "published_title"]
        return ["published_at", "title", "due_at"]

    @property
    def filterset_class(self) -> type[Filters]:
        return ArticleFilter if self.for_desk else PublicArticleFilter

    def get_queryset(self) -> "QuerySet[Article]":
        if not self.for_desk:
            return published_articles()
        return Article.objects.select_related("created_by")

    @extend_schema(request=ArticleCreateSerializer, responses={201: ArticleDetailSerializer})
    def create(self, request: Request) -> Response:
        """Take in a text, or the `url` of a page to fetch. Claims are found in the background."""
        given = self.given(ArticleCreateSerializer)
        return self.created(intake.add_article(by=self.person, **given))

    @extend_schema(request=ArticleEditSerializer, responses=ArticleDetailSerializer)
    def partial_update(self, request: Request, **kwargs: Any) -> Response:
        """Put right what is known of it. Its text is what it was."""
        article = self.get_object()
        self.matched(article)
        article.edit(by=self.person, **self.given(ArticleEditSerializer, article))
        return self.shown(article)

    @extend_schema(request=None, responses=ArticleDetailSerializer)
    @action(detail=True, methods=["post"])
    def retry_extraction(self, request: Request, **kwargs: Any) -> Response:
        """Have the page fetched or the claims found again; what people touched stays as it is."""
        article = self.get_object()
        intake.retry(article, by=self.person)
        return self.shown(article)

    @extend_schema(request=TextSerializer, responses=ArticleDetailSerializer)
    @action(detail=True, methods=["post"])
    def give_text(self, request: Request, **kwargs: Any) -> Response:
        """The text of an article that awaits it, where its page cannot be read."""
        article = self.get_object()
        intake.give_text(article, by=self.person, **self.given(TextSerializer))
        return self.shown(article)


class ClaimantFilter(Filters):
    kind = filters.MultipleChoiceFilter(choices=Claimant.Kind.choices)


class PublicClaimantFilter(Filters):
    kind = filters.MultipleChoiceFilter(field_name="published_kind", choices=Claimant.Kind.choices)


@extend_schema_view(
    list=extend_schema(responses=either(ClaimantSerializer, PublicClaimantSerializer)),
    retrieve=extend_schema(responses=either(ClaimantSerializer, PublicClaimantSerializer)),
)
class ClaimantViewSet(Resource):
    """Who says what is checked. Readers see them as they were published."""

    serializer_class = ClaimantSerializer
    public_serializer_class = PublicClaimantSerializer

    @property
    def ordering(self) -> str:
        return "name" if self.for_desk else "published_name"

    @property
    def filterset_class(self) -> type[Filters]:
        return ClaimantFilter if self.for_desk else PublicClaimantFilter

    @property
    def search_fields(self) -> list[str]:
        shown = ["name", "description"]
        return shown if self.for_desk else [f"published_{name}" for name in shown]

    def get_queryset(self) -> "QuerySet[Claimant]":
        return Claimant.objects.all() if self.for_desk else published_claimants()


class RatingFilter(Filters):
    question = filters.ChoiceFilter(
        field_name="scale__question", choices=RatingScale.Question.choices
    )
    retired = Flag(field_name="retired_at", lookup_expr="isnull", exclude=True)


class RatingViewSet(Resource):
    """What a verdict may say, with what it means."""

    serializer_class = RatingSerializer
    filterset_class = RatingFilter
    queryset = Rating.objects.select_related("scale")
    ordering = "pk"

"""What the views share: the desk sees one thing and readers another; verbs are sub-resources."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar, cast

from django.contrib.auth.models import User
from django.db import models, transaction
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.serializers import Serializer
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from claims.models import Verdict
from claims.permissions import REVIEW, is_desk, lacks
from sources.conditional import Conditional

Arguments = dict[str, type[Serializer[Any]]]
View = TypeVar("View", bound=type)


class OnlyTheDeskWrites(BasePermission):
    """Readers read. Which of the desk may do what is judged by the models."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if request.method in SAFE_METHODS or not request.user.is_authenticated:
            return request.method in SAFE_METHODS
        if refusal := lacks(request.user, REVIEW):
            raise refusal
        return True


class OnlyTheDesk(BasePermission):
    """Nobody else reads or writes, but for what the view says is `for_everybody`."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if getattr(view, "action", None) in getattr(view, "for_everybody", ()):
            return True
        if not request.user.is_authenticated:
            return False
        if refusal := lacks(request.user, REVIEW):
            raise refusal
        return True


class Resource(Conditional, mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Any]):
    """A noun of the desk: lists, rows, and what readers see of them."""

    permission_classes: tuple[type[BasePermission], ...] = (OnlyTheDeskWrites,)
    lookup_value_converter = "int"
    serializer_class: type[Serializer[Any]]
    # Where one row shows more than a line in a list.
    detail_serializer_class: ClassVar[type[Serializer[Any]] | None] = None
    public_serializer_class: ClassVar[type[Serializer[Any]] | None] = None
    public_detail_serializer_class: ClassVar[type[Serializer[Any]] | None] = None

    @property
    def for_desk(self) -> bool:
        """The schema tells all that there is; its readers may be of the desk."""
        return getattr(self, "swagger_fake_view", False) or is_desk(self.request.user)

    def get_serializer_class(self) -> type[Serializer[Any]]:
        one, is_list = self.serializer_class, self.action == "list"
        if not self.for_desk and self.public_serializer_class:
            detail = self.public_detail_serializer_class or self.public_serializer_class
            return self.public_serializer_class if is_list else detail
        return one if is_list else self.detail_serializer_class or one

    # What the writing views are made of.

    @property
    def person(self) -> User:
        """Who is writing: the permission above has turned everybody else away."""
        return cast(User, self.request.user)

    def given(self, arguments: type[Serializer[Any]], row: Any = None) -> dict[str, Any]:
        """The validated body; raises ValidationError naming the fields."""
        partial = row is not None
        serializer = arguments(
            row, data=self.request.data, partial=partial, context=self.get_serializer_context()
        )
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def locked(self) -> Any:
        """The row, held until the transaction ends, so that If-Match means what it says."""
        rows = self.get_queryset().select_for_update(of=("self",))
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def shown(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        """The row as a reader of it would get it now."""
        fresh = self.get_queryset().get(pk=row.pk)
        kind = self.detail_serializer_class or self.serializer_class
        serializer = kind(fresh, context=self.get_serializer_context())
        return Response(serializer.data, code)

    def created(self, row: Any) -> Response:
        response = self.shown(row, status.HTTP_201_CREATED)
        response["Location"] = reverse(
            f"{row._meta.model_name}-detail", kwargs={"pk": row.pk}, request=self.request
        )
        return response

    def edited(self, arguments: type[Serializer[Any]]) -> Response:
        """PATCH of a row with a version: If-Match is required."""
        with transaction.atomic():
            row = self.locked()
            version = self.matched(row, required=True)
            row.edit(by=self.person, version=version, **self.given(arguments, row))
        return self.shown(row)

    def used(self, verb: str, arguments: type[Serializer[Any]]) -> Response:
        """One verb on one row. What it returns is new; a row without a key is gone."""
        given = self.given(arguments)
        with transaction.atomic():
            row = self.locked()
            self.matched(row)
            result = getattr(row, verb)(by=self.person, **given)
        if row.pk is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return self.created(result) if isinstance(result, models.Model) else self.shown(row)


def with_verbs(model: type[models.Model], arguments: Arguments) -> Callable[[View], View]:
    """One POST sub-resource a verb, named as the verb, with the arguments that it takes."""

    def add(view: View) -> View:
        for verb, serializer in arguments.items():
            setattr(view, verb, _action(model, verb, serializer, view))
        return view

    return add


def _status(model: type[models.Model], verb: str) -> int:
    """A correction of a verdict is a new verdict."""
    return 201 if (model, verb) == (Verdict, "correct") else 200


def _action(
    model: type[models.Model], verb: str, arguments: type[Serializer[Any]], view: Any
) -> Any:
    def use(self: Resource, request: Request, **kwargs: Any) -> Response:
        return self.used(verb, arguments)

    use.__name__, use.__doc__ = verb, getattr(model, verb).__doc__
    shown = view.detail_serializer_class or view.serializer_class
    documented = extend_schema(
        request=arguments if arguments().fields else None,
        responses={204: None} if verb == "discard" else {_status(model, verb): shown},
    )
    return documented(action(detail=True, methods=["post"], url_path=verb)(use))

"""What the serializers and views of both apps share."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django_filters.rest_framework import BooleanFilter, FilterSet
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from sources.urls import normalize


# Input in which an unknown field is an error: a misspelt one would silently do nothing. (No
# docstring: the schema would give it to every kind of input that has none of its own.)
class Strict(serializers.Serializer[Any]):
    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            known = {str(field.field_name) for field in self._writable_fields}
            if unknown := set(map(str, data)) - known:
                sentence = f"This cannot be set here. What can: {', '.join(sorted(known)) or '-'}."
                raise serializers.ValidationError(dict.fromkeys(sorted(unknown), [sentence]))
        return super().to_internal_value(data)


class WebAddress(serializers.CharField):
    """An http or https URL, as it was given, judged by the same rule as every source."""

    def to_internal_value(self, data: Any) -> str:
        text: str = super().to_internal_value(data)
        try:
            return text if not text or normalize(text) else ""
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from error


class Filters(FilterSet):  # type: ignore[misc]  # django-filter ships no types
    """The filters of a list."""


class TrueOrFalse(forms.CharField):
    """Django's own fields take every other word for false, or for no answer at all."""

    words: ClassVar = {"": None, "true": True, "1": True, "false": False, "0": False}

    def clean(self, value: Any) -> bool | None:
        word = super().clean(value).lower()
        if word not in self.words:
            raise forms.ValidationError("Say true or false.")
        return self.words[word]


class Flag(BooleanFilter):  # type: ignore[misc]  # django-filter ships no types
    field_class = TrueOrFalse

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput, **kwargs)


class Holds(BasePermission):
    """Reading by one permission, writing by another: `reads` and `writes` of the view."""

    message = "Your account may not do this. Ask an editor."

    def has_permission(self, request: Request, view: APIView) -> bool:
        permission = getattr(view, "reads" if request.method in SAFE_METHODS else "writes", None)
        return permission is None or request.user.has_perm(permission)


def either(*kinds: type[serializers.Serializer[Any]]) -> PolymorphicProxySerializer:
    """For the schema: the desk gets the first, readers the second."""
    return PolymorphicProxySerializer(
        component_name=f"{kinds[0].__name__.removesuffix('Serializer')}Seen",
        serializers=list(kinds),
        resource_type_field_name=None,
    )

"""Fields that name people, ratings and claimants as people do."""

from typing import Any

from django.contrib.auth.models import User
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.characters import fault_in
from claims.models import Claimant, Rating


@extend_schema_field({"oneOf": [{"type": "string"}, {"type": "integer"}]})
class PersonField(serializers.Field[User, Any, str, Any]):
    """Somebody with an account, by user name or by number."""

    def to_internal_value(self, data: Any) -> User:
        people = User.objects.filter(is_active=True)
        if isinstance(data, int) and not isinstance(data, bool):
            found = people.filter(pk=data).first()
        else:
            found = people.filter(username=str(data)).first() if is_text(data) else None
        if found is None:
            raise serializers.ValidationError("There is nobody with this user name or number.")
        return found

    def to_representation(self, value: User) -> str:
        return value.get_username()


class RatingField(serializers.SlugRelatedField[Rating]):
    """A rating by its slug. Of a retired one the answer says so."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="slug", queryset=Rating.objects.usable(), **kwargs)

    def to_internal_value(self, data: Any) -> Rating:
        if not isinstance(data, str) or not is_text(data):
            raise serializers.ValidationError("Give the slug of a rating: see /api/v1/ratings/.")
        usable = {rating.slug: rating for rating in Rating.objects.usable().select_related("scale")}
        if data in usable:
            return usable[data]
        if Rating.objects.filter(slug=data).exists():
            raise serializers.ValidationError(f"“{data}” is retired. Choose another.")
        raise serializers.ValidationError(f"There is no “{data}”. There are: {', '.join(usable)}.")


@extend_schema_field({"oneOf": [{"type": "integer"}, {"type": "string", "maxLength": 300}]})
class ClaimantField(serializers.Field[Claimant, Any, int, Any]):
    """Who says it: the number of a claimant, or a name, which may be new to us."""

    def to_internal_value(self, data: Any) -> Claimant:
        if isinstance(data, int) and not isinstance(data, bool):
            return numbered(data)
        if not isinstance(data, str) or not is_text(data) or not 0 < len(data.strip()) <= 300:
            raise serializers.ValidationError("Give a claimant's number, or a name.")
        return Claimant.objects.named(data.strip()).first() or Claimant(name=data.strip())

    def to_representation(self, value: Claimant) -> int:
        return value.pk


def numbered(pk: int) -> Claimant:
    claimant = Claimant.objects.filter(pk=pk).first()
    if claimant is None:
        raise serializers.ValidationError(f"There is no claimant {pk}.")
    return claimant


def saved(claimants: list[Claimant], *, by: User) -> list[Claimant]:
    """The same, those that are new to us saved. Call it in the transaction that uses them."""
    return [claimant if claimant.pk else _saved(claimant, by) for claimant in claimants]


def _saved(claimant: Claimant, by: User) -> Claimant:
    # One new name may stand twice in a list.
    if known := Claimant.objects.named(claimant.name).first():
        return known
    claimant._history_user = by
    claimant.save()
    return claimant


def is_text(data: Any) -> bool:
    """No NUL, no half of a surrogate pair: neither can be looked up in a database."""
    return not fault_in(str(data))

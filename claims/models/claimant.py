"""Who says it: a person, an organisation, a group, a document, or somebody unnamed."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, F, Q
from simple_history.models import HistoricalRecords

from claims.models.versions import next_version
from claims.namesakes import may_be_same, name_words
from claims.permissions import REVIEW, Person, is_desk, lacks

# Rows that share a last word with one of an article's speakers; the best known are looked at.
MOST_LOOKED_AT = 500
EDITABLE = frozenset({"name", "kind", "description", "same_as", "aliases"})


class ClaimantQuerySet(models.QuerySet["Claimant"]):
    def named(self, name: str) -> Self:
        """Known under this name. Names are compared without regard to case."""
        return self.filter(name__iexact=name)

    def perhaps_same_as(self, claimants: "Sequence[Claimant]") -> "dict[int, list[Claimant]]":
        """For each of these its likely namesakes, the best known first, each with `times_named`.

        A person merges or tells apart; the machine does neither. Two queries for any number.
        """
        named = {c.pk: name_words(c.name) for c in claimants if c.kind != Claimant.Kind.UNNAMED}
        last = {words[-1] for words in named.values() if words}
        if not last:
            return {}
        # One expression for all of them: SQLite refuses a thousand conditions.
        any_of = "|".join(re.escape(word) for word in sorted(last))
        alike = Q(name__iregex=any_of) | Q(aliases__iregex=any_of)
        known = self.filter(alike).exclude(kind=Claimant.Kind.UNNAMED)
        known = known.annotate(times_named=Count("named_in")).order_by("-times_named", "pk")
        apart = Claimant.told_apart.through.objects.filter(from_claimant__in=named)
        never = set(apart.values_list("from_claimant", "to_claimant"))
        others = list(known[:MOST_LOOKED_AT])
        found = {
            c.pk: [o for o in others if (c.pk, o.pk) not in never and c.may_be(o)]
            for c in claimants
            if c.pk in named
        }
        return {pk: likely for pk, likely in found.items() if likely}

    def suggested_for(self, text: str) -> Self:
        """Whom a person typing this may mean, by a part of the name."""
        return self.filter(Q(name__icontains=text) | Q(description__icontains=text))

    def introduce(self, *, by: User, **fields: Any) -> "Claimant":
        """Somebody new. Raises WrongPerson, or ValidationError naming the field."""
        if refusal := lacks(by, REVIEW):
            raise refusal
        claimant = Claimant(**fields)
        claimant.full_clean()
        claimant._history_user = by
        claimant.save()
        return claimant

    def only_machines_unused(self) -> Self:
        """Of no claim any more, and never edited by a person."""
        edited = Claimant.history.filter(history_user__isnull=False).values("id")
        return self.filter(named_in=None, shown_in=None).exclude(pk__in=edited)

    def visible_to(self, person: Person) -> Self:
        """The desk sees all; a reader sees whom something published names."""
        if is_desk(person):
            return self
        return self.filter(shown_in__verdict__published_at__isnull=False).distinct()


class Claimant(models.Model):
    """Somebody who answers for claims. Two of one name may be two people: a person merges."""

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        ORGANIZATION = "organization", "Organisation"
        GROUP = "group", "Group"
        DOCUMENT = "document", "Document"
        UNNAMED = "unnamed", "Unnamed"

    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERSON)
    description = models.CharField(max_length=500, blank=True, help_text="Title, role, party.")
    same_as = models.URLField(
        max_length=2000, blank=True, help_text="Wikidata or home page: who exactly this is."
    )
    aliases = models.JSONField(default=list, blank=True)
    # Somebody said that these are others, whatever their names: they are not suggested again.
    told_apart: "models.ManyToManyField[Claimant, Any]" = models.ManyToManyField(
        "self", blank=True, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = models.Manager.from_queryset(ClaimantQuerySet)()
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        indexes: ClassVar = [
            # ClaimantQuerySet.named, at every extraction.
            models.Index(models.functions.Upper("name"), name="claimant_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def may_be(self, other: "Claimant") -> bool:
        """Whether another row may be the same speaker; only people have short names."""
        people = self.kind == other.kind == self.Kind.PERSON
        names = (other.name, *other.aliases)
        return other.pk != self.pk and any(may_be_same(self.name, n, people=people) for n in names)

    def namesakes(self) -> "list[Claimant]":
        """Others who are perhaps the same: offered to a person, who merges or tells apart."""
        return Claimant.objects.perhaps_same_as([self]).get(self.pk, [])

    def tell_apart(self, other: "Claimant", *, by: User) -> None:
        """This is somebody else: not suggested again, for either. May be done twice."""
        if refusal := lacks(by, REVIEW):
            raise refusal
        with transaction.atomic():
            self.told_apart.add(other)
            self._renew(self.pk, other.pk)

    @staticmethod
    def _renew(*claimants: int) -> None:
        """What shows these has changed: whoever has it open is told."""
        Claimant.objects.filter(pk__in=claimants).update(version=F("version") + 1)

    def edit(self, *, by: User, version: int | None = None, **changes: Any) -> None:
        """Put right who this is. Raises WrongPerson, or ValidationError naming the field.

        With `version`, only if nobody else did since (else Stale).
        """
        if refusal := lacks(by, REVIEW):
            raise refusal
        if unknown := set(changes) - EDITABLE:
            raise ValidationError(dict.fromkeys(unknown, "This cannot be edited."))
        with transaction.atomic():
            next_version(self, version)
            for field, value in changes.items():
                setattr(self, field, value)
            self.full_clean()
            self._history_user = by
            self.save(update_fields=list(changes))

    def merge_into(self, other: "Claimant", *, by: User) -> None:
        """This is the same as another: its claims and names go there, and this row goes."""
        if refusal := lacks(by, REVIEW):
            raise refusal
        if other.pk == self.pk:
            raise ValidationError({"into": "A claimant cannot be merged into itself."})
        with transaction.atomic():
            links = self.named_in.all()
            links.filter(claim__claimants=other).delete()
            links.update(claimant=other)
            self.shown_in.update(claimant=other)
            names = [*other.aliases, self.name, *self.aliases]
            other.aliases = [name for name in dict.fromkeys(names) if name != other.name]
            other._history_user = self._history_user = by
            other.save(update_fields=["aliases"])
            other.told_apart.add(*self.told_apart.exclude(pk=other.pk))
            # A form that somebody has open does not know these names.
            self._renew(other.pk)
            self.delete()

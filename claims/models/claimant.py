"""Who says it: a person, an organisation, a group, a document, or somebody unnamed."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from claims.permissions import Person, is_desk


class ClaimantQuerySet(models.QuerySet["Claimant"]):
    def named(self, name: str) -> Self:
        """Known under this name. Names are compared without regard to case."""
        return self.filter(name__iexact=name)

    def suggested_for(self, text: str) -> Self:
        """Whom a person typing this may mean, by a part of the name."""
        return self.filter(Q(name__icontains=text) | Q(description__icontains=text))

    def visible_to(self, person: Person) -> Self:
        """The desk sees all; a reader sees claimants of published claims."""
        if is_desk(person):
            return self
        return self.filter(claims__verdicts__published_at__isnull=False).distinct()


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

    objects = models.Manager.from_queryset(ClaimantQuerySet)()
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        indexes: ClassVar = [
            # ClaimantQuerySet.named, at every extraction.
            models.Index(models.functions.Upper("name"), name="claimant_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

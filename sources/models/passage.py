"""Words that must stand on a source, because evidence rests on them."""

from typing import ClassVar

from django.db import models

from sources.models.source import Source
from sources.passage import PassageState, text_fragment_url
from sources.urls import url_hash


class PassageQuerySet(models.QuerySet["Passage"]):
    def keep(self, source: Source, text: str) -> "Passage":
        """The passage of these words on this source; a new one is looked for at once."""
        text = text.strip()
        passage, is_new = self.get_or_create(
            source=source, text_hash=url_hash(text), defaults={"text": text}
        )
        if is_new:
            source.read_again()
        return passage


class Passage(models.Model):
    """A quotation of a source, and whether it still stands there."""

    class State(models.TextChoices):
        FOUND = PassageState.FOUND.value, "Found"
        # Nearly these words, with the same figures.
        APPROXIMATE = PassageState.APPROXIMATE.value, "Nearly"
        GONE = PassageState.GONE.value, "Gone"
        # Not looked for yet, or the page could never be read.
        UNKNOWN = PassageState.UNKNOWN.value, "Unknown"

    source = models.ForeignKey(Source, models.CASCADE, related_name="passages", db_index=False)
    text = models.TextField()
    text_hash = models.CharField(max_length=64, editable=False)
    state = models.CharField(max_length=11, choices=State, default=State.UNKNOWN, editable=False)
    score = models.FloatField(default=0, editable=False)
    nearest = models.TextField(blank=True, editable=False)
    looked_at = models.DateTimeField(null=True, editable=False)

    objects = models.Manager.from_queryset(PassageQuerySet)()

    class Meta:
        constraints: ClassVar = [
            # Two people who quote the same words watch one passage.
            models.UniqueConstraint(fields=["source", "text_hash"], name="one_passage_per_text"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def link(self) -> str:
        """A link that leads a browser to the words."""
        return text_fragment_url(self.source.normalized_url, self.text)

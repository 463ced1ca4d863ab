"""What a source said, each time that it said something else."""

import hashlib
import zlib
from typing import ClassVar

from django.db import models
from django.utils import timezone

from sources.diff import Change, diff
from sources.models.source import Source

LEVEL = 3  # half the time of the default, for a tenth more bytes


class PageTextQuerySet(models.QuerySet["PageText"]):
    def keep(self, texts: dict[str, str]) -> dict[str, int]:
        """The keys of texts by their hashes; only what is not kept yet is compressed."""
        keys = dict(self.filter(hash__in=texts).values_list("hash", "pk"))
        if new := [PageText.of(text) for hash, text in texts.items() if hash not in keys]:
            self.bulk_create(new, ignore_conflicts=True)
            hashes = [each.hash for each in new]
            keys |= dict(self.filter(hash__in=hashes).values_list("hash", "pk"))
        return keys


class PageText(models.Model):
    """A readable text, compressed, once however many snapshots have it."""

    hash = models.CharField(max_length=64, unique=True)
    compressed = models.BinaryField()

    def __str__(self) -> str:
        return self.hash[:12]

    objects = models.Manager.from_queryset(PageTextQuerySet)()

    @staticmethod
    def hash_of(text: str) -> str:
        """By what a text is known again."""
        return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()

    @staticmethod
    def of(text: str) -> "PageText":
        """An unsaved row for a text."""
        raw = text.encode(errors="surrogatepass")
        return PageText(hash=PageText.hash_of(text), compressed=zlib.compress(raw, LEVEL))

    @property
    def text(self) -> str:
        """The text again."""
        return zlib.decompress(self.compressed).decode(errors="surrogatepass")


class Snapshot(models.Model):
    """The readable text of a source: at first, and at every real change. Never edited."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="snapshots", db_index=False)
    at = models.DateTimeField(default=timezone.now)
    page_text = models.ForeignKey(PageText, models.PROTECT, related_name="+")
    title = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            # The newest text of a source, and the ones before it.
            models.Index(fields=["source", "-at"], name="snapshot_of_source"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} at {self.at:%Y-%m-%d %H:%M}"

    @property
    def text(self) -> str:
        """What stood there."""
        return self.page_text.text

    def before(self) -> "Snapshot | None":
        """The snapshot that this one replaced."""
        earlier = models.Q(at__lt=self.at) | models.Q(at=self.at, pk__lt=self.pk)
        return Snapshot.objects.filter(earlier, source=self.source_id).first()

    def changes(self) -> list[Change]:
        """A readable diff to the snapshot before; empty for the first."""
        before = self.before()
        return diff(before.text, self.text) if before else []

"""Pages that the desk writes for readers: how we check, who we are."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from claims.models.versions import next_version
from claims.permissions import PUBLISH, lacks


class Page(models.Model):
    """One page in plain text: blank lines part paragraphs, `# ` and `- ` make headings, lists."""

    class Slug(models.TextChoices):
        METHODOLOGY = "methodology", "How we check"
        ABOUT = "about", "About us"

    slug = models.CharField(max_length=20, choices=Slug, unique=True)
    title = models.CharField(max_length=120)
    text = models.TextField(
        help_text="Plain text. A blank line ends a paragraph; “# ” begins a heading, “- ” an item "
        "of a list."
    )
    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return self.title

    def edit(self, *, by: User, title: str, text: str, version: int | None = None) -> None:
        """Write it anew; the history keeps what stood there.

        With `version`, only if nobody else did since (else Stale).
        """
        if refusal := lacks(by, PUBLISH):
            raise refusal
        with transaction.atomic():
            next_version(self, version)
            self.title, self.text = title, text
            self.changed_at, self.changed_by = timezone.now(), by
            self.full_clean()
            self._history_user = by
            self.save(update_fields=["title", "text", "changed_at", "changed_by"])

"""Pages that the desk writes for readers: how we check, who we are."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

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

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return self.title

    def edit(self, *, by: User, title: str, text: str) -> None:
        """Write it anew; the history keeps what stood there."""
        if refusal := lacks(by, PUBLISH):
            raise refusal
        self.title, self.text = title, text
        self.changed_at, self.changed_by = timezone.now(), by
        self.full_clean()
        self._history_user = by
        self.save(update_fields=["title", "text", "changed_at", "changed_by"])

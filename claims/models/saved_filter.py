"""Saved filters: a list as one person wants to see it again."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class SavedFilter(models.Model):
    """One person's name for one list and its filters."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    # Of the admin's list: `claims_claim`.
    page = models.CharField(max_length=100)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2000)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            # Saving under the same name again replaces it.
            models.UniqueConstraint(fields=["user", "page", "name"], name="saved_filter_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

"""Preferences: how one person wants times written."""

from typing import ClassVar
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models


def known_time_zone(name: str) -> None:
    """Raises ValidationError for a zone that the time zone database does not have."""
    if name not in available_timezones():
        raise ValidationError(f"“{name}” is not a time zone.")


class Preference(models.Model):
    """One person's. Who has none gets the site's time zone and the browser's language."""

    LANGUAGES = (("en-gb", "British: 31 January"), ("en-us", "American: January 31"))

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preference")
    time_zone = models.CharField(max_length=64, blank=True, validators=[known_time_zone])
    language = models.CharField("dates and spelling", max_length=5, blank=True, choices=LANGUAGES)

    class Meta:
        ordering: ClassVar = ["user"]

    def __str__(self) -> str:
        return f"{self.user}: {self.time_zone or 'UTC'}"

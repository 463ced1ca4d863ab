"""The project as an app: it holds the commands that belong to no domain."""

from django.apps import AppConfig


class ClaimtrackerConfig(AppConfig):
    name = "claimtracker"
    verbose_name = "Claimtracker"

"""The project as an app: it holds the commands that belong to no domain, and loads Celery."""

from django.apps import AppConfig

# With Django comes the Celery application: a task sent by a page or a command finds its broker.
from claimtracker.celery import app as celery_app

__all__ = ["ClaimtrackerConfig", "celery_app"]


class ClaimtrackerConfig(AppConfig):
    name = "claimtracker"
    verbose_name = "Claimtracker"

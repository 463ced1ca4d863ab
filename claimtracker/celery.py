"""Background work: the Celery application, which takes its options from the settings."""

from signal import SIGKILL

from celery import Celery
from celery.signals import worker_process_init

from claimtracker import children
from claimtracker.start import load_settings

load_settings()

app = Celery("claimtracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["claims", "sources"])


@worker_process_init.connect
def _end_with_the_worker(**kwargs: object) -> None:
    """A child whose worker was killed would wait for ever for its next task."""
    children.follow_parent(SIGKILL)

"""Background work: the Celery application, which takes its options from the settings."""

from celery import Celery

from claimtracker.start import load_settings

load_settings()

app = Celery("claimtracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["claims", "sources"])

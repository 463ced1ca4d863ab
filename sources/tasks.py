"""The background work on sources. Each task may run twice, be killed, or never arrive."""

from celery import shared_task
from django.utils import timezone

from sources import alerts, leases, schedule
from sources.models import LinkCheck


@shared_task
def dispatch_due() -> None:
    """Lease what is due and name the leases to the workers."""
    for lease in leases.take_due(timezone.now()):
        check_batch.delay(lease)


@shared_task
def check_batch(lease: str) -> None:
    """Check what one lease holds, if it still holds it."""
    schedule.check_lease(lease)


@shared_task
def send_alerts() -> None:
    """Tell people what happened: at once for published verdicts, once a day for the rest."""
    alerts.send_due(timezone.now())


@shared_task
def thin_link_checks() -> None:
    """Let old checks go that tell nothing new."""
    LinkCheck.objects.thin(timezone.now())

"""Telling people at the desk by e-mail what their inbox tells them."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from claims.models import Notice

log = logging.getLogger(__name__)
AT_ONCE = 100


def send_due() -> int:
    """Send the notices that wait, each once; what fails waits for the next round."""
    waiting = Notice.objects.unsent().select_related("to", "by", "claim").order_by("at")
    return sum(_send(notice) for notice in waiting[:AT_ONCE])


def _send(notice: Notice) -> bool:
    mine = Notice.objects.filter(pk=notice.pk)
    # Two workers at once: the one that marks it sends it.
    if not mine.mark_sent(timezone.now()):
        return False
    if not (notice.to.email and notice.to.is_active):
        return False
    try:
        send_mail(_subject(notice), _letter(notice), None, [notice.to.email])
    except (SMTPException, OSError) as error:
        mine.update(sent_at=None)
        log.warning("notice %s waits: %s", notice.pk, error)
        return False
    return True


def _subject(notice: Notice) -> str:
    line = " ".join(str(notice.claim).split())
    return f"{notice.get_kind_display()}: {line}"[:120]


def _letter(notice: Notice) -> str:
    note = f"\n{notice.note}\n" if notice.note else ""
    return (
        f"{notice.get_kind_display()}, by {notice.by}:\n\n“{notice.claim.text}”\n{note}\n"
        f"{settings.SITE_URL}/admin/desk/claims/{notice.claim_id}/\n"
    )

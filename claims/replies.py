"""Telling readers what came of their complaints, by e-mail, to those who left an address."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail

from claims.models import Complaint
from claims.publication import address, claim_path

log = logging.getLogger(__name__)
AT_ONCE = 100


def send_due() -> int:
    """Send the answers that wait, each once; what fails waits for the next round."""
    waiting = Complaint.objects.with_unsent_reply().select_related("verdict")[:AT_ONCE]
    return sum(_send(complaint) for complaint in waiting)


def _send(complaint: Complaint) -> bool:
    if not complaint.take_reply():
        return False
    try:
        send_mail(_subject(), _letter(complaint), None, [complaint.contact])
    except (SMTPException, OSError) as error:
        complaint.put_back_reply()
        log.warning("the reply to complaint %s waits: %s", complaint.pk, error)
        return False
    return True


def _subject() -> str:
    return f"Your message to {settings.PUBLISHER_NAME}"


def _letter(complaint: Complaint) -> str:
    check = complaint.verdict.review.claim_reviewed
    return (
        f"You wrote to us about our check “{check}”\n"
        f"{address(claim_path(complaint.verdict.claim_id))}\n\n"
        f"{complaint.reply}\n\n"
        f"{settings.PUBLISHER_NAME}\n\n"
        f"Your message was:\n{complaint.text}\n"
    )

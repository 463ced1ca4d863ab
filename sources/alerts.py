"""The outbox: alerts go out as e-mail at least once, and are marked when they have.

Those of sources under published verdicts go at once, the others in one digest a day.
"""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterable
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import timezone

from sources.models import Alert, Watch
from sources.models.watch import DESK_GROUP

logger = logging.getLogger(__name__)

DIGEST_HOUR = 7  # in the desk's time zone: read with the first coffee


def send_due(now: dt.datetime) -> int:
    """Send what has to go now; how many alerts were marked as sent."""
    digest = last_digest(now)
    due = Alert.objects.unsent().filter(Q(source__cited_publicly=True) | Q(at__lt=digest))
    alerts = list(due.select_related("source", "passage").order_by("at")[:1000])
    told: dict[int, list[Alert]] = defaultdict(list)
    failed: set[int] = set()
    people = recipients(alerts)
    told_already = _told_already(alerts)
    for alert in alerts:
        for user_id in people[alert.pk]:
            if (alert.pk, user_id) not in told_already:
                told[user_id].append(alert)
    users = User.objects.filter(pk__in=told, is_active=True).exclude(email="").in_bulk()
    for user_id, theirs in told.items():
        if user_id not in users:
            continue
        if _send(users[user_id], theirs):
            _note_told(theirs, user_id)
        else:
            failed.update(alert.pk for alert in theirs)
    sent = [alert.pk for alert in alerts if alert.pk not in failed]
    return Alert.objects.unsent().filter(pk__in=sent).update(sent_at=now)


def last_digest(now: dt.datetime) -> dt.datetime:
    """The newest digest hour that has passed: what happened before it is due."""
    local = timezone.localtime(now)
    today = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return today if local >= today else today - dt.timedelta(days=1)


def recipients(alerts: Iterable[Alert]) -> dict[int, set[int]]:
    """Whom each alert concerns: who watches the source, and the desk for what is published."""
    alerts = list(alerts)
    watching: dict[int, set[int]] = defaultdict(set)
    watches = Watch.objects.filter(source__in={alert.source_id for alert in alerts})
    for source_id, user_id in watches.values_list("source_id", "user_id"):
        watching[source_id].add(user_id)
    desk = set(User.objects.filter(groups__name=DESK_GROUP).values_list("pk", flat=True))
    return {
        alert.pk: watching[alert.source_id] | (desk if alert.source.cited_publicly else set())
        for alert in alerts
    }


def _told_already(alerts: Iterable[Alert]) -> set[tuple[int, int]]:
    rows = Alert.told.through.objects.filter(alert__in=[alert.pk for alert in alerts])
    return set(rows.values_list("alert_id", "user_id"))


def _note_told(alerts: Iterable[Alert], user_id: int) -> None:
    rows = [Alert.told.through(alert_id=alert.pk, user_id=user_id) for alert in alerts]
    Alert.told.through.objects.bulk_create(rows, ignore_conflicts=True)


def _send(user: User, alerts: list[Alert]) -> bool:
    lines = [_line(alert) for alert in alerts]
    count = len(alerts)
    subject = lines[0][:120] if count == 1 else f"{count} of the sources that you watch changed"
    body = "\n\n".join(lines) + f"\n\n{settings.SITE_URL}/admin/\n"
    try:
        EmailMessage(subject.splitlines()[0], body, to=[user.email]).send()
    except SMTPRecipientsRefused as refusal:
        is_final = all(code >= 500 for code, _ in refusal.recipients.values())
        logger.warning("alerts to user %s were refused: %s", user.pk, refusal)
        return is_final  # their mailbox does not exist: trying again changes nothing
    except (SMTPException, OSError):
        logger.exception("alerts to user %s stay in the outbox", user.pk)
        return False
    return True


def _line(alert: Alert) -> str:
    words = f"{alert.get_kind_display()}: {alert.source} ({alert.at:%Y-%m-%d %H:%M} UTC)"
    if alert.passage:
        words += f"\n“{alert.passage.text[:300]}”"
    return f"{words}\n{alert.source.url}"

"""The inbox: what one person was told, newest first, and what happened to the pages they watch.

Reading it marks what one was told as read.
"""

from typing import cast

from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from claims import recheck
from claims.models import Notice
from sources.models import Alert

LATEST = 100
LATEST_ALERTS = 50


def page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """What was new stays marked on this one showing."""
    person = cast(User, request.user)
    mine = Notice.objects.filter(to=person)
    notices = list(mine.select_related("claim", "by")[:LATEST])
    alerts = Alert.objects.for_person(person).select_related("source", "passage")[:LATEST_ALERTS]
    waiting = set(
        recheck.alerts_waiting()
        .filter(pk__in=[each.pk for each in alerts])
        .values_list("pk", flat=True)
    )
    context = {
        **site.each_context(request),
        "title": "Inbox",
        "notices": notices,
        "alerts": alerts,
        "waiting": waiting,
    }
    answer = TemplateResponse(request, "claims/desk/inbox.html", context)
    answer.render()
    mine.mark_read()
    return answer

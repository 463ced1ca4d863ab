"""The inbox: what one person was told, newest first. Reading it marks it as read."""

from typing import cast

from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from claims.models import Notice

LATEST = 100


def page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """What was new stays marked on this one showing."""
    mine = Notice.objects.filter(to=cast(User, request.user))
    notices = list(mine.select_related("claim", "by")[:LATEST])
    context = {**site.each_context(request), "title": "Inbox", "notices": notices}
    answer = TemplateResponse(request, "claims/desk/inbox.html", context)
    answer.render()
    mine.mark_read()
    return answer

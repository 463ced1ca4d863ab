"""The admin site of the desk: who may enter, what is at its front door, and our own pages in it."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import mark_safe
from unfold.sites import UnfoldAdminSite

from claims.desk import chart, inbox, preferences, saved
from claims.desk.home import TO_PICK, claims_list, home
from claims.permissions import is_desk


class DeskSite(UnfoldAdminSite):
    """Unfold's frame, open to whoever works at the desk. Being staff alone opens nothing."""

    site_header = site_title = "Claimtracker"
    index_title = "Home"
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return bool(user.is_active and user.is_staff and is_desk(user))

    def extra_urls(self) -> list[URLPattern]:
        """Our own pages. Unfold puts them before the lists and forms."""
        return [
            path("inbox/", self.admin_view(self._framed(inbox.page)), name="inbox"),
            path(
                "preferences/", self.admin_view(self._framed(preferences.page)), name="preferences"
            ),
            path("saved/", self.admin_view(saved.save), name="save_filter"),
            path("saved/<int:pk>/forget/", self.admin_view(saved.forget), name="forget_filter"),
        ]

    def _framed(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """Pages need the site for its frame: side bar, title, messages."""
        return wraps(view)(partial(view, site=self))

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Home: what waits, and for whom."""
        shown = home(cast(User, request.user))
        context = {
            **self.each_context(request),
            "title": self.index_title,
            "panels": shown.panels,
            "sources": shown.sources,
            "to_pick": claims_list(**TO_PICK),
            # Drawn by us of numbers and dates; its one sentence is escaped there.
            "chart": mark_safe(chart.draw(shown.days)),
            "chart_in_words": chart.in_words(shown.days),
            "bands": chart.BANDS,
            **(extra_context or {}),
        }
        request.current_app = self.name
        return TemplateResponse(request, "claims/desk/home.html", context)

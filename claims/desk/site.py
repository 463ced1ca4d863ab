"""The admin site of the desk: who may enter, what is at its front door, and our own pages in it."""

from django.http import HttpRequest
from django.urls import URLPattern
from unfold.sites import UnfoldAdminSite

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
        return []

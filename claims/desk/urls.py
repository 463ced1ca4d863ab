"""The addresses of the desk's pages, below /admin/desk/."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from claims.desk import reading, triage, wording, workbench


def desk_urls(site: AdminSite) -> list[URLPattern]:
    """Pages ask `site` for log-in and frame; what their scripts call answers in JSON."""

    def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def framed(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            return view(request, site=site, **kwargs)

        return site.admin_view(framed)

    return [
        path("articles/<int:pk>/", page(reading.page), name="article"),
        path("articles/<int:pk>/board/", reading.board, name="board"),
        path("articles/<int:pk>/mark/", reading.mark, name="mark"),
        path("articles/<int:pk>/retry/", reading.retry, name="retry"),
        path("claims/<int:pk>/", page(workbench.page), name="claim"),
        path("claims/find/", triage.find, name="find"),
        path("claims/<int:pk>/edit/", wording.edit, name="edit"),
        path("claims/<int:pk>/<slug:name>/", triage.act, name="act"),
        path("claimants/", wording.suggest, name="claimants"),
    ]

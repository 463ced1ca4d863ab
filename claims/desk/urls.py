"""The addresses of the desk's pages, below /admin/desk/."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from claims.desk import (
    approving,
    evidence,
    namesakes,
    reading,
    talk,
    triage,
    verdict_form,
    wording,
    workbench,
)


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
        path("articles/<int:pk>/text/", reading.give_text, name="give_text"),
        path("claimants/", wording.suggest, name="claimants"),
        path("claimants/<int:pk>/same/", namesakes.same, name="same"),
        path("claimants/<int:pk>/apart/", namesakes.apart, name="apart"),
        path("claims/find/", triage.find, name="find"),
        path("claims/<int:pk>/", page(workbench.page), name="claim"),
        path("claims/<int:pk>/pulse/", workbench.pulse, name="pulse"),
        path("claims/<int:pk>/edit/", wording.edit, name="edit"),
        path("claims/<int:pk>/evidence/", evidence.attach, name="attach"),
        path("claims/<int:pk>/comment/", talk.comment, name="comment"),
        path("claims/<int:pk>/ask/", talk.ask, name="ask"),
        path("claims/<int:pk>/verdict/", verdict_form.save, name="write"),
        path("claims/<int:pk>/preview/", verdict_form.preview, name="preview"),
        path("claims/<int:pk>/unmark/", triage.unmark, name="unmark"),
        # Everything else under a claim is one of its verbs.
        path("claims/<int:pk>/<slug:name>/", triage.act, name="act"),
        path("contacts/<int:pk>/", talk.answer, name="answer"),
        path("evidence/<int:pk>/", evidence.edit, name="evidence"),
        path("evidence/<int:pk>/file/", evidence.file, name="file"),
        path("evidence/<int:pk>/look/", evidence.look, name="look"),
        path("evidence/<int:pk>/remove/", evidence.remove, name="remove"),
        path("evidence/<int:pk>/alerts/<int:alert>/", evidence.resolve, name="resolve"),
        path("verdicts/next/", page(approving.next_page), name="next"),
        path("verdicts/<int:pk>/", page(approving.page), name="verdict"),
        path("verdicts/<int:pk>/<slug:name>/", approving.act, name="decide"),
    ]

"""The reading view of an article: its text, its claims, and triage."""

from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from claims import intake
from claims.desk.answers import Done, reader, verb
from claims.desk.board import Board, state_of
from claims.desk.undoing import undo_of_mark
from claims.models import Article, Claim, Revision
from claims.permissions import REVIEW, lacks

PARTS = ("about", "state", "text", "list")


def page(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """The whole page. Its script then asks `board` for what changed."""
    if refusal := lacks(request.user, REVIEW):
        raise PermissionDenied(str(refusal))
    article = get_object_or_404(Article, pk=pk)
    state = state_of(article, request.user)
    context = {
        **site.each_context(request),
        "title": article.title,
        "board": Board(article, request.user),
        "board_state": state,
        "reasons": Claim.DismissReason.choices,
    }
    return render(request, "claims/desk/article.html", context)


@require_GET
@reader
def board(request: HttpRequest, person: User, pk: int) -> HttpResponse:
    """The parts that change, or 304 if none did since the ETag that the page has."""
    article = get_object_or_404(Article, pk=pk)
    etag = f'"{state_of(article, person)}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    context = {"board": Board(article, person)}
    parts = {
        part: render_to_string(f"claims/desk/article/{part}.html", context, request)
        for part in PARTS
    }
    return JsonResponse(
        {
            "state": article.extraction_state,
            "awaits_text": article.awaits_text,
            "title": article.title,
            "language": article.language or "en",
            "parts": parts,
        },
        headers={"ETag": etag, "Cache-Control": "no-store"},
    )


@verb
def mark(request: HttpRequest, person: User, pk: int) -> Done:
    """Make a claim of marked words, given by offsets or, where they stand once, verbatim."""
    revision = get_object_or_404(Article, pk=pk).revisions.order_by("pk").last()
    if revision is None:
        raise ValidationError({"exact": "This article has no text."})
    start, end = _place(request, revision)
    claim = Claim.objects.mark(revision, start, end, by=person)
    said = "Marked as a claim. Say who made it."
    return Done(said, undo=undo_of_mark(claim), extra={"claim": claim.pk})


def _place(request: HttpRequest, revision: Revision) -> tuple[int, int]:
    words = request.POST.get("exact", "").strip()
    if not words:
        return _offset(request, "start"), _offset(request, "end")
    found = revision.text.count(words)
    if found != 1:
        raise ValidationError({"exact": NOT_ONCE[found > 1]})
    start = revision.text.index(words)
    return start, start + len(words)


NOT_ONCE = (
    "These words do not stand in the text. Copy them from it, letter for letter.",
    "These words stand in the text more than once. Select the place in the text instead.",
)


def _offset(request: HttpRequest, name: str) -> int:
    try:
        return int(request.POST[name])
    except (KeyError, ValueError) as error:
        raise ValidationError({"exact": "Select words in the text, or type them."}) from error


@verb
def retry(request: HttpRequest, person: User, pk: int) -> Done:
    """Have the page fetched or the claims found again; what people have touched stays as it is."""
    article = get_object_or_404(Article, pk=pk)
    intake.retry(article, by=person)
    return Done(f"The machine reads this {'page' if article.awaits_text else 'text'} again.")


@verb
def give_text(request: HttpRequest, person: User, pk: int) -> Done:
    """The text of an article whose page could not be read."""
    article = get_object_or_404(Article, pk=pk)
    intake.give_text(article, request.POST.get("text", ""), by=person)
    return Done("This is its text now. The machine reads it next.")

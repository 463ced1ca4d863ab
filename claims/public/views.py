"""The readers' pages. Each finds what is published, and nothing else."""

from typing import Any

from django.core.paginator import Page as PageOf
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, to_locale
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from claims.claimreview import Article as ShownArticle
from claims.models import Article, Complaint, Correction, Page, Verdict
from claims.public import presenting
from claims.public.forms import ComplaintForm
from claims.public.throttling import is_from_elsewhere, may_complain
from claims.publication import (
    Publication,
    address,
    mentioning,
    publications,
    published_articles,
    publisher,
)

PER_PAGE = 20


def show(
    request: HttpRequest, template: str, here: str = "", *, status: int = 200, **context: Any
) -> HttpResponse:
    frame = _frame() | {"here": here}
    return render(request, f"claims/public/{template}.html", frame | context, status=status)


def _frame() -> dict[str, Any]:
    """What stands around every page."""
    language = to_locale(get_language() or "en").replace("_", "-")
    return {"publisher": publisher(), "language": language}


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler of an address that is none, in the frame of the readers' pages."""
    return render(request, "404.html", _frame(), status=404)


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    sought = request.GET.get("q", "").strip()[:200]
    rows = mentioning(Verdict.objects.published().order_by("-published_at"), sought)
    page = _page(request, rows)
    page.object_list = publications(rows.filter(pk__in=[row.pk for row in page.object_list]))
    return show(request, "front", "front", page=page, sought=sought)


def _page(request: HttpRequest, rows: Any) -> "PageOf[Any]":
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


@require_safe
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, "claim", **_claim_context(_current(pk), ComplaintForm(), request))


def _current(claim_pk: int) -> Verdict:
    rows = Verdict.objects.current().select_related("claim__article")
    return get_object_or_404(rows, claim=claim_pk)


def _claim_context(verdict: Verdict, form: ComplaintForm, request: HttpRequest) -> dict[str, Any]:
    (publication,) = publications(Verdict.objects.filter(pk=verdict.pk))
    review, article = publication.review, verdict.claim.article
    return {
        "check": publication,
        "review": review,
        "question": presenting.question(review),
        "withdrawn": publication.withdrawn,
        "notices": presenting.notices(publication),
        "voice": presenting.VOICES[review.attribution_kind],
        "reading": presenting.wording(review),
        "elsewhere": presenting.elsewhere(review),
        "article_url": reverse("public:article", args=[article.pk]) if article else "",
        "earlier": presenting.earlier(verdict),
        "claim_id": verdict.claim_id,
        "form": form,
        "reported": "reported" in request.GET,
    }


@csrf_exempt  # No session, so no token and no cookie: `is_from_elsewhere` refuses other sites.
@require_http_methods(["POST"])
def complain(request: HttpRequest, pk: int) -> HttpResponse:
    verdict, form = _current(pk), ComplaintForm(request.POST)
    if is_from_elsewhere(request):
        return _complaint_again(
            request, verdict, form, "Send this from the page of the check.", 403
        )
    if not form.is_valid():
        return _complaint_again(request, verdict, form, "", 400)
    if not may_complain(request):
        sentence = "That is a lot of messages in an hour. Please send this one later."
        return _complaint_again(request, verdict, form, sentence, 429)
    if not form.is_from_a_machine():
        Complaint.objects.receive(verdict=verdict, **form.cleaned_data)
    thanks = reverse("public:claim", args=[pk]) + "?reported#report"
    return HttpResponseRedirect(thanks)


def _complaint_again(
    request: HttpRequest, verdict: Verdict, form: ComplaintForm, refusal: str, status: int
) -> HttpResponse:
    """The form with what the reader wrote, and what is the matter with it."""
    if refusal:
        form.add_error(None, refusal)
    (publication,) = publications(Verdict.objects.filter(pk=verdict.pk))
    return show(
        request,
        "complaint",
        status=status,
        form=form,
        claim_id=verdict.claim_id,
        path=publication.path,
        claim_reviewed=publication.review.claim_reviewed,
    )


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    found: Any = get_object_or_404(published_articles(), pk=pk)
    checks = _checks_of(found)
    standing = [check for check in checks if not check.withdrawn]
    return show(
        request,
        "article",
        article=ShownArticle.from_json(found.as_published),
        canonical=address(reverse("public:article", args=[pk])),
        count=presenting.how_many(found, len(standing)),
        checks=checks,
        whole=presenting.whole_text(found, standing) if found.ours else [],
    )


def _checks_of(found: Article) -> list[Publication]:
    rows = Verdict.objects.current().filter(claim__article=found)
    return publications(rows.select_related("claim").order_by("claim__start", "claim"))


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    rows = Correction.objects.public().newest_first().select_related("from_verdict", "to_verdict")
    page = _page(request, rows)
    page.object_list = [presenting.correction_entry(row) for row in page.object_list]
    return show(request, "corrections", "corrections", page=page)


@require_safe
def methodology(request: HttpRequest) -> HttpResponse:
    return _own_page(request, Page.Slug.METHODOLOGY, scales=presenting.scales_in_use())


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return _own_page(request, Page.Slug.ABOUT)


def _own_page(request: HttpRequest, slug: str, **context: Any) -> HttpResponse:
    return show(request, "page", slug, page=get_object_or_404(Page, slug=slug), **context)

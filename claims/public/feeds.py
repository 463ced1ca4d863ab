"""What other systems read: every review as ClaimReview, and the news as an Atom feed."""

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.syndication.views import Feed
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from claims.claimreview import render
from claims.models import Verdict
from claims.publication import Publication, address, publications, publisher

PER_PAGE = 500
NEWEST = 50
PARAMETERS = ("modified_since", "after")


@require_safe
def claimreviews(request: HttpRequest) -> HttpResponse:
    """All reviews, oldest change first, so that a reader may go on where the last one ended."""
    try:
        _know(request)
        since, after = _moment(request.GET.get("modified_since", "")), _after(request)
    except ValueError as error:
        return _problem(str(error))
    rows = list(_changed(since, after)[: PER_PAGE + 1])
    elements = publications(Verdict.objects.filter(pk__in=[row.pk for row in rows[:PER_PAGE]]))
    elements.sort(key=lambda item: (item.verdict.updated_at, item.verdict.pk))
    feed = _feed([_element(item) for item in elements])
    if len(rows) > PER_PAGE:
        feed["next"] = _next(rows[PER_PAGE - 1], request.GET.get("modified_since", ""))
    return JsonResponse(feed, content_type="application/ld+json")


def _changed(since: datetime | None, after: tuple[datetime, int] | None) -> "QuerySet[Verdict]":
    rows = Verdict.objects.current().order_by("updated_at", "pk")
    if since:
        rows = rows.filter(updated_at__gte=since)
    if after:
        moment, pk = after
        rows = rows.filter(Q(updated_at__gt=moment) | Q(updated_at=moment, pk__gt=pk))
    return rows


def _know(request: HttpRequest) -> None:
    """A name that is mistyped must not answer with everything, as if it had been heard."""
    if unknown := sorted(set(request.GET) - set(PARAMETERS)):
        known = " and ".join(PARAMETERS)
        raise ValueError(f"{unknown[0]}: there is no such parameter. Known are {known}.")


def _moment(text: str) -> datetime | None:
    """An ISO 8601 time; a date means its beginning, no zone means UTC."""
    if not text:
        return None
    # A plus sign in an address that was not encoded arrives as a space.
    text = text.replace(" ", "+") if "T" in text else text
    try:
        found = parse_datetime(text) or datetime.combine(date.fromisoformat(text), time())
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(
            "modified_since must be a time such as 2026-03-02T10:00:00Z, or a date."
        ) from error


def _after(request: HttpRequest) -> tuple[datetime, int] | None:
    text = request.GET.get("after", "")
    moment, _, pk = text.rpartition("_")
    if not text:
        return None
    if not pk.isdecimal() or (found := _moment(moment)) is None:
        raise ValueError("after must be taken from the `next` of the page before.")
    return found, int(pk)


def _next(last: Verdict, since: str) -> str:
    after = {"after": f"{last.updated_at.isoformat()}_{last.pk}"}
    query = urlencode({"modified_since": since} | after if since else after)
    return address(f"{reverse('public:claimreviews')}?{query}")


def _feed(elements: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "name": f"{publisher().name}: fact checks",
        "dataFeedElement": elements,
    }


def _element(item: Publication) -> dict[str, Any]:
    """One review; of a withdrawn one, only that it is gone."""
    changed = item.verdict.updated_at.isoformat(timespec="microseconds").replace("+00:00", "Z")
    if item.withdrawn:
        gone = {"@type": "ClaimReview", "@id": f"{item.review.url}#review", "url": item.review.url}
        return {"@type": "DataFeedItem", "dateDeleted": changed, "item": gone}
    review = {key: value for key, value in render(item.review).items() if key != "@context"}
    return {"@type": "DataFeedItem", "dateModified": changed, "item": review}


def _problem(sentence: str) -> HttpResponse:
    body = {"type": "about:blank", "title": "Wrong input", "status": 400, "detail": sentence}
    return JsonResponse(body, status=400, content_type="application/problem+json")


if TYPE_CHECKING:
    PublicationFeed = Feed[Publication, None]
else:
    PublicationFeed = Feed


class ClaimsFeed(PublicationFeed):
    """The newest checks, for feed readers."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return f"{publisher().name}: fact checks"

    def link(self) -> str:
        return address(reverse("public:front"))

    def items(self) -> list[Publication]:
        newest = Verdict.objects.published().order_by("-published_at")[:NEWEST]
        return publications(newest)

    def item_title(self, item: Publication) -> str:
        return f"{item.review.rating.label}: {item.review.claim_reviewed}"

    def item_description(self, item: Publication) -> str:
        # To feed readers a summary is HTML, and this is text.
        return escape(item.review.summary)

    def item_link(self, item: Publication) -> str:
        return item.review.url

    def item_pubdate(self, item: Publication) -> datetime | None:
        return item.review.published_at

    def item_updateddate(self, item: Publication) -> datetime | None:
        return item.review.updated_at or item.review.published_at

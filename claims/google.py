"""`/v1alpha1/claims:search`: our published checks in the shape of Google's Fact Check Tools API.

A client written for Google works here with another address: the same parameters, the same
answer, the same envelope of errors.
"""

import base64
import binascii
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Min, Q
from django.utils import timezone
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from claims.claimreview import PublishedReview, render
from claims.models import Verdict
from claims.models.verdict import VerdictQuerySet
from claims.publication import mentioning, publications, publisher
from sources.conditional import Conditional

SIZE, MOST = 10, 100
INT32 = 2**31 - 1
# Parameters of every Google API. They change nothing here: there is one format, and no key.
IGNORED = frozenset(
    {
        "$.xgafv", "access_token", "alt", "callback", "fields", "key", "oauth_token",
        "prettyPrint", "quotaUser", "upload_protocol", "uploadType",
    }
)  # fmt: skip
OURS = frozenset(
    {
        "query", "languageCode", "reviewPublisherSiteFilter", "maxAgeDays", "pageSize",
        "pageToken", "offset",
    }
)  # fmt: skip
STATUSES = {400: "INVALID_ARGUMENT", 404: "NOT_FOUND", 405: "UNIMPLEMENTED", 406: "UNIMPLEMENTED",
            429: "RESOURCE_EXHAUSTED"}  # fmt: skip


class InvalidArgument(APIException):
    status_code = 400


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked for, and from which result on."""

    query: str
    language: str
    site: str
    max_age_days: int
    size: int
    offset: int

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Search":
        if unknown := set(given) - OURS - IGNORED:
            name = sorted(unknown)[0]
            raise InvalidArgument(f'Unknown name "{name}": there is no such parameter.')
        query, site = text(given, "query"), text(given, "reviewPublisherSiteFilter")
        if not query and not site:
            raise InvalidArgument("Give a query, or a reviewPublisherSiteFilter.")
        found = cls(
            query=query,
            language=text(given, "languageCode").partition("-")[0].lower(),
            site=site.lower().removeprefix("www."),
            max_age_days=whole(given, "maxAgeDays"),
            size=min(whole(given, "pageSize") or SIZE, MOST),
            offset=whole(given, "offset"),
        )
        return found.at(given["pageToken"]) if given.get("pageToken") else found

    def at(self, token: str) -> "Search":
        try:
            offset, seal = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        except (ValueError, TypeError, RecursionError, binascii.Error) as error:
            raise InvalidArgument("This pageToken is none of ours.") from error
        if seal != self.seal or not isinstance(offset, int) or not 0 <= offset <= INT32:
            raise InvalidArgument("With a pageToken all other parameters must stay as they were.")
        return Search(self.query, self.language, self.site, self.max_age_days, self.size, offset)

    @property
    def seal(self) -> str:
        """By which a token knows the search that it belongs to."""
        asked = [self.query, self.language, self.site, self.max_age_days, self.size]
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:12]

    @property
    def next_token(self) -> str:
        plain = json.dumps([self.offset + self.size, self.seal])
        return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")

    def verdicts(self) -> VerdictQuerySet:
        """Newest first. Nothing is found where another publisher is asked for."""
        host = urlsplit(publisher().url).hostname or ""
        if self.site and not f".{host}".endswith(f".{self.site}"):
            return Verdict.objects.none()
        found = mentioning(Verdict.objects.published(), self.query)
        if self.language:
            plain, regional = Q(frozen__language__iexact=self.language), f"{self.language}-"
            found = found.filter(plain | Q(frozen__language__istartswith=regional))
        if self.max_age_days:
            since = timezone.now() - dt.timedelta(days=min(self.max_age_days, 365_000))
            first = Min("claim__verdicts__published_at")
            found = found.annotate(first_published_at=first).filter(first_published_at__gte=since)
        return found.order_by("-published_at", "-pk")


class ClaimsSearch(Conditional):
    """Published checks, for clients of Google's Fact Check Tools API."""

    schema = None
    permission_classes = ()
    authentication_classes = ()

    def get(self, request: Request) -> Response:
        search = Search.of(request.query_params)
        rows = search.verdicts()[search.offset : search.offset + search.size + 1]
        found = publications(rows)
        answer: dict[str, Any] = {}
        if found:
            answer["claims"] = [claim(item.review) for item in found[: search.size]]
        if len(found) > search.size:
            answer["nextPageToken"] = search.next_token
        return Response(answer)

    def handle_exception(self, exc: Exception) -> Response:
        """Google's envelope in place of our problems."""
        response = super().handle_exception(exc)
        code = response.status_code
        sentence = response.data["detail"]
        status = STATUSES.get(code, "UNKNOWN")
        response.data = {"error": {"code": code, "message": sentence, "status": status}}
        response.content_type = "application/json"
        return response


def claim(review: PublishedReview) -> dict[str, Any]:
    """Google derives its answer from the markup of the page; so do we."""
    markup = render(review)
    said = markup.get("itemReviewed", {})
    return present(
        {
            "text": markup["claimReviewed"],
            "claimant": names(said.get("author")),
            "claimDate": moment(said.get("datePublished")),
            "claimReview": [
                present(
                    {
                        "publisher": {
                            "name": review.publisher.name,
                            "site": site_of(markup["url"]),
                        },
                        "url": markup["url"],
                        "title": f"{review.rating.label}: {review.claim_reviewed}",
                        "reviewDate": moment(markup.get("datePublished")),
                        "textualRating": markup["reviewRating"]["alternateName"],
                        "languageCode": markup.get("inLanguage"),
                    }
                )
            ],
        }
    )


def present(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def names(authors: Any) -> str:
    people = authors if isinstance(authors, list) else [authors or {}]
    return ", ".join(person["name"] for person in people if "name" in person)


def moment(date: str | None) -> str:
    """RFC 3339 in UTC, also where only the day is known."""
    return f"{date}T00:00:00Z" if date and "T" not in date else date or ""


def site_of(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def text(given: Mapping[str, str], name: str) -> str:
    value = given.get(name, "").strip()
    if "\0" in value:
        raise InvalidArgument(f"{name} contains a NUL character.")
    return value


def whole(given: Mapping[str, str], name: str) -> int:
    value = given.get(name) or "0"
    if not (value.isascii() and value.isdigit() and len(value) < 11 and int(value) <= INT32):
        raise InvalidArgument(f"{name} must be a whole number that is not negative.")
    return int(value)

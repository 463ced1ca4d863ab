"""A published review as ClaimReview JSON-LD, by schema.org and Google's rules."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from claims.claimreview.review import (
    Appearance,
    Article,
    Claimant,
    Correction,
    EvidenceItem,
    PublishedReview,
    Publisher,
    Rating,
)

Markup = dict[str, Any]

# Google takes persons and organizations as a claim's author. A document is not an author but a
# place where the claim appeared; whoever is not named is left out.
AUTHOR_TYPES = {"person": "Person", "organization": "Organization", "group": "Organization"}


def render(review: PublishedReview) -> Markup:
    """The one ClaimReview of a page. Fields without a value are left out, never empty."""
    markup: Markup = _compact(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "@id": f"{review.url}#review" if review.url else None,
            "url": review.url,
            "claimReviewed": review.claim_reviewed,
            "datePublished": _iso(review.published_at),
            "dateModified": _iso(review.updated_at),
            "inLanguage": review.language,
            "author": _publisher(review.publisher),
            "itemReviewed": _claim(review),
            "reviewRating": _rating(review.rating, review.summary),
            "citation": [_citation(item) for item in review.evidence if not item.confidential],
            "correction": [_correction(item) for item in review.corrections],
        }
    )
    return markup


def embed(markup: Markup) -> str:
    """The markup as text that is safe inside `<script type="application/ld+json">`.

    HTML ends a script at `</script` wherever it stands, also inside a JSON string, and some
    readers of scripts stumble over U+2028 and U+2029. Escaped, all are still the same JSON.
    """
    text = json.dumps(markup, ensure_ascii=False, separators=(",", ":"))
    return text.translate(
        {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
    )


def _claim(review: PublishedReview) -> Markup:
    first = next((item for item in review.appearances if item.is_first), None)
    others = [_appearance(item) for item in review.appearances if item is not first]
    return {
        "@type": "Claim",
        "@id": f"{review.url}#claim" if review.url else None,
        "text": review.text or review.claim_reviewed,
        "author": _one_or_many(_authors(review)),
        "datePublished": _iso(_made_on(review, first)),
        "locationCreated": {"@type": "Place", "name": review.place} if review.place else None,
        "firstAppearance": _appearance(first) if first else None,
        "appearance": _one_or_many([*_documents(review), *_unless_listed(review), *others]),
    }


def _authors(review: PublishedReview) -> list[Markup]:
    """Who made the claim.

    "Did they say it?" judges those who reported the words, so there the outlet is the author, as
    it is where the article speaks in its own voice.
    """
    if review.question == "attribution" or review.attribution_kind == "outlet":
        outlet = review.article.outlet if review.article else ""
        return [{"@type": "Organization", "name": outlet}] if outlet else []
    return [_author(item) for item in review.claimants if item.kind in AUTHOR_TYPES]


def _author(claimant: Claimant) -> Markup:
    return {
        "@type": AUTHOR_TYPES[claimant.kind],
        "name": claimant.name,
        "description": claimant.description,
        "sameAs": claimant.same_as,
    }


def _documents(review: PublishedReview) -> list[Markup]:
    return [
        {"@type": "CreativeWork", "name": item.name, "url": item.same_as}
        for item in review.claimants
        if item.kind == "document"
    ]


def _made_on(review: PublishedReview, first: Appearance | None) -> date | None:
    if review.question == "substance" and review.said_on:
        return review.said_on
    if first and first.said_on:
        return first.said_on
    return review.article.published_on if review.article else None


def _unless_listed(review: PublishedReview) -> list[Markup]:
    """The article itself, where nobody has entered it as an appearance."""
    article, listed = review.article, {item.url for item in review.appearances}
    return [_article(article)] if article and article.url and article.url not in listed else []


def _article(article: Article) -> Markup:
    return {
        "@type": "NewsArticle",
        "url": article.url,
        "headline": article.title,
        "datePublished": _iso(article.published_on),
        "publisher": _named("Organization", article.outlet),
    }


def _appearance(item: Appearance) -> Markup:
    return {
        "@type": "CreativeWork",
        "url": item.url,
        "headline": item.title,
        "datePublished": _iso(item.said_on),
        "publisher": _named("Organization", item.outlet),
        "archivedAt": item.archived_url,
    }


def _rating(rating: Rating, explanation: str) -> Markup:
    on_axis = rating.value is not None
    return {
        "@type": "Rating",
        "alternateName": rating.label,
        "ratingValue": _number(rating.value),
        "bestRating": _number(rating.best) if on_axis else None,
        "worstRating": _number(rating.worst) if on_axis else None,
        "ratingExplanation": explanation,
    }


def _citation(item: EvidenceItem) -> Markup:
    if item.kind == "citation":
        # Who said it may be a person or an office: no type fits both, so it is in the name.
        name = f"{item.publisher}: {item.title}" if item.publisher else item.title
        return {"@type": "CreativeWork", "name": name, "datePublished": _iso(item.published_on)}
    return {
        "@type": "CreativeWork",
        "name": item.title,
        "url": item.url,
        "publisher": _named("Organization", item.publisher),
        "datePublished": _iso(item.published_on),
        "archivedAt": item.archived_url,
    }


def _correction(item: Correction) -> Markup:
    return {"@type": "CorrectionComment", "text": item.note, "datePublished": _iso(item.at)}


def _publisher(publisher: Publisher) -> Markup:
    return {"@type": "Organization", "name": publisher.name, "url": publisher.url}


def _named(kind: str, name: str) -> Markup | None:
    return {"@type": kind, "name": name} if name else None


def _one_or_many(items: list[Markup]) -> Markup | list[Markup] | None:
    return items[0] if len(items) == 1 else items


def _number(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value


def _iso(moment: date | datetime | None) -> str | None:
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
    return moment.isoformat() if moment else None


def _compact(value: Any) -> Any:
    """Without what is empty: a missing property is valid everywhere, an empty one is not."""
    if isinstance(value, dict):
        kept = {key: _compact(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if not _is_empty(item)}
    if isinstance(value, list):
        return [item for item in map(_compact, value) if not _is_empty(item)]
    return value


def _is_empty(value: Any) -> bool:
    """Nothing, or an object of which only the type is left."""
    if isinstance(value, dict):
        return not _beyond_type(value)
    return value is None or value == "" or value == []


def _beyond_type(keys: Iterable[str]) -> set[str]:
    return set(keys) - {"@type"}

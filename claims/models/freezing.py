"""From the rows of the desk to the values that a submission freezes."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from claims import claimreview
from claims.people import name_of
from claims.surroundings import Excerpt, around

if TYPE_CHECKING:
    from claims.models.claim import Claim
    from claims.models.contact import Contact
    from claims.models.evidence import Evidence
    from claims.models.rating import Rating
    from claims.models.verdict import Verdict


def freeze(verdict: "Verdict") -> claimreview.PublishedReview:
    """What readers would see of this verdict if it were published as it stands now."""
    claim = verdict.claim
    excerpt = _excerpt(claim)
    return claimreview.PublishedReview(
        question=cast(claimreview.Question, verdict.question),
        rating=_rating(verdict.rating),
        claim_reviewed=verdict.claim_reviewed or claim.text,
        summary=verdict.summary,
        rationale=verdict.rationale,
        not_established=verdict.not_established,
        text=claim.text,
        exact=excerpt.exact,
        before=excerpt.before,
        after=excerpt.after,
        attribution_kind=cast(claimreview.AttributionKind, claim.kind),
        claimants=tuple(_claimants(claim)),
        claimant_text=claim.claimant_text,
        said_on=claim.said_on,
        place=claim.place,
        article=_article(claim),
        appearances=tuple(_appearances(claim)),
        evidence=tuple(_evidence(item) for item in claim.evidence.select_related("source")),
        contacts=tuple(_contact(row) for row in claim.contacts.all()),
        checked_by=(name_of(verdict.author),),
        language=(claim.article.language if claim.article else "") or "en",
        claim_id=claim.pk,
        submission=verdict.submission + 1,
    )


def withholding(review: claimreview.PublishedReview, evidence: int) -> dict[str, Any]:
    """The same as it is stored, without the particulars of evidence that became confidential."""
    items = (
        claimreview.EvidenceItem.withheld(stance=item.stance, tier=item.tier, id=item.id)
        if item.id == evidence
        else item
        for item in review.evidence
    )
    return replace(review, evidence=tuple(items)).to_json()


def _excerpt(claim: "Claim") -> Excerpt:
    """The claim within its sentence; by itself where it stands in no text."""
    if claim.revision is None or claim.start is None or claim.end is None:
        return Excerpt("", claim.exact, "")
    return around(claim.revision.text, claim.start, claim.end)


def _rating(rating: "Rating") -> claimreview.Rating:
    return claimreview.Rating(
        slug=rating.slug,
        label=rating.label,
        meaning=rating.meaning,
        value=rating.value,
        best=rating.best,
        worst=rating.worst,
    )


def _claimants(claim: "Claim") -> list[claimreview.Claimant]:
    return [
        claimreview.Claimant(
            name=claimant.name,
            kind=cast(claimreview.ClaimantKind, claimant.kind),
            description=claimant.description,
            same_as=claimant.same_as,
        )
        for claimant in claim.speakers
    ]


def _article(claim: "Claim") -> claimreview.Article | None:
    article = claim.article
    if article is None:
        return None
    return claimreview.Article(
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        author=article.author,
        kind=article.kind,
        published_on=_day(article.published_at),
        id=article.pk,
    )


def _appearances(claim: "Claim") -> list[claimreview.Appearance]:
    """The article is where we met the claim. Whether that was the first time is not said."""
    article = claim.article
    if article is None or not article.url:
        return []
    return [
        claimreview.Appearance(
            url=article.url,
            claimant=claim.claimant_text,
            said_on=claim.said_on or _day(article.published_at),
            title=article.title,
            outlet=article.outlet,
        )
    ]


def _evidence(item: "Evidence") -> claimreview.EvidenceItem:
    stance, tier = cast(claimreview.Stance, item.stance), cast(claimreview.Tier, item.tier)
    if item.confidential:
        return claimreview.EvidenceItem.withheld(stance=stance, tier=tier, id=item.pk)
    source = item.source
    return claimreview.EvidenceItem(
        kind=cast(claimreview.EvidenceKind, item.what),
        title=source.title if source else item.cited_what or item.file_name,
        publisher=source.publisher if source else item.cited_who,
        url=source.url if source else "",
        archived_url=source.archived_url if source else "",
        excerpt=item.excerpt,
        stance=stance,
        tier=tier,
        published_on=_day(source.published_at) if source else item.cited_on,
        accessed_on=_day(item.accessed_at),
        note=item.note,
        id=item.pk,
    )


def _contact(row: "Contact") -> claimreview.Contact:
    return claimreview.Contact(
        who=row.who,
        asked_on=_day(row.asked_at),
        outcome=cast(claimreview.ContactOutcome, row.outcome),
        answer=row.answer,
    )


def _day(at: dt.datetime | None) -> dt.date | None:
    return at.date() if at else None

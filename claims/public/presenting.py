"""What the readers' pages show beside the reviews themselves: notices, counts, excerpts."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from claims.claimreview import Appearance, PublishedReview, Rating
from claims.models import Article, Correction, RatingScale, Verdict
from claims.models import Rating as RatingRow
from claims.publication import Publication, claim_path
from claims.surroundings import pieces

VOICES = {
    "direct": "Quoted word for word",
    "mixed": "Partly quoted",
    "indirect": "Reported, not quoted",
    "outlet": "In the outlet’s own voice",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What stands above a check whose finding is not, or no longer, the whole story."""

    kind: str
    title: str
    text: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A stretch of an article's text; with an address if a check of it is published."""

    text: str
    path: str = ""
    rating: Rating | None = None


def notices(publication: Publication) -> list[Notice]:
    """First what is under way, then what was changed, newest first."""
    told = [
        Notice(item.kind, _title(item.kind, withdrawn=publication.withdrawn), item.note, item.at)
        for item in publication.review.corrections
    ]
    since = publication.rechecked_since
    return [_rechecking(publication.rechecked_note, since), *told] if since else told


def _rechecking(note: str, since: datetime) -> Notice:
    text = f"{note}\n\n{STANDS_UNTIL_THEN}" if note else STANDS_UNTIL_THEN
    return Notice("rechecking", "We are checking this again", text, since)


STANDS_UNTIL_THEN = "Until that is done, the finding below stands as we published it."


def _title(kind: str, *, withdrawn: bool) -> str:
    if kind == Correction.Kind.WITHDRAWN and not withdrawn:
        return "An earlier version of this check was withdrawn"
    return Correction.Kind(kind).label


def question(review: PublishedReview) -> str:
    return RatingScale.Question(review.question).label


def wording(review: PublishedReview) -> str:
    """The full wording under review, where neither the words nor the headline say it already."""
    shown = {review.exact.strip(), review.claim_reviewed.strip()}
    return "" if not review.exact or review.text.strip() in shown else review.text


def elsewhere(review: PublishedReview) -> list[Appearance]:
    """Where the claim was made besides the article that the page names anyway."""
    article = review.article.url if review.article else ""
    return [item for item in review.appearances if item.url != article or not article]


def whole_text(article: Article, checks: list[Publication]) -> list[MarkedPiece]:
    """The text with the checked claims marked: only of an article that is ours to print."""
    revision = article.current_revision
    anchored = [item for item in checks if item.verdict.claim.revision_id == revision.pk]
    spans = [(item.verdict.claim.start or 0, item.verdict.claim.end or 0) for item in anchored]
    return [
        _marked(piece.text, anchored[piece.spans[-1]] if piece.spans else None)
        for piece in pieces(revision.text, spans)
    ]


def _marked(text: str, check: Publication | None) -> MarkedPiece:
    # A line end of the text is a paragraph's end to a reader.
    text = re.sub(r"\n+", "\n\n", text)
    return MarkedPiece(text, check.path, check.review.rating) if check else MarkedPiece(text)


def how_many(article: Article, checked: int) -> str:
    """So that nobody reads silence about the rest as agreement."""
    all_of_them = article.claims.statements().count()
    if checked == all_of_them:
        return f"All {checked} statements checked." if checked != 1 else "One statement checked."
    return f"{checked} of {all_of_them} statements checked; no judgement on the rest."


@dataclass(frozen=True, slots=True)
class CorrectionEntry:
    """One line of the public list of corrections."""

    title: str
    note: str
    at: datetime
    path: str
    claim_reviewed: str
    before: str
    after: str


def correction_entry(row: Correction) -> CorrectionEntry:
    old, new = row.from_verdict, row.to_verdict
    changed = row.kind == Correction.Kind.RATING_CHANGED
    return CorrectionEntry(
        title=row.get_kind_display(),
        note=row.note,
        at=row.effective_at,
        path=claim_path(old.claim_id),
        claim_reviewed=old.review.claim_reviewed,
        before=old.review.rating.label if changed else "",
        after=new.review.rating.label if new and changed else "",
    )


@dataclass(frozen=True, slots=True)
class EarlierFinding:
    """What we published before about the same claim."""

    review: PublishedReview
    withdrawn: bool


def earlier(current: Verdict) -> list[EarlierFinding]:
    """As it was published, newest first; what only mended a typing error is no other finding."""
    typos = Correction.objects.filter(
        kind=Correction.Kind.TYPO, to_verdict__published_at__isnull=False
    )
    before = Verdict.objects.public().filter(claim=current.claim_id).exclude(pk=current.pk)
    rows = before.exclude(corrections__in=typos).order_by("-published_at")
    return [
        EarlierFinding(
            replace(row.review, published_at=row.published_at),
            row.state == Verdict.State.WITHDRAWN,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Scale:
    """A question with the answers that we give to it."""

    title: str
    ratings: list[Rating]


def scales_in_use() -> list[Scale]:
    """Ours, question by question in the order in which the desk's form asks them."""
    rows = list(RatingRow.objects.usable().select_related("scale").order_by("position"))
    return [
        Scale(question.label, [_rating(row) for row in rows if row.question == question])
        for question in RatingScale.Question
    ]


def _rating(row: RatingRow) -> Rating:
    return Rating(row.slug, row.label, row.meaning, row.value, row.best, row.worst)

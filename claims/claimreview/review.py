"""The values that a submission freezes: everything a reader will see of a verdict, and no more.

`submit` stores `review.to_json()` beside the submission number; the public page, the markup and
the feeds read only that. What is not known before publication (address, dates, who read it
second, corrections) is added to the frozen values by `as_published`.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from claims.claimreview.frozen import restore, to_plain

VERSION = 1
"""Raised only when a field changes its meaning; a field that is merely new has a default."""

Question = Literal["substance", "attribution"]
AttributionKind = Literal["direct", "indirect", "mixed", "outlet"]
ClaimantKind = Literal["person", "organization", "group", "document", "unnamed"]
EvidenceKind = Literal["source", "citation", "file"]
Stance = Literal["supports", "refutes", "context"]
Tier = Literal["", "primary", "secondary"]
ContactOutcome = Literal["", "answered", "declined", "no_reply", "corrected_it"]


@dataclass(frozen=True, slots=True)
class Rating:
    """The rating as it stood: label and meaning, and numbers only on the true–false axis."""

    slug: str
    label: str
    meaning: str = ""
    value: float | None = None
    best: float | None = None
    worst: float | None = None


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who said it, as shown to readers."""

    name: str
    kind: ClaimantKind = "person"
    description: str = ""
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """The article in which the desk read the claim."""

    title: str = ""
    outlet: str = ""
    url: str = ""
    published_on: date | None = None
    id: int | None = None
    """Ours, for the link to `/articles/<id>/`."""
    author: str = ""
    kind: str = ""

    @classmethod
    def from_json(cls, frozen: dict[str, Any]) -> "Article":
        return restore(cls, frozen)


@dataclass(frozen=True, slots=True)
class Appearance:
    """A place where the claim was made; at most one of them is the first."""

    url: str = ""
    archived_url: str = ""
    claimant: str = ""
    said_on: date | None = None
    title: str = ""
    outlet: str = ""
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """What the verdict rests on.

    A confidential item keeps nothing but its stance and tier, so that no page, feed or export can
    give away what was never stored: build it with `EvidenceItem.withheld`.
    """

    kind: EvidenceKind = "source"
    title: str = ""
    publisher: str = ""
    url: str = ""
    archived_url: str = ""
    excerpt: str = ""
    stance: Stance = "context"
    tier: Tier = ""
    published_on: date | None = None
    accessed_on: date | None = None
    note: str = ""
    confidential: bool = False
    only_archived: bool = False
    """Known later: the page is gone or says something else, and its archived copy is cited."""
    id: int | None = None
    """Ours, to find link health for the desk's side-by-side; never rendered."""

    @classmethod
    def withheld(cls, *, stance: Stance, tier: Tier = "", id: int | None = None) -> "EvidenceItem":
        return cls(kind="citation", stance=stance, tier=tier, confidential=True, id=id)

    def __post_init__(self) -> None:
        said = (self.title, self.publisher, self.url, self.archived_url, self.excerpt, self.note)
        if self.confidential and any(said):
            raise ValueError("confidential evidence is frozen without its particulars")


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who was asked for comment, and what came of it."""

    who: str
    asked_on: date | None = None
    outcome: ContactOutcome = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A public correction of this review."""

    kind: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the review."""

    name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class PublishedReview:
    """One verdict as its readers get it."""

    question: Question
    rating: Rating
    claim_reviewed: str
    summary: str
    rationale: str = ""
    not_established: str = ""
    """What could not be found out, in the desk's words."""
    text: str = ""
    """The full wording under review, able to stand alone."""
    exact: str = ""
    """The words verbatim, as they stand in the article."""
    before: str = ""
    after: str = ""
    """The rest of the sentence that they stand in."""
    attribution_kind: AttributionKind = "outlet"
    claimants: tuple[Claimant, ...] = ()
    claimant_text: str = ""
    said_on: date | None = None
    place: str = ""
    article: Article | None = None
    appearances: tuple[Appearance, ...] = ()
    evidence: tuple[EvidenceItem, ...] = ()
    contacts: tuple[Contact, ...] = ()
    checked_by: tuple[str, ...] = ()
    language: str = "en"
    claim_id: int | None = None
    submission: int = 1
    # Known from publication on only.
    url: str = ""
    publisher: Publisher = Publisher()
    second_read_by: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    corrections: tuple[Correction, ...] = ()

    def as_published(
        self,
        *,
        url: str,
        publisher: Publisher,
        published_at: datetime | None,
        updated_at: datetime | None = None,
        second_read_by: tuple[str, ...] = (),
        corrections: tuple[Correction, ...] = (),
    ) -> "PublishedReview":
        return replace(
            self,
            url=url,
            publisher=publisher,
            published_at=published_at,
            updated_at=updated_at,
            second_read_by=second_read_by,
            corrections=corrections,
        )

    def to_json(self) -> dict[str, Any]:
        return {"version": VERSION, **to_plain(asdict(self))}

    @classmethod
    def from_json(cls, frozen: dict[str, Any]) -> "PublishedReview":
        """Read what this or an earlier release froze; what is not known here is skipped."""
        if not isinstance(frozen, dict) or not 1 <= frozen.get("version", 0) <= VERSION:
            raise ValueError(f"not a frozen review of version 1 to {VERSION}")
        return restore(cls, frozen)

"""A claim entered by hand: a tip, or words of an article that the machine did not mark."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from claims.models import Article, Claim, Claimant
from claims.permissions import REVIEW, lacks


def enter(
    *,
    by: User,
    text: str = "",
    article: Article | None = None,
    start: int | None = None,
    end: int | None = None,
    claimants: Sequence[Claimant] = (),
    **fields: Any,
) -> Claim:
    """A new claim, anchored where offsets are given; the words there are its text by default.

    Raises WrongPerson, and ValidationError naming the field; nothing is saved then.
    """
    if refusal := lacks(by, REVIEW):
        raise refusal
    anchor = anchor_of(article, start, end)
    claim = Claim(
        article=article,
        text=text or " ".join(str(anchor.get("exact", "")).split()),
        created_by=by,
        **anchor,
        **fields,
    )
    claim.full_clean()
    claim._history_user = by
    with transaction.atomic():
        claim.save()
        claim.set_claimants(claimants)
    return claim


def anchor_of(article: Article | None, start: int | None, end: int | None) -> dict[str, Any]:
    """The columns of the anchor; none for a claim that stands in no text of ours."""
    if start is None or end is None or article is None:
        return {}
    revision = article.current_revision
    quote = revision.quote(start, end)
    if not str(quote["exact"]).strip():
        raise ValidationError({"start": "There are no words between start and end."})
    return {"revision": revision, **quote}

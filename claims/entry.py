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
    article: Article | None = None,
    start: int | None = None,
    end: int | None = None,
    claimants: Sequence[Claimant] | None = None,
    **fields: Any,
) -> Claim:
    """A new claim, anchored where offsets are given; the words there are its text by default.

    Raises WrongPerson, and ValidationError naming the field; nothing is saved then.
    """
    if refusal := lacks(by, REVIEW):
        raise refusal
    with transaction.atomic():
        if article is None or start is None or end is None:
            return _unanchored(article, claimants or (), by=by, **fields)
        if article.awaits_text:
            raise ValidationError({"article": "The text of this article is not here yet."})
        claim = Claim.objects.mark(article.current_revision, start, end, by=by)
        if fields or claimants is not None:
            claim.edit(by=by, claimants=claimants, **fields)
        return claim


def _unanchored(
    article: Article | None, claimants: Sequence[Claimant], *, by: User, **fields: Any
) -> Claim:
    claim = Claim(article=article, created_by=by, **fields)
    claim.full_clean()
    claim._history_user = by
    claim.save()
    claim.set_claimants(claimants)
    return claim

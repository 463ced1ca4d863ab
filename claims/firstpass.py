"""The machine's first pass: what the extraction found becomes claims, beside what people did."""

import datetime as dt
import logging
from collections.abc import Iterable
from typing import cast

from django.db import transaction

from claims import extraction
from claims.extraction.types import Attribution, Extraction, TextKind
from claims.extraction.types import Claim as Found
from claims.models import Article, Claim, Claimant, ClaimClaimant, Revision

logger = logging.getLogger(__name__)


def run(article: Article) -> None:
    """Find and save the claims of an article whose extraction this worker has started."""
    revision = article.current_revision
    try:
        found = extraction.extract(
            revision.text,
            published_at=article.published_at,
            kind=cast(TextKind, article.kind),
            speaker=article.default_speaker,
        )
        save(revision, found)
    except Exception as error:
        # Whatever it is, the desk must see that this text failed and why; the log has the rest.
        logger.exception("finding the claims of article %s failed", article.pk)
        article.fail_extraction(f"{type(error).__name__}: {error}")


def save(revision: Revision, found: Extraction) -> None:
    """Write what was found. Twice gives the same; what people have touched is left alone."""
    article = revision.article
    with transaction.atomic():
        mine = revision.claims.select_for_update(of=("self",))
        stale = {(claim.start, claim.end): claim.pk for claim in mine.untouched()}
        touched = [(claim.start, claim.end) for claim in mine.exclude(pk__in=stale.values())]
        new = [claim for claim in found.claims if not _is_known((claim.start, claim.end), touched)]
        known = list(Claimant.objects.filter(claims__article=article).distinct())
        Claim.objects.filter(pk__in=stale.values()).delete()
        _create(revision, new, found, known)
        Claimant.objects.filter(pk__in=[row.pk for row in known]).only_machines_unused().delete()
        article.finish_extraction(language=found.language, note="\n".join(found.notes))


def _is_known(span: tuple[int, int], touched: Iterable[tuple[int | None, int | None]]) -> bool:
    """Does a claim that people have touched cover at least half of both?"""
    start, end = span
    for other_start, other_end in touched:
        if other_start is None or other_end is None:
            continue
        shared = min(end, other_end) - max(start, other_start)
        if shared * 2 >= max(end - start, other_end - other_start):
            return True
    return False


def _create(revision: Revision, new: list[Found], found: Extraction, known: list[Claimant]) -> None:
    claimants = _claimants(found, {i for claim in new for i in claim.claimants}, known)
    claims = Claim.objects.bulk_create(_claim(revision, claim, found) for claim in new)
    ClaimClaimant.objects.bulk_create(
        ClaimClaimant(claim=claim, claimant=claimants[index], position=position)
        for claim, said in zip(claims, new, strict=True)
        for position, index in enumerate(dict.fromkeys(said.claimants))
    )


def _claimants(found: Extraction, used: set[int], known: list[Claimant]) -> dict[int, Claimant]:
    """The speakers' rows: those that this article has already, and new ones.

    One of the same name in another article may be another person: the desk is shown those and
    merges, the machine does not (Claimant.namesakes).
    """
    by_name = {claimant.name: claimant for claimant in known}
    rows: dict[int, Claimant] = {}
    for index in sorted(used):
        said = found.claimants[index]
        name = said.name[:300]
        if name not in by_name:
            by_name[name] = Claimant.objects.create(
                name=name,
                kind=said.kind,
                description=said.description[:500],
                aliases=[alias for alias in said.aliases if alias != said.name],
            )
        rows[index] = by_name[name]
    return rows


def _claim(revision: Revision, found: Found, whole: Extraction) -> Claim:
    said = whole.attributions[found.attribution] if found.attribution is not None else None
    return Claim(
        article=revision.article,
        revision=revision,
        **revision.quote(found.start, found.end),
        text=found.text,
        claimant_text=_printed(said, "source")[:500],
        cue=_printed(said, "cue")[:200],
        kind=found.kind,
        said_on=dt.date.fromisoformat(found.said_on) if found.said_on else None,
        place=found.place[:200],
        kind_of_claim=found.kind_of_claim,
        check_worthiness=found.check_worthiness,
        reasons=list(found.reasons),
        method=whole.method[:40],
        method_version=whole.version[:40],
        confidence=found.confidence,
    )


def _printed(said: Attribution | None, part: str) -> str:
    span = getattr(said, part) if said else None
    return " ".join(span.text.split()) if span else ""

"""The re-check queue: evidence under a published verdict that something has happened to."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from claims.models import Claim, Evidence, Resolution, Verdict
from claims.permissions import REVIEW, Person, lacks
from claims.refusals import Refused, WrongState
from sources.models import Alert

# Worst first: the order of the queue. That a page came back asks nothing of anybody.
WORRYING = [Alert.Kind.DEAD, Alert.Kind.PASSAGE_GONE, Alert.Kind.CHANGED, Alert.Kind.MOVED]


@dataclass(frozen=True, slots=True)
class Recheck:
    """One line of the queue: a claim, what its verdict rests on, and what happened to that."""

    claim: Claim
    evidence: Evidence
    alert: Alert


def queue(*, claim: Claim | None = None, limit: int = 200) -> list[Recheck]:
    """What a person must look at, worst first, then longest waiting. Four queries."""
    open_alerts = _open_alerts()
    if claim:
        open_alerts = open_alerts.filter(claim_pk=claim.pk)
    rows = sorted(open_alerts.select_related("source", "passage"), key=_urgency)[:limit]
    claims = Claim.objects.for_lists().in_bulk({row.claim_pk for row in rows})
    evidence = Evidence.objects.select_related("source").in_bulk({row.evidence_pk for row in rows})
    return [Recheck(claims[row.claim_pk], evidence[row.evidence_pk], row) for row in rows]


def claims_waiting() -> QuerySet[Claim]:
    """The claims of the queue, for counts and filters."""
    return Claim.objects.filter(pk__in=_open_alerts().values("claim_pk"))


def alerts_waiting() -> QuerySet[Alert]:
    """The alerts of the queue, for filters."""
    return Alert.objects.filter(pk__in=_open_alerts().values("pk"))


def refusal(evidence: Evidence, by: Person) -> Refused | None:
    """Why this person may not answer the alerts of this evidence; None if it may be done."""
    return lacks(by, REVIEW)


def resolve(evidence: Evidence, alert: Alert, *, by: User, how: str, note: str = "") -> Resolution:
    """Say why this evidence may be relied on again. Raises WrongState for a second answer."""
    if refused := refusal(evidence, by):
        raise refused
    if evidence.source_id != alert.source_id:
        raise ValidationError({"alert": "That alert is about another source."})
    resolution = Resolution(evidence=evidence, alert=alert, how=how, note=note, by=by)
    if how == Resolution.How.ARCHIVED_COPY_CITED:
        resolution.archived_url = _archived_copy(evidence)
    resolution.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            resolution.save()
            _end_what_readers_were_told(evidence, by)
    except IntegrityError as error:
        raise WrongState("Somebody has answered this alert already.") from error
    return resolution


def _archived_copy(evidence: Evidence) -> str:
    """The copy that readers are to be sent to. Raises ValidationError where nobody named one."""
    if evidence.source and evidence.source.archived_url:
        return evidence.source.archived_url
    raise ValidationError(
        {"how": "Nobody has named an archived copy yet: give its address at the source first."}
    )


def _end_what_readers_were_told(evidence: Evidence, by: User) -> None:
    """Where nothing else waits for an answer, the check stands: readers are told so."""
    for claim in evidence.claims.exclude(pk__in=_open_alerts().values("claim_pk")):
        claim.recheckings.end(by=by)


def _open_alerts() -> QuerySet[Any]:
    """Alerts with `claim_pk` and `evidence_pk`: one row for each claim and evidence they touch.

    An alert about a passage touches the evidence that quotes it. What happened before the evidence
    was attached was seen by whoever attached it.
    """
    answered = Resolution.objects.filter(alert=OuterRef("pk"), evidence=OuterRef("evidence_pk"))
    return (
        Alert.objects.filter(
            Q(passage=None) | Q(passage=F("source__evidence__passage")),
            kind__in=WORRYING,
            at__gte=F("source__evidence__added_at"),
            source__evidence__confidential=False,
            source__evidence__claims__verdicts__state=Verdict.State.PUBLISHED,
        )
        .annotate(evidence_pk=F("source__evidence__pk"), claim_pk=F("source__evidence__claims__pk"))
        .filter(~Exists(answered))
        .order_by("at", "pk")
    )


def _urgency(alert: Alert) -> tuple[int, dt.datetime]:
    return WORRYING.index(Alert.Kind(alert.kind)), alert.at

"""What has happened to a claim and its verdicts: moves, edits, decisions, newest first."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from claims.models import Approval, Claim, Evidence, StatusChange, Verdict
from claims.people import name_of

CLAIM_FIELDS = {
    "text": "wording", "kind": "how it is said", "claimant_text": "who, as printed",
    "cue": "reporting word", "said_on": "date", "place": "place", "urgent": "urgency",
    "due_at": "due date", "kind_of_claim": "kind of claim", "confirmed_by_id": "confirmation",
}  # fmt: skip
VERDICT_FIELDS = {
    "rating_id": "rating", "claim_reviewed": "claim as published", "summary": "finding",
    "rationale": "rationale", "not_established": "what could not be established",
    "author_id": "author",
}  # fmt: skip
EVIDENCE_FIELDS = {
    "stance": "stance", "tier": "tier", "excerpt": "excerpt", "note": "note",
    "confidential": "confidentiality", "cited_who": "who", "cited_what": "what",
    "cited_on": "when",
}  # fmt: skip
MOVED = {
    "accept": "accepted it", "undo_accept": "put it back to new", "dismiss": "decided not to check",
    "reopen": "reopened it", "take": "took it", "release": "released it", "assign": "assigned it",
    "submit": "asked for a second reader", "request_changes": "requested changes",
    "publish": "published the verdict", "correct": "opened a correction",
    "withdraw": "withdrew the verdict", "discard_correction": "discarded the correction",
}  # fmt: skip
SHOWN_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history."""

    at: dt.datetime
    who: str
    did: str
    note: str = ""
    before: str = ""
    after: str = ""


def timeline(claim: Claim) -> list[Entry]:
    """Seven queries, whatever has happened."""
    entries = [*_moves(claim), *_decisions(claim), *_told(claim), *_edits_of_claim(claim)]
    entries += [*_edits_of_verdicts(claim), *_edits_of_evidence(claim)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:SHOWN_AT_MOST]


def _moves(claim: Claim) -> Iterator[Entry]:
    for row in StatusChange.objects.filter(claim=claim).select_related("by"):
        yield Entry(row.at, name_of(row.by), MOVED.get(row.verb, row.verb), row.note)


def _decisions(claim: Claim) -> Iterator[Entry]:
    agreed = Approval.objects.filter(verdict__claim=claim, decision=Approval.Decision.APPROVED)
    for row in agreed.select_related("user"):
        yield Entry(row.at, name_of(row.user), f"approved submission {row.submission}", row.note)


def _told(claim: Claim) -> Iterator[Entry]:
    """When readers were told that we check it again, and when no longer."""
    for row in claim.recheckings.select_related("by", "ended_by"):
        yield Entry(row.since, name_of(row.by), "told readers that we check it again", row.note)
        if row.ended_by and row.ended_at:
            yield Entry(row.ended_at, name_of(row.ended_by), "ended the notice to readers")


def _edits_of_claim(claim: Claim) -> Iterator[Entry]:
    rows = list(claim.history.select_related("history_user").order_by("history_date"))
    for before, after in pairwise(rows):
        yield from _edit(before, after, CLAIM_FIELDS, "the")


def _edits_of_verdicts(claim: Claim) -> Iterator[Entry]:
    rows = Verdict.history.filter(claim_id=claim.pk).select_related("history_user")
    for versions in _by_row(rows.order_by("history_date")):
        first = versions[0]
        yield Entry(first.history_date, name_of(first.history_user), "began a verdict")
        for before, after in pairwise(versions):
            if after.history_type == "-":
                yield Entry(after.history_date, name_of(after.history_user), "discarded a draft")
            else:
                yield from _edit(before, after, VERDICT_FIELDS, "the verdict’s")


def _edits_of_evidence(claim: Claim) -> Iterator[Entry]:
    things = {row.pk: _thing(row) for row in claim.evidence.select_related("source")}
    rows = Evidence.history.filter(id__in=claim.evidence.values("pk"))
    for versions in _by_row(rows.select_related("history_user").order_by("history_date")):
        first = versions[0]
        who, thing = name_of(first.history_user), things[first.id]
        yield Entry(first.history_date, who, "attached evidence", thing)
        for before, after in pairwise(versions):
            yield from _edit(before, after, EVIDENCE_FIELDS, "the evidence’s")


def _thing(evidence: Evidence) -> str:
    return f"{evidence} (confidential)" if evidence.confidential else str(evidence)


def _by_row(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """The versions of each row, oldest first."""
    versions: dict[int, list[Any]] = {}
    for row in rows:
        versions.setdefault(row.id, []).append(row)
    yield from versions.values()


def _edit(before: Any, after: Any, fields: Mapping[str, str], whose: str) -> Iterator[Entry]:
    changed = [name for name in fields if getattr(before, name) != getattr(after, name)]
    if not changed:
        return
    words = ", ".join(fields[name] for name in changed)
    who = name_of(after.history_user)
    one = changed[0] if len(changed) == 1 and not changed[0].endswith("_id") else ""
    yield Entry(
        after.history_date, who, f"changed {whose} {words}",
        before=str(getattr(before, one)) if one else "",
        after=str(getattr(after, one)) if one else "",
    )  # fmt: skip

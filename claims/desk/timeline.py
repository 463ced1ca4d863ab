"""What has happened to a claim and its verdicts: moves, edits, decisions, newest first."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath
from typing import Any

from django.db.models import Q

from claims.models import Approval, Claim, Evidence, StatusChange, Verdict
from claims.models.claim_history import WORDING
from claims.people import name_of
from sources.row_history import shown

CLAIM_FIELDS = {
    "text": "the wording", "kind": "how it is said", "claimant_text": "who, as printed",
    "cue": "the reporting word", "said_on": "when it was said", "place": "where it was said",
    "urgent": "whether it is urgent", "due_at": "when it is due",
    "kind_of_claim": "what kind of claim it is",
}  # fmt: skip
# What is done without a form, by the reason that the history keeps.
DONE = {
    "confirm": "confirmed wording and attribution", "undo_confirm": "took the confirmation back",
    "merge_into": "merged it into", "unmerge": "made it a claim of its own again",
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
    """A fixed number of queries, whatever has happened."""
    entries = [*_moves(claim), *_decisions(claim), *_told(claim), *_edits_of_claim(claim)]
    entries += [*_merged(claim), *_edits_of_verdicts(claim), *_edits_of_evidence(claim)]
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
    rows = list(claim.history.select_related("history_user", "canonical").order_by("history_date"))
    if rows and not rows[0].method:
        how = "marked it in the text" if rows[0].revision_id else "entered it"
        yield Entry(rows[0].history_date, name_of(rows[0].history_user), how)
    for before, after in pairwise(rows):
        if (verb := after.history_change_reason) in DONE:
            note = str(after.canonical) if verb == "merge_into" else ""
            yield Entry(after.history_date, name_of(after.history_user), DONE[verb], note)
        else:
            yield from _edit(before, after, CLAIM_FIELDS, "")
            yield from _named(after)


def _named(row: Any) -> Iterator[Entry]:
    """Who says it, where the edit said so."""
    _, told, names = (row.history_change_reason or "").partition(f"{WORDING}: ")
    if told:
        yield Entry(row.history_date, name_of(row.history_user), "changed who says it", names)


def _merged(claim: Claim) -> Iterator[Entry]:
    """What was folded under this claim."""
    rows = Claim.history.filter(canonical=claim.pk, history_change_reason="merge_into")
    for row in rows.select_related("history_user"):
        yield Entry(row.history_date, name_of(row.history_user), "merged another into it", row.text)


def _edits_of_verdicts(claim: Claim) -> Iterator[Entry]:
    rows = Verdict.history.filter(claim_id=claim.pk).select_related("history_user")
    for versions in _by_row(rows.order_by("history_date")):
        first = versions[0]
        yield Entry(first.history_date, name_of(first.history_user), "began a verdict")
        for before, after in pairwise(versions):
            if after.history_type == "-":
                yield Entry(after.history_date, name_of(after.history_user), "discarded a draft")
            else:
                yield from _edit(before, after, VERDICT_FIELDS, "the verdict’s ")


def _edits_of_evidence(claim: Claim) -> Iterator[Entry]:
    """Also of what was removed: the history knows whose it was when it went."""
    ever = Evidence.history.filter(historicalevidence_claims__claim=claim.pk).values("id")
    of_this_claim = Q(id__in=claim.evidence.values("pk")) | Q(id__in=ever)
    rows = Evidence.history.filter(of_this_claim).select_related("history_user", "source")
    for versions in _by_row(rows.order_by("history_date", "history_id")):
        first, thing = versions[0], _thing(versions[-1])
        yield Entry(first.history_date, name_of(first.history_user), "attached evidence", thing)
        for before, after in pairwise(versions):
            if after.history_type == "-":
                who = name_of(after.history_user)
                yield Entry(after.history_date, who, "removed evidence", thing)
            else:
                yield from _edit(before, after, EVIDENCE_FIELDS, "the evidence’s ")


def _thing(row: Any) -> str:
    """What a version of evidence is, in the words of `Evidence.__str__`."""
    what = str(row.source) if row.source_id else row.cited_what or PurePath(row.file).name
    return f"{what} (confidential)" if row.confidential else what


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
        after.history_date, who, f"changed {whose}{words}",
        before=shown(before, one) if one else "", after=shown(after, one) if one else "",
    )  # fmt: skip

"""Shows an extraction outside the desk: as one JSON object, or as a table for a terminal."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from claims.extraction.types import Attribution, Claim, Extraction, Span
from claims.extraction.voices import enclosing

WIDTH = 72
"""Characters of a claim shown in a row of the table."""


def as_json(file: str, extraction: Extraction) -> str:
    """One line; offsets are code points into the file's text as read."""
    return json.dumps(as_object(file, extraction), ensure_ascii=False)


def as_object(file: str, extraction: Extraction) -> dict[str, Any]:
    """The extraction as JSON knows it.

    `attributions` is one list of all acts of saying. `nested` is null for what the text itself
    reports, and else the index of the attribution in whose words this one stands: who wants the
    flat list ("A said that B said": A's) leaves out what is nested. A claim's `attribution` is an
    index into the whole list.
    """
    outer = within(extraction.attributions)
    return {
        "file": file,
        "language": extraction.language,
        "attributions": [
            _attribution(a, o) for a, o in zip(extraction.attributions, outer, strict=True)
        ],
        "claims": [_claim(c, extraction) for c in extraction.claims],
        "method": extraction.method,
        "version": extraction.version,
        "notes": list(extraction.notes),
    }


def within(attributions: Sequence[Attribution]) -> list[int | None]:
    """For each attribution, the one in whose words it stands.

    In a speech or a turn (no cue: its speaker is a heading's) every report is the speaker's own.
    """
    return [
        outer if outer is not None and (inner.nested or attributions[outer].cue is None) else None
        for inner, outer in zip(attributions, enclosing(attributions), strict=True)
    ]


def _attribution(attribution: Attribution, outer: int | None) -> dict[str, Any]:
    return {
        "source": _span(attribution.source),
        "cue": _span(attribution.cue),
        "contents": [_span(content) for content in attribution.contents],
        "kind": attribution.kind,
        "nested": outer,
    }


def _span(span: Span | None) -> dict[str, Any] | None:
    return {"start": span.start, "end": span.end, "text": span.text} if span else None


def _claim(claim: Claim, extraction: Extraction) -> dict[str, Any]:
    speakers = [extraction.claimants[i].name for i in claim.claimants]
    return {
        "start": claim.start,
        "end": claim.end,
        "exact": claim.exact,
        "text": claim.text,
        "attribution": claim.attribution,
        "claimant": _together(speakers) or None,
        "claimants": speakers,
        "kind": claim.kind,
        "kind_of_claim": claim.kind_of_claim,
        "check_worthiness": claim.check_worthiness,
        "reasons": list(claim.reasons),
        "confidence": claim.confidence,
        "also": [list(place) for place in claim.also],
        "said_on": claim.said_on,
        "place": claim.place,
    }


def _together(names: list[str]) -> str:
    """One name for all who answer for it: "Ann Reed, Paul Stone and the council"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def as_table(file: str, extraction: Extraction) -> str:
    """Claims in the order of the text, most words of each, and why they are worth a look."""
    return "\n".join(_rows(file, extraction))


def _rows(file: str, extraction: Extraction) -> Iterator[str]:
    yield f"{file}: {len(extraction.claims)} claims ({extraction.language}, {extraction.method})"
    yield from (f"  {note}" for note in extraction.notes)
    for claim in extraction.claims:
        said_by = ", ".join(extraction.claimants[i].name for i in claim.claimants) or "(outlet)"
        words = " ".join(claim.exact.split())
        shown = words if len(words) <= WIDTH else words[: WIDTH - 1] + "…"
        reasons = "; ".join(claim.reasons)
        said = f"{claim.kind:<8}  {said_by[:28]:<28}  {shown:<{WIDTH}}"
        yield f"{claim.check_worthiness:5.2f}  {said}  {reasons}"

"""Attributions by rules alone: frames of reporting words, quotation marks, headlines."""

import re
from collections.abc import Iterable
from dataclasses import replace

from claims.extraction.cues import words
from claims.extraction.document import Document
from claims.extraction.frames import Frame, frame
from claims.extraction.quotations import Quotation

HEADLINE = re.compile(r"(?P<who>[A-Z][^:\n“”\"]{1,48}): (?P<what>\S[^\n]{12,})")
LABELS = words("""
watch video photos breaking update exclusive opinion analysis live read more note related
""")


def attributions(document: Document) -> list[Frame]:
    """All of them, in the order of their cues; a token is in at most one content."""
    found = [f for f in map(frame, document.doc) if f is not None]
    found = _quoted(document, found)
    return _disjoint(found)


def _quoted(document: Document, found: list[Frame]) -> list[Frame]:
    """A quotation belongs to the frame it touches, else to the last speaker."""
    doc, out = document.doc, list(found)
    last: Frame | None = None
    for quotation in document.quotations:
        span = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        if span is None or len(span) < 4:
            continue
        inside = set(range(span.start, span.end))
        at = _owner(out, inside)
        if at is not None:
            out[at] = last = _with(out[at], inside)
        elif _alone(document, quotation) and last is not None and last.source:
            last = Frame(span.start, last.source, (), tuple(sorted(inside)))
            out.append(last)
    return out


def _owner(frames: list[Frame], inside: set[int]) -> int | None:
    best, most = None, 0
    for number, candidate in enumerate(frames):
        if candidate.verb in inside:
            continue
        shared = len(inside.intersection(candidate.contents))
        if shared > most:
            best, most = number, shared
    return best


def _with(owner: Frame, inside: set[int]) -> Frame:
    kept = set(owner.cue + owner.source)
    return replace(owner, contents=tuple(sorted((set(owner.contents) | inside) - kept)))


def _alone(document: Document, quotation: Quotation) -> bool:
    """Whether a quotation opens its paragraph and fills most of it."""
    for start, end in document.paragraphs:
        if start <= quotation.start < end:
            return quotation.start - start < 3 and (quotation.end - start) > 0.8 * (end - start)
    return False


def _disjoint(frames: Iterable[Frame]) -> list[Frame]:
    """Inner frames keep their words to themselves: what she said he said is what he said."""
    order = sorted(frames, key=lambda f: (len(f.contents), f.verb))
    taken: set[int] = set()
    kept = []
    for candidate in order:
        contents = tuple(i for i in candidate.contents if i not in taken)
        if contents and len(contents) * 2 > len(candidate.contents):
            kept.append(replace(candidate, contents=contents))
            taken.update(contents)
    return sorted(kept, key=lambda f: f.verb)

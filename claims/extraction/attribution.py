"""Who said what, exactly where, in the order of the text."""

from collections.abc import Iterable
from dataclasses import replace

from claims.extraction import linking, rules
from claims.extraction.combined import combined
from claims.extraction.document import Document
from claims.extraction.frames import Frame
from claims.extraction.inner import inner
from claims.extraction.passages import with_passages, with_whole_quotations
from claims.extraction.phrases import runs
from claims.extraction.quotation import Quoted
from claims.extraction.reach import within_reach
from claims.extraction.tagger import Reading, tagger
from claims.extraction.types import Attribution, AttributionKind, Span

VERSION = "3"
MARKS = frozenset("“”\"„«»‘’'‹›` \u00a0\n\t")

QUOTES = '“”"„«»‘‹›'
"""Marks that are no apostrophe."""


def attribute(
    document: Document, readings: Iterable[Reading] | None, *, nested: bool = False
) -> tuple[Attribution, ...]:
    """Every attribution of the text.

    `readings` are the tagger's of this text; without them the rules stand alone. `nested` adds what
    somebody is said to have said.
    """
    frames, within = _frames(document, readings)
    quoted = Quoted(document.text, document.quotations)
    made = _attributions(document, quoted, frames)
    if nested:
        deeper = [*within, *inner(document, frames, within)]
        made += [_inner(found) for found in _attributions(document, quoted, deeper)]
    return tuple(sorted(made, key=lambda a: (a.contents[0].start, -a.contents[-1].end)))


def method() -> str:
    """What found them, for provenance."""
    return f"rules+minilm {VERSION}" if tagger() else f"rules {VERSION}"


def _frames(
    document: Document, readings: Iterable[Reading] | None
) -> tuple[list[Frame], list[Frame]]:
    """The outermost, and those within passages that somebody hands over."""
    found = rules.attributions(document)
    if readings is not None:
        found = combined(document, linking.frames(document, readings), found)
        found = with_whole_quotations(document, within_reach(document, found))
    return with_passages(document, found)


def _attributions(document: Document, quoted: Quoted, frames: list[Frame]) -> list[Attribution]:
    """Those that report some words: a line break alone is nothing said."""
    made = (_attribution(document, quoted, frame) for frame in frames)
    return [found for found in made if found.contents]


def _attribution(document: Document, quoted: Quoted, frame: Frame) -> Attribution:
    contents = _spans(document, frame.contents)
    source, cue = _spans(document, frame.source), _spans(document, frame.cue)
    return Attribution(
        source=source[0] if source else None,
        cue=cue[0] if cue else None,
        contents=contents,
        kind="direct" if frame.verbatim else _kind(quoted, contents),
    )


def _inner(attribution: Attribution) -> Attribution:
    """Inside a quotation only marks of its own make the inner words a quotation."""
    said = attribution.contents[0].text
    marked = [said[:1] in MARKS, any(mark in said for mark in QUOTES)]
    kind: AttributionKind = "direct" if marked[0] else "mixed" if marked[1] else "indirect"
    return replace(attribution, kind=kind, nested=True)


def _spans(document: Document, tokens: Iterable[int]) -> tuple[Span, ...]:
    doc, text = document.doc, document.text
    found = []
    for first, last in runs(tokens):
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        found.append(Span(start, end, text[start:end]))
    return tuple(found)


def _kind(quoted: Quoted, contents: tuple[Span, ...]) -> AttributionKind:
    """Direct if all of it stands in quotation marks, mixed if a part does."""
    inside = outside = 0
    for span in contents:
        covered = quoted.covered(span.start, span.end)
        inside += covered
        outside += len(span.text.strip("".join(MARKS))) - covered
    if inside <= 2:
        return "indirect"
    return "direct" if outside <= 2 else "mixed"

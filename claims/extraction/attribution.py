"""Who said what, exactly where, in the order of the text."""

from collections.abc import Iterable

from claims.extraction import rules
from claims.extraction.document import Document
from claims.extraction.frames import Frame
from claims.extraction.phrases import runs
from claims.extraction.types import Attribution, AttributionKind, Span

VERSION = "1"
MARKS = frozenset("“”\"„«»‘’'‹›` \u00a0\n\t")


def attribute(document: Document) -> tuple[Attribution, ...]:
    """Every attribution of the text."""
    made = (_attribution(document, frame) for frame in rules.attributions(document))
    return tuple(sorted(made, key=lambda a: a.contents[0].start))


def method() -> str:
    """What found them, for provenance."""
    return f"rules {VERSION}"


def _attribution(document: Document, frame: Frame) -> Attribution:
    contents = _spans(document, frame.contents)
    source, cue = _spans(document, frame.source), _spans(document, frame.cue)
    return Attribution(
        source=source[0] if source else None,
        cue=cue[0] if cue else None,
        contents=contents,
        kind=_kind(document, contents),
    )


def _spans(document: Document, tokens: Iterable[int]) -> tuple[Span, ...]:
    doc, text = document.doc, document.text
    found = []
    for first, last in runs(tokens):
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        found.append(Span(start, end, text[start:end]))
    return tuple(found)


def _kind(document: Document, contents: tuple[Span, ...]) -> AttributionKind:
    """Direct if all of it stands in quotation marks, mixed if a part does."""
    inside = outside = 0
    for span in contents:
        quoted = sum(
            max(0, min(span.end, q.end) - max(span.start, q.start)) for q in document.quotations
        )
        inside += quoted
        outside += len(span.text.strip("".join(MARKS))) - quoted
    if inside <= 2:
        return "indirect"
    return "direct" if outside <= 2 else "mixed"

"""Finds whose words stand where: the contents that make claims, sentence by sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from claims.extraction.frames import BEARING
from claims.extraction.names import words
from claims.extraction.types import Attribution
from claims.extraction.types import Span as Content
from claims.extraction.voices import SUBJECTS, has_clause, reporting

OPENING = re.compile(r"(?:[^,]*,\s*)?(?:what|which|who|whom|that)", re.IGNORECASE)
"""Of "what analysts called a trick" the trick is what they said."""

LEADS_ON = re.compile(r",\s*(?:which|who|whom|that)$", re.IGNORECASE)
"""What the tagger adds of the next clause, which is not in the content: "…, which"."""

WHY = re.compile(r"(?:how|why) (?=\w)", re.IGNORECASE)
"""What stands before a fact that somebody explains: "explained why rents rose"."""

LONGEST_OBJECT = 12
"""Words between "described" and "as a fraud"."""

CONDITIONS = words("if whether unless when because")
"""What opens half of a statement that somebody interrupts to say who makes it."""

AS = re.compile(r"as (?=(?:a|an|the|his|her|its|their)\b)")


@dataclass(frozen=True, slots=True)
class Region:
    """A run of characters in one voice, such as a content in its source's."""

    start: int
    end: int
    attribution: int


def by_sentence(
    doc: Doc, attributions: Sequence[Attribution]
) -> Iterator[tuple[Span, list[Region]]]:
    """Each sentence with the contents that reach into it, in one sweep over both."""
    reports = reporting(doc, attributions)
    waiting = sorted(
        (
            Region(_with_its_noun(doc, a, s), s.end, i)
            for i, a in enumerate(attributions)
            if reports[i]
            for s in _said(a)
            if not OPENING.fullmatch(s.text)
        ),
        key=lambda r: r.start,
        reverse=True,
    )
    open_regions: list[Region] = []
    for sentence in doc.sents:
        while waiting and waiting[-1].start < sentence.end_char:
            open_regions.append(waiting.pop())
        open_regions = [r for r in open_regions if r.end > sentence.start_char]
        yield sentence, _rejoined(doc, list(open_regions))


def _said(attribution: Attribution) -> Sequence[Content]:
    """The contents without a last "which", unless who says it stands between that and the next."""
    (first, *others) = attribution.contents
    end, cue = LEADS_ON.search(first.text), attribution.cue
    interrupted = others and cue and first.end <= cue.start < others[0].start
    if interrupted or end is None:
        return attribution.contents
    return [Content(first.start, first.start + end.start(), first.text[: end.start()]), *others]


def _with_its_noun(doc: Doc, attribution: Attribution, content: Content) -> int:
    """In "expressed concern over the lack of X" the concern is what is said, not how."""
    cue = attribution.cue
    span = doc.char_span(cue.start, cue.end, alignment_mode="expand") if cue else None
    if span is not None and (start := _with_whom(doc, span, content)) < content.start:
        return start
    if opening := AS.match(content.text) or WHY.match(content.text):
        return content.start + opening.end()
    if span is None or len(span) < 3 or not 0 <= content.start - span.end_char <= 1:
        return content.start
    link, noun = span[-1], span[-2]
    held = noun.dep_ == "dobj" and noun.head.lemma_.lower() in BEARING and noun.head in span
    if link.pos_ != "ADP" or link.head.i != noun.i or not held:
        return content.start
    return doc[max(noun.left_edge.i, span.start)].idx


def _with_whom(doc: Doc, cue: Span, content: Content) -> int:
    """In "described Lee as “a fraud”" and "said the letter “never arrived”" the name belongs to it.

    What is said of somebody cannot be read without the words for whom.
    """
    inside = doc.char_span(content.start, content.end, alignment_mode="expand")
    if inside is None or not 0 < inside.start - cue.end <= LONGEST_OBJECT:
        return content.start
    between = doc[cue.end : inside.start]
    said_as = between[-1].lower_ == "as" or inside[0].lower_ == "as"
    named = between[:-1] if between[-1].lower_ == "as" else between
    for token in named:
        whole = token.left_edge.i == named.start and token.right_edge.i + 1 >= named.end
        thing = said_as and token.dep_ == "dobj" and token.head in cue
        if whole and (thing or (token.dep_ in SUBJECTS and token.head in inside)):
            return named.start_char
    return content.start


def _rejoined(doc: Doc, regions: list[Region]) -> list[Region]:
    """One region for two halves of a clause: "The average benefit, it says, would be $300"."""
    joined: list[Region] = []
    for region in sorted(regions, key=lambda r: (r.attribution, r.start)):
        before = joined[-1] if joined else None
        same = before is not None and before.attribution == region.attribution
        if before and same and (_half(doc, before) or _condition(doc, before, region)):
            joined[-1] = Region(before.start, region.end, region.attribution)
        else:
            joined.append(region)
    return joined


def _half(doc: Doc, first: Region) -> bool:
    """The words are no sentence by themselves: a subject here, its verb after the frame."""
    span = doc.char_span(first.start, first.end, alignment_mode="contract")
    return span is not None and not has_clause([span])


def _condition(doc: Doc, first: Region, second: Region) -> bool:
    """ "If it rains, Lee said, the port will close": no half of it stands alone."""
    span = doc.char_span(first.start, first.end, alignment_mode="contract")
    if span is None or not len(span):
        return False
    root = span.root
    if root.dep_ != "advcl" or root.sent.end_char < second.start:
        return False
    if root.head.idx < first.end or doc[span.start].is_quote:
        return False
    return any(c.lower_ in CONDITIONS for c in root.children if c.dep_ in {"mark", "advmod"})

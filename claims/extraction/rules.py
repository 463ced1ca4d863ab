"""Attributions by rules alone: frames of reporting words, quotation marks, headlines."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from claims.extraction.cues import LABELS, SPEECH
from claims.extraction.document import Document
from claims.extraction.frames import Frame, frame
from claims.extraction.junk import JUNK
from claims.extraction.names import ANONYMOUS, BODIES, DOCUMENTS, ROLES
from claims.extraction.phrases import cue_words, name_of, subject
from claims.extraction.quotations import Quotation

HEADLINE = re.compile(
    r"(?:\d\d?[:.]\d\d )?(?P<who>[A-Z“‘'\"][^:\n.;]{1,60}?)(?P<cue>:) (?=\S)(?P<what>[^\n]{12,})"
)
LAST = re.compile(
    r"(?P<what>[^:\n]{12,}?)(?P<cue>:| [–—-]) (?P<who>(?:[\w.’'-]+ ){0,3}[\w’'-]+)\.?$",
    re.MULTILINE,
)
"""A headline that names its source last."""
STOPS = frozenset('“"‘.!?')
NEAR = 8
"""Words between a quotation and the verb that reports it."""
SHORTEST = 4
"""Tokens with the marks: a quotation of one word is a part of somebody's sentence."""


def attributions(document: Document) -> list[Frame]:
    """All of them, in the order of their cues; who quotes others answers for the whole."""
    found = [f for f in map(frame, document.doc) if f is not None]
    return sorted(_quoted(document, outermost([*found, *headline(document)])), key=_place)


def outermost(frames: Iterable[Frame]) -> list[Frame]:
    """Frames without those that stand in the contents of another, no word in two contents."""
    taken: set[int] = set()
    kept: list[Frame] = []
    for candidate in sorted(frames, key=lambda f: (-len(f.contents), f.verb)):
        if candidate.verb in taken:
            continue
        contents = tuple(i for i in candidate.contents if i not in taken)
        if 2 * len(contents) > len(candidate.contents):
            kept.append(replace(candidate, contents=contents))
            taken.update(contents)
    return kept


def headline(document: Document) -> Iterator[Frame]:
    """ "Mayor: crime is falling", in the text's first line."""
    if not document.paragraphs:
        return
    start, end = document.paragraphs[0]
    if JUNK.match(document.text[start:end]):
        return
    last = LAST.match(document.text, start, end)
    if last is not None and _may_be_named_last(document, last):
        yield _headline_frame(document, last)
        return
    match = HEADLINE.match(document.text, start, end)
    if match is None or LABELS.intersection(match["who"].lower().split()):
        return
    made = _headline_frame(document, match)
    reports = any(document.doc[i].lemma_.lower() in SPEECH for i in made.source)
    if made.source and made.cue and made.contents and not reports:
        yield made


def _may_be_named_last(document: Document, match: re.Match[str]) -> bool:
    """ "Flood wall “wasted” £3m: watchdog" names its source at the end."""
    span = document.doc.char_span(*match.span("who"))
    if span is None or LABELS.intersection(match["who"].lower().split()):
        return False
    return span[-1].lower_ in ROLES | BODIES | DOCUMENTS | ANONYMOUS


def _headline_frame(document: Document, match: re.Match[str]) -> Frame:
    spans = [document.doc.char_span(*match.span(part)) for part in ("who", "cue", "what")]
    who, cue, what = (tuple(range(s.start, s.end)) if s is not None else () for s in spans)
    return Frame(cue[0] if cue else 0, who, cue, what)


def _quoted(document: Document, found: list[Frame]) -> list[Frame]:
    """Gives each quotation to somebody: who reports it, or who was speaking in the paragraph."""
    out = list(found)
    owner = {i: number for number, f in enumerate(out) for i in f.contents}
    verbs = {f.verb: number for number, f in enumerate(out)}
    speaker: int | None = None
    paragraph = -1
    for quotation in document.quotations:
        inside = _tokens(document, quotation)
        if len(inside) < SHORTEST:
            continue
        here = _paragraph(document, quotation)
        number = _holder(out, owner, inside)
        if number is None:
            made = _beside(document, inside) or _signed(document, inside)
            number = verbs.get(made.verb) if made is not None else None
            if made is None and speaker is not None:
                if here == paragraph and _sentence(document, inside):
                    number = speaker
                elif _alone(document, quotation, here):
                    made = Frame(inside[0], out[speaker].source, (), tuple(inside))
            if made is not None and number is None:
                out.append(made)
                number = len(out) - 1
        if number is None:
            continue
        for other in {verbs[i] for i in inside if i in verbs} - {number}:
            out[other] = replace(out[other], contents=())
        out[number] = _with(out[number], inside, owner, number)
        speaker, paragraph = (number, here) if out[number].source else (speaker, paragraph)
    return [f for f in out if f.contents]


def _place(found: Frame) -> int:
    return found.contents[0]


def _tokens(document: Document, quotation: Quotation) -> list[int]:
    span = document.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
    return [] if span is None else list(range(span.start, span.end))


def _paragraph(document: Document, quotation: Quotation) -> int:
    low, high = 0, len(document.paragraphs)
    while low < high:
        middle = (low + high) // 2
        if document.paragraphs[middle][1] <= quotation.start:
            low = middle + 1
        else:
            high = middle
    return low


def _holder(frames: list[Frame], owner: dict[int, int], inside: list[int]) -> int | None:
    """Who has most of the quotation's words in a content already."""
    counts: dict[int, int] = {}
    span = range(inside[0], inside[-1] + 1)
    for i in inside:
        number = owner.get(i)
        if number is not None and frames[number].verb not in span:
            counts[number] = counts.get(number, 0) + 1
    return max(counts, key=lambda n: counts[n]) if counts else None


def _with(found: Frame, inside: list[int], owner: dict[int, int], number: int) -> Frame:
    mine = set(inside).difference(found.cue, found.source)
    owner.update(dict.fromkeys(mine, number))
    return replace(found, contents=tuple(sorted(mine.union(found.contents))))


def _beside(document: Document, inside: list[int]) -> Frame | None:
    """A verb of saying just after the quotation, or just before it, that the parse left alone."""
    doc = document.doc
    after = range(inside[-1] + 1, min(inside[-1] + 1 + NEAR, len(doc)))
    before = range(inside[0] - 1, max(inside[0] - 1 - NEAR, -1), -1)
    for places in (after, before):
        for i in places:
            token = doc[i]
            if token.text in STOPS or (token.is_space and not _announced(token)):
                break
            if token.pos_ == "VERB" and token.lemma_.lower() in SPEECH:
                who = subject(token) or _neighbour(token)
                source = tuple(name_of(who)) if who is not None and who.i not in inside else ()
                return Frame(token.i, source, tuple(cue_words(token)), tuple(inside))
    return None


def _announced(space: Token) -> bool:
    """Whether the line before ends in a colon: "He said:"."""
    return space.i > 0 and space.doc[space.i - 1].text.endswith(":")


def _sentence(document: Document, inside: list[int]) -> bool:
    """Whether a quotation is at least a sentence, and no phrase quoted for its flavour."""
    doc = document.doc
    first = doc[inside[1]]
    closed = any(doc[i].text[-1:] in ".,!?…" for i in inside[-2:])
    return closed and first.text[:1].isupper()


def _signed(document: Document, inside: list[int]) -> Frame | None:
    """A name after a dash: "“…” — Jane Doe"."""
    doc, after = document.doc, inside[-1] + 1
    while after < len(doc) and doc[after].is_space and after < inside[-1] + 3:
        after += 1
    if after + 1 >= len(doc) or doc[after].text not in {"—", "–", "-", "--"}:
        return None
    name = doc[after + 1]
    while name.dep_ == "compound" and name.head.i > name.i:
        name = name.head
    if name.pos_ != "PROPN" or any(t.pos_ in {"VERB", "AUX"} for t in name.sent if t.i > after):
        return None
    return Frame(inside[0], tuple(name_of(name)), (), tuple(inside))


def _neighbour(verb: Token) -> Token | None:
    """In "said Ms Hester" and "Ms Hester said": the name beside the verb."""
    doc = verb.doc
    for i in (verb.i + 1, verb.i - 1):
        if 0 <= i < len(doc) and doc[i].pos_ in {"PROPN", "PRON"}:
            return doc[i].head if doc[i].dep_ == "compound" else doc[i]
    return None


def _alone(document: Document, quotation: Quotation, number: int) -> bool:
    """Whether a quotation opens its paragraph and fills most of it."""
    if number >= len(document.paragraphs):
        return False
    start, end = document.paragraphs[number]
    return quotation.start - start < 3 and (quotation.end - start) > 0.8 * (end - start)

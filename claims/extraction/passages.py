"""Whose a passage is: what "X reports:" introduces, and quotations that no verb stands beside."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span, Token

from claims.extraction.cues import OPENERS, SPEECH
from claims.extraction.document import Document
from claims.extraction.frames import Frame
from claims.extraction.names import words
from claims.extraction.phrases import cue_words, name_of, subject

INTRODUCES = SPEECH | words("""
add follow give post offer issue put air ran publish have make send share leave deliver release
""")
"""Verbs that may stand before a colon and a passage; those that are not speech need a noun."""
HANDED_OVER = words("""
following statement comment comments remark remarks message answer reply response text excerpt
account transcript note words reads passage letter explanation endorsement tweet post claim argument
warning announcement assessment summary observation description apology appeal pledge quote
""")
"""In "gave this explanation:" and "issued the following statement:" the noun does the reporting."""
MOST_WORDS = 60
"""Tokens of an introduction that are looked at."""
MOST_PARAGRAPHS = 60
"""Of one passage: longer letters are handed over as a text of their own."""
FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|I['’]\w+|we['’]\w+)\b")
BULLET = re.compile(r"(?:[-–—•*·]|l|o|\d{1,2}[.)])\s")
MARKS = "\"“‘«'„"
OPEN = frozenset(",?!—–")
STOPS = frozenset(".!?;:")
NEAR = 8
"""Words between a quotation and the verb that reports it: "“…,” Ann Lee of the union said"."""
SHORTEST = 4
"""Tokens with the marks: a quotation of one word is a part of somebody's sentence."""


def with_passages(document: Document, frames: Sequence[Frame]) -> tuple[list[Frame], list[Frame]]:
    """The frames, each passage after a colon given to who is named before it.

    Then those frames that stood within such passages: who speaks there speaks in another's words.
    """
    held = _Held(frames)
    within: list[Frame] = []
    for number in range(len(document.paragraphs) - 1):
        introduced = _introduction(document, number)
        siblings = _is_bullet(document, number) and _is_bullet(document, number + 1)
        passage = _passage(document, number + 1) if introduced and not siblings else ()
        if introduced is not None and passage:
            within += held.give(introduced, passage)
    return [f for f in held.frames.values() if f.contents], within


class _Held:
    """The frames by their words, so that a passage meets those only that it concerns."""

    def __init__(self, frames: Sequence[Frame]):
        self.frames: dict[int, Frame] = {}
        self._at: defaultdict[int, list[int]] = defaultdict(list)
        self._made = 0
        for found in frames:
            self._add(found)

    def _add(self, found: Frame) -> None:
        self.frames[self._made] = found
        for word in {found.verb, *found.cue, *found.contents}:
            self._at[word].append(self._made)
        self._made += 1

    def give(self, by: Frame, passage: tuple[int, ...]) -> list[Frame]:
        """The passage is its speaker's; who speaks within it speaks inside his or her words.

        Returns the frames that stood within the passage.
        """
        inside = frozenset(passage)
        cue = frozenset((by.verb, *by.cue))
        own = None
        within = []
        for number in sorted({n for word in inside | cue for n in self._at[word]}):
            found = self.frames.pop(number, None)
            if found is None:
                continue
            if found.verb in inside and inside.issuperset(found.contents):
                within.append(found)
            if cue.intersection((found.verb, *found.cue)):
                own = own or found
            elif found.verb not in inside:
                left = tuple(i for i in found.contents if i not in inside)
                self.frames[number] = replace(found, contents=left)
        made = by if own is None else replace(own, source=own.source or by.source)
        self._add(replace(made, contents=passage, verbatim=True))
        return within


def _introduction(document: Document, number: int) -> Frame | None:
    """Who hands over to the next paragraph: "McCrummen reports:", "According to Kelly:"."""
    start, end = document.paragraphs[number]
    if document.text[end - 1] != ":":
        return None
    doc = document.doc
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    last = list(span)[-MOST_WORDS:]
    if (handed := _handed_over(last)) is not None:
        return handed
    opener = next((t for t in last if t.lower_ in OPENERS), None)
    verb = next((t for t in reversed(last) if _introduces(t, last[-1])), None)
    if verb is not None and (who := subject(verb)) is not None and who.i < verb.i:
        return Frame(verb.i, tuple(name_of(who)), tuple(cue_words(verb)), ())
    if opener is not None:
        whom = next((t for t in last if t.dep_ == "pobj" and t.i > opener.i), None)
        if whom is not None:
            return Frame(opener.i, tuple(name_of(whom)), tuple(range(opener.i, opener.i + 2)), ())
    return None


def _handed_over(last: Sequence[Token]) -> Frame | None:
    """ "How the site rated this statement by Lee on June 11:": the noun reports, its maker says."""
    for noun in reversed(last):
        if noun.lower_ in HANDED_OVER and noun.pos_ == "NOUN":
            # The parser may hang the maker on the verb: "rated this statement | by Lee".
            by = noun.nbor() if noun.nbor().lower_ in {"by", "from"} else None
            makers = [c for c in by.children if c.dep_ == "pobj"] if by is not None else []
            if noun.nbor().text == ":":  # and not "Hear Lee's remarks below:"
                makers += [c for c in noun.lefts if c.dep_ == "poss" and c.pos_ == "PROPN"]
            return Frame(noun.i, tuple(name_of(makers[0])), (noun.i,), ()) if makers else None
    return None


def _introduces(verb: Token, colon: Token) -> bool:
    """A verb of saying near the colon, or any that hands a statement over."""
    if verb.pos_ not in {"VERB", "AUX"} or verb.sent.end < colon.i:
        return False
    if verb.dep_ in {"relcl", "acl", "amod"}:
        return False
    after = range(verb.i + 1, colon.i)
    hands = any(verb.doc[i].lower_ in HANDED_OVER for i in after)
    if verb.lemma_.lower() in SPEECH:
        return True
    return hands and verb.lemma_.lower() in INTRODUCES


def _is_bullet(document: Document, number: int) -> bool:
    """One item of a list hands nothing over to the next."""
    return BULLET.match(document.text, *document.paragraphs[number]) is not None


def _passage(document: Document, number: int) -> tuple[int, ...]:
    """The tokens of the paragraphs that are handed over: all of a quotation, all of a list."""
    last = number
    text = document.text
    paragraphs = min(len(document.paragraphs), number + MOST_PARAGRAPHS)
    while last + 1 < paragraphs and _goes_on(document, number, last + 1):
        last += 1
    start, end = document.paragraphs[number][0], document.paragraphs[last][1]
    if text[start:end].lstrip()[:1] == "<" or not re.search(r"\w", text[start:end]):
        return ()
    span = document.doc.char_span(start, end, alignment_mode="expand")
    return () if span is None else tuple(t.i for t in span if not t.is_space)


def _goes_on(document: Document, first: int, number: int) -> bool:
    """Whether this paragraph is of the same passage as the first."""
    text = document.text
    opening = text[document.paragraphs[first][0] : document.paragraphs[first][1]]
    start, end = document.paragraphs[number]
    before = document.paragraphs[number - 1]
    # Only the last quotation of a paragraph can go on in the next.
    last = bisect_left(document.quotations, before[1], key=lambda q: q.start) - 1
    quotation = document.quotations[last] if last >= 0 else None
    if quotation is not None and quotation.goes_on and quotation.start >= before[0]:
        return True
    if opening[0] in MARKS:
        return False
    if BULLET.match(opening):
        return bool(BULLET.match(text[start : start + 5]))
    return (
        text[start] not in MARKS
        and bool(FIRST_PERSON.search(text, start, end))
        and bool(FIRST_PERSON.search(opening))
    )


def with_whole_quotations(document: Document, frames: Sequence[Frame]) -> list[Frame]:
    """The frames, each quotation given to one of them as a whole.

    Who holds a part of a quotation holds all of it; one that nobody holds is its paragraph's
    speaker's: "“It rained,” she said. “It poured.”" is all hers.
    """
    out = list(frames)
    holder = {i: number for number, f in enumerate(out) for i in f.contents}
    framing = {i for f in out for i in (*f.cue, *f.source)}
    by_cue = sorted((f.cue[0], number) for number, f in enumerate(out) if f.cue and f.source)
    for quotation in document.quotations:
        span = document.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        if span is None or len(span) < SHORTEST:
            continue
        inside = [t.i for t in span if not t.is_space]
        number = _holder(out, holder, span, inside)
        if number is None and _a_sentence(span):
            number = _reporter(document, by_cue, span)
            number = _speaker(document, by_cue, span) if number is None else number
        if number is not None:
            free = [i for i in inside if i not in holder and i not in framing]
            holder.update(dict.fromkeys(free, number))
            whole = tuple(sorted({*out[number].contents, *free}))
            out[number] = replace(out[number], contents=whole)
    return out


def _holder(
    frames: Sequence[Frame], holder: dict[int, int], span: Span, inside: Sequence[int]
) -> int | None:
    """Who has most of the quotation, by a word outside it."""
    held = Counter(holder[i] for i in inside if i in holder)
    outside = {n: c for n, c in held.items() if not span.start <= frames[n].verb < span.end}
    return max(outside, key=lambda n: outside[n]) if outside else None


def _a_sentence(span: Span) -> bool:
    """Whether a quotation is at least a sentence, and no phrase quoted for its flavour."""
    closed = span[-1].text[-1:] in ".!?…" or any(t.text[-1:] in ".,!?…" for t in span[-3:-1])
    return closed and span[1].text[:1].isupper()


def _reporter(document: Document, by_cue: Sequence[tuple[int, int]], span: Span) -> int | None:
    """The frame of speech just after the quotation, which a comma leads to: "“…,” she said"."""
    place = bisect_left(by_cue, (span.end,))
    if place == len(by_cue) or not any(t.text[-1:] in OPEN for t in span[-3:]):
        return None
    cue, number = by_cue[place]
    between = document.doc[span.end : cue]
    speaks = document.doc[cue].lemma_.lower() in SPEECH and len(between) <= NEAR
    return number if speaks and not any(t.text in STOPS or t.is_space for t in between) else None


def _speaker(document: Document, by_cue: Sequence[tuple[int, int]], span: Span) -> int | None:
    """The frame of speech whose cue is the nearest before the quotation, in its paragraph."""
    place = bisect_left(by_cue, (span.start,)) - 1
    if place < 0:
        return None
    cue, number = by_cue[place]
    between = document.text[document.doc[cue].idx : span.start_char]
    speaks = document.doc[cue].lemma_.lower() in SPEECH
    return number if speaks and "\n" not in between else None

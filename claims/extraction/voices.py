"""Decides which attributions make claims of their own: who merely acts is no source.

The attribution module reports every act of saying, thinking, wanting and doing with words; a desk's
claim needs words that can be checked. "She opposed the resolution" is the outlet's claim about her.
"""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from claims.extraction.cues import ADVERBS, SPEECH
from claims.extraction.names import DOCUMENTS, FIRST_PERSON, words
from claims.extraction.splitting import finite
from claims.extraction.types import Attribution

REPORTS_A_NOUN = words("""
according accuse admit advocate affirm allege blame brand call claim compare concede condemn credit
criticise criticize demand deny depict describe dispute emphasise emphasize expect express hope
label liken mention pledge point portray predict promise propose reaffirm reference reiterate
stress suggest threaten underline underscore urge vow want warn
""")
"""Cues that report without a clause: "accused Holt of being a Democrat", "wants to leave"."""

ASSERTS_ITSELF = words("""
know realize realise understand remember forget ensure wonder ask discuss face challenge ignore
""")
"""Who says "he knows that taxes rose" says so himself; who asks says nothing."""

THINKS = words("""
want think believe feel hope like need love hate see mean guess wish prefer care expect fear doubt
""")
FEWEST_WORDS = 3
"""Of a thing that is blamed or denied: "she denied it all" is the outlet's claim."""
SECOND_PERSON = frozenset({"you", "your", "yours"})
RELATIVE = frozenset({"who", "which", "that"})
MODALS = words("would will shall may might could can must should")
"""What a bill would do it does not say."""
EXPECTS = words("estimate forecast imply indicate predict project signal suggest show")
"""Cues that without a source are the outlet's own judgement: "is expected to rise"."""
FINDS = EXPECTS | words("find reveal report note put give")
"""Cues by which a poll or a study tells a thing: "polls show a close race"."""
SILENT = words("decline refuse")
"""Who "declined to say why" has said nothing."""
SAID = words("later eventually soon go come not n't n’t")
"""What makes a deed of "would": "would go on to say", "could not resist saying"."""
UNHELD = words("resist help hide stop only deny")
"""Verbs whose denial denies no report: "could not resist saying"."""
HEADLINE_CUES = frozenset({":", "–", "—", "-"})
SAYS = words("say tell claim argue insist state announce report write note add warn explain")
LETTERS = re.compile(r"[^\W\d_]{2}|^I$")
SHARE = re.compile(
    r"(?:(?:only|just|about|around|nearly|almost|roughly|some|over|more than|less than|fewer than"
    r"|another|the other|an? (?:overwhelming|vast|clear|slim|bare|small|large)|a|an|the) ){0,3}"
    r"(?:[\d.]+ ?(?:%|percent\b|per cent\b)|(?:majority|plurality|half|third|quarter) of (?!the\b)"
    r"|(?:two|three)-(?:thirds|quarters) of (?!the\b)"
    r"|(?:\d+|\w+) (?:in|out of) (?:every )?(?:\d+|two|three|four|five|six|eight|ten|twenty)\b"
    r"|(?:\d+|\w+) of (?:every )?\d+\b"
    r"|(?:share|majority|majorities|half|(?:one-|two-|three-)?(?:thirds?|quarters?)) (?:of|in) "
    r"(?:(?:all|the|those) )?(?:voters|respondents|adults|people|public|country|residents)\b"
    r"|(?:half|(?:one-|two-|three-)?(?:thirds?|quarters?))$)",
    re.IGNORECASE,
)
"""Of those asked: "only 52 percent of voters", "a slim majority of parents", "nearly 8 in 10"."""
EXPLAINS = words("explain describe detail explore show demonstrate illustrate reveal")
"""Who explains why rents rose says that they did."""
EXPLAINED = re.compile(r"\W*(?:why|how)\b(?! (?:much|many|to|long|far|often)\b)", re.IGNORECASE)
REFUSES = words("ask decline refuse fail try need want challenge urge press invite")
FIGURES = re.compile(r"\b(?:points?|percent|per cent|percentage)\b|%")
COUNTS = words("report find count record estimate")
"""Cues by which a figure alone is told: "reported 2,521 break-ins"."""
OPEN_QUESTION = re.compile(r"\W*(?:whether|if|why|how|when|where|who|which)\b", re.IGNORECASE)
"""She wondered whether, he explained why: what follows is not asserted by anybody."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})

NEUTER = frozenset({"it", "this", "that"})
SHOWS = words("show prove demonstrate illustrate mean message signal suggest indicate imply")
"""What a deed does, too, of which nobody has said anything."""
NEARBY = 40
"""Tokens back in which the poll that "it" is has been named."""


def reporting(doc: Doc, attributions: Sequence[Attribution]) -> list[bool]:
    """For each attribution, whether what it reports is a claim of its source."""
    around = enclosing(attributions)
    return [
        _reports(doc, a) and (outer is None or _retold(doc, a, attributions[outer]))
        for a, outer in zip(attributions, around, strict=True)
    ]


def enclosing(attributions: Sequence[Attribution]) -> list[int | None]:
    """For each attribution, another one within whose content it lies, the nearest; in one sweep."""
    spans = sorted(((c.start, -c.end, i) for i, a in enumerate(attributions) for c in a.contents))
    found: list[int | None] = [None] * len(attributions)
    stack: list[tuple[int, int]] = []
    for start, minus_end, i in spans:
        while stack and stack[-1][0] <= start:
            stack.pop()
        outer = next((o for end, o in reversed(stack) if end >= -minus_end and o != i), None)
        found[i] = outer if found[i] is None else found[i]
        stack.append((-minus_end, i))
    return found


def _retold(doc: Doc, attribution: Attribution, outer: Attribution) -> bool:
    """In speech, "The left is saying that …" is another's claim; "you know", "I think" are not."""
    source = attribution.source
    span = doc.char_span(source.start, source.end, alignment_mode="expand") if source else None
    if span is None or all(t.lower_ in FIRST_PERSON | SECOND_PERSON for t in span):
        return False
    if outer.kind == "indirect" or _narrated(attribution, outer):
        return True
    spoken = not _cue_lemma(doc, attribution) & THINKS
    return spoken and has_clause([s for s in _spans(doc, attribution) if len(s)])


def _narrated(attribution: Attribution, outer: Attribution) -> bool:
    """Of words quoted in part, whether the inner frame stands before the quotation marks."""
    cue = attribution.cue
    if outer.kind != "mixed" or cue is None:
        return False
    before = (c.text[: max(0, cue.start - c.start)] for c in outer.contents)
    return not any(mark in said for said in before for mark in '“"«„‘')


def _reports(doc: Doc, attribution: Attribution) -> bool:
    if attribution.kind in {"direct", "outlet"} or attribution.cue is None:
        return True
    if attribution.source is not None and not _speaks(attribution.source.text):
        return False
    if attribution.source is not None and attribution.source.text.lower() in FIRST_PERSON:
        # Outside of quotations "I" is the author: a column's own voice, not a source's.
        return False
    spans = [s for s in _spans(doc, attribution) if len(s)]
    length = sum(1 for s in spans for t in s if not t.is_punct)
    if length < 2:
        return False
    if _explains(doc, attribution, spans) or _interrupts(doc, attribution, spans[-1]):
        return True
    if _asks(doc, attribution, spans[0]) or _cue_lemma(doc, attribution) & ASSERTS_ITSELF:
        return False
    if _happened(doc, attribution):
        return False
    if attribution.cue.text in HEADLINE_CUES:
        return length >= FEWEST_WORDS
    lemmas = _cue_lemma(doc, attribution)
    if lemmas <= MODALS:
        return False
    if attribution.source is None and not lemmas & (SPEECH - EXPECTS | ADVERBS):
        return False
    if (
        (lemmas & SILENT and lemmas & SAYS)
        or _denied(doc, attribution)
        or _to_come(doc, attribution)
    ):
        return False
    if "recall" in lemmas and any(c.dep_ == "nummod" for c in spans[0].root.children):
        return False  # who "recalls 12,000 jars" takes them back
    said_that = spans[0][0].lower_ == "that" and length > FEWEST_WORDS
    if said_that and lemmas & SPEECH:
        return True
    if has_clause(spans) or (lemmas & SAYS and _has_verb(spans)):
        return True
    if length >= FEWEST_WORDS and _finds(doc, attribution, spans[0], lemmas):
        return True
    named = any(t.pos_ in {"NOUN", "PROPN", "NUM"} for s in spans for t in s)
    named = named and length >= FEWEST_WORDS
    if "claim" in lemmas and spans[0][0].lower_ != "to":
        return False  # who "claimed the prize" took it
    return named and _cue_lemma(doc, attribution) & REPORTS_A_NOUN != frozenset()


def _denied(doc: Doc, attribution: Attribution) -> bool:
    """Who "does not think the road is safe" has not said that it is: the outlet tells us that.

    What is quoted after such a sentence was said all the same.
    """
    cue = attribution.cue
    span = doc.char_span(cue.start, cue.end, alignment_mode="expand") if cue else None
    if span is None or attribution.contents[-1].end > span.sent.end_char + 1:
        return False
    return any(
        t.dep_ == "neg" and t.head in span and t.head.lemma_.lower() not in UNHELD for t in span
    )


def _to_come(doc: Doc, attribution: Attribution) -> bool:
    """Who "will tell you that it rained" has not said so; who "would later say" it has."""
    cue = attribution.cue
    span = doc.char_span(cue.start, cue.end, alignment_mode="expand") if cue else None
    if span is None or span[0].tag_ != "MD" or len(span) < 2:
        return False
    return span[0].lower_ in MODALS | {"’ll", "'ll"} and SAID.isdisjoint(t.lower_ for t in span)


def _interrupts(doc: Doc, attribution: Attribution, last: Span) -> bool:
    """In "which, Lee said, is full" the report stands within what it reports."""
    source, cue, said = attribution.source, attribution.cue, attribution.contents
    if source is None or cue is None or source.text.lower() in RELATIVE:
        return False
    within = said[0].end <= min(source.start, cue.start) and cue.end <= said[-1].start
    lemmas = _cue_lemma(doc, attribution)
    return within and any(map(finite, last)) and bool(lemmas & SPEECH) and "be" not in lemmas


def _asks(doc: Doc, attribution: Attribution, said: Span) -> bool:
    """ "Wondered if it rains"; not "If it rains, the roof leaks, Lee says"."""
    if not OPEN_QUESTION.match(said.text):
        return False
    first = next(t for t in said if not t.is_punct)
    cue = attribution.cue
    before = cue is not None and said.end_char <= cue.start
    condition = any(t.dep_ == "advcl" and t.head in said for t in (first.head, first.head.head))
    return not (before and condition)


def _happened(doc: Doc, attribution: Attribution) -> bool:
    """ "It showed that the dam can hold", of a test: nobody has said so but the outlet."""
    source = attribution.source
    if source is None or source.text.lower() not in NEUTER:
        return False
    if not _cue_lemma(doc, attribution) & SHOWS:
        return False
    span = doc.char_span(source.start, source.end, alignment_mode="expand")
    before = () if span is None else doc[max(0, span.start - NEARBY) : span.start]
    return DOCUMENTS.isdisjoint(t.lemma_.lower() for t in before)


def _explains(doc: Doc, attribution: Attribution, said: Sequence[Span]) -> bool:
    """ "Explained why rents rose"; not "declined to explain why"."""
    lemmas = _cue_lemma(doc, attribution)
    if not lemmas & EXPLAINS or lemmas & REFUSES or attribution.cue is None:
        return False
    cue = doc.char_span(attribution.cue.start, attribution.cue.end, alignment_mode="expand")
    verb = None if cue is None else cue[-1]
    asked = verb is None or verb.head.lemma_ in REFUSES or any(c.dep_ == "neg" for c in verb.lefts)
    return not asked and EXPLAINED.match(said[0].text) is not None and has_clause(said)


def _finds(doc: Doc, attribution: Attribution, said: Span, lemmas: frozenset[str]) -> bool:
    """What a poll shows, and what somebody counted, is told without a verb."""
    if lemmas & FINDS and _is_document(doc, attribution):
        return True
    if lemmas & {"show", "put"}:
        return FIGURES.search(said.text) is not None and attribution.source is not None
    counted = next((t for t in said if not t.is_punct), None)
    return bool(lemmas & COUNTS) and counted is not None and counted.tag_ == "CD"


def _is_document(doc: Doc, attribution: Attribution) -> bool:
    """Whether a poll, a study or the like is what speaks."""
    source = attribution.source
    span = doc.char_span(source.start, source.end, alignment_mode="expand") if source else None
    return span is not None and not DOCUMENTS.isdisjoint({span.root.lower_, span.root.lemma_})


def _speaks(source: str) -> bool:
    """A share of those who were asked is a figure: "63 percent said" is what the poll found."""
    return LETTERS.search(source) is not None and SHARE.match(source) is None


def _spans(doc: Doc, attribution: Attribution) -> Iterator[Span]:
    for content in attribution.contents:
        span = doc.char_span(content.start, content.end, alignment_mode="contract")
        if span is not None:
            yield span


def has_clause(spans: Sequence[Span]) -> bool:
    """A verb with a tense and a subject that governs the words, not in a relative clause."""
    return any(
        (finite(verb) or _bare(verb)) and any(c.dep_ in SUBJECTS for c in verb.children)
        for span in spans
        for verb in _governing(span)
    )


def _bare(verb: Token) -> bool:
    """A present tense that looks like an infinitive: "said the breaks do nothing"."""
    return verb.tag_ == "VB" and not any(c.dep_ in {"aux", "mark"} for c in verb.children)


def _has_verb(spans: Sequence[Span]) -> bool:
    """After "said" a verb with a tense is enough, wherever the parser has hung it."""
    return any(
        (finite(t) or (_bare(t) and t.tag_ == "VB")) and t.dep_ not in {"relcl", "acl"}
        for span in spans
        for t in span
    )


def _governing(span: Span) -> Iterator[Token]:
    """The words that hang on nothing inside the span, and what is coordinated with them."""
    for token in span:
        head = token.head
        if head.i == token.i or not span.start <= head.i < span.end:
            yield token
            yield from (c for c in token.conjuncts if span.start <= c.i < span.end)


def _cue_lemma(doc: Doc, attribution: Attribution) -> frozenset[str]:
    cue = attribution.cue
    span = doc.char_span(cue.start, cue.end, alignment_mode="expand") if cue else None
    return frozenset(t.lemma_.lower() for t in span) if span is not None else frozenset()

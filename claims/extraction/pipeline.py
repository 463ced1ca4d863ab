"""Text in, claims out: the steps in their order, each in a module of its own."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from claims.extraction import attribution, dates, judgement, language, plain
from claims.extraction.antecedents import with_antecedents
from claims.extraction.claimants import Claimants
from claims.extraction.document import Document, parse
from claims.extraction.headings import DefaultSpeaker, is_release_mark
from claims.extraction.judgement import Judge, MakeJudge
from claims.extraction.junk import JUNK
from claims.extraction.kinds import Said, kind_of_claim
from claims.extraction.predicates import NOTHING, Predicate, predicate
from claims.extraction.quotation import Quoted
from claims.extraction.readable import readable, restored
from claims.extraction.repeats import Told, fold
from claims.extraction.speakers import default_speaker, with_default_speakers
from claims.extraction.splitting import without_subordinates
from claims.extraction.standalone import Wording
from claims.extraction.statements import Statement, statements
from claims.extraction.tagger import read
from claims.extraction.types import (
    Attribution,
    AttributionKind,
    Claim,
    Extraction,
    KindOfClaim,
    TextKind,
)
from claims.extraction.worth import Facts, assess

VERSION = "8"
"""Raised whenever the same text would give other claims."""


def extract(
    text: str,
    *,
    published_at: date | None = None,
    kind: TextKind = "news",
    speaker: str = "",
    judge: MakeJudge = judgement.judge,
) -> Extraction:
    """The claims of a text. `published_at` resolves "on Thursday", `speaker` speaks by default."""
    view = readable(text)
    if view is None:
        return _extract(text, _day(published_at), kind, speaker.strip(), judge)
    found = _extract(view.text, _day(published_at), kind, speaker.strip(), judge)
    return restored(found, text, view)


def _extract(
    text: str, published: date | None, kind: TextKind, speaker: str, make_judge: MakeJudge
) -> Extraction:
    code = language.language_of(text)
    if code != "en":
        return plain.extract(text, code, VERSION)
    document = parse(text)
    voice = default_speaker(text, kind, speaker)
    readings = read(text)
    judge = None if readings is None else make_judge()
    if readings is not None and judge is not None:
        readings = judge.hearing(readings)
    found = attribution.attribute(document, readings, nested=True)
    found = with_default_speakers(text, found, kind, voice)
    return _Article(document, found, published, voice, judge).extraction()


def _day(published_at: date | None) -> date | None:
    return published_at.date() if isinstance(published_at, datetime) else published_at


SELF = frozenset({"i", "we"})
REPORTED_SELF = frozenset({"he", "she", "they", "it"})


class _Article:
    """One English text under extraction: what several steps need is worked out once."""

    def __init__(
        self,
        document: Document,
        attributions: Sequence[Attribution],
        published: date | None,
        speaker: DefaultSpeaker | None,
        judge: Judge | None,
    ):
        doc = document.doc
        self.judge = judge
        self.doc, self.text, self.published = doc, document.text, published
        self.statements = statements(doc, attributions)
        self.attributions = with_antecedents(doc, attributions)
        self.quoted = Quoted(self.text, document.quotations)
        inside = [self.quoted.at(token.idx) for token in doc]
        self.claimants = Claimants(doc, self.attributions, inside, speaker)
        self.wording = Wording(doc, self.claimants, self.attributions, published)

    def extraction(self) -> Extraction:
        told = fold(self.text, self.statements, _headline_end(self.text))
        used: dict[int, int] = {}
        claims = [self._claim(t, used) for t in told]
        shown = self._shown({c.attribution for c in claims})
        number = {old: new for new, old in enumerate(shown)}
        return Extraction(
            language="en",
            attributions=tuple(self.attributions[i] for i in shown),
            claimants=tuple(self.claimants.claimant(member) for member in used),
            claims=tuple(
                c if c.attribution is None else replace(c, attribution=number[c.attribution])
                for c in claims
            ),
            method=attribution.method(),
            version=VERSION,
        )

    def _shown(self, used: set[int | None]) -> list[int]:
        """Of who said that who said, only what a claim rests on is worth a reader's time."""
        return [i for i, a in enumerate(self.attributions) if not a.nested or i in used]

    def _claim(self, told: Told, used: dict[int, int]) -> Claim:
        statement = told.statement
        exact = self.text[statement.start : statement.end]
        speakers = () if statement.attribution is None else self.claimants.of[statement.attribution]
        kind = self._kind(statement)
        span = self.doc.char_span(statement.start, statement.end, alignment_mode="contract")
        governed = NOTHING if span is None else predicate(self.doc[statement.head])
        main = "" if span is None else without_subordinates(span, statement.head)
        what = self._kind_of_claim(statement, exact, kind, governed, main)
        facts = Facts(exact, kind, what, happened=governed.done)
        if self.judge is not None:
            facts = self.judge.judged(statement.start, statement.end, facts)
        worth, reasons = assess(facts)
        said_on, place = self._frame(statement)
        return Claim(
            start=statement.start, end=statement.end, exact=exact,
            text=self.wording.of(statement, speakers),
            attribution=statement.attribution,
            claimants=tuple(used.setdefault(s, len(used)) for s in speakers),
            kind=kind, kind_of_claim=facts.kind_of_claim, check_worthiness=worth, reasons=reasons,
            confidence=self._confidence(statement, speakers),
            also=told.also, said_on=said_on, place=place,
        )  # fmt: skip

    def _kind(self, statement: Statement) -> AttributionKind:
        """Of the claim itself: all in quotation marks is direct, whatever its frame."""
        if statement.attribution is None:
            return "outlet"
        attribution = self.attributions[statement.attribution]
        if attribution.cue is None or attribution.nested or attribution.kind == "direct":
            return attribution.kind
        return self.quoted.kind(statement.start, statement.end)

    def _kind_of_claim(
        self,
        statement: Statement,
        exact: str,
        kind: AttributionKind,
        governed: Predicate,
        main: str,
    ) -> KindOfClaim:
        return kind_of_claim(
            Said(
                exact,
                quoted=kind == "direct",
                outlet=statement.attribution is None,
                main=main,
                predicate=governed,
                cue=self._cue(statement),
                own=self._own(statement, governed.subject),
                apposed=statement.form == "apposition",
            )
        )

    def _cue(self, statement: Statement) -> frozenset[str]:
        if statement.attribution is None:
            return frozenset()
        cue = self.attributions[statement.attribution].cue
        span = self.doc.char_span(cue.start, cue.end, alignment_mode="expand") if cue else None
        return frozenset(t.lemma_.lower() for t in span) if span is not None else frozenset()

    def _own(self, statement: Statement, subject: str) -> bool:
        """Whether its subject is who says it: "I will", "she said she would"."""
        if statement.attribution is None:
            return False
        reported = self.attributions[statement.attribution].kind == "indirect"
        return subject in (REPORTED_SELF if reported else SELF)

    def _confidence(self, statement: Statement, speakers: Sequence[int]) -> float:
        """Lower where the words were cut out of a longer sentence or the speaker has no name."""
        confidence = 0.9 if statement.form == "main" else 0.7
        return round(
            confidence * (0.8 if statement.attribution is not None and not speakers else 1), 2
        )

    def _frame(self, statement: Statement) -> tuple[str, str]:
        """When and where it was said, from the words of the sentence around the content."""
        if statement.attribution is None:
            return "", ""
        cue = self.attributions[statement.attribution].cue
        if cue is None:
            return "", ""
        after = re.split(r"[\"“”]|\bthat\b|[.!?]\s|\n", self.text[cue.end : cue.end + 120])[0]
        place = PLACE.search(after)
        return dates.said_on(after, self.published), place["place"] if place else ""


PLACE = re.compile(
    r"\b(?:in|at) (?P<place>(?:the )?[A-Z][\w.’'-]+(?:,? (?:of |the )?[A-Z][\w.’'-]+){0,3})"
)


LETTERHEAD = 4
"""Lines above a release's headline: its mark, its day, whom to ask."""
FIRST_LINE = re.compile(r"\s*+(?P<line>\S[^\n]*+)")


def _headline_end(text: str) -> int:
    """Where the first line ends that has words, if more follows it; a release's mark is none."""
    match = FIRST_LINE.match(text)
    for _ in range(LETTERHEAD):
        if match and (is_release_mark(match["line"]) or JUNK.match(match["line"])):
            match = FIRST_LINE.match(text, match.end())
    return match.end() if match and text[match.end() :].strip() else 0

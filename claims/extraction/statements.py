"""Finds the statements of a text, each in its voice; frames ("he said") and junk are left out."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from claims.extraction.cues import SPEECH
from claims.extraction.ends import lead_in, number_of_item, trimmed
from claims.extraction.junk import is_junk
from claims.extraction.kinds import Said, kind_of_claim
from claims.extraction.names import words
from claims.extraction.phrases import ancestors
from claims.extraction.predicates import predicate
from claims.extraction.regions import Region, by_sentence
from claims.extraction.splitting import LOOKED_AT, Clause, Form, clauses, is_mark
from claims.extraction.talk import (
    is_command,
    is_headline,
    is_question,
    is_talk,
    is_topic,
    may_be_finite,
)
from claims.extraction.types import Attribution
from claims.extraction.types import Span as Part
from claims.extraction.voices import has_clause

DEEPEST = 4
"""Who said that who said that who said: readers lose count where the machine does."""

MOST_VOICES = 40
"""Contents of one sentence that are looked at; no sentence of a person has as many."""

FEWEST_WORDS = 3
MISREAD = 14
"""Words from which speech without a verb is a sentence that the parser misread."""

REPORTING_CHAIN = words("""
xcomp ccomp aux auxpass prt dobj conj acomp attr ROOT advmod prep neg
""")
"""How a cue of several words hangs together, and on the verb of its clause."""

NAMES_IT = words("brand call characterise characterize describe dismiss denounce deride label term")
"""Cues that report what somebody or something is called."""

NAMES_OR_COUNTS = frozenset({"PROPN", "NUM"})
"""What "who also opposes this motion" lacks: somebody or something that can be looked up."""

LEADS_ON = frozenset({"mark", "prep", "punct", "det", "cc", "amod", "advmod"})

PROMISES_MORE = frozenset({"IN", "WDT", "WP", "WP$", "DT", "CC", "TO", "PRP$"})
CLOSING = frozenset("”\"’'»")
ASIDES: frozenset[Form] = frozenset({"relative", "apposition"})
KNOWN = words("the this that these those")
"""What stands before a thing that is known, of which a clause between commas tells more."""
SUBORDINATE: frozenset[Form] = frozenset(
    {"relative", "apposition", "participial", "absolute", "comparison"}
)


@dataclass(frozen=True, slots=True)
class Statement:
    """Characters `start` to `end`, the token that governs them, the attribution they belong to."""

    start: int
    end: int
    head: int
    form: Form
    attribution: int | None


def statements(doc: Doc, attributions: Sequence[Attribution]) -> list[Statement]:
    """Every statement of the text, in its order."""
    found: list[Statement] = []
    offsets = [token.idx for token in doc]
    text = doc.text
    by_cue = defaultdict(list)
    for number, attribution in enumerate(attributions):
        if attribution.cue is not None:
            by_cue[attribution.cue.start].append(number)
    for sentence, regions in by_sentence(doc, attributions):
        reported = any(attributions[r.attribution].cue is not None for r in regions)
        if reported or not is_junk(sentence):
            parts = _Sentence(doc, attributions, regions[:MOST_VOICES], offsets, text, by_cue)
            found.extend(parts.statements(sentence))
    return _once_each(sorted(found, key=lambda s: (s.start, -s.end)))


def _once_each(found: list[Statement]) -> list[Statement]:
    """The same words twice, by two sources that overlap, are one statement."""
    return [
        s
        for i, s in enumerate(found)
        if i == 0 or (s.start, s.end) != (found[i - 1].start, found[i - 1].end)
    ]


class _Sentence:
    """The statements of one sentence: the outlet's first, then the sources', content by content."""

    def __init__(
        self,
        doc: Doc,
        attributions: Sequence[Attribution],
        regions: list[Region],
        offsets: Sequence[int],
        text: str,
        by_cue: Mapping[int, Sequence[int]],
    ):
        self.doc, self.attributions = doc, attributions
        self.regions = sorted(regions, key=lambda r: r.start - r.end)
        self.cues: set[int] = set()
        self.sources: set[int] = set()
        self.offsets = offsets
        self.text = text
        self.by_cue = by_cue

    def statements(self, sentence: Span) -> Iterator[Statement]:
        yield from self._in_voice(sentence.start, sentence.end, None, self.regions, None)

    def _in_voice(
        self,
        start: int,
        end: int,
        owner: int | None,
        regions: Sequence[Region],
        around: int | None,
        depth: int = 0,
    ) -> Iterator[Statement]:
        """Statements of a run of tokens in one voice, then those of the contents inside it.

        `around` is whose words these words stand in.
        """
        start, end = self._without_edges(start, end)
        if start >= end:
            return
        asked = self._is_question(end)
        inner = self._outermost(regions)
        cues = self.cues = {i for r in inner for i in self._cue_tokens(r)}
        self.sources = {i for r in inner for i in self._source_tokens(r)}
        quoted = {i for r in inner for i in self._tokens(r, start, end)}
        spoken = owner is not None and self._spoken(owner)
        for clause in clauses(self.doc, start, end, self._checkable if spoken else _always):
            if not asked and self._belongs_to_voice(clause, cues, quoted):
                voice = around if self._is_aside(clause, start, end, owner) else owner
                voice = self._viewer(clause) if voice is None else voice
                yield from self._statement(clause, voice, quoted)
        for region in inner:
            first_last = self._tokens(region, start, end)
            if asked and not (owner is None and self._spoken(region.attribution)):
                continue
            nested = [r for r in regions if r is not region and self._within(r, region)]
            if first_last and depth < DEEPEST:
                yield from self._in_voice(
                    first_last.start,
                    first_last.stop,
                    region.attribution,
                    nested,
                    owner,
                    depth + 1,
                )

    def _viewer(self, clause: Clause) -> int | None:
        """Whose view it is: "…, which some analysts see as a trick"."""
        if clause.form != "relative":
            return None
        for number in self.by_cue.get(self.doc[clause.head].idx, ()):
            source = self.attributions[number].source
            if source is not None and self.doc[clause.start].idx < source.start:
                return number
        return None

    def _is_aside(self, clause: Clause, start: int, end: int, owner: int | None) -> bool:
        """What the narrator adds to somebody's words: "wants to close the port, which is old".

        To a thing that somebody wants or names, after the quotation marks have closed, and in
        reported speech where it explains a name or interrupts the clause.
        """
        if owner is None or self._spoken(owner):
            return False
        if self._explains(clause, owner):
            return True
        if clause.form not in ASIDES:
            return False
        before = clause.start - 1
        while before > start and self.doc[before].text in {",", "–", "—", "--"}:
            before -= 1
        closed = self.doc[before].text in CLOSING and self.doc[clause.end - 1].text not in CLOSING
        return closed or not has_clause([self.doc[start : clause.start]])

    def _explains(self, clause: Clause, owner: int) -> bool:
        """ "Lee said the port, built in 1880, was full", "said he met Ann Reed, one of his aides".

        Of a document all words are its own: "According to the survey, …".
        """
        cue, noun = self.attributions[owner].cue, self.doc[clause.head].head
        told = self._inside(cue)
        if not any(self.doc[i].lemma_.lower() in SPEECH for i in told):
            return False
        if max(told) > clause.start or noun.pos_ not in {"NOUN", "PROPN"}:
            return False
        if any(t.is_quote or t.text == "''" for t in self.doc[max(told) : clause.end]):
            return False
        known = noun.pos_ == "PROPN" or any(
            c.lower_ in KNOWN or c.dep_ == "poss" for c in noun.lefts
        )
        interrupts = known and noun.i < clause.start and noun.head.i >= clause.end
        return clause.form == "apposition" or (clause.form in SUBORDINATE and interrupts)

    def _checkable(self, part: Clause) -> bool:
        """In speech a part is a claim of its own only if it is a fact that can be looked up."""
        tokens = self.doc[part.start : min(part.end, part.start + LOOKED_AT)]
        if any(t.tag_ == "PRP" and t.lower_ in {"i", "you", "we"} for t in tokens):
            return False
        if part.form == "concession":
            return False
        if part.form == "relative" and not any(t.pos_ in NAMES_OR_COUNTS for t in tokens):
            return False
        kind = kind_of_claim(
            Said(tokens.text, quoted=True, predicate=predicate(self.doc[part.head]))
        )
        return kind not in {"opinion", "prediction", "promise_or_call"}

    def _outermost(self, regions: Sequence[Region]) -> list[Region]:
        kept: list[Region] = []
        for region in regions:
            if not any(self._within(region, other) for other in kept):
                kept.append(region)
        return kept

    @staticmethod
    def _within(inner: Region, outer: Region) -> bool:
        return outer.start <= inner.start and inner.end <= outer.end

    def _tokens(self, region: Region, start: int, end: int) -> range:
        """The tokens of the region that lie in the run."""
        first = bisect_left(self.offsets, region.start, start, end)
        last = bisect_left(self.offsets, region.end, first, end)
        return range(first, last)

    def _cue_tokens(self, region: Region) -> set[int]:
        return self._inside(self.attributions[region.attribution].cue)

    def _source_tokens(self, region: Region) -> set[int]:
        return self._inside(self.attributions[region.attribution].source)

    def _inside(self, part: Part | None) -> set[int]:
        span = self.doc.char_span(part.start, part.end, alignment_mode="expand") if part else None
        return {t.i for t in span} if span is not None else set()

    def _belongs_to_voice(self, clause: Clause, cues: set[int], quoted: set[int]) -> bool:
        """Not a frame ("the mayor said"), and not mostly what somebody else said."""
        if clause.head in quoted or any(
            self._frames(clause, i) for i in cues if clause.start <= i < clause.end
        ):
            return False
        inside = sum(i in quoted for i in range(clause.start, clause.end))
        return inside * 2 <= clause.end - clause.start

    def _frames(self, clause: Clause, cue: int) -> bool:
        """Whether the clause is there to report: "went on to say", not "grew amid claims that"."""
        for token in (self.doc[cue], *ancestors(self.doc[cue])):
            if token.i == clause.head or not clause.start <= token.head.i < clause.end:
                return True
            if token.dep_ not in REPORTING_CHAIN:
                return False
        return True

    def _statement(
        self, clause: Clause, owner: int | None, quoted: set[int]
    ) -> Iterator[Statement]:
        start, end = self._own_words(clause, quoted)
        if start >= end or not self._says_something(clause, start, end, owner):
            return
        first, last = self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1].text)
        first = number_of_item(self.text, first)
        first += lead_in(self.text[first:last], clause.form)
        first, last = trimmed(self.text, first, last)
        if first < last:
            yield Statement(first, last, clause.head, clause.form, owner)

    def _own_words(self, clause: Clause, others: set[int]) -> tuple[int, int]:
        """The clause without what others say at its ends, and without the words that lead there."""
        start, end = self._after_frame(clause, others), clause.end
        while start < end and start in others:
            start += 1
        named = any(t.lower_ == "what" and t.head.i in self.cues for t in self.doc[start:end])
        if not named and (end - 1 in others or end - 1 in self.cues):
            while end > start and (
                end - 1 in others or end - 1 in self.cues or self.doc[end - 1].dep_ in LEADS_ON
            ):
                end -= 1
            if end < clause.end and end in self.cues:
                end = self._before_source(start, end)
        start, end = self._without_edges(start, end)
        while end - 1 > start and self._leads_on(end - 1):
            end -= 1
        return self._without_edges(start, end)

    def _before_source(self, start: int, end: int) -> int:
        """Without "when the mayor" of "…, when the mayor said": the frame begins there."""
        last = end
        while last > start and last - 1 in self.sources:
            last -= 1
        while start < last < end and (
            self.doc[last - 1].tag_ == "WRB" or self.doc[last - 1].dep_ in {"mark", "advmod"}
        ):
            last -= 1
        return last

    def _leads_on(self, last: int) -> bool:
        """Whether the word promises more that is not there: "…, which", "… in"."""
        after = self.doc[last + 1] if last + 1 < len(self.doc) else None
        cut = after is not None and not after.is_punct and not after.is_space
        return cut and self.doc[last].tag_ in PROMISES_MORE

    def _after_frame(self, clause: Clause, others: set[int]) -> int:
        """Past "After the mayor announced that …," where the main clause begins."""
        for child in self.doc[clause.head].children:
            if child.dep_ == "advcl" and child.left_edge.i == clause.start:
                end = child.right_edge.i + 1
                if end <= clause.head and any(i in others for i in range(clause.start, end)):
                    return end
        return clause.start

    def _without_edges(self, start: int, end: int) -> tuple[int, int]:
        while start < end and (is_mark(self.doc[start]) or self.doc[start].is_space):
            start += 1
        while end > start and (is_mark(self.doc[end - 1]) or self.doc[end - 1].is_space):
            end -= 1
        return start, end

    def _is_question(self, end: int) -> bool:
        rest = range(end, min(end + 3, len(self.doc)))
        for i in rest:
            if not (self.doc[i].is_punct or self.doc[i].is_space):
                return False
            if "?" in self.doc[i].text:
                return True
        return False

    def _says_something(self, clause: Clause, start: int, end: int, owner: int | None) -> bool:
        length = sum(1 for t in self.doc[start:end] if not (t.is_punct or t.is_space))
        if length < FEWEST_WORDS or is_command(self.doc, start, clause.head):
            return False
        if is_question(self.doc, start, end) or is_topic(self.doc, start, clause.head):
            return False
        if is_talk(self.doc, clause, start, end) or self._only_frames(clause.head, start, end):
            return False
        if clause.form in SUBORDINATE or (owner is not None and not self._spoken(owner)):
            return True
        if owner is not None and self._names_it(owner):
            return True
        if clause.form == "main" and self.doc[start].lower_ in {"why", "how"}:
            return False
        headline = not self.regions and start == 0 and is_headline(self.doc, end)
        verb = self.doc[clause.head].pos_ in {"VERB", "AUX"}
        long = owner is not None and length >= MISREAD and not verb
        return (
            headline
            or long
            or any(
                may_be_finite(self.doc[i]) or (owner is not None and self.doc[i].tag_ == "CD")
                for i in range(start, end)
            )
        )

    def _only_frames(self, head: int, start: int, end: int) -> bool:
        """ "Mr. Lee asked", beside a question."""
        told = {t.i for t in self.doc[start:end] if not (t.is_punct or t.is_space)}
        for number in self.by_cue.get(self.doc[head].idx, ()):
            found = self.attributions[number]
            if told <= self._inside(found.source) | self._inside(found.cue):
                return True
        return False

    def _names_it(self, owner: int) -> bool:
        """ "Called “a total failure”": a name is all that is said."""
        found = self.attributions[owner]
        cue = self._inside(found.cue) if found.source is not None else set()
        return any(self.doc[i].lemma_.lower() in NAMES_IT for i in cue)

    def _spoken(self, owner: int) -> bool:
        return self.attributions[owner].kind == "direct"


def _always(part: Clause) -> bool:
    return True

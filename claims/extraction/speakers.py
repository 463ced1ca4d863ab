"""Default speakers: of turns ("NAME: …"), signed letters, speeches and releases."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from claims.extraction.headings import DefaultSpeaker, heading_of, interview_of
from claims.extraction.letters import letters
from claims.extraction.names import FIRST_PERSON
from claims.extraction.turns import FEWEST_ANSWERS, answers, turns
from claims.extraction.types import Attribution, Span, TextKind

PARAGRAPH = re.compile(r"\S(?:[^\n]*[^\s])?")
SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+|\n")
OWN_WORDS = frozenset({"speech", "interview", "release"})


def default_speaker(text: str, kind: TextKind, named: str) -> DefaultSpeaker | None:
    """The one named at intake, or the one that the text itself names plainly."""
    if named:
        return DefaultSpeaker(named, "organization" if kind == "release" else "person")
    found = heading_of(text, kind)
    if found is None and not turns(text) and answers(text):
        found = interview_of(text)
    return found


def with_default_speakers(
    text: str,
    attributions: Sequence[Attribution],
    kind: TextKind,
    speaker: DefaultSpeaker | None,
) -> tuple[Attribution, ...]:
    """The attributions, and one more for each turn of a transcript or for the whole of a speech."""
    said = list(_of_turns(text))
    if not said and speaker is not None:
        said = list(_of_answers(text, speaker))
    if not said and speaker is not None and kind == "interview":
        said = list(_between_questions(text, speaker))
    if not said and speaker is not None and (kind in OWN_WORDS or speaker.printed):
        whole = Span(speaker.start, len(text), text[speaker.start :])
        said = [Attribution(speaker.printed, None, (whole,), "direct")] if whole.text else []
    if not said and speaker is None:
        signed = list(_of_letters(text))
        return (*signed, *_of_others(attributions, signed))
    others = _of_others(attributions, said)
    return (*said, *(_in_one_sentence(text, a) if said else a for a in others))


def _of_answers(text: str, speaker: DefaultSpeaker) -> Iterator[Attribution]:
    for turn in answers(text):
        if turn.start < turn.end:
            content = Span(turn.start, turn.end, text[turn.start : turn.end])
            yield Attribution(speaker.printed, None, (content,), "direct")


def _between_questions(text: str, speaker: DefaultSpeaker) -> Iterator[Attribution]:
    """The answers of an interview whose questions are paragraphs of their own, without names."""
    spans = [m.span() for m in PARAGRAPH.finditer(text)]
    asked = [number for number, span in enumerate(spans) if text[span[1] - 1] in "?？"]
    if len(asked) < FEWEST_ANSWERS:
        return
    for number, following in pairwise([*asked, len(spans)]):
        if number + 1 < following:
            start, end = spans[number + 1][0], spans[following - 1][1]
            yield Attribution(speaker.printed, None, (Span(start, end, text[start:end]),), "direct")


def _of_turns(text: str) -> Iterator[Attribution]:
    for turn in turns(text):
        if turn.start < turn.end:
            content = Span(turn.start, turn.end, text[turn.start : turn.end])
            yield Attribution(turn.name, None, (content,), "direct")


def _of_letters(text: str) -> Iterator[Attribution]:
    for letter in letters(text):
        content = Span(letter.start, letter.end, text[letter.start : letter.end])
        yield Attribution(letter.name, None, (content,), "direct")


def _of_others(
    attributions: Sequence[Attribution], said: Sequence[Attribution]
) -> Iterator[Attribution]:
    """What is reported within one turn, by words of that turn; the turn itself is its speaker's."""
    spans = [a.contents[0] for a in said]
    starts = [s.start for s in spans]
    heads = [a.source.start for a in said if a.source]
    for attribution in attributions:
        first, last = attribution.contents[0], attribution.contents[-1]
        if bisect_left(heads, first.start) < bisect_left(heads, last.end):
            continue
        turn = bisect_right(starts, first.start) - 1
        if turn < 0 or first.start >= spans[turn].end or _within(attribution, spans[turn]):
            yield attribution


def _within(attribution: Attribution, turn: Span) -> bool:
    """Its source stands in the turn too, and has a name of its own."""
    source = attribution.source
    if source is None or source.text.lower() in FIRST_PERSON:
        return False
    return turn.start <= source.start < turn.end


def _in_one_sentence(text: str, attribution: Attribution) -> Attribution:
    """In a speech, "the senator said" reaches no further than its sentence."""
    cue = attribution.cue
    if cue is None or attribution.kind != "indirect":
        return attribution
    before = [m.end() for m in SENTENCE_END.finditer(text, max(0, cue.start - 600), cue.start)]
    first = before[-1] if before else max(0, cue.start - 600)
    after = SENTENCE_END.search(text, cue.end)
    last = after.start() if after else len(text)
    kept = [(max(c.start, first), min(c.end, last)) for c in attribution.contents]
    contents = tuple(Span(s, e, text[s:e]) for s, e in kept if s < e)
    return replace(attribution, contents=contents) if contents else attribution

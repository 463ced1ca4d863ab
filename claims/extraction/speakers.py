"""Default speakers: turns of a transcript ("NAME: …"), who gives a speech or issues a release."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from claims.extraction.names import FIRST_PERSON
from claims.extraction.types import Attribution, Span

TURN = re.compile(
    r"^[ \t\"“”'‘*]{0,4}(?P<name>(?:[A-Z][\w.'’-]{0,30}(?:[ \t][A-Z(][\w.,'’)-]{0,30}){0,4}|Q"
    r"|A))[ \t*]{0,3}:(?=\s)",
    re.MULTILINE,
)
STAGE = re.compile(r"[\[(][A-Z \t.:'’-]{4,60}[\])]\.?")
UNNAMED = frozenset(
    {
        "q",
        "a",
        "question",
        "answer",
        "questions",
        "note",
        "update",
        "correction",
        "watch",
        "related",
        "source",
        "photo",
        "read",
    }
)
FEWEST_TURNS = 2
AROUND = 8
"""Contents that begin before a place, among which the one around it is looked for."""

TextKind = Literal["news", "speech", "interview", "release", "other"]
OWN_WORDS = frozenset({"speech", "interview", "release"})


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until the next one begins; `name` is as printed."""

    name: Span
    start: int
    end: int


def turns(text: str) -> list[Turn]:
    """The turns of a transcript, wherever one stands: two at least, in capitals or by one name."""
    heads = [m for m in TURN.finditer(text) if m.group("name").lower() not in UNNAMED]
    often = Counter(m.group("name") for m in heads)
    heads = [
        m for m in heads if often[m.group("name")] >= FEWEST_TURNS or m.group("name").isupper()
    ]
    if (
        sum(m.group("name").isupper() or often[m.group("name")] >= FEWEST_TURNS for m in heads)
        < FEWEST_TURNS
    ):
        return []
    ends = [m.start() for m in heads[1:]] + [len(text)]
    return [
        Turn(Span(*m.span("name"), m.group("name")), m.end(), end)
        for m, end in zip(heads, ends, strict=True)
    ]


def with_default_speakers(
    text: str, attributions: Sequence[Attribution], kind: TextKind, speaker: str
) -> tuple[Attribution, ...]:
    """The attributions, and one more for each turn of a transcript or for the whole of a speech."""
    said = [*_of_turns(text)]
    if not said and speaker and kind in OWN_WORDS:
        said = [Attribution(None, None, (Span(0, len(text), text),), "direct")]
    own = {a.source.text.lower() for a in said if a.source}
    return (*said, *_of_others(attributions, said, own))


def _of_turns(text: str) -> Iterator[Attribution]:
    for turn in turns(text):
        if turn.start < turn.end:
            content = Span(turn.start, turn.end, text[turn.start : turn.end])
            yield Attribution(turn.name, None, (content,), "direct")


def _of_others(
    attributions: Sequence[Attribution], said: Sequence[Attribution], own: set[str]
) -> Iterator[Attribution]:
    """What somebody else says within a turn; the speaker's own "I think" is the turn itself."""
    others = [a for a in attributions if a.source and not _first_person(a)]
    speech = [_by_start(said), _by_start(others)]
    for attribution in attributions:
        source = attribution.source
        mine = source is None or source.text.lower() in own | FIRST_PERSON
        mine = mine or _spoken_to(attribution, speech[0])
        if not (mine and any(_within(attribution, among) for among in speech)):
            yield attribution


def _spoken_to(attribution: Attribution, turns: list[tuple[int, int, Attribution]]) -> bool:
    """A source that stands in another turn: the name before it, which says nothing here."""
    source, content = attribution.source, attribution.contents[0]
    turn = bisect_right(turns, content.start, key=lambda span: span[0]) - 1
    if turn < 0 or source is None:
        return False
    start, end, _ = turns[turn]
    return content.end <= end and not start <= source.start < end


def _by_start(attributions: Sequence[Attribution]) -> list[tuple[int, int, Attribution]]:
    spans = ((c.start, c.end, a) for a in attributions for c in a.contents)
    return sorted(spans, key=lambda span: span[:2])


def _within(attribution: Attribution, among: list[tuple[int, int, Attribution]]) -> bool:
    """Whether it lies in one of a few contents that begin before it."""
    content = attribution.contents[0]
    after = bisect_right(among, content.start, key=lambda span: span[0])
    return any(
        content.end <= end and other is not attribution
        for _, end, other in among[max(0, after - AROUND) : after]
    )


def _first_person(attribution: Attribution) -> bool:
    return attribution.source is not None and attribution.source.text.lower() in FIRST_PERSON

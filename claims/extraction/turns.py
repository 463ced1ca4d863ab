"""Finds the turns of a transcript ("NAME: …"), and the answers of an interview ("Q: … A: …")."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.names import words
from claims.extraction.types import Span

TURN = re.compile(
    r"^[ \t\"“”'‘*]{0,4}(?P<name>(?:[A-Z][\w.'’-]{0,30}(?:[ \t][A-Z(][\w.,'’)-]{0,30}){0,4}|Q"
    r"|A))(?:[ \t]\([^()\n]{1,40}\))?[ \t*]{0,3}:(?=\s)",
    re.MULTILINE,
)
LABELS = words("""
q a question answer questions note update correction watch related source photo read name age city
job video facts fact claim truth verdict rating ruling reality context background analysis
conclusion
""")
"""Last words before a colon that name nobody: what follows "THE FACTS:" is the outlet's."""
JOINTS = words("of in on and for to with")
"""Words of a heading ("STAT OF THE WEEK:") that no speaker's name holds."""
FEWEST_TURNS = 2
FEWEST_WORDS = 3
"""Of a turn: "Lee: 1,501" is a row of a table."""
FEWEST_ANSWERS = 2
NARRATED = 3
"""Lines before the first turn from which on the transcript stands within an article."""
MARKS = "\"“”'‘"
LINE = re.compile(r"\S[^\n]*")
WORD = re.compile(r"[^\W\d_]{2,}|\b[IA]\b")
QUESTION_OR_ANSWER = re.compile(
    r"^[ \t*]{0,4}(?P<mark>Q|A|Question|Answer)[ \t*]{0,3}[:.][ \t*]{0,3}(?=\S)", re.MULTILINE
)
Head = re.Match[str]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until the next one begins; `name` is as printed."""

    name: Span
    start: int
    end: int


def turns(text: str) -> list[Turn]:
    """The turns of a transcript, wherever one stands: two at least, in capitals or by one name."""
    heads = list(TURN.finditer(text))
    speakers = _speakers(text, heads)
    if not speakers:
        return []
    last = _last_end(text, speakers)
    labels = [h for h in heads if _last_word(h) in LABELS]
    stops = sorted([h.start() for h in (*speakers, *labels)])
    found = []
    for head in speakers:
        end = next((s for s in stops if s > head.start()), last)
        end = end if head is not speakers[-1] else min(end, last)
        found.append(Turn(Span(*head.span("name"), head["name"]), head.end(), end))
    return found


def answers(text: str) -> list[Turn]:
    """The answers of an interview whose turns are marked "Q:" and "A:" only."""
    heads = list(QUESTION_OR_ANSWER.finditer(text))
    asked = [m["mark"][0].upper() for m in heads]
    if min(asked.count("Q"), asked.count("A")) < FEWEST_ANSWERS:
        return []
    ends = [m.start() for m in heads[1:]] + [len(text)]
    return [
        Turn(Span(*m.span("mark"), m["mark"]), m.end(), end)
        for m, end in zip(heads, ends, strict=True)
        if m["mark"][0].upper() == "A"
    ]


def _speakers(text: str, heads: Sequence[Head]) -> list[Head]:
    """The heads that name speakers: in capitals, by a name that comes back, or among such."""
    named = [h for h in heads if _may_speak(text, h)]
    often = Counter(map(_last_word, named))
    sure = [h for h in named if h["name"].isupper() or often[_last_word(h)] >= FEWEST_TURNS]
    if len(sure) < FEWEST_TURNS:
        return []
    first, last = sure[0].start(), sure[-1].start()
    found = [h for h in named if first <= h.start() <= last]
    in_capitals = any(h["name"].isupper() for h in sure)
    return found if in_capitals or len(set(map(_last_word, found))) >= FEWEST_TURNS else []


def _may_speak(text: str, head: Head) -> bool:
    """Not a label, a heading or a row of a table; and no headline ("Lee: I will win")."""
    name = head["name"]
    if _last_word(head) in LABELS or not JOINTS.isdisjoint(name.lower().split()):
        return False
    if not name.isupper() and not text[: head.start()].strip():
        return False
    said = text[head.end() : head.end() + 200].strip()
    end = said.find("\n")
    return len(WORD.findall(said if end < 0 else said[:end])) >= FEWEST_WORDS


def _last_word(head: Head) -> str:
    return head["name"].lower().rstrip(".,)").split()[-1]


def _last_end(text: str, heads: Sequence[Head]) -> int:
    """Where the last turn ends: with its line, and the quotation's next, within an article."""
    if len(LINE.findall(text, 0, heads[0].start())) < NARRATED:
        return len(text)
    quoted = text[heads[-1].start() : heads[-1].start("name")].strip() != ""
    lines = [m.span() for m in LINE.finditer(text, heads[-1].end())]
    if not lines:
        return len(text)
    end = lines[0][1]
    for start, stop in lines[1:]:
        if not quoted or text[start] not in MARKS:
            break
        end = stop
    return end

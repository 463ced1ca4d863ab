"""Folds what says the same into one: headline and lead, a paraphrase beside its quotation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.extraction.names import words
from claims.extraction.statements import Statement

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
COMMON = words("""
the a an of in on at for to by with and or but his her their its this that these those is are was
were be been being it he she they we i you as from has have had will would who which not said says
about into than more after over also
""")
HEADLINE_SHARE = 0.4
"""Part of a headline's content words that must come back in the lead."""

LEAD_SHARE = 0.6
"""The same, of the lead with its frame."""

LONGEST_FRAME = 300
"""Characters before and after a statement that are looked at for who reports it."""

REPEAT_SHARE = 0.8
NEAR = 16
"""Statements apart within which a paraphrase stands beside its quotation."""


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with the places that say the same."""

    statement: Statement
    also: tuple[tuple[int, int], ...] = ()


def fold(text: str, statements: Sequence[Statement], headline_end: int) -> list[Told]:
    """The statements without their repetitions, which are noted under the fuller one."""
    told = [Told(s) for s in statements]
    content = [_words(text, s) for s in statements]
    gone: set[int] = set()
    for i, told_i in enumerate(told):
        headline = told_i.statement.end <= headline_end
        for j in range(i + 1, min(len(told), i + 1 + NEAR)):
            if i in gone:
                break
            if j in gone or _overlap(told[i].statement, told[j].statement):
                continue
            if headline and told[j].statement.end > headline_end:
                same = _share(content[i], content[j]) >= HEADLINE_SHARE
                same = same or _led(text, content[i], told[j].statement, headline_end)
            else:
                same = _same(told[i].statement, told[j].statement, content[i], content[j])
            if same:
                kept, dropped = (j, i) if headline or len(content[j]) >= len(content[i]) else (i, j)
                told[kept] = _with(told[kept], told[dropped])
                gone.add(dropped)
    return [t for i, t in enumerate(told) if i not in gone]


def _led(text: str, headline: frozenset[str], first: Statement, headline_end: int) -> bool:
    """Whether the lead says it, with who reports it: "The Fund announced that it …"."""
    if (
        first.start - headline_end > LONGEST_FRAME
        or "\n" in text[headline_end : first.start].strip()
    ):
        return False
    end = text.find("\n", first.end, first.end + LONGEST_FRAME)
    lead = replace(first, start=headline_end, end=first.end if end < 0 else end)
    return _share(headline, _words(text, lead)) >= LEAD_SHARE


def _words(text: str, statement: Statement) -> frozenset[str]:
    found = (m.group().lower() for m in WORD.finditer(text, statement.start, statement.end))
    return frozenset(_stem(w) for w in found if w not in COMMON)


def _stem(word: str) -> str:
    """Enough to see "rules" in "rule" and "wondered" in "wonders"; no linguistics."""
    word = word.removesuffix("'s").removesuffix("’s")
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _share(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part & whole) / len(part) if len(part) >= 3 else 0.0


def _same(a: Statement, b: Statement, words_a: frozenset[str], words_b: frozenset[str]) -> bool:
    """One within the other, word for word nearly, and never two voices that contradict."""
    if a.attribution is not None and a.attribution == b.attribution:
        return words_a == words_b and len(words_a) >= 3
    fewer, more = sorted((words_a, words_b), key=len)
    return _share(fewer, more) >= REPEAT_SHARE and len(fewer) * 3 >= len(more)


def _overlap(a: Statement, b: Statement) -> bool:
    return a.start < b.end and b.start < a.end


def _with(kept: Told, dropped: Told) -> Told:
    place = (dropped.statement.start, dropped.statement.end)
    return replace(kept, also=tuple(sorted({*kept.also, *dropped.also, place})))

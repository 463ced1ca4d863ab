"""Whether two names may be one speaker's: what is suggested to a person, who decides."""

import re
from collections.abc import Sequence

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
SAY_NOTHING = frozenset(
    {"the", "mr", "mrs", "ms", "mx", "dr", "sir", "dame", "lord", "lady", "prof", "professor", "jr"}
    | {"sr"}
)


def name_words(name: str) -> tuple[str, ...]:
    """The words that tell: without titles, in small letters."""
    words = (word.casefold().removesuffix("’s").removesuffix("'s") for word in WORD.findall(name))
    return tuple(word for word in words if word not in SAY_NOTHING)


def may_be_same(one: str, other: str, *, people: bool) -> bool:
    """ "Trump", "D. Trump" and "Donald J. Trump" may be one; bodies are one only by the whole name.

    A given name that differs tells two people apart: "Hillary Clinton" is not "Bill Clinton".
    """
    first, second = name_words(one), name_words(other)
    if not first or not second:
        return False
    if first == second or not people or first[-1] != second[-1]:
        return first == second
    return _within(first[:-1], second[:-1]) or _within(second[:-1], first[:-1])


def _within(fewer: Sequence[str], more: Sequence[str]) -> bool:
    """Whether each given name is, in this order, one of the others, or its initial."""
    at = 0
    for name in fewer:
        while at < len(more) and not _fits(name, more[at]):
            at += 1
        if at == len(more):
            return False
        at += 1
    return True


def _fits(name: str, other: str) -> bool:
    shorter, longer = sorted((name, other), key=len)
    return name == other or (len(shorter) == 1 and longer.startswith(shorter))

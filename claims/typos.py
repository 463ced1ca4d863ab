"""What is only a typing error: a change so small that it needs no second reader. Pure: no Django.

The rule is a spelling checker's: what was no word became one by a slip of a finger or two. Where
one word stood for another, somebody else has to read it: “rose” and “fell” are both spelt well. In
doubt (a name, a figure, a quotation mark) it is none.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import OSA

from claims.vocabulary import is_word

MOST_WORDS = 3
# A word up to this long has one slip in it, a longer one two.
SHORT = 4
# A style guide's pairs, both spelt well, that mean the same.
SAME = [{"percent", "per cent"}]
ENDS_A_SENTENCE = (".", "!", "?", ":", "”", "“")
NEGATIONS = """
    no not never none nobody nothing nowhere nor neither without cannot aint arent cant couldnt
    didnt doesnt dont hadnt hasnt havent isnt mustnt neednt shouldnt wasnt werent wont wouldnt
"""
FIGURES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred hundreds thousand thousands million millions billion billions trillion trillions dozen
    dozens half halves third thirds quarter quarters first second fourth fifth sixth seventh eighth
    ninth tenth once twice double doubled triple tripled
"""
# What turns a finding round.
HEAVY = frozenset((NEGATIONS + FIGURES).split())


@dataclass(frozen=True, slots=True)
class Change:
    """Words in a row that became others, and the words on both sides, which stayed."""

    gone: list[str]
    come: list[str]
    before: str
    after: str


def is_typo(before: str, after: str) -> bool:
    """Whether the second text is the first with at most three words spelt right."""
    changes = _changes(before.split(), after.split())
    size = sum(max(len(change.gone), len(change.come)) for change in changes)
    return size <= MOST_WORDS and all(map(_is_slip, changes))


def _changes(old: list[str], new: list[str]) -> list[Change]:
    return [
        Change(old[i:j], new[k:m], old[i - 1] if i else "", old[j] if j < len(old) else "")
        for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag != "equal"
    ]


def _is_slip(change: Change) -> bool:
    gone, come = " ".join(change.gone), " ".join(change.come)
    if change.gone and not change.come:
        return len(change.gone) == 1 and _bare(gone) in {_bare(change.before), _bare(change.after)}
    if _weighty(gone) != _weighty(come):
        return False
    return {_bare(gone), _bare(come)} in SAME or _respelt(change)


def _respelt(change: Change) -> bool:
    gone, come = _parts(change.gone), _parts(change.come)
    if len(gone) != len(come):
        # A space or a hyphen too many or too few: “alot”, but not “nowhere” for “now here”.
        return _bare("".join(gone)) == _bare("".join(come)) and not (
            all(map(is_word, gone)) and all(map(is_word, come))
        )
    opens = not change.before or change.before.endswith(ENDS_A_SENTENCE)
    return all(
        _one_respelt(old, new, opens=opens and place == 0)
        for place, (old, new) in enumerate(zip(gone, come, strict=True))
    )


def _one_respelt(old: str, new: str, *, opens: bool) -> bool:
    """Whether one word became another by a slip. `opens`: it is the first of its sentence."""
    if _bare(old) == _bare(new):
        # “us” and “US” are two words.
        return not (old.isupper() ^ new.isupper()) or opens
    named = not opens and (old[:1].isupper() or new[:1].isupper())
    old, new = _bare(old), _bare(new)
    if named or is_word(old) or not is_word(new):
        return False
    slips = 1 if min(len(old), len(new)) <= SHORT else 2
    return _same_start(old, new) and OSA.distance(old, new) <= slips


def _same_start(old: str, new: str) -> bool:
    """The first letter is the right one, or changed places with the second."""
    return old[:1] == new[:1] or old[:2] == new[:2][::-1]


def _weighty(text: str) -> list[str]:
    """What turns a finding round when it changes: figures, negations, and all signs but commas."""
    words = [_bare(word) for word in _parts(text.split())]
    heavy = [word for word in words if word in HEAVY]
    digits = [word.strip(".,;:!") for word in text.split() if re.search(r"\d", word)]
    return [*heavy, *digits, *re.findall(r"[^\w\s.,;:!'’–—-]", text)]


def _parts(words: list[str]) -> list[str]:
    """The words, those with a hyphen or a dash cut at it, without their punctuation."""
    cut = (part for word in words for part in re.split(r"[-–—]", word))
    return [stripped for part in cut if (stripped := part.strip(".,;:!?()“”\"'’"))]


def _bare(text: str) -> str:
    return re.sub(r"[^\w\s]|_", "", text.casefold())

"""What is only a typing error: a change so small that it needs no second reader. Pure: no Django.

The rule errs on the side of the second reader: a number, a negation or a fourth word is no typo.
"""

import re
from difflib import SequenceMatcher

MOST_WORDS = 3
NEGATIONS = frozenset(
    ["no", "not", "never", "none", "nobody", "nothing", "nor", "neither", "without", "cannot"]
)


def is_typo(before: str, after: str) -> bool:
    """Whether the second text is the first with at most three words spelt differently."""
    old, new = _words(before), _words(after)
    changes = [
        (old[i:j], new[k:m])
        for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    size = sum(max(len(gone), len(come)) for gone, come in changes)
    return size <= MOST_WORDS and all(_same_sense(gone, come) for gone, come in changes)


def _same_sense(gone: list[str], come: list[str]) -> bool:
    return _weighty(gone) == _weighty(come)


def _weighty(words: list[str]) -> list[str]:
    """What turns a finding round when it changes: figures and negations."""
    lowered = [word.casefold().strip(".,;:!?()“”\"'") for word in words]
    return [
        word
        for word in lowered
        if re.search(r"\d", word) or word in NEGATIONS or word.endswith(("n't", "n’t"))
    ]


def _words(text: str) -> list[str]:
    return text.split()

"""Short names of bodies: "the IMF" is the International Monetary Fund, "the Times" a newspaper."""

from collections import defaultdict
from collections.abc import Sequence

from claims.extraction.names import words

LONGEST = 6
"""Letters of an acronym; longer words in capitals are shouted."""

UNSPOKEN = words("of the and for to in on a an &")
"""Words that may or may not give a letter: DOJ, but FBI."""

TOO_COMMON = words("house street states state america city county party world east west")
"""Last words by which no body is called: "the House" is not the White House."""


class ShortNames:
    """The long names of a text, by what they may be called for short."""

    def __init__(self) -> None:
        self._by_initials: dict[str, int] = {}
        self._by_last: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)

    def learn(self, name: Sequence[str], start: int, body: int, before: Sequence[str] = ()) -> None:
        """The body is called by its long name at the token.

        `before` are words that may belong to it, too: "Food and" before "Drug Administration".
        """
        long = [w.lower() for w in name]
        if len(long) < 2:
            return
        whole = [*(w.lower() for w in before), *long]
        for kept in (long, _spoken(long), _spoken(whole)):
            if len(kept) > 1:
                self._by_initials.setdefault("".join(w[0] for w in kept), body)
        self._by_last[long[-1]].append((start, body))

    def meant(self, word: str, start: int, *, determined: bool) -> int | None:
        """The body that a single word at the token stands for."""
        letters = word.replace(".", "")
        if letters.isupper() and 2 <= len(letters) <= LONGEST:
            return self._by_initials.get(letters.lower())
        if not determined or word.lower() in TOO_COMMON:
            return None
        before = [body for first, body in self._by_last.get(word.lower(), ()) if first < start]
        return before[-1] if before else None


def _spoken(name: Sequence[str]) -> list[str]:
    return [w for w in name if w not in UNSPOKEN]

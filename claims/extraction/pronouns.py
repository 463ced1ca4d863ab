"""Whom "he" or "she" stands for, where a wrong name would be worse than the pronoun.

A claimant must be guessed, and a person mends the guess; a claim's wording is read as fact. So a
name stands in for a pronoun only if nobody else can be meant.
"""

from collections.abc import Collection, Iterator

from spacy.tokens import Token

from claims.extraction import names
from claims.extraction.claimants import Claimants

SURE = 2.5
"""Points by which the likeliest must lead the next; see `Claimants.candidates`."""

LOOKED_BACK = 60
"""Tokens of its sentence before the pronoun in which somebody without a name may compete."""

TOLD = 12
"""The same for somebody with a name who was told it: "Lee told Hart that he"."""

RECENT = -1.0
"""Points below which whoever is likeliest was mentioned too long ago."""

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"him", "her"})
ANYBODY = frozenset({"a", "an", "no", "any", "every", "each", "another", "one"})
SOMEBODY = names.words("""
anyone anybody someone somebody everyone everybody nobody whoever person friend enemy colleague
architect opponent voter patient client customer guest stranger child kid parent
""")
DOERS = ("er", "or", "ist", "ian", "ant", "man", "woman")
"""Endings of nouns that mostly mean a person who does something."""


class Pronouns:
    """The pronouns of one text, read with doubt."""

    def __init__(self, claimants: Claimants):
        self.claimants = claimants
        self.cast = claimants.cast
        self._said: dict[tuple[int, str], tuple[int, int | None]] = {}
        """(sentence, gender) → the first such pronoun in it and its answer."""

    def meant(self, pronoun: Token, speakers: Collection[int], *, reported: bool) -> int | None:
        """The one person that "he" can be; None in doubt, and for the rest of a sentence in doubt.

        `speakers` say the words in which it stands; `reported` says that it is the subject of what
        they are reported to have said: "Lee said he had paid".
        """
        if pronoun.lower_ not in names.MASCULINE | names.FEMININE or _either(pronoun):
            return None
        if reported and not self.cast.quoted[pronoun.i]:
            return self._speaker(pronoun, speakers)
        found = self._likeliest(pronoun, speakers)
        first, answer = self._said.setdefault(
            (pronoun.sent.start, _gender(pronoun)), (pronoun.i, found)
        )
        return found if first == pronoun.i or found == answer else None

    def _likeliest(self, pronoun: Token, speakers: Collection[int]) -> int | None:
        if any(_is_somebody(token) for token in _before(pronoun, LOOKED_BACK)):
            return None
        quoted = self.cast.quoted[pronoun.i]
        never = {*(speakers if quoted else ()), *self._beside(pronoun)}
        likely = [c for c in self.claimants.candidates(pronoun, unnamed=True) if c[1] not in never]
        if not likely or likely[0][0] < RECENT:
            return None
        if len(likely) > 1 and likely[0][0] - likely[1][0] < SURE:
            return None
        return self._named(likely[0][1])

    def _speaker(self, pronoun: Token, speakers: Collection[int]) -> int | None:
        if len(speakers) != 1:
            return None
        (speaker,) = speakers
        told = (self.cast.at.get(t.i) for t in _before(pronoun, TOLD))
        others = {m for m in told if m is not None and m != speaker}
        fitting = [m for m in (speaker, *others) if self._may_be(m, pronoun)]
        return self._named(speaker) if fitting == [speaker] else None

    def _may_be(self, member: int, pronoun: Token) -> bool:
        who = self.cast.members[member]
        return who.kind in {"person", "unnamed"} and who.gender in {"", _gender(pronoun)}

    def _named(self, member: int) -> int | None:
        return member if self.cast.members[member].kind == "person" else None

    def _beside(self, pronoun: Token) -> Iterator[int]:
        """Who does it to "him" is another: the subject of the verb whose object it is."""
        if pronoun.lower_ not in OBJECTS or pronoun.tag_ != "PRP":
            return
        verb = pronoun.head if pronoun.head.pos_ != "ADP" else pronoun.head.head
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                who = verb.head if child.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl" else child
                if who.i in self.cast.at:
                    yield self.cast.at[who.i]


def _gender(pronoun: Token) -> str:
    return "m" if pronoun.lower_ in names.MASCULINE else "f"


def _either(pronoun: Token) -> bool:
    """ "his or her returns" are anybody's."""
    around = pronoun.doc[max(0, pronoun.i - 2) : pronoun.i + 3]
    return any(
        token.lower_ in {"or", "and", "/"}
        and 0 < token.i < len(pronoun.doc) - 1
        and {token.nbor(-1).tag_, token.nbor(1).tag_} <= {"PRP", "PRP$"}
        for token in around
    )


def _before(pronoun: Token, reach: int) -> Iterator[Token]:
    yield from pronoun.doc[max(pronoun.sent.start, pronoun.i - reach) : pronoun.i]


def _is_somebody(token: Token) -> bool:
    """A person without a name: "a friend", "no leader", "one of the editors"."""
    if token.lower_ in SOMEBODY and token.tag_ == "NN" and not _definite(token):
        return True
    doer = token.lower_ in names.ROLES or token.lower_.endswith(DOERS)
    return token.tag_ == "NN" and doer and any(c.lower_ in ANYBODY for c in token.children)


def _definite(token: Token) -> bool:
    return any(c.lower_ in {"the", "this", "that"} for c in token.children)

"""Resolves bodies without a name: "the council", "her campaign"."""

from collections.abc import Callable

from spacy.tokens import Token

from claims.extraction import names
from claims.extraction.cast import Cast, Member

FAR = 800
"""Tokens back in which "the council" was named, perhaps long ago."""

PER_POINT = 25
"""Tokens of distance that outweigh one point of prominence."""

PROMINENT = 0.75
"""Points for each doubling of mentions."""


PUBLIC = names.words("""
commission council committee court ministry department panel board congress parliament senate
tribunal cabinet government police hospital school university college institute army
""")
"""Bodies that bear the word in their names; no other body is meant, but "the FEC" may be."""


class Bodies:
    """Organizations that are meant without being named."""

    def __init__(self, cast: Cast, owner: Callable[[Token], int | None]):
        self.doc, self.cast, self.owner = cast.doc, cast, owner

    def following(self, owner: int, head: Token) -> int | None:
        """ "her campaign": the Clinton campaign, also where it is not called so."""
        member = self.cast.members[owner]
        if member.kind != "person":
            return None
        word = names.COLLECTIVE_NAMES.get(head.lower_, head.lower_)
        return self.cast.add(Member(f"{member.name.split()[-1]} {word}", "organization"))

    def of(self, head: Token, told: set[str]) -> int | None:
        """ "the council": the one whose name says so, or the likeliest body named before."""
        word = names.COLLECTIVE_NAMES.get(head.lower_, head.lower_)
        best: tuple[float, int] | None = None
        for token, weight, index in self.cast.heard_before(head.i, FAR):
            member = self.cast.members[index]
            if member.kind != "organization":
                continue
            own = member.name.lower().split()
            if word in own and told - {head.lower_} <= set(own):
                return index
            points = weight - (head.i - token) / PER_POINT
            points += PROMINENT * self.cast.prominence(index)
            fits = head.lower_ not in PUBLIC or member.name.isupper()
            if fits and self._acts(token, own) and (best is None or points > best[0]):
                best = (points, index)
        if head.lower_ in names.FOLLOWERS:
            return self._followed(head)
        return best[1] if best and told == {head.lower_} else None

    def _acts(self, token: int, name: list[str]) -> bool:
        """Neither a place nor a people is meant by "the organization"."""
        last = self.doc[min(token + len(name), len(self.doc)) - 1]
        return (
            last.tag_ != "NNPS"
            and names.PLACES.isdisjoint(name)
            and name[-1] not in names.PLACE_ENDS
        )

    def _followed(self, head: Token) -> int | None:
        """Whose campaign "the campaign" is, if somebody's was mentioned before."""
        for i in range(head.i - 1, max(-1, head.i - FAR), -1):
            if self.doc[i].lower_ == head.lower_:
                owner = self.owner(self.doc[i])
                found = None if owner is None else self.following(owner, head)
                if found is not None:
                    return found
        return self._only_one(head)

    def _only_one(self, head: Token) -> int | None:
        """The one campaign of the text, where "the campaign" speaks before anybody names it."""
        own = [i for i, m in enumerate(self.cast.members) if m.name.endswith(f" {head.lower_}")]
        return own[0] if len(own) == 1 else None

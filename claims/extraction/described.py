"""Resolves who is described, not named: "the Vermont senator", "his ex-wife", "the council"."""

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from claims.extraction import names
from claims.extraction.bodies import Bodies
from claims.extraction.cast import PARTY, SUBJECTS, Cast, Member
from claims.extraction.issuers import PRESS_BODIES, Issuers
from claims.extraction.names import words
from claims.extraction.phrases import ancestors
from claims.extraction.types import ClaimantKind

FAR = 800
"""Tokens back in which "the senator" was named, perhaps long ago."""

AHEAD = 200
"""Tokens ahead in which a lead's "a London judge" gets a name."""

LEAD = 120
"""Tokens at the start where newspapers describe first and name later."""

PER_POINT = 25
"""Tokens of distance that outweigh one point of prominence."""

PROMINENT = 0.75
"""Points for each doubling of mentions, where "the candidate" may be anybody."""

FITTING = 8
"""Points of who was introduced by the very word: more than any nearness."""

OTHERWISE = 2
"""Points that somebody loses who was introduced as something else."""

INTRODUCED = 150
"""Tokens back in which "the organizer" was introduced as "an organizer"."""

ANONYMOUS = (
    "anonymity",
    "anonymous",
    "not authorized",
    "not authorised",
    "declined to be named",
    "familiar with",
)
SAME = (
    words("judge justice magistrate jurist"),
    words("lawyer attorney counsel solicitor barrister"),
    words("senator sen lawmaker"),
    words("representative rep congressman congresswoman lawmaker"),
    words("governor gov"),
    words("professor prof academic"),
    words("doctor dr physician"),
    words("nominee candidate contender hopeful"),
    words("front-runner frontrunner candidate contender"),
    words("spokesman spokeswoman spokesperson"),
    words("chairman chairwoman chair chairperson"),
    words("businessman mogul tycoon magnate billionaire entrepreneur developer"),
    words("leader head chief boss"),
    words("prime premier"),
    words("pope pontiff"),
    words("filmmaker documentarian director"),
    words("reporter journalist correspondent"),
    words("writer author"),
    words("wife ex-wife spouse"),
    words("husband ex-husband spouse"),
)
"""Words that newspapers use of one person in turn."""

BEARERS = (
    names.ROLES
    | names.KIN
    | words("""
prince princess filmmaker documentarian legislator mogul tycoon magnate heiress broadcaster rapper
comedian comic musician athlete golfer quarterback neurosurgeon pontiff preacher evangelist
frontrunner front-runner opponent challenger counterpart predecessor successor newcomer freshman
graduate immigrant refugee migrant restaurateur hotelier investor philanthropist donor fundraiser
lobbyist ceo cfo academic counsel magistrate girl boy lady gentleman chairperson
""")
)
"""Words for one person; of those in capitals before a name, cast.py knows."""

HIRED = words("""
judge justice spokesman spokeswoman spokesperson manager aide adviser advisor lawyer attorney
counsel professor editor host anchor moderator strategist director analyst pollster reporter
columnist economist historian expert consultant operative pundit actor actress star singer rapper
comedian comic musician athlete player coach filmmaker documentarian author writer novelist
""")
"""Of whom no "senator", "nominee" or "mogul" is meant."""

ELECTED = words("""
candidate nominee contender front-runner frontrunner president senator governor congressman
congresswoman representative mayor
""")
"""Of whom no "actress" or "judge" is meant."""

RUNNING = words("""
candidate nominee contender hopeful front-runner frontrunner president leader politician senator
governor businessman member republican democrat
""")
"""Words that are used of people in general, too: "a candidate must …"."""

PARTIES = words("""
republican democratic conservative labour labor liberal libertarian green socialist independent
""")

LONGEST_ACRONYM = 4
"""Letters up to which capitals are an acronym, and beyond which a transcript's label."""

ANYBODY = frozenset({"each", "every", "any", "no", "neither", "either"})
"""Of whom "every senator" is said: no one senator."""

PREFIXES = frozenset({"ex", "co", "vice", "then"})
THE = frozenset({"the", "this", "that"})
NEW = frozenset({"a", "an", "one", "another"})
ARTICLES = frozenset({"the", "a", "an", "these", "those", "this", "that", "my", "our"})
POSSESSIVE = frozenset({"his", "her", "its", "their", "my", "our"})


class Described:
    """Speakers without a name: whom the reader knows by what is said of them."""

    def __init__(
        self,
        cast: Cast,
        resolve: Callable[[Tokens], Iterator[int]],
        antecedent: Callable[[Token], int | None],
    ):
        self.doc: Doc = cast.doc
        self.cast, self.antecedent = cast, antecedent
        self.bodies = Bodies(cast, self.owner)
        self.issuers = Issuers(cast, resolve, self.owner)
        self._unnamed: dict[str, tuple[int, int]] = {}
        """By what one unnamed person is ("an aide"): the token heard last, and the member."""

    def member(self, source: Tokens, core: Tokens) -> int | None:
        """Whom a source without a name stands for; someone new if it says no more."""
        head = _noun(core)
        known = self.definite(core)
        if known is not None:
            return known
        if head.tag_ == "NNS" and (those := self._those(core, head)) is not None:
            return those
        kind = _kind(source, head)
        if kind == "document" and (issuer := self.issuers.of(head)) is not None:
            return issuer
        name = self._name(_before_participle(core, head) if kind == "document" else core, head)
        if not name:
            return None
        found = self.cast.add(
            Member(name, kind, aliases={core.text}, description=_rest(source, core))
        )
        if head.tag_ == "NN" and head.lower_ in BEARERS and core[0].lower_ not in ANYBODY:
            self._unnamed[head.lower_] = (head.i, found)
        return found

    def definite(self, core: Tokens) -> int | None:
        """ "the Vermont senator", "her campaign", "Trump's wife": known to the reader, or soon."""
        head = _noun(core)
        if head.tag_ not in {"NN", "NNP"}:
            return None
        owner = self.owner(core.root)
        told = {PARTY.get(t.lower_, t.lower_) for t in core if t.is_alpha and not t.is_stop}
        if head.lower_ in BEARERS:
            return self._person(core, head, told, owner)
        if owner is not None and head.lower_ in names.FOLLOWERS:
            return self.bodies.following(owner, head)
        if head.lower_ in PRESS_BODIES and core[0].lower_ in THE:
            return self.issuers.press(head)
        if head.lower_ in names.BODIES and core[0].lower_ in THE | POSSESSIVE:
            return self.bodies.of(head, told)
        return None

    def owner(self, head: Token) -> int | None:
        """Whose: "his statement", "Ms. Reed's lawyer"."""
        for child in head.children:
            if child.dep_ == "poss":
                if child.tag_ == "PRP$":
                    return self.antecedent(child)
                return self.cast.at.get(child.i)
        return None

    def _person(self, core: Tokens, head: Token, told: set[str], owner: int | None) -> int | None:
        owned = owner is not None or core[0].lower_ in POSSESSIVE
        if not owned and core[0].lower_ not in THE:
            return self._named_later(head, owner) if head.i < LEAD and _one(core) else None
        best, fits = self._likeliest(head, told, owner)
        heard, unnamed = self._unnamed.get(head.lower_, (-1, -1))
        if heard >= 0 and not (fits and self._heard_since(best, heard, head.i)):
            self._unnamed[head.lower_] = (head.i, unnamed)
            return unnamed
        if fits:
            return best
        later = self._named_later(head, owner)
        if later is not None or owned:
            return later
        before = self._introduced(head)
        return best if before is None else before

    def _likeliest(self, head: Token, told: set[str], owner: int | None) -> tuple[int | None, bool]:
        """The likeliest person named before, and whether introduced by the very word."""
        best: tuple[float, int, bool] | None = None
        acts = set(self._acting(head))
        for token, weight, index in self.cast.heard_before(head.i, FAR):
            if index == owner or not self._may_be(head, index) or self._opposed(told, index):
                continue
            fits = self._fits(head.lower_, index)
            if not fits and (index in acts or self._is_something_else(head.lower_, index)):
                continue
            points = weight - (head.i - token) / PER_POINT + FITTING * fits
            points += 4 * sum(1 for w in told - {head.lower_} if w in self.roles(index))
            points += PROMINENT * self.cast.prominence(index)
            others = ELECTED if head.lower_ in HIRED else HIRED
            points -= OTHERWISE * (not fits and not others.isdisjoint(self.roles(index)))
            if best is None or points > best[0]:
                best = (points, index, fits)
        return (None, False) if best is None else best[1:]

    def _acting(self, head: Token) -> Iterator[int]:
        """In "Lee quit after the mogul spoke" Lee, were it he, would be "he"."""
        if head.head.dep_ != "advcl":
            return
        for above in ancestors(head.head):
            for subject in above.lefts:
                first, last = subject.left_edge.i, subject.right_edge.i
                if subject.dep_ in SUBJECTS and last < head.i and not self.cast.quoted[subject.i]:
                    heard = self.cast.heard_before(last + 1, last + 1 - first)
                    yield from (index for _, _, index in heard)

    def _opposed(self, told: set[str], index: int) -> bool:
        """The Democratic candidate is no Republican."""
        named, own = told & PARTIES, self.roles(index) & PARTIES
        return bool(named and own and named.isdisjoint(own))

    def _is_something_else(self, word: str, index: int) -> bool:
        """ "The mayor" is not the judge, who was never said to stand for anything."""
        own, other = (ELECTED, HIRED) if word in ELECTED else (HIRED, ELECTED)
        roles = self.roles(index)
        return word in own and not other.isdisjoint(roles) and own.isdisjoint(roles)

    def _introduced(self, head: Token) -> int | None:
        """ "the organizer" is the "organizer from Hull" of the sentence before."""
        if head.lower_ in RUNNING:
            return None
        for i in range(head.i - 1, max(-1, head.i - INTRODUCED), -1):
            token = self.doc[i]
            if token.lower_ == head.lower_ and any(c.lower_ in NEW for c in token.children):
                name = plain_name(self.doc[token.left_edge.i : token.i + 1], token)
                found = self.cast.add(Member(name, "unnamed"))
                self._unnamed[head.lower_] = (head.i, found)
                return found
        return None

    def _may_be(self, head: Token, index: int) -> bool:
        member = self.cast.members[index]
        gender = "f" if head.lower_ in names.WOMANLY else "m" if head.lower_ in names.MANLY else ""
        return member.kind == "person" and (not gender or member.gender in {"", gender})

    def roles(self, index: int) -> set[str]:
        return set(self.cast.members[index].roles)

    def _fits(self, word: str, index: int) -> bool:
        roles = self.roles(index) - {"republican"}
        return word in roles or any(word in same and not same.isdisjoint(roles) for same in SAME)

    def _heard_since(self, index: int | None, since: int, until: int) -> bool:
        recent = self.cast.heard_before(until, until - since)
        return any(member == index for _, _, member in recent)

    def _named_later(self, head: Token, owner: int | None) -> int | None:
        """ "A London judge has …. Judge Ann Reed ruled": newspapers describe, then name."""
        for _, _, index in self.cast.heard_after(head.i, AHEAD):
            if index != owner and self._may_be(head, index) and self._fits(head.lower_, index):
                return index
        return None

    def _those(self, core: Tokens, head: Token) -> int | None:
        """ "The researchers" are the "group of researchers" that was heard before."""
        if len(core) != 2 or core[0].lower_ not in {"the", "these", "those"}:
            return None
        for _, _, index in self.cast.heard_before(head.i, FAR):
            member = self.cast.members[index]
            if member.kind != "person" and member.name.lower().split()[-1] == head.lower_:
                return index
        return None

    def _name(self, core: Tokens, head: Token) -> str:
        """ "his lawyer" under the name of whose lawyer it is."""
        name = plain_name(core, head)
        whose = self.antecedent(core[0]) if core[0].tag_ == "PRP$" and len(core) > 1 else None
        if whose is None:
            return name
        owner = self.cast.members[whose].name
        return f"{owner}{'’' if owner.endswith('s') else '’s'}{name[len(core[0].text) :]}"


def plain_name(core: Tokens, head: Token) -> str:
    """What a speaker is called who has no name: the words of the source, without the article."""
    spoken = core
    while len(spoken) > 1 and (
        spoken[0].lower_ in ARTICLES or spoken[0].pos_ in {"CCONJ", "PUNCT"}
    ):
        spoken = spoken[1:]
    name = spoken.text.strip(" \t\r\n\"“”'‘’.,:;")
    last = head.text
    if name.isupper() and len(name) > LONGEST_ACRONYM:
        return name.title()
    collective = names.COLLECTIVE_NAMES.get(head.lower_)
    return f"{name[: -len(last)]}{collective}" if collective and name.endswith(last) else name


def _noun(core: Tokens) -> Token:
    """What the source is: the wife of "ex-wife", which a parser may see in three pieces."""
    head = core.root
    last = head.i + 2
    hyphenated = last < core.end and core.doc[head.i + 1].text == "-" and head.lower_ in PREFIXES
    return core.doc[last] if hyphenated else head


def _before_participle(core: Tokens, head: Token) -> Tokens:
    """ "the Herald poll released on Friday" is the Herald poll."""
    after = [c for c in head.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.i > head.i]
    return core[: after[0].i - core.start] if after and after[0].i < core.end else core


def _one(core: Tokens) -> bool:
    """ "A judge", or "Judge", as headlines have it."""
    return core[0].lower_ in {"a", "an"} or not any(t.dep_ in {"det", "poss"} for t in core)


def _kind(source: Tokens, head: Token) -> ClaimantKind:
    word = head.lower_
    if any(words in source.text.lower() for words in ANONYMOUS):
        return "unnamed"
    if word in names.DOCUMENTS or head.lemma_ in names.DOCUMENTS:
        return "document"
    if word in names.BODIES or word in names.COLLECTIVE_NAMES:
        return "organization"
    if word in names.ANONYMOUS and not any(c.tag_ in {"JJ", "NNP", "NN"} for c in head.children):
        return "unnamed"
    if head.tag_ in {"NNS", "NNPS"}:
        return "group"
    return "unnamed"


def _rest(source: Tokens, core: Tokens) -> str:
    return source.text[len(core.text) :].strip(" ,;–—-")

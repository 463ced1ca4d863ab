"""Who appears in an article: names as printed, by bearer, with gender, roles and places."""

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log2

from spacy.tokens import Doc, Token

from claims.extraction import names
from claims.extraction.datelines import dateline
from claims.extraction.mentions import JOINTS, PARTICLES, Mention, gender_of, kind_of, mentions
from claims.extraction.phrases import is_aside
from claims.extraction.shortened import ShortNames
from claims.extraction.types import ClaimantKind

DATELINE = 12
"""Tokens at most of "NEW YORK, Sept. 26 (Reuters) —"."""

PEOPLES = ("ians", "cans", "crats", "ists", "lims", "tives", "jews")
"""Ends of names that many bear together: "Conservative Christians" is nobody."""

DETERMINERS = frozenset({"the", "a", "an"})
TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
ASIDE = frozenset({"compound", "amod", "nmod"})
PARTY = {"gop": "republican", "dem": "democratic", "democrat": "democratic", "tory": "conservative"}
"""Words of one party: "the GOP nominee" is the Republican one."""


@dataclass(slots=True)
class Member:
    """One bearer of a name, and what the article shows about her, him or it."""

    name: str
    kind: ClaimantKind
    gender: str = ""
    roles: Counter[str] = field(default_factory=Counter)
    description: str = ""
    aliases: set[str] = field(default_factory=set)


class Cast:
    """The named people and bodies of one text, found in one pass."""

    def __init__(self, doc: Doc, quoted: list[bool]):
        self.doc, self.quoted = doc, quoted
        self.members: list[Member] = []
        self.at: dict[int, int] = {}
        """Token → the member whose name it belongs to."""
        self.trail: list[tuple[int, int, int]] = []
        """(token, weight, member) in the order of the text: where a pronoun looks back."""
        self._by_last: defaultdict[str, list[int]] = defaultdict(list)
        self._by_first: defaultdict[str, list[int]] = defaultdict(list)
        self._exact: dict[tuple[str, ...], int] = {}
        self._short = ShortNames()
        self._counts: Counter[int] = Counter()
        titled = _title_case(doc)
        for mention in sorted(mentions(doc), key=lambda m: (titled[m.start], len(m.words) < 2)):
            if not titled[mention.start] or self._known(mention) is not None:
                self._place(mention)
        self._find_surnames(titled)
        self.trail.sort()

    def _find_surnames(self, titled: list[bool]) -> None:
        """Surnames that the parser took for common words: "said Hester", "Sanders said"."""
        for token in self.doc:
            missed = token.i not in self.at and not titled[token.i] and token.text[:1].isupper()
            place = token.dep_ in SUBJECTS if token.is_sent_start else True
            if missed and self._by_last.get(token.lower_) and place:
                self._place(Mention(token.i, token.i + 1, (token.text,), (), False))

    def by_surname(self, token: Token) -> int | None:
        """Whom a headline means, where a capital letter tells no name: "Hester Wins"."""
        if not token.text[:1].isupper():
            return None
        return min(self._by_last.get(token.lower_, ()), default=None)

    def _place(self, mention: Mention) -> None:
        index = self._known(mention)
        if index is None:
            index = self._new(mention)
        member = self.members[index]
        self._counts[index] += 1
        member.aliases.add(" ".join(mention.words))
        if not self._by_surname(member, mention):
            member.gender = member.gender or gender_of(mention)
        for i in range(mention.start, mention.end):
            self.at[i] = index
        self._learn_roles(member, mention)
        self.trail.append((mention.start, self._weight(mention), index))

    @staticmethod
    def _by_surname(member: Member, mention: Mention) -> bool:
        """Amelize Joseph is no man because he would be one whose first name is Joseph."""
        words = member.name.split()
        surname = len(mention.words) == 1 < len(words) and mention.words[0] == words[-1]
        return surname and not mention.titles

    def _weight(self, mention: Mention) -> int:
        head = _head(self.doc, mention)
        place = 2 if head.dep_ in SUBJECTS else 0 if head.dep_ in ASIDE else 1
        place -= is_aside(head)
        return place - 2 * self.quoted[mention.start]

    def _known(self, mention: Mention) -> int | None:
        words = tuple(w.lower() for w in mention.words)
        if words in self._exact:
            return self._exact[words]
        if len(words) < 2 and not (mention.titles or mention.label):
            determined = mention.start > 0 and self.doc[mention.start - 1].lower_ in DETERMINERS
            body = self._short.meant(mention.words[0], mention.start, determined=determined)
            if body is not None:
                return body
        if len(words) > 1:
            return next(
                (i for i in self._by_last[words[-1]] if self._same_person(self.members[i], words)),
                None,
            )
        among = self._by_last[words[0]] or self._by_first[words[0]]
        gender = gender_of(mention)
        fitting = [i for i in among if not gender or self.members[i].gender in {"", gender}]
        return min(fitting, default=None)

    @staticmethod
    def _same_person(member: Member, words: tuple[str, ...]) -> bool:
        """Middle names come and go: James David Vance is James Vance."""
        other = member.name.lower().split()
        return member.kind == "person" and other[0] == words[0] and len(other) > 1

    def _new(self, mention: Mention) -> int:
        kind = kind_of(mention)
        if kind == "person" and (self._is_place(mention) or not self._evident(mention)):
            kind = "organization"
        index = len(self.members)
        self.members.append(Member(" ".join(mention.words), kind))
        words = tuple(w.lower() for w in mention.words)
        self._exact[words] = index
        if len(words) > 1 and kind == "person":
            self._by_last[words[-1]].append(index)
            self._by_first[words[0]].append(index)
        if kind == "organization":
            self._short.learn(mention.words, mention.start, index, self._joined_before(mention))
        self._acronym(mention, index)
        return index

    def _joined_before(self, mention: Mention) -> list[str]:
        """ "Food and" of "the Food and Drug Administration", which may be two bodies or one."""
        first = mention.start
        if first < 2 or self.doc[first - 1].lower_ != "and":
            return []
        return [self.doc[first - 2].text] if self.doc[first - 2].text.istitle() else []

    def _is_place(self, mention: Mention) -> bool:
        """Where a report was written, "LEEDS, Yorkshire —"; or people of a place, "Americans"."""
        given = bool(gender_of(mention))
        people = mention.words[-1].lower().endswith(PEOPLES) and not given
        if _head(self.doc, mention).tag_ == "NNPS" and (people or len(mention.words) == 1):
            return not mention.titles
        if len(mention.words) == 1 and mention.words[0].lower() in names.PLACES | names.CREEDS:
            return not (mention.titles or mention.label or given)
        first = mention.start
        while first > max(0, mention.start - DATELINE) and not self.doc[first - 1].is_space:
            first -= 1
        line = self.doc[first : first + 2 * DATELINE]
        return line.start_char + dateline(line.text) > self.doc[mention.start].idx

    def _evident(self, mention: Mention) -> bool:
        """A first name, a title, a family, or a deed: capitals alone may be a place or a prize."""
        if gender_of(mention) or mention.titles or mention.label:
            return True
        if len(mention.words) == 2 and self._by_last.get(mention.words[1].lower()):
            return True
        return _head(self.doc, mention).dep_ in {*SUBJECTS, "agent", "poss", "appos"}

    def _acronym(self, mention: Mention, index: int) -> None:
        """ "Alliance to Reclaim Our Schools (AROS)" is AROS from here on."""
        after = self.doc[mention.end : mention.end + 3]
        bracketed = len(after) == 3 and after[0].text == "(" and after[2].text == ")"
        if bracketed and after[1].is_upper and len(after[1]) > 1:
            member = self.members[index]
            member.name, member.kind = f"{member.name} ({after[1].text})", "organization"
            member.aliases.add(after[1].text)
            self._exact[(after[1].lower_,)] = index

    def _learn_roles(self, member: Member, mention: Mention) -> None:
        head = _head(self.doc, mention)
        before = list(self.doc[max(0, head.left_edge.i, mention.start - 12) : mention.start])
        cut = max(
            (n for n, t in enumerate(before) if t.text in {",", ";", ":"} or t.is_quote), default=-1
        )
        before = before[cut + 1 :]
        if before and before[-1].dep_ == "case":
            before = []
        after = next((c for c in head.children if c.dep_ == "appos" and c.i > head.i), None)
        if (before or after) and member.kind == "organization" and self._personal(before, after):
            self._is_person(member)
        apposed = (
            list(self.doc[after.left_edge.i : min(after.right_edge.i + 1, after.left_edge.i + 14)])
            if after
            else []
        )
        titles = list(self.doc[max(0, mention.start - len(mention.titles)) : mention.start])
        owned = [t for t in apposed if after in (t, t.head)]
        for token in [*before, *titles, *owned]:
            word = token.lemma_.lower() if token.tag_ == "NNS" else token.lower_.rstrip(".")
            if word.isalpha() and not token.is_stop:
                member.roles[PARTY.get(word, word)] += 1
        kin = [head.head] if head.dep_ == "appos" else []
        nearest = [*before[-1:], *([after] if after is not None else []), *kin]
        member.gender = member.gender or _gender_of_role(nearest)
        described = _phrase(before) or _phrase(apposed)
        if len(described) > len(member.description):
            member.description = described

    @staticmethod
    def _personal(before: list[Token], after: Token | None) -> bool:
        """Only people are "spokesman X" or "X, a professor"."""
        nouns = [*before, *([after] if after is not None else [])]
        return any(
            t.lower_ in names.ROLES | names.KIN and t.pos_ in {"NOUN", "PROPN"} for t in nouns
        )

    def _is_person(self, member: Member) -> None:
        """Taken for a body or a place until the article said what she does."""
        words = member.name.lower().split()
        bodily = names.ORGANIZATION_ENDS | names.BODIES | (JOINTS - PARTICLES)
        if not bodily.isdisjoint(words):
            return
        member.kind = "person"
        if len(words) > 1:
            index = self.members.index(member)
            self._by_last[words[-1]].append(index)
            self._by_first[words[0]].append(index)

    def prominence(self, member: int) -> float:
        """How much the article is about somebody: a doubling of mentions is one step."""
        return log2(1 + self._counts[member])

    def add(self, member: Member) -> int:
        """Another speaker, who has no name in the text: a group, a document, "two officials"."""
        words = tuple(member.name.lower().split())
        if words not in self._exact:
            self._exact[words] = len(self.members)
            self.members.append(member)
        return self._exact[words]

    def speaker(self, name: str, kind: ClaimantKind, description: str) -> int:
        """Who speaks by default: one whom the text names too, or somebody new."""
        words = tuple(name.split())
        mention = Mention(0, 0, words, (), False)
        known = self._known(mention) if words else None
        if known is None:
            return self.add(Member(name, kind, description=description))
        member = self.members[known]
        member.kind = kind
        member.description = member.description or description
        return known

    def note(self, token: int, weight: int, member: int) -> None:
        """The member was heard of at this token, by a pronoun or as a speaker."""
        self._counts[member] += 1
        insort(self.trail, (token, weight, member))

    def heard_before(self, token: int, reach: int) -> Iterator[tuple[int, int, int]]:
        """Mentions before the token, the nearest first."""
        first = bisect_right(self.trail, (token - reach,))
        last = bisect_left(self.trail, (token,))
        return reversed(self.trail[first:last]).__iter__()

    def heard_after(self, token: int, reach: int) -> Iterator[tuple[int, int, int]]:
        """Mentions after the token, the nearest first."""
        first = bisect_left(self.trail, (token + 1,))
        return iter(self.trail[first : bisect_left(self.trail, (token + reach,))])


def _title_case(doc: Doc) -> list[bool]:
    """Tokens of lines set Like This, where a capital letter tells no name."""
    titled = [False] * len(doc)
    for sentence in doc.sents:
        long = [t for t in sentence if t.is_alpha and len(t) >= 4]
        told = any(t.tag_ in TENSED and t.is_lower for t in sentence)
        capitals = sum(t.text[0].isupper() for t in long)
        if len(long) >= 3 and capitals >= 0.8 * len(long) and not told:
            for token in sentence:
                titled[token.i] = len(doc) > len(sentence)
    return titled


def _head(doc: Doc, mention: Mention) -> Token:
    return doc[mention.start : mention.end].root


def _phrase(tokens: list[Token]) -> str:
    kept = [t for t in tokens if t.dep_ != "det" or t is not tokens[0]]
    return "".join(t.text_with_ws for t in kept).strip(" ,;:–—-\"“”'") if len(kept) else ""


def _gender_of_role(nouns: list[Token]) -> str:
    """Of "his wife Ivana", "Dana Reed, an actress"."""
    if any(t.lower_ in names.WOMANLY for t in nouns):
        return "f"
    return "m" if any(t.lower_ in names.MANLY for t in nouns) else ""

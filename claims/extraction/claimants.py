"""Resolves every mention of a speaker to one claimant: "President Trump", "Trump", "he"."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from claims.extraction import names
from claims.extraction.cast import Cast, Member
from claims.extraction.cues import SPEECH
from claims.extraction.described import BEARERS, Described, plain_name
from claims.extraction.headings import DefaultSpeaker
from claims.extraction.issuers import AUTHORS
from claims.extraction.phrases import ancestors, is_aside
from claims.extraction.several import pair_before, several_before
from claims.extraction.types import Attribution, Claimant, ClaimantKind, Span

REACH = 400
"""Tokens back beyond which a pronoun is not looked for."""

PER_POINT = 25
"""Tokens of distance that outweigh one point of prominence."""

SORTS = names.words("newspaper newspapers chain giant magazine website site blog broadcaster maker")
"""What newspapers add to the name of a firm: "the Acme newspaper chain" is Acme."""

MANY: tuple[frozenset[ClaimantKind], str] = (
    frozenset({"group", "organization", "unnamed"}),
    "",
)
"""Whom "they" may stand for; of bodies, no town and no country."""

SPEAKER = 3
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
TALKED_OF = 3
"""Points that somebody loses as the speaker of words that name her: "Reed won, she said"."""

PERSONAL = frozenset({"he", "she"})
IN_LINE = frozenset({"appos", "conj", "nsubj", "ROOT"})


class Claimants:
    """The speakers of one text: sources in the order of the text, each resolved to one or more."""

    def __init__(
        self,
        doc: Doc,
        attributions: Sequence[Attribution],
        quoted: list[bool],
        default: DefaultSpeaker | None = None,
    ):
        self.doc = doc
        self.cast = Cast(doc, quoted)
        members = self.cast.members
        self.people = frozenset(i for i, m in self.cast.at.items() if members[m].kind == "person")
        self.described = Described(self.cast, self._resolve, self.antecedent)
        self.talked_of: frozenset[int] = frozenset()
        self.said: frozenset[int] = frozenset()
        """Of the speaker who is being resolved: whom the words name, and their tokens."""
        self.of: list[tuple[int, ...]] = [()] * len(attributions)
        """Attribution → members of the cast."""
        sources: defaultdict[int, list[int]] = defaultdict(list)
        for i, attribution in enumerate(attributions):
            spoken = attribution.cue is None and default is not None
            if default is not None and spoken and attribution.source == default.printed:
                self.of[i] = (self.cast.speaker(default.name, default.kind, default.description),)
            elif attribution.source is not None:
                sources[self._tokens(attribution.source).start].append(i)
        for token in doc:
            for i in sources.get(token.i, ()):
                self.of[i] = self._speakers(attributions[i])
            if token.i not in sources and token.dep_ in SUBJECTS and not quoted[token.i]:
                self._note_subject(token)

    def _note_subject(self, token: Token) -> None:
        """ "The candidate also wants …" keeps the candidate in the reader's mind."""
        member = None
        if token.tag_ == "PRP" and token.lower_ in names.MASCULINE | names.FEMININE:
            member = self.antecedent(token)
        elif token.tag_ == "NN" and token.lower_ in BEARERS:
            member = self.described.definite(self.doc[token.left_edge.i : token.i + 1])
        if member is not None:
            self.cast.note(token.i, 2 - is_aside(token), member)

    def _tokens(self, span: Span | None) -> Tokens:
        if span is None:
            return self.doc[0:0]
        found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return _without_joints(found) if found is not None else self.doc[0:0]

    def _speakers(self, attribution: Attribution) -> tuple[int, ...]:
        source = self._tokens(attribution.source)
        if not len(source):
            return ()
        said = [self._tokens(content) for content in attribution.contents]
        self.said = frozenset(t.i for span in said for t in span)
        self.talked_of = self._named_in(said) if source.text.lower() in PERSONAL else frozenset()
        found = tuple(dict.fromkeys(self._resolve(source)))
        self.talked_of = self.said = frozenset()
        weight = SPEAKER - 2 * _in_passing(_subject(source)) - self.cast.quoted[source.start]
        for member in found:
            self.cast.note(source.start, weight, member)
        return found

    def _named_in(self, said: Sequence[Tokens]) -> frozenset[int]:
        """Whom the words of "he" name as doing something: hardly him."""
        acting = [t for span in said for t in span if t.i in self.cast.at and t.dep_ in SUBJECTS]
        return frozenset(self.cast.at[t.i] for t in acting if t.head.lemma_ not in SPEECH)

    def _resolve(self, source: Tokens) -> Iterator[int]:
        core = _before_comma(source)
        head = core.root
        if len(core) == 1 and head.tag_ in {"PRP", "PRP$", "WP", "DT", "WDT"}:
            pair = self._pair(head)
            if pair:
                yield from pair
                return
            related = head.tag_ in {"WP", "WDT"}
            found = self._related(head) if related else self.antecedent(head)
            if found is None and related:
                found = self._described(head)
            if found is not None:
                yield found
            return
        source = self._without_owner(source)
        named = self._named(source, _before_comma(source))
        if named:
            yield from named
        else:
            found = self.described.member(source, core)
            if found is not None:
                yield found

    def _without_owner(self, source: Tokens) -> Tokens:
        """ "Fox News’ Ann Reed" is Ann Reed, also where the parser took ’ for a quotation mark."""
        for token in source[1:-1]:
            after = self.cast.at.get(token.i + 1)
            owns = token.text in {"’", "'"} and token.nbor(-1).lower_.endswith("s")
            if owns and after is not None and self.cast.members[after].kind == "person":
                return source[token.i + 1 - source.start :]
        return source

    def _related(self, pronoun: Token) -> int | None:
        """Whom "who" stands for: the noun its clause hangs on."""
        clauses = (above for above in ancestors(pronoun) if above.dep_ == "relcl")
        clause = next(clauses, None)
        found = None if clause is None else self.cast.at.get(clause.head.i)
        if found is None and pronoun.i > pronoun.sent.start:
            before = pronoun.nbor(-1)
            found = self.cast.at.get(before.i - 1 if before.text == "," else before.i)
        return found

    def _described(self, pronoun: Token) -> int | None:
        """ "Some economists who argue that …": they have no name and are somebody."""
        clause = next((above for above in ancestors(pronoun) if above.dep_ == "relcl"), None)
        if clause is None or clause.head.pos_ != "NOUN" or clause.head.i > pronoun.i:
            return None
        noun = clause.head
        whole = self.doc[noun.left_edge.i : noun.i + 1]
        speaks = noun.lemma_.lower() in AUTHORS | names.DOCUMENTS
        return self.described.member(whole, whole) if speaks else None

    def _named(self, source: Tokens, core: Tokens) -> list[int]:
        """The names that head the source: not those inside it ("an aide to Mr. Trump")."""
        if _counted(core.root):
            return []
        heads = [core.root, *_conjuncts(core.root, source)]
        found: list[int] = []
        for head in heads:
            member = self.cast.at.get(head.i)
            if member is None:
                member = self._name_beside(head, source)
            if member is None and len(core) == 1:
                member = self.cast.by_surname(head)
            if member is None and found:
                member = self.described.definite(self.doc[head.left_edge.i : head.i + 1])
            if member is not None:
                found.append(member)
        first = core.root.i in self.cast.at or len(core) == 1
        if found and (first or self._name_beside(core.root, source) is not None):
            return found
        return self._people(source) or self._after_comma(source, core)

    def _after_comma(self, source: Tokens, core: Tokens) -> list[int]:
        """ "The firm's chief executive, Tim Cook," where the parser saw no apposition."""
        after = self.doc[core.end : source.end]
        if (
            core.root.lower_ not in names.ROLES | names.KIN
            or not len(after)
            or after[0].text != ","
        ):
            return []
        named = {self.cast.at.get(t.i, -1) for t in after if not t.is_punct}
        people = [m for m in named if m >= 0 and self.cast.members[m].kind == "person"]
        return people if len(named) == 1 else []

    def _people(self, source: Tokens) -> list[int]:
        """ "The head of the agency, Mark Lee, and the chair of the board, Ann Ray": both."""
        related = next((t.i for t in source if t.tag_ in {"WP", "WP$", "WDT"}), source.end)
        listed = self.doc[source.start : related]
        named = (t for t in listed if t.i in self.cast.at and t.dep_ in IN_LINE)
        members = (self.cast.at[t.i] for t in named if not _of_another(t, source))
        return [m for m in members if self.cast.members[m].kind == "person"]

    def _name_beside(self, head: Token, source: Tokens) -> int | None:
        """ "the event organizer Alliance", "NATO's secretary, Mark Rutte", "the Acme chain"."""
        for child in head.children:
            if (
                child.dep_ == "appos"
                and source.start <= child.i < source.end
                and child.i in self.cast.at
            ):
                return self.cast.at[child.i]
        after = head.i + 1
        if (
            after < source.end
            and after in self.cast.at
            and self.doc[after].head.i in {head.i, after}
        ):
            return self.cast.at[after]
        before = head.i - 1
        while head.lower_ in SORTS and before > source.start and self.doc[before].lower_ in SORTS:
            before -= 1
        if head.lower_ in SORTS and before >= source.start:
            return self.cast.at.get(before)
        return None

    def antecedent(self, pronoun: Token) -> int | None:
        """Whom "he", "she", "they" or "it" most likely stands for; None if nobody fits."""
        wanted = _wanted(pronoun.lower_)
        if wanted is None:
            return None
        _, gender = wanted
        if (
            pronoun.lower_ in {"they", "them", "their"}
            and (several := self._plural(pronoun)) is not None
        ):
            return several
        likely = self.candidates(pronoun)
        if likely and gender:
            self.cast.members[likely[0][1]].gender = gender
        return likely[0][1] if likely else None

    def candidates(self, pronoun: Token, *, unnamed: bool = False) -> list[tuple[float, int]]:
        """Who may be meant, the likeliest first: (points, member), each once.

        Points are for the place in the sentence, the gender and nearness; with `unnamed` also
        speakers without a name are among them.
        """
        wanted = _wanted(pronoun.lower_)
        if wanted is None:
            return []
        kinds, gender = wanted
        best: dict[int, float] = {}
        for token, weight, index in self.cast.heard_before(pronoun.i, REACH):
            member = self.cast.members[index]
            fits = member.kind in kinds and (not gender or member.gender in {"", gender})
            if not fits and not (unnamed and member.kind == "unnamed"):
                continue
            if wanted == MANY and member.name.lower().split()[-1] in names.PLACES:
                continue
            known = 1 if gender and member.gender == gender else 0
            points = weight + known - (pronoun.i - token) / PER_POINT
            points -= TALKED_OF * (index in self.talked_of)
            best[index] = max(points, best.get(index, points))
        return sorted(((points, i) for i, points in best.items()), key=lambda c: -c[0])

    def _pair(self, pronoun: Token) -> list[int]:
        """The two who acted last, of "Reed and Hart wrote to him. They ask …"."""
        if pronoun.lower_ != "they":
            return []
        pair = pair_before(pronoun, outside=self.said, people=self.people)
        return list(dict.fromkeys(self.cast.at[token.i] for token in pair))

    def _plural(self, pronoun: Token) -> int | None:
        """The many of whom the text spoke before: "Twenty states … They argue"."""
        token = several_before(pronoun, outside=self.said, named=self.cast.at)
        if token is None or token.i in self.cast.at:
            return None if token is None else self.cast.at[token.i]
        core = _before_comma(self.doc[token.left_edge.i : token.i + 1])
        return self.cast.add(Member(plain_name(core, token), "group", aliases={core.text}))

    def claimant(self, index: int) -> Claimant:
        member = self.cast.members[index]
        aliases = tuple(sorted(a for a in member.aliases if a != member.name))
        return Claimant(member.name, member.kind, member.description, aliases)


def _without_joints(source: Tokens) -> Tokens:
    """The source without what joins it to the next words: "Trump and", "a judge's"."""
    while len(source) > 1 and (
        source[-1].pos_ in {"CCONJ", "PUNCT"} or source[-1].tag_ == "POS" or source[-1].is_space
    ):
        source = source[:-1]
    return source


def _subject(source: Tokens) -> Token:
    """Of "Reed and Hart, who" the pronoun is the subject of what they say."""
    return source[-1] if source[-1].tag_ in {"WP", "WDT"} else source.root


def _in_passing(source: Token) -> bool:
    """ "when Reed asked"; or one of several, "Reed and Hart, who say"."""
    many = source.tag_ == "WP" and source.head.tag_ == "VBP"
    return many or is_aside(source)


def _counted(head: Token) -> bool:
    """ "many Republicans", "nine of ten Americans": not all who bear the name."""
    told = any(c.dep_ in {"amod", "nummod"} for c in head.children)
    return head.tag_ == "NNPS" and head.dep_ != "pobj" and told


def _of_another(name: Token, source: Tokens) -> bool:
    """Whether it is one of two after "lawyers for": not the lawyers themselves."""
    while name.dep_ == "conj" and source.start <= name.head.i < source.end:
        name = name.head
    return name.dep_ == "pobj"


def _before_comma(source: Tokens) -> Tokens:
    """The source up to its first comma, relative clause or bracket: what names it."""
    for token in source:
        if token.i > source.start and (
            token.text in {",", "(", "–", "—", "―", "--", ";"} or token.tag_ in {"WP", "WDT"}
        ):
            return source[: token.i - source.start]
    return source


def _conjuncts(head: Token, source: Tokens) -> list[Token]:
    return [t for t in head.conjuncts if source.start <= t.i < source.end and t.i > head.i]


def _wanted(word: str) -> tuple[frozenset[ClaimantKind], str] | None:
    if word in names.MASCULINE:
        return frozenset({"person"}), "m"
    if word in names.FEMININE:
        return frozenset({"person"}), "f"
    if word in {"they", "them", "their", "themselves"}:
        return MANY
    if word in {"it", "its", "itself"}:
        return frozenset({"organization", "document"}), ""
    if word in {"who", "which"}:
        return frozenset({"person", "group", "organization", "unnamed", "document"}), ""
    return None

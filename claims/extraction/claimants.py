"""Resolves every mention of a speaker to one claimant: "President Trump", "Trump", "he"."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from claims.extraction import names
from claims.extraction.cast import PARTY, Cast, Member
from claims.extraction.headings import DefaultSpeaker
from claims.extraction.phrases import ancestors
from claims.extraction.types import Attribution, Claimant, ClaimantKind, Span

REACH = 400
"""Tokens back beyond which a pronoun is not looked for."""

FAR = 800
"""The same for "the senator", who may have been named long ago."""

PER_POINT = 25
"""Tokens of distance that outweigh one point of prominence."""

PROMINENT = 0.75
"""Points for each doubling of mentions, where "the candidate" may be anybody."""

NEARBY = 8
"""Tokens after "a report by …" in which its issuer is named."""

SPEAKER = 3
LONGEST_ACRONYM = 4
"""Letters up to which capitals are an acronym, and beyond which a transcript's label."""
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
IN_LINE = frozenset({"appos", "conj", "nsubj", "ROOT"})
LAST_PARAGRAPH = 120
LAST_SENTENCE = 60
"""Tokens back in which "they" looks for a subject of many."""

ANONYMOUS = (
    "anonymity",
    "anonymous",
    "not authorized",
    "not authorised",
    "declined to be named",
    "familiar with",
)
WOMANLY = frozenset(
    {
        "woman",
        "mother",
        "daughter",
        "wife",
        "widow",
        "actress",
        "congresswoman",
        "queen",
        "spokeswoman",
        "chairwoman",
        "businesswoman",
        "sister",
        "grandmother",
        "girl",
    }
)
MANLY = frozenset(
    {
        "man",
        "father",
        "son",
        "husband",
        "actor",
        "congressman",
        "king",
        "spokesman",
        "chairman",
        "businessman",
        "brother",
        "grandfather",
        "boy",
    }
)


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
                self.of[i] = self._speakers(self._tokens(attributions[i].source))
            if token.i not in sources and token.dep_ in SUBJECTS and not quoted[token.i]:
                self._note_subject(token)

    def _note_subject(self, token: Token) -> None:
        """ "The candidate also wants …" keeps the candidate in the reader's mind."""
        member = None
        if token.tag_ == "PRP" and token.lower_ in names.MASCULINE | names.FEMININE:
            member = self.antecedent(token)
        elif token.tag_ == "NN" and token.lower_ in names.ROLES:
            member = self._definite(self.doc[token.left_edge.i : token.i + 1])
        if member is not None:
            self.cast.note(token.i, 1, member)

    def _tokens(self, span: Span | None) -> Tokens:
        if span is None:
            return self.doc[0:0]
        found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return _without_joints(found) if found is not None else self.doc[0:0]

    def _speakers(self, source: Tokens) -> tuple[int, ...]:
        if not len(source):
            return ()
        found = tuple(dict.fromkeys(self._resolve(source)))
        for member in found:
            self.cast.note(source.start, SPEAKER, member)
        return found

    def _resolve(self, source: Tokens) -> Iterator[int]:
        core = _before_comma(source)
        head = core.root
        if len(core) == 1 and head.tag_ in {"PRP", "PRP$", "WP", "DT", "WDT"}:
            found = self._related(head) if head.tag_ in {"WP", "WDT"} else self.antecedent(head)
            if found is not None:
                yield found
            return
        named = self._named(source, core)
        if named:
            yield from named
        else:
            found = self._described(source, core)
            if found is not None:
                yield found

    def _related(self, pronoun: Token) -> int | None:
        """Whom "who" stands for: the noun its clause hangs on."""
        clauses = (above for above in ancestors(pronoun) if above.dep_ == "relcl")
        clause = next(clauses, None)
        return None if clause is None else self.cast.at.get(clause.head.i)

    def _named(self, source: Tokens, core: Tokens) -> list[int]:
        """The names that head the source: not those inside it ("an aide to Mr. Trump")."""
        heads = [core.root, *_conjuncts(core.root, source)]
        found = []
        for head in heads:
            member = self.cast.at.get(head.i)
            if member is None:
                member = self._name_beside(head, source)
            if member is not None:
                found.append(member)
        if found and self._named_head(core.root, source):
            return found
        return self._people(source)

    def _named_head(self, head: Token, source: Tokens) -> bool:
        return head.i in self.cast.at or self._name_beside(head, source) is not None

    def _people(self, source: Tokens) -> list[int]:
        """ "The head of the agency, Mark Lee, and the chair of the board, Ann Ray": both."""
        members = (self.cast.at[t.i] for t in source if t.i in self.cast.at and t.dep_ in IN_LINE)
        return [m for m in members if self.cast.members[m].kind == "person"]

    def _name_beside(self, head: Token, source: Tokens) -> int | None:
        """ "the event organizer Alliance", "The Secretary General of NATO, Mark Rutte"."""
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
        return None

    def _described(self, source: Tokens, core: Tokens) -> int | None:
        head = core.root
        known = self._definite(core)
        if known is not None:
            return known
        kind = _kind(source, head)
        if kind == "document" and (issuer := self._issuer(head)) is not None:
            return issuer
        name = _name(core, head)
        if not name:
            return None
        return self.cast.add(
            Member(name, kind, aliases={core.text}, description=_rest(source, core))
        )

    def _issuer(self, document: Token) -> int | None:
        """Who answers for "a report by the council" or "a page on the campaign's website"."""
        sender = self._sender(document)
        if sender is not None:
            return sender
        for link in document.children:
            if link.dep_ in {"prep", "agent"} and link.lower_ in {"by", "from", "of", "on"}:
                for token in link.subtree:
                    member = self.cast.at.get(token.i)
                    if token.i < document.i + NEARBY and member is not None:
                        return member
        return None

    def _sender(self, document: Token) -> int | None:
        """Who sent "the letter", where the text said so before: "Ten parents sent a letter"."""
        for i in range(document.i - 1, max(-1, document.i - LAST_PARAGRAPH), -1):
            token = self.doc[i]
            if token.lemma_ == document.lemma_ and token.dep_ == "dobj":
                if token.head.lemma_ not in names.ISSUES:
                    return None
                subject = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
                if subject is None:
                    return None
                whole = self.doc[subject.left_edge.i : subject.right_edge.i + 1]
                return next(self._resolve(whole), None)
        return None

    def _definite(self, core: Tokens) -> int | None:
        """ "the Vermont senator", "the campaign": someone the reader has met already."""
        head = core.root
        if core[0].lower_ not in {"the", "this", "that", "his", "her", "its"}:
            return None
        words = {PARTY.get(t.lower_, t.lower_) for t in core if t.is_alpha and not t.is_stop}
        if head.tag_ in {"NN", "NNP"} and head.lower_ in names.ROLES:
            return self._by_role(head, words)
        if head.tag_ in {"NN", "NNP"} and head.lower_ in names.BODIES:
            return self._body(head, words)
        return None

    def _by_role(self, head: Token, words: set[str]) -> int | None:
        gender = "f" if head.lower_ in WOMANLY else "m" if head.lower_ in MANLY else ""
        best: tuple[float, int] | None = None
        for token, weight, index in self.cast.heard_before(head.i, FAR):
            member = self.cast.members[index]
            if member.kind != "person" or (gender and member.gender not in {"", gender}):
                continue
            fits = sum(1 for w in words if w in member.roles) + 2 * (head.lower_ in member.roles)
            score = 4 * fits + weight - (head.i - token) / PER_POINT
            score += PROMINENT * self.cast.prominence(index)
            if best is None or score > best[0]:
                best = (score, index)
        return best[1] if best else None

    def _body(self, head: Token, words: set[str]) -> int | None:
        word = names.COLLECTIVE_NAMES.get(head.lower_, head.lower_)
        recent = None
        for _, _, index in self.cast.heard_before(head.i, FAR):
            member = self.cast.members[index]
            if member.kind != "organization":
                continue
            own = member.name.lower().split()
            if word in own and words - {head.lower_} <= set(own):
                return index
            recent = index if recent is None else recent
        return recent if words == {head.lower_} else None

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
            known = 1 if gender and member.gender == gender else 0
            points = weight + known - (pronoun.i - token) / PER_POINT
            best[index] = max(points, best.get(index, points))
        return sorted(((points, i) for i, points in best.items()), key=lambda c: -c[0])

    def _plural(self, pronoun: Token) -> int | None:
        """The many who were the subject of the sentence before: "Twenty states … They argue"."""
        for i in range(pronoun.i - 1, max(-1, pronoun.i - LAST_SENTENCE), -1):
            token = self.doc[i]
            if token.dep_ in SUBJECTS and token.tag_ in {"NNS", "NNPS"}:
                core = _before_comma(self.doc[token.left_edge.i : token.i + 1])
                if token.i in self.cast.at:
                    return self.cast.at[token.i]
                return self.cast.add(Member(_name(core, token), "group", aliases={core.text}))
            if token.dep_ in SUBJECTS and i in self.cast.at:
                return None
        return None

    def claimant(self, index: int) -> Claimant:
        member = self.cast.members[index]
        aliases = tuple(sorted(a for a in member.aliases if a != member.name))
        return Claimant(member.name, member.kind, member.description, aliases)


def _without_joints(source: Tokens) -> Tokens:
    """The source without what joins it to the next words: "Trump and"."""
    while len(source) > 1 and (source[-1].pos_ in {"CCONJ", "PUNCT"} or source[-1].is_space):
        source = source[:-1]
    return source


def _before_comma(source: Tokens) -> Tokens:
    """The source up to its first comma, relative clause or bracket: what names it."""
    for token in source:
        if token.i > source.start and (
            token.text in {",", "(", "–", "—", "--", ";"} or token.tag_ in {"WP", "WDT"}
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
        return frozenset({"group", "organization", "unnamed"}), ""
    if word in {"it", "its", "itself"}:
        return frozenset({"organization", "document"}), ""
    if word in {"who", "which"}:
        return frozenset({"person", "group", "organization", "unnamed", "document"}), ""
    return None


def _kind(source: Tokens, head: Token) -> ClaimantKind:
    word = head.lower_
    if any(words in source.text.lower() for words in ANONYMOUS):
        return "unnamed"
    if word in names.DOCUMENTS or head.lemma_ in names.DOCUMENTS:
        return "document"
    if word in names.BODIES or word in names.COLLECTIVE_NAMES:
        return "organization"
    if word in names.ANONYMOUS:
        return (
            "unnamed" if not any(c.tag_ in {"JJ", "NNP", "NN"} for c in head.children) else "group"
        )
    if head.tag_ in {"NNS", "NNPS"}:
        return "group"
    return "unnamed"


def _name(core: Tokens, head: Token) -> str:
    words = core
    while len(words) > 1 and words[0].lower_ in {
        "the",
        "a",
        "an",
        "these",
        "those",
        "this",
        "that",
        "my",
        "our",
    }:
        words = words[1:]
    name = words.text.strip(" \t\r\n\"“”'‘’.,:;")
    last = head.text
    if name.isupper() and len(name) > LONGEST_ACRONYM:
        return name.title()
    collective = names.COLLECTIVE_NAMES.get(head.lower_)
    return f"{name[: -len(last)]}{collective}" if collective and name.endswith(last) else name


def _rest(source: Tokens, core: Tokens) -> str:
    return source.text[len(core.text) :].strip(" ,;–—-")

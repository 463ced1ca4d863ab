"""Finds who answers for a document that speaks: "her brief", "a Times article", "the letter"."""

from collections.abc import Callable, Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from claims.extraction import names
from claims.extraction.cast import Cast
from claims.extraction.names import words

NEARBY = 8
"""Tokens after "a report by …" in which its issuer is named."""

LAST_PARAGRAPH = 120
"""Tokens back in which somebody sent "the letter"."""

FAR = 800
"""Tokens back in which the paper was named whose "article" is quoted."""

PRINTED = words("""
article piece story report editorial op-ed column commentary essay expose exposé post profile
dispatch
""")
"""What newspapers print, and call by another of these words the next time."""

PRESS = words("""
times post journal news herald tribune guardian today magazine press gazette globe bulletin
chronicle observer sun star telegraph independent inquirer register examiner sentinel dispatch
courier reuters politico cnn nbc cbs abc msnbc fox breitbart bloomberg bbc npr hill caller newsweek
atlantic economist slate vox buzzfeed review weekly daily ap upi
""")
"""Last words of the names of those who print them."""

OWN = words("""
brief statement letter tweet tweets email emails memo affidavit filing complaint lawsuit motion
book memoir testimony petition declaration advertisement ad op-ed column commentary
""")
"""What a person signs: "a Trump tweet" is Trump's, "a Trump story" is somebody else's."""

PRESS_BODIES = words("newspaper paper magazine network outlet publication channel broadcaster")
"""What newspapers call one another the second time."""

PLATFORMS = words("facebook twitter instagram youtube tumblr snapchat linkedin reddit")
"""Where people post; a Facebook post is not Facebook's."""

RESEARCH = words("""
study report survey analysis research paper investigation review finding findings inquiry audit
""")
"""What researchers publish, and newspapers call by another of these words the next time."""

RULINGS = words("ruling decision opinion order verdict judgment judgement")
JUDGES = words("judge justice magistrate")
COURTS = words("court circuit tribunal panel bench")

BY_HAND = words("""
release publish issue write conduct commission prepare compile produce sign draft author carry
""")
"""What is done to a document by who answers for it: "a study released by the council"."""

AUTHORS = names.ROLES | names.BODIES | words("academic scholar expert")
"""Whom "by" names, and not a day or a way: "a report by two economists"."""

ISSUED = (
    OWN
    | PRINTED
    | RESEARCH
    | words("ruling order opinion release proposal website document documents average")
)
"""What a body is asked about when it speaks; a poll or a data set speaks for itself."""


class Issuers:
    """Who is behind a document, as far as the text says."""

    def __init__(
        self,
        cast: Cast,
        resolve: Callable[[Tokens], Iterator[int]],
        owner: Callable[[Token], int | None],
    ):
        self.doc, self.cast, self.resolve, self.owner = cast.doc, cast, resolve, owner

    def of(self, document: Token) -> int | None:
        """Who answers for "a report by the council" or "a page on the campaign's website"."""
        for found in (
            self._signed,
            self._sender,
            self._author,
            self._linked,
            self._mentioned,
            self._court,
            self._printed,
        ):
            issuer = found(document)
            if issuer is not None:
                return issuer
        return None

    def _author(self, document: Token) -> int | None:
        """ "A study by Ann Reed of Hull College", "a report issued on Monday by two economists"."""
        for by in self._by(document):
            for author in by.children:
                named = author.i in self.cast.at
                if author.dep_ == "pobj" and (named or author.lemma_.lower() in AUTHORS):
                    whole = self.doc[author.left_edge.i : author.right_edge.i + 1]
                    return next(self.resolve(whole), None)
        return None

    def _by(self, document: Token) -> Iterator[Token]:
        for child in document.children:
            if child.lower_ == "by":
                yield child
            elif child.dep_ == "acl" and child.lemma_ in BY_HAND:
                last = min(child.right_edge.i + 1, child.i + NEARBY)
                yield from (t for t in self.doc[child.i : last] if t.lower_ == "by")

    def _court(self, document: Token) -> int | None:
        """ "The ruling" is that of the court, or of the judge, who was heard of last."""
        if document.lemma_.lower() not in RULINGS or not _definite(document):
            return None
        for _, _, index in self.cast.heard_before(document.i, FAR):
            member = self.cast.members[index]
            ruled = not COURTS.isdisjoint(member.name.lower().split())
            if ruled or not JUDGES.isdisjoint(member.roles):
                return index
        return None

    def _linked(self, document: Token) -> int | None:
        for link in document.children:
            if link.dep_ in {"prep", "agent"} and link.lower_ in {"by", "from", "of", "on"}:
                for token in link.subtree:
                    member = self.cast.at.get(token.i)
                    if token.i < document.i + NEARBY and member is not None:
                        return member
        return None

    def _mentioned(self, document: Token) -> int | None:
        """ "the story", where the text said before whose: "a story by the Herald says …"."""
        if document.lemma_.lower() not in ISSUED or not _definite(document):
            return None
        called = RESEARCH if document.lemma_ in RESEARCH else {document.lemma_}
        for i in range(document.i - 1, max(-1, document.i - FAR), -1):
            if self.doc[i].lemma_ in called and self.doc[i].pos_ == "NOUN":
                issuer = self._signed(self.doc[i])
                issuer = self._author(self.doc[i]) if issuer is None else issuer
                issuer = self._linked(self.doc[i]) if issuer is None else issuer
                if issuer is not None and self.cast.members[issuer].kind != "document":
                    return issuer
        return None

    def _signed(self, document: Token) -> int | None:
        """ "Ms. Reed's brief", "a Times article"."""
        if document.lemma_.lower() not in ISSUED:
            return None
        owner = self.owner(document)
        if owner is not None:
            return owner
        for child in document.children:
            member = self.cast.at.get(child.i)
            if child.lower_ in PLATFORMS:
                continue
            if child.dep_ in {"compound", "nmod"} and member is not None:
                person = self.cast.members[member].kind == "person"
                if person and document.lemma_.lower() not in OWN:
                    continue
                if names.PLACES.isdisjoint(self.cast.members[member].name.lower().split()[-1:]):
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
                return next(self.resolve(whole), None)
        return None

    def _printed(self, document: Token) -> int | None:
        """The paper of which "the article" was the last one mentioned."""
        if document.lemma_.lower() not in PRINTED or not _definite(document):
            return None
        return self.press(document)

    def press(self, noun: Token) -> int | None:
        """The newspaper or broadcaster that was named last."""
        before = self.cast.heard_before(noun.i, FAR)
        return next((index for _, _, index in before if self.is_press(index)), None)

    def is_press(self, index: int) -> bool:
        member = self.cast.members[index]
        return member.kind == "organization" and member.name.lower().split()[-1] in PRESS


def _definite(noun: Token) -> bool:
    return any(c.lower_ in {"the", "this"} and c.dep_ == "det" for c in noun.children)

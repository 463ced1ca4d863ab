"""Makes a statement readable without its article: additions stand in square brackets."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from spacy.tokens import Doc, Token

from claims.extraction import dates, names
from claims.extraction.claimants import Claimants
from claims.extraction.pronouns import Pronouns
from claims.extraction.splitting import FINITE, RELATIVE
from claims.extraction.statements import Statement
from claims.extraction.types import Attribution

LONGEST_SUBJECT = 12
"""Words of a subject that are repeated; a longer one is cut at its head."""

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
BOUND = frozenset({"relative", "apposition", "participial"})
"""Forms that hang on a noun, and not on who said it."""
FIRST = frozenset({"i", "me", "my"})
APOSTROPHES = frozenset("'’")
POSSESSIVE = re.compile(r"['’]s\b")
OF_SITUATIONS = names.words("""
challenge mean make raise lead suggest show cause force allow signal mark indicate underline
underscore highlight complicate threaten risk prompt explain reflect help prove happen come
""")
"""Verbs of "…, which means that …", where "which" is all that was said before."""

Change = tuple[int, int, str]
"""Characters to replace, and by what; an insertion replaces none."""


class Wording:
    """The wording of one text's statements."""

    def __init__(
        self,
        doc: Doc,
        claimants: Claimants,
        attributions: Sequence[Attribution],
        published: date | None,
    ):
        self.doc, self.claimants, self.attributions = doc, claimants, attributions
        self.published = published
        self.text = doc.text
        self.pronouns = Pronouns(claimants)

    def of(self, statement: Statement, speakers: Sequence[int]) -> str:
        """The statement's words, standing alone."""
        tokens = self._tokens(statement)
        if not tokens:
            return _applied(self.text, statement.start, statement.end, [])
        about = self._about(statement, tokens)
        at = self.claimants.cast.at
        named = {at[about.i]} if about is not None and about.i in at else set()
        changes = [
            *self._subject(statement, tokens, self._phrase(about)),
            *self._pronouns(statement, tokens, speakers, named),
            *self._dates(statement),
        ]
        return _applied(self.text, statement.start, statement.end, changes)

    def _tokens(self, statement: Statement) -> list[Token]:
        span = self.doc.char_span(statement.start, statement.end, alignment_mode="contract")
        return [] if span is None else list(span)

    def _about(self, statement: Statement, tokens: list[Token]) -> Token | None:
        """Who or what the words are about, where the sentence said it elsewhere."""
        head = self.doc[statement.head]
        match statement.form:
            case "relative" if tokens[0].tag_ in RELATIVE:
                return None if _on_what_was_said(tokens[0], head) else head.head
            case "apposition":
                return head.head
            case "participial":
                return head.head if head.dep_ == "acl" else _subject_of(head.head)
            case "coordinate" if _subject_of(head) is None:
                return _subject_of(_first_conjunct(head))
        return None

    def _subject(self, statement: Statement, tokens: list[Token], about: str) -> Iterator[Change]:
        head, first = self.doc[statement.head], tokens[0]
        if not about:
            framed = statement.attribution is not None and statement.form not in BOUND
            if framed and not any(t.tag_ in FINITE for t in tokens):
                yield from self._frame(statement, first)
        elif statement.form == "relative" and first.dep_ in SUBJECTS:
            yield first.idx, first.idx + len(first.text), f"[{about}]"
        elif statement.form == "coordinate":
            yield first.idx, first.idx, f"[{about}] "
        elif head.tag_ == "VBN" and head.dep_ == "acl" and head.i == first.i:
            yield first.idx, first.idx, f"[{about} {_be(head.head)}] "
        else:
            yield first.idx, first.idx, f"[{about}:] "

    def _frame(self, statement: Statement, first: Token) -> Iterator[Change]:
        """ "to build a wall" alone is nothing: who promised it is put before."""
        attribution = self.attributions[statement.attribution or 0]
        if attribution.cue is None or attribution.source is None:
            return
        source, cue = attribution.source, attribution.cue
        if source.end <= cue.start < statement.start:
            said = self.text[cue.start : min(cue.end, statement.start)].strip()
            yield first.idx, first.idx, f"[{source.text.strip()} {said}] "

    def _phrase(self, token: Token | None) -> str:
        """The noun phrase of the token, short; a pronoun as the one it stands for."""
        if token is None or token.pos_ in {"VERB", "AUX"}:
            return ""
        if token.tag_ == "PRP":
            found = self.pronouns.meant(token, (), reported=False)
            return token.text if found is None else self.claimants.cast.members[found].name
        if token.tag_ in {"WP", "WDT"}:
            return ""
        left, right = token.left_edge.i, token.i + 1
        for child in token.rights:
            if (
                child.dep_ not in {"prep", "case", "nmod"}
                or child.right_edge.i + 1 - left > LONGEST_SUBJECT
            ):
                break
            right = child.right_edge.i + 1
        if any(t.tag_ in FINITE and t.i != token.i for t in self.doc[left:right]):
            return ""
        phrase = self.doc[max(left, right - LONGEST_SUBJECT) : right].text
        return " ".join(phrase.replace("[", "(").replace("]", ")").split()).strip("\"“”'‘’,;: ")

    def _pronouns(
        self,
        statement: Statement,
        tokens: list[Token],
        speakers: Sequence[int],
        named: set[int],
    ) -> Iterator[Change]:
        told: set[str] = set()
        for token in tokens:
            word = token.lower_
            if token.i in self.claimants.cast.at:
                named.add(self.claimants.cast.at[token.i])
            if token.tag_ not in {"PRP", "PRP$"} or word in told:
                continue
            if word in FIRST:
                change = self._first_person(token, statement, speakers)
            else:
                change = self._third_person(token, statement, speakers, named)
            if change:
                told |= FIRST if word in FIRST else {word}
                yield change

    def _first_person(
        self, token: Token, statement: Statement, speakers: Sequence[int]
    ) -> Change | None:
        """ "I [Ann Lee]"; where no room is left for a name, as in "I’ve", it stands first."""
        if len(speakers) != 1 or not self._own_words(statement):
            return None
        name = self.claimants.cast.members[speakers[0]].name
        end = token.idx + len(token.text)
        if self.text[end : end + 1] in APOSTROPHES:
            return statement.start, statement.start, f"[{name}:] "
        return end, end, f" [{name}]" if token.tag_ == "PRP" else f" [{name}’s]"

    def _own_words(self, statement: Statement) -> bool:
        """Only in direct speech is "I" the speaker; in a report it is whoever reports."""
        index = statement.attribution
        return index is not None and self.attributions[index].kind != "indirect"

    def _begins_content(self, token: Token, statement: Statement) -> bool:
        """ "Lee said that he": the first word of what is reported, but for the "that"."""
        if statement.attribution is None:
            return False
        before = self.doc[token.i - 1] if token.i else token
        begins = {token.idx, before.idx} if before.lower_ == "that" else {token.idx}
        return any(c.start in begins for c in self.attributions[statement.attribution].contents)

    def _third_person(
        self, token: Token, statement: Statement, speakers: Sequence[int], named: set[int]
    ) -> Change | None:
        """The name for "he", unless the statement itself has said it already."""
        reported = token.dep_ in SUBJECTS and self._begins_content(token, statement)
        member = self.pronouns.meant(token, speakers, reported=reported)
        if member is None or member in named:
            return None
        named.add(member)
        name = self.claimants.cast.members[member].name
        owns = token.tag_ == "PRP$"
        return token.idx, token.idx + len(token.text), f"[{name}’s]" if owns else f"[{name}]"

    def _dates(self, statement: Statement) -> Iterator[Change]:
        if self.published is None:
            return
        text = self.text
        for match in dates.RELATIVE.finditer(text, statement.start, statement.end):
            meant = dates.meant(match, self.published, text[statement.start : statement.end])
            if meant:
                owner = POSSESSIVE.match(text, match.end(), statement.end)
                end = owner.end() if owner else match.end()
                yield end, end, f" [{meant}]"


def _be(noun: Token) -> str:
    """ "the charity founded in 1990" was founded; in the time of the sentence around it."""
    many = noun.tag_ in {"NNS", "NNPS"}
    past = noun.sent.root.tag_ == "VBD"
    return ("were" if many else "was") if past else ("are" if many else "is")


def _on_what_was_said(relative: Token, verb: Token) -> bool:
    """Whether "which" may stand for the whole clause before it: "They left, which surprised us"."""
    comma = relative.i > 0 and relative.nbor(-1).text == ","
    return comma and relative.lower_ == "which" and verb.lemma_.lower() in OF_SITUATIONS


def _subject_of(token: Token) -> Token | None:
    return next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)


def _first_conjunct(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def _applied(text: str, start: int, end: int, changes: list[Change]) -> str:
    parts, at = [], start
    for first, last, words in sorted(changes):
        if first >= at:
            parts += [text[at:first], words]
            at = last
    return " ".join("".join([*parts, text[at:end]]).split())

"""Makes a statement readable without its article: additions stand in square brackets."""

from collections.abc import Iterator, Sequence
from datetime import date

from spacy.tokens import Doc, Token

from claims.extraction import dates, names
from claims.extraction.claimants import Claimants
from claims.extraction.splitting import FINITE, RELATIVE
from claims.extraction.statements import Statement
from claims.extraction.types import Attribution

LONGEST_SUBJECT = 12
"""Words of a subject that are repeated; a longer one is cut at its head."""

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

    def of(self, statement: Statement, speakers: Sequence[int]) -> str:
        """The statement's words, standing alone."""
        changes = [
            *self._subject(statement),
            *self._pronouns(statement, speakers),
            *self._dates(statement),
        ]
        return _applied(self.text, statement.start, statement.end, changes)

    def _tokens(self, statement: Statement) -> list[Token]:
        span = self.doc.char_span(statement.start, statement.end, alignment_mode="contract")
        return [] if span is None else list(span)

    def _subject(self, statement: Statement) -> Iterator[Change]:
        """Who or what the words are about, where the sentence said it elsewhere."""
        tokens = self._tokens(statement)
        if not tokens:
            return
        head, first = self.doc[statement.head], tokens[0]
        if statement.form == "relative" and first.tag_ in RELATIVE:
            if first.lower_ in {"who", "which", "that"} and (about := self._phrase(head.head)):
                yield first.idx, first.idx + len(first.text), f"[{about}]"
            elif about := self._phrase(head.head):
                yield first.idx, first.idx, f"[{about}:] "
        elif statement.form in {"apposition", "participial"}:
            about = self._phrase(
                head.head
                if statement.form == "apposition" or head.dep_ == "acl"
                else _subject_of(head.head)
            )
            if about:
                yield first.idx, first.idx, f"[{about}:] "
        elif statement.form == "coordinate" and _subject_of(head) is None:
            about = self._phrase(_subject_of(_first_conjunct(head)))
            if about:
                yield first.idx, first.idx, f"[{about}] "
        elif statement.attribution is not None and not any(t.tag_ in FINITE for t in tokens):
            yield from self._frame(statement, first)

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
        if token.tag_ in {"PRP", "WP", "WDT"}:
            found = self.claimants.antecedent(token)
            return self.claimants.cast.members[found].name if found is not None else ""
        left, right = token.left_edge.i, token.i + 1
        for child in token.rights:
            if (
                child.dep_ not in {"prep", "case", "nmod"}
                or child.right_edge.i + 1 - left > LONGEST_SUBJECT
            ):
                break
            right = child.right_edge.i + 1
        phrase = self.doc[max(left, right - LONGEST_SUBJECT) : right].text
        return " ".join(phrase.replace("[", "(").replace("]", ")").split()).strip("\"“”'‘’,;: ")

    def _pronouns(self, statement: Statement, speakers: Sequence[int]) -> Iterator[Change]:
        told: set[str] = set()
        named: set[int] = set()
        for token in self._tokens(statement):
            word = token.lower_
            if token.i in self.claimants.cast.at:
                named.add(self.claimants.cast.at[token.i])
            if token.tag_ not in {"PRP", "PRP$"} or word in told:
                continue
            name = self._name(token, speakers if self._own_words(statement) else (), named)
            if name:
                told.add(word)
                owns = token.tag_ == "PRP$"
                end = token.idx + len(token.text)
                if word in names.FIRST_PERSON:
                    yield end, end, f" [{name}]" if not owns else f" [{name}’s]"
                else:
                    yield token.idx, end, f"[{name}’s]" if owns else f"[{name}]"

    def _own_words(self, statement: Statement) -> bool:
        """Only in direct speech is "I" the speaker; in a report it is whoever reports."""
        index = statement.attribution
        return index is not None and self.attributions[index].kind != "indirect"

    def _name(self, pronoun: Token, speakers: Sequence[int], named: set[int]) -> str:
        """Whom the pronoun means, unless the statement itself has said it already."""
        members = self.claimants.cast.members
        if pronoun.lower_ in {"i", "me", "my"}:
            return members[speakers[0]].name if len(speakers) == 1 else ""
        if pronoun.lower_ not in names.MASCULINE | names.FEMININE:
            return ""
        found = self.claimants.antecedent(pronoun)
        return members[found].name if found is not None and found not in named else ""

    def _dates(self, statement: Statement) -> Iterator[Change]:
        if self.published is None:
            return
        text = self.text
        for match in dates.RELATIVE.finditer(text, statement.start, statement.end):
            meant = dates.meant(match, self.published, text[statement.start : statement.end])
            if meant:
                yield match.end(), match.end(), f" [{meant}]"


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

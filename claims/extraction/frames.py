"""What one reporting word says by itself: its source, its words, its contents, from the parse."""

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from claims.extraction.contents import OBJECTS, contents_of, edges
from claims.extraction.cues import (
    ADDRESSED,
    ADJECTIVES,
    ADVERBS,
    DISPLAY,
    INTENT,
    INVITES,
    MOUTHS,
    NAMING,
    NOUNS,
    OPENERS,
    PREPOSITIONS,
    SPEECH,
    STANCE,
    THOUGHT,
    WEAK,
)
from claims.extraction.names import words
from claims.extraction.phrases import ancestors, cue_words, name_of, subject, subtree


@dataclass(frozen=True, slots=True)
class Frame:
    """An attribution in token numbers. `verb` is the word that governs it.

    `verbatim`: a passage handed over after a colon, word for word though without marks.
    """

    verb: int
    source: tuple[int, ...]
    cue: tuple[int, ...]
    contents: tuple[int, ...]
    verbatim: bool = False


def frame(token: Token) -> Frame | None:
    """The attribution that this word makes, if it makes one."""
    if token.pos_ in {"VERB", "AUX"}:
        return _verb(token)
    maker = MAKERS.get(token.pos_)
    return maker(token) if maker else None


def _verb(verb: Token) -> Frame | None:
    lemma = verb.lemma_.lower()
    if lemma == "accord" or (lemma == "cite" and verb.tag_ == "VBG" and verb.dep_ == "prep"):
        return _opener(verb)
    if verb.dep_ in {"aux", "auxpass"} or lemma not in KNOWN:
        return None
    who = subject(verb)
    contents, extra = contents_of(verb, lemma)
    if not contents or (lemma in WEAK and not may_speak(who)):
        return None
    source, passive = _source(verb, who)
    if passive and not source and lemma in WEAK:
        return None
    return Frame(verb.i, source, tuple(sorted({*cue_words(verb), *extra})), contents)


KNOWN = (
    SPEECH
    | THOUGHT
    | INTENT
    | STANCE
    | ADDRESSED
    | NAMING
    | DISPLAY
    | INVITES
    | frozenset(PREPOSITIONS)
)


def may_speak(who: Token | None) -> bool:
    """Whether the subject of a verb is somebody, or something that has a voice."""
    if who is None:
        return False
    return who.pos_ in {"PROPN", "PRON"} or who.ent_type_ != "" or who.lemma_.lower() in MOUTHS


def _source(verb: Token, who: Token | None) -> tuple[tuple[int, ...], bool]:
    """Who says it. In a passive it is the agent, or the one of whom it is said is not asked."""
    passive = any(c.dep_ == "auxpass" for c in verb.children) or (
        who is not None and who.dep_ == "nsubjpass"
    )
    if passive and verb.lemma_.lower() not in {"schedule", "convince", "conclude", "determine"}:
        agents = [
            a for c in verb.children if c.dep_ == "agent" for a in c.children if a.dep_ == "pobj"
        ]
        return (tuple(name_of(agents[0])) if agents else ()), True
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return (), True
    return (tuple(name_of(who)) if who is not None else ()), False


def _opener(token: Token) -> Frame | None:
    """ "According to the police, …": the clause around it is what they say."""
    last = token
    for child in token.children:
        if child.lower_ == "to" and child.dep_ == "prep":
            last = child
    whom = next((c for c in last.children if c.dep_ in {"pobj", "dobj"}), None)
    if whom is None:
        return None
    clause = next((a for a in ancestors(token) if a.pos_ in {"VERB", "AUX"}), token.sent.root)
    if clause.i == token.i:
        return None
    inside = edges(token, subtree(clause, [token]))
    return Frame(token.i, tuple(name_of(whom)), tuple(range(token.i, last.i + 1)), inside)


def _adposition(token: Token) -> Frame | None:
    return _opener(token) if token.lower_ in OPENERS else None


def _noun(noun: Token) -> Frame | None:
    """ "The claim that …", "his promise to …"."""
    if noun.lemma_.lower() not in NOUNS:
        return None
    for child in noun.children:
        marked = any(c.lower_ in {"that", "to"} and c.i < child.i for c in child.children)
        if child.dep_ in {"acl", "ccomp"} and child.i > noun.i and marked:
            owner = next((c for c in noun.children if c.dep_ == "poss"), None)
            who = tuple(name_of(owner)) if owner is not None else _bearer(noun)
            return Frame(
                noun.i,
                tuple(i for i in who if i != noun.i),
                (noun.i,),
                edges(noun, subtree(child)),
            )
    return None


BEARING = words("""
express get give have hold issue keep make offer raise release repeat send share utter voice
""")


def _bearer(noun: Token) -> tuple[int, ...]:
    """Whose it is in "made the claim that …", and not in "rejected the claim that …"."""
    verb = noun.head
    if noun.dep_ in OBJECTS and verb.lemma_.lower() in BEARING:
        who = subject(verb)
        return tuple(name_of(who)) if who is not None else ()
    return ()


def _adjective(adjective: Token) -> Frame | None:
    if adjective.lemma_.lower() not in ADJECTIVES or adjective.head.pos_ not in {"AUX", "VERB"}:
        return None
    clause = next((c for c in adjective.children if c.dep_ in {"ccomp", "xcomp"}), None)
    who = subject(adjective.head)
    if clause is None or who is None or who.lower_ == "it":
        return None
    cue = tuple(range(min(adjective.head.i, adjective.i), adjective.i + 1))
    cue = cue if len(cue) < 5 else (adjective.i,)
    return Frame(adjective.i, tuple(name_of(who)), cue, edges(adjective, subtree(clause)))


def _adverb(adverb: Token) -> Frame | None:
    if adverb.lower_ not in ADVERBS:
        return None
    clause = next((a for a in ancestors(adverb) if a.pos_ in {"VERB", "AUX"}), None)
    if clause is None:
        return None
    return Frame(adverb.i, (), (adverb.i,), edges(adverb, subtree(clause, [adverb])))


MAKERS: dict[str, Callable[[Token], Frame | None]] = {
    "NOUN": _noun,
    "ADJ": _adjective,
    "ADV": _adverb,
    "ADP": _adposition,
    "SCONJ": _adposition,
}

"""What a verb reports: the clause, the infinitive, the thing named, the words after "of"."""

from spacy.tokens import Token

from claims.extraction.cues import (
    ADDRESSED,
    DISPLAY,
    INTENT,
    INVITES,
    NAMING,
    PREPOSITIONS,
    SPEECH,
    STANCE,
    THOUGHT,
)
from claims.extraction.names import words
from claims.extraction.phrases import subtree

OBJECTS = frozenset({"dobj", "obj"})
TIMES = words("time day week month year morning monday tuesday wednesday thursday friday")
Found = tuple[tuple[int, ...], tuple[int, ...]]
"""The tokens of a content, and those of the cue besides the verb."""
NOTHING: Found = ((), ())


def contents_of(verb: Token, lemma: str) -> Found:
    """What is said, and the words that belong to the cue besides the verb."""
    for way in (_clause, _passive, _infinitive, _governing, _named, _prepositional, _noun_phrase):
        contents, extra = way(verb, lemma)
        if contents:
            return contents, extra
    return (), ()


def _clause(verb: Token, lemma: str) -> Found:
    if lemma not in SPEECH and lemma not in THOUGHT and lemma not in ADDRESSED:
        return NOTHING
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and _finite(c)]
    if not clauses:
        return NOTHING
    best = clauses[0] if clauses[0].i < verb.i else clauses[-1]
    inside = subtree(best, [verb, *_own_acts(best), *_asides(verb, best)])
    return edges(verb, _one_statement(verb, inside)), ()


def _asides(verb: Token, clause: Token) -> list[Token]:
    """In "said A would close, adding that B" the second report is a report of its own."""
    return [
        t
        for t in clause.subtree
        if t.i > clause.i > verb.i
        and t.tag_ == "VBG"
        and t.dep_ == "advcl"
        and t.lemma_.lower() in SPEECH
        and any(c.dep_ == "ccomp" for c in t.children)
    ]


def _one_statement(verb: Token, inside: list[int]) -> list[int]:
    """What follows a semicolon is somebody else's, unless quotation marks go around it."""
    doc = verb.doc
    for number, i in enumerate(inside):
        if i > verb.i and doc[i].text == ";" and not any(doc[j].is_quote for j in inside[:number]):
            return inside[:number]
    return inside


def _own_acts(clause: Token) -> list[Token]:
    """In "said she would stay and warned of delays" the parser takes the warning for hers."""
    if clause.tag_ in {"VBD", "VBN"}:
        return []
    return [
        c
        for c in clause.children
        if c.dep_ == "conj"
        and c.tag_ == "VBD"
        and c.lemma_.lower() in SPEECH
        and not any(g.dep_ in SUBJECTS_OR_THERE for g in c.children)
    ]


def _finite(clause: Token) -> bool:
    has_subject = any(c.dep_ in SUBJECTS_OR_THERE for c in clause.children)
    return has_subject or clause.tag_ in {"VBD", "VBZ", "VBP", "MD"} or clause.pos_ != "VERB"


SUBJECTS_OR_THERE = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


def _infinitive(verb: Token, lemma: str) -> Found:
    if lemma not in INTENT and lemma not in ADDRESSED:
        return NOTHING
    for child in verb.children:
        to = any(c.tag_ == "TO" for c in child.children)
        if child.dep_ in {"xcomp", "ccomp"} and child.i > verb.i and to:
            inside = subtree(child)
            if lemma in INVITES:
                whom = [c for c in verb.children if c.dep_ in OBJECTS]
                inside = sorted(i for c in (*whom, child) for i in subtree(c))
            elif lemma in ADDRESSED:
                whom = [c for c in child.children if c.dep_ == "nsubj" and c.i < child.i]
                inside = subtree(child, whom)
            return edges(verb, inside), ()
    return NOTHING


def _passive(verb: Token, lemma: str) -> Found:
    """ "Is expected to win", "was praised by farmers": what is said stands before the verb."""
    about = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if about is None or lemma in {"accuse", "blame", "ask", "tell"}:
        return NOTHING
    does = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    if does is not None and lemma in PASSIVE:
        return edges(verb, sorted([*subtree(about), *subtree(does)])), ()
    agent = any(c.dep_ == "agent" for c in verb.children)
    if lemma in STANCE and agent:
        return edges(verb, subtree(about)), ()
    return NOTHING


PASSIVE = words("""
allege anticipate assume believe consider estimate expect fear find forecast hold hope know predict
project propose report rumor rumour say suppose suspect tell think understand
""")


def _governing(verb: Token, lemma: str) -> Found:
    """ "Crime, he said, is falling": the verb hangs on the clause it reports."""
    if verb.dep_ not in {"parataxis", "ccomp", "advcl"} or lemma not in SPEECH | THOUGHT:
        return NOTHING
    head = verb.head
    as_said = any(c.lower_ in {"as", "like"} and c.dep_ == "mark" for c in verb.children)
    if not as_said and verb.dep_ != "parataxis" and not _enclosed(verb):
        return NOTHING
    return edges(verb, subtree(head, [verb])), ()


def _enclosed(verb: Token) -> bool:
    left, right = verb.left_edge.i, verb.right_edge.i
    doc = verb.doc
    if left == 0 or right - left > 8:
        return False
    before = doc[left - 1]
    return (
        before.text in {",", "—", "–", "-", "”", '"'}
        and verb.head.i != verb.i
        and left > verb.sent.start
    )


def _named(verb: Token, lemma: str) -> Found:
    """ "Called him a fraud", "is considered a fraud"."""
    if lemma not in NAMING:
        return NOTHING
    said = next((c for c in verb.children if c.dep_ == "oprd"), None)
    if said is None:
        return NOTHING
    whom = [c for c in verb.children if c.dep_ in OBJECTS or c.dep_ == "nsubjpass"]
    return edges(verb, sorted(i for c in (*whom, said) for i in subtree(c))), ()


def _prepositional(verb: Token, lemma: str) -> Found:
    wanted = PREPOSITIONS.get(lemma, ())
    for child in verb.children:
        if child.dep_ not in {"prep", "prt"} or child.lower_ not in wanted or child.i < verb.i:
            continue
        if child.dep_ == "prt":
            continue
        inside = [i for c in child.children if c.i > child.i for i in subtree(c)]
        if lemma == "call" and child.lower_ in {"on", "upon"}:
            inside += [i for c in verb.children if c.dep_ == "xcomp" for i in subtree(c)]
        if inside:
            between = (child.i,) if child.i == verb.i + 1 else ()
            return edges(verb, sorted(inside)), between
    return NOTHING


def _noun_phrase(verb: Token, lemma: str) -> Found:
    if lemma not in STANCE and lemma not in DISPLAY:
        return NOTHING
    for child in verb.children:
        if child.dep_ in OBJECTS and child.i > verb.i and child.lemma_.lower() not in TIMES:
            if child.pos_ == "PRON" and lemma in ADDRESSED:
                return NOTHING
            if child.lower_ in {"that", "this", "so", "it", "which", "what"}:
                return NOTHING
            return edges(verb, sorted([*subtree(child), *_regarding(verb, child)])), ()
    return NOTHING


def _regarding(verb: Token, named: Token) -> list[int]:
    """In "outlined positions on trade regarding X" the parser hangs the end on the verb."""
    after = named.right_edge.i + 1
    return [
        i
        for c in verb.children
        if c.dep_ == "prep" and c.lower_ in {"regarding", "concerning", "about"} and c.i == after
        for i in subtree(c)
    ]


def edges(verb: Token, inside: list[int]) -> tuple[int, ...]:
    """The content without the white space and commas around it."""
    doc = verb.doc
    while inside and _bare(doc[inside[0]]):
        inside = inside[1:]
    while inside and _bare(doc[inside[-1]]):
        inside = inside[:-1]
    return tuple(inside)


def _bare(token: Token) -> bool:
    return bool(token.is_space) or token.text in {
        ",",
        ".",
        ";",
        ":",
        "-",
        "–",
        "—",
        "!",
        "?",
        ")",
        "(",
    }

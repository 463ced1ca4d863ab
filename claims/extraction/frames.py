"""What one reporting word says by itself: its source, its words, its contents, from the parse."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from spacy.tokens import Token

from claims.extraction.cues import (
    ADDRESSED,
    ADJECTIVES,
    ADVERBS,
    DISPLAY,
    INTENT,
    INVITES,
    NAMING,
    NOUNS,
    OPENERS,
    PREPOSITIONS,
    SPEECH,
    STANCE,
    THOUGHT,
    WEAK,
    words,
)
from claims.extraction.phrases import ancestors, cue_words, name_of, subject, subtree

OBJECTS = frozenset({"dobj", "obj"})
TIMES = words("""
time day week month year morning monday tuesday wednesday thursday friday
""")
SPEAKERS = words("""
he she they we i you it who
""")
LEANING = frozenset({"advcl", "acl", "relcl", "parataxis"})


@dataclass(frozen=True, slots=True)
class Frame:
    """An attribution in token numbers. `verb` is the word that governs it."""

    verb: int
    source: tuple[int, ...]
    cue: tuple[int, ...]
    contents: tuple[int, ...]


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
    contents, extra = _contents(verb, lemma)
    if not contents or (lemma in WEAK and not _may_speak(who)):
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


def _may_speak(who: Token | None) -> bool:
    if who is None:
        return False
    return who.pos_ in {"PROPN", "PRON"} or who.ent_type_ != "" or who.lemma_.lower() in DOCUMENTS


DOCUMENTS = words("""
administration adviser agency aide analyst ally article book campaign candidate chairman committee
company court critic data democrat department document economist expert figure filing finding
government group hospital indictment investigation investigator judge lawmaker lawyer leader
letter man member memo message minister ministry number officer official organisation organization
paper party people police policy poll pollster prosecutor record report reporter republican
research researcher result return review scientist senator source spokesman spokesperson
spokeswoman statement statistic study supporter surveillance survey team tweet union voter witness
woman
""")


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


def _contents(verb: Token, lemma: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What is said, and the words that belong to the cue besides the verb."""
    for way in (_clause, _passive, _infinitive, _governing, _named, _prepositional, _noun_phrase):
        contents, extra = way(verb, lemma)
        if contents:
            return contents, extra
    return (), ()


Found = tuple[tuple[int, ...], tuple[int, ...]]
NOTHING: Found = ((), ())


def _clause(verb: Token, lemma: str) -> Found:
    if lemma not in SPEECH and lemma not in THOUGHT and lemma not in ADDRESSED:
        return NOTHING
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and _finite(c)]
    if not clauses:
        return NOTHING
    best = clauses[0] if clauses[0].i < verb.i else clauses[-1]
    return _edges(verb, subtree(best, [verb, *_own_acts(best)])), ()


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
            return _edges(verb, inside), ()
    return NOTHING


def _passive(verb: Token, lemma: str) -> Found:
    """ "Is expected to win", "was praised by farmers": what is said stands before the verb."""
    about = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if about is None or lemma in {"accuse", "blame", "ask", "tell"}:
        return NOTHING
    does = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    if does is not None and lemma in PASSIVE:
        return _edges(verb, sorted([*subtree(about), *subtree(does)])), ()
    agent = any(c.dep_ == "agent" for c in verb.children)
    if lemma in STANCE and agent:
        return _edges(verb, subtree(about)), ()
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
    return _edges(verb, subtree(head, [verb])), ()


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
    return _edges(verb, sorted(i for c in (*whom, said) for i in subtree(c))), ()


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
            return _edges(verb, sorted(inside)), between
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
            return _edges(verb, subtree(child)), ()
    return NOTHING


def _edges(verb: Token, inside: list[int]) -> tuple[int, ...]:
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
    inside = _edges(token, subtree(clause, [token]))
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
                _edges(noun, subtree(child)),
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
    return Frame(adjective.i, tuple(name_of(who)), cue, _edges(adjective, subtree(clause)))


def _adverb(adverb: Token) -> Frame | None:
    if adverb.lower_ not in ADVERBS:
        return None
    clause = next((a for a in ancestors(adverb) if a.pos_ in {"VERB", "AUX"}), None)
    if clause is None:
        return None
    return Frame(adverb.i, (), (adverb.i,), _edges(adverb, subtree(clause, [adverb])))


MAKERS: dict[str, Callable[[Token], Frame | None]] = {
    "NOUN": _noun,
    "ADJ": _adjective,
    "ADV": _adverb,
    "ADP": _adposition,
    "SCONJ": _adposition,
}


def without(found: Frame, tokens: set[int]) -> Frame:
    """The frame less some tokens of its content."""
    return replace(found, contents=tuple(i for i in found.contents if i not in tokens))

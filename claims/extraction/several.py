"""Whom "they" stands for, where the text spoke of several people before."""

from collections.abc import Container

from spacy.tokens import Token

from claims.extraction import names

LAST_SENTENCES = 60
"""Tokens back in which "they" looks for a subject of many."""

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
MANY_TAGS = frozenset({"NNS", "NNPS"})
PEOPLE = names.words("people men women children kids folks police crew staff families")
PERSONAL_ENDS = (
    *("er", "or", "ist", "ian", "ean", "ican", "ant", "ent", "man", "woman", "person"),
    *("ee", "ate", "ive", "ial", "ral", "crat", "ic", "ary", "league", "ie", "body"),
)
"""Endings of nouns that mostly mean people: bakers, critics, officials, delegates, residents."""

THINGS = names.words("""
number paper letter matter power order center computer offer chapter factor color error motor
document moment statement comment agreement investment argument event percent department incident
rate climate estimate debate initiative trial material topic statistic library salary budget movie
achievement payment apartment element accident garment state date incentive alternative perspective
tariff series cookie calorie category picnic fabric continent cent tent patent content talent mirror
""")
"""Words with such an ending that mean nobody."""


def several_before(
    pronoun: Token, *, outside: Container[int], named: Container[int]
) -> Token | None:
    """The noun for the people "they" stands for; None if somebody or nobody acted before.

    `outside` are the tokens of what they say: "With rebels advancing, they said" is of others;
    `named` are the tokens of names, of people and of bodies.
    """
    sentence = pronoun.sent.start
    here = [t for t in pronoun.doc[sentence : pronoun.i] if t.i not in outside and _many(t)]
    acting = [t for t in here if _acts(t)]
    if here:
        return (acting or here)[-1]
    for i in range(sentence - 1, max(-1, pronoun.i - LAST_SENTENCES), -1):
        token = pronoun.doc[i]
        if token.dep_ in SUBJECTS and _many(token):
            return token
        if token.dep_ in SUBJECTS and token.i in named:
            return None
    return None


def pair_before(pronoun: Token, *, outside: Container[int], people: Container[int]) -> list[Token]:
    """The names of those who acted together before "they", where no others did since.

    `people` are the tokens of names of people.
    """
    for i in range(pronoun.i - 1, max(-1, pronoun.i - LAST_SENTENCES), -1):
        token = pronoun.doc[i]
        if i in outside or token.dep_ not in SUBJECTS or token.pos_ == "PRON":
            continue
        together = [token, *(t for t in token.conjuncts if t.i > i)]
        if len(together) > 1 and all(t.i in people for t in together):
            return together
        if _many(token) or len(together) > 1:
            return []
    return []


def _many(token: Token) -> bool:
    """ "bakers", "the Americans"; but no "results" and no "hometowns"."""
    if token.tag_ not in MANY_TAGS or token.dep_ in {"compound", "poss"}:
        return False
    if token.tag_ == "NNPS" or token.lower_ in PEOPLE:
        return True
    one = token.lemma_.lower()
    known = one in names.ROLES | names.KIN | names.BODIES or token.lower_ in names.ANONYMOUS
    return known or (one.endswith(PERSONAL_ENDS) and one not in THINGS | names.DOCUMENTS)


def _acts(token: Token) -> bool:
    """A subject, or the people in one: "most of the bakers"."""
    while token.dep_ in {"pobj", "prep"}:
        token = token.head
    return token.dep_ in SUBJECTS

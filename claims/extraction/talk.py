"""Tells what is only talk: greetings, commands, unmarked questions, pointing at things."""

import re

from spacy.tokens import Doc, Token

from claims.extraction.names import words
from claims.extraction.splitting import FINITE, Clause

FEWEST_CONTENT_WORDS = 2
"""Below this, a statement about "this" or "that" is talk: "This is what I know"."""

CHAT = re.compile(
    r"(?:(?:and|but|so|well|look|sir|madam|governor|senator|mr\.? \w+)\W+)*"
    r"(?:i(?: do ?n['’]t|['’]d| would| just)? (?:like|want|have|need|wish) to (?:ask|interrupt|try"
    r"|move|turn|start|get|thank|follow|go back|bring)|thank you|thanks|good (?:morning|evening"
    r"|afternoon)"
    r"|welcome|let me|let['’]s (?:start|turn|move|talk|go)|if i may|please\b)",
    re.IGNORECASE,
)
"""How people hold a conversation; nothing is stated."""

SO_DO_I = re.compile(
    r"(?:neither|nor|so) "
    r"(?:am|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)"
    r" (?:\w+ ){0,2}\w+\W*$",
    re.IGNORECASE,
)
LONGEST_ADDRESS = 2
"""Words of "my friend" and "Mr. Lee", by which somebody is spoken to."""

LOOKS_LIKE_A_NOUN = words("cost costs cut cuts hit hits set sets spread shut hurt")
"""Verbs whose past is like their present, so that a parser may see two nouns and no verb."""

OPENING_TAGS = frozenset({"CC", "UH", "RB", "IN"})
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
POINTERS = frozenset({"this", "that", "what", "here", "those", "these"})

TOPIC_WORDS = frozenset({"what", "how", "why"})
ENDS_IN_YEAR = re.compile(r"\b(?:19|20)\d\d\W*$")
"""The name of a programme or a hearing and its day are no headline."""


def is_talk(doc: Doc, clause: Clause, start: int, end: int) -> bool:
    last = _without_address(doc, start, end)
    length = sum(1 for i in range(start, last) if doc[i].pos_ in CONTENT)
    pointing = any(
        c.lower_ in POINTERS or c.dep_ == "csubj"
        for c in doc[clause.head].children
        if c.dep_ in {"nsubj", "csubj"}
    )
    said = doc[start:end].text
    chatting = CHAT.match(said) is not None or SO_DO_I.match(said) is not None
    return length < 1 or chatting or (pointing and length < FEWEST_CONTENT_WORDS)


def _without_address(doc: Doc, start: int, end: int) -> int:
    """Where "That is right, Mr. Lee" ends without whom it is said to."""
    for i in range(end - 1, max(start, end - 2 - LONGEST_ADDRESS), -1):
        if doc[i].text == ",":
            return end if any(t.pos_ in {"VERB", "AUX", "NUM"} for t in doc[i:end]) else i
    return end


def is_headline(doc: Doc, end: int) -> bool:
    """A Headline Set Like This, whose verb the parser takes for a name."""
    long = [t for t in doc[:end] if t.is_alpha and len(t) >= 4]
    titled = len(long) >= 3 and sum(t.text[0].isupper() for t in long) >= 0.8 * len(long)
    return titled and not ENDS_IN_YEAR.search(doc[:end].text)


def may_be_finite(token: Token) -> bool:
    """A verb with a tense; or one that the parser took for a noun, as it does "cost"."""
    if token.tag_ == "POS" and token.i + 1 < len(token.doc) and token.nbor(1).tag_ == "RB":
        return True
    return token.tag_ in FINITE or (token.dep_ == "ROOT" and token.lower_ in LOOKS_LIKE_A_NOUN)


def is_command(doc: Doc, start: int, head: int) -> bool:
    """ "Look at the issues", "Don't get hung up": nobody is said to do anything."""
    verb = doc[head]
    subject = any(c.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for c in verb.children)
    bare = verb.tag_ == "VB" and verb.dep_ in {"ROOT", "conj", "ccomp"}
    helped = any(c.tag_ in {"MD", "TO"} or c.lower_ in {"did", "does"} for c in verb.children)
    return bare and not subject and not helped


def is_question(doc: Doc, start: int, end: int) -> bool:
    """ "why would Trump do that", also where the question mark is missing."""
    start = _after_so(doc, start, end)
    if end - start < 3:
        return False
    asks = doc[start].tag_ in {"WRB", "WP"} and doc[start + 1].tag_ in {"MD", "VBD", "VBZ", "VBP"}
    return (
        asks
        and doc[start + 1].pos_ == "AUX"
        and (doc[start + 2].dep_ in {"nsubj", "det", "compound"} or doc[start + 2].text.istitle())
    )


def is_topic(doc: Doc, start: int, head: int) -> bool:
    """ "What we know so far", "How the vote works": a line that says what it is about, no more."""
    first, verb = doc[start], doc[head]
    opens = first.lower_ in TOPIC_WORDS and first.tag_ in {"WP", "WRB", "WDT"}
    return opens and verb.dep_ == "ROOT" and _asked_of(first, verb)


def _asked_of(word: Token, verb: Token) -> bool:
    """Whether the word asks about this verb, near it: "how many homes lost power" too."""
    for _ in range(3):
        if word.head.i == verb.i:
            return word.dep_ not in {"mark", "nsubj", "nsubjpass"}
        word = word.head
        if word.pos_ in {"VERB", "AUX"}:
            return False
    return False


def _after_so(doc: Doc, start: int, end: int) -> int:
    """Past "So" and "And", which open a question as they do a statement."""
    while start < end and (doc[start].tag_ in OPENING_TAGS or doc[start].is_punct):
        start += 1
    return start

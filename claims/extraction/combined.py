"""Puts together what was learned and what the rules say: each where it is the better of the two."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from claims.extraction.cues import OPENERS, SPEECH
from claims.extraction.document import Document
from claims.extraction.frames import Frame
from claims.extraction.names import words
from claims.extraction.phrases import subject, subtree

ALIKE = 0.8
"""From here on two contents are one content, and the parse knows its ends better."""
FINDINGS = words("find show conclude rule estimate hear understand learn")
"""What stands at the end like speech does: "The wall leaks, the inquiry has found."""
EMPTY = frozenset({"DET", "ADP", "PUNCT", "PART", "CCONJ", "SCONJ", "SPACE", "AUX"})
RELATIVE = frozenset({"WDT", "WP", "IN"})
WIDEST_GAP = 1
"""Words between two parts of one content that belong to it too."""
WIDEST_GROUP = 5
VERB_GROUP = frozenset({"aux", "auxpass", "neg", "nsubj", "nsubjpass"})
SAID_ALREADY = 0.1
"""The share of a content that may lie in others and it is still something nobody found."""


def combined(document: Document, learned: Sequence[Frame], ruled: Iterable[Frame]) -> list[Frame]:
    """What was learned, its ends by the parse, and the plain speech that it missed."""
    taken = {i for f in learned for i in (*f.source, *f.cue)}
    out = [
        replace(
            f,
            source=_whole_name(document, f.source),
            contents=_filled(document, f.contents, taken),
        )
        for f in learned
    ]
    by_cue = {i: number for number, found in enumerate(out) for i in found.cue}
    reported = {i for found in out for i in found.contents}
    for rule in ruled:
        number = next((by_cue[i] for i in (rule.verb, *rule.cue) if i in by_cue), None)
        if number is not None:
            out[number] = _sharpened(out[number], rule)
        elif _plain_speech(document, rule):
            more = rule if _unsaid(rule, reported) else _divided(document, out, rule)
            out += [more] if more is not None else []
    return [f for f in out if _says(document, f.contents) and not _who_says_it(document, f)]


def _filled(document: Document, contents: tuple[int, ...], taken: set[int]) -> tuple[int, ...]:
    """The tagger may miss a word within a clause: "he has | never | published a figure"."""
    filled = set(contents)
    for before, after in pairwise(contents):
        gap = range(before + 1, after)
        if len(gap) <= WIDEST_GAP and all(_joins(document, i, taken) for i in gap):
            filled.update(gap)
        if after - before > 1:
            filled.update(_verb_group(document, after, taken))
    return tuple(sorted(filled))


def _verb_group(document: Document, verb: int, taken: set[int]) -> range:
    """What a verb cannot do without: "he has never" before "published a figure"."""
    token = document.doc[verb]
    left = [c.i for c in token.lefts if c.dep_ in VERB_GROUP and c.i > verb - WIDEST_GROUP]
    group = range(min(left, default=verb), verb)
    return group if all(_joins(document, i, taken) for i in group) else range(0)


def _joins(document: Document, i: int, taken: set[int]) -> bool:
    token = document.doc[i]
    return i not in taken and not token.is_punct and not token.is_space


def _sharpened(found: Frame, rule: Frame) -> Frame:
    ours, theirs = set(found.contents), set(rule.contents).difference(found.cue, found.source)
    if len(ours & theirs) < ALIKE * len(ours | theirs):
        return found
    return replace(found, contents=tuple(sorted(theirs)))


def _divided(document: Document, frames: list[Frame], rule: Frame) -> Frame | None:
    """Of "indicated that A, suggesting that B" the tagger may see one report: B is taken out."""
    theirs = set(rule.contents)
    for number, found in enumerate(frames):
        ours = set(found.contents)
        if theirs < ours and rule.verb not in ours and found.verb < rule.verb < min(theirs):
            left = tuple(i for i in found.contents if i < rule.verb)
            if left and _says(document, left):
                frames[number] = replace(found, contents=left)
                return rule
    return None


def _says(document: Document, tokens: Iterable[int]) -> bool:
    """Whether there is more than articles, prepositions and marks in it."""
    return any(document.doc[i].pos_ not in EMPTY for i in tokens)


def _who_says_it(document: Document, found: Frame) -> bool:
    """In "a finding that its owner disputes" the owner is who disputes, not what is disputed."""
    verb = document.doc[found.verb]
    who = subject(verb)
    if found.source or who is None or who.dep_ != "nsubj":
        return False
    speaks = set(subtree(who))
    return all(i in speaks or document.doc[i].tag_ in RELATIVE for i in found.contents)


def _whole_name(document: Document, source: tuple[int, ...]) -> tuple[int, ...]:
    """The tagger may begin a name at its surname: "Ms" and first names are put back."""
    doc, first = document.doc, source[0] if source else 0
    while first > 0 and source:
        before = doc[first - 1]
        if before.pos_ != "PROPN" or before.dep_ != "compound" or before.head.i not in source:
            break
        first -= 1
    return (*range(first, source[0]), *source) if source else ()


def _plain_speech(document: Document, rule: Frame) -> bool:
    word = document.doc[rule.verb]
    if word.text in {":", "–", "—", "-"}:
        return True
    inverted = rule.contents[0] < rule.verb and bool(rule.source)
    if inverted and word.lemma_.lower() in FINDINGS:
        return True
    return not rule.cue or word.lemma_.lower() in SPEECH or word.lower_ in OPENERS


def _unsaid(rule: Frame, reported: set[int]) -> bool:
    if reported.intersection(rule.cue):
        return False
    return len(reported.intersection(rule.contents)) < SAID_ALREADY * len(rule.contents)

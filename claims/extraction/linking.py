"""Makes attributions of what the tagger saw: which content goes with which cue and which source."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from claims.extraction.document import Document
from claims.extraction.frames import Frame
from claims.extraction.tagger import Array, Reading

OUTSIDE, SOURCE, CUE, CONTENT = range(4)
SWITCH = 6.0
"""What it costs, in log probability, that the next word of a content belongs to another cue."""
BREAK = 0.5
"""The same where the tagger sees a new content begin, or a sentence or a line does."""
LEAST_LINK = 0.6
"""Below this a second stretch of words is not counted among what the cue reports."""
WIDEST_GAP = 1
"""Words between two stretches of one content that are taken to be part of it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A token of the text, its rows in the window's reading, and what it is likely to be."""

    token: int
    rows: tuple[int, ...]
    role: int
    begins: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """Words next to each other in one role."""

    words: tuple[Word, ...]

    @property
    def tokens(self) -> tuple[int, ...]:
        return tuple(range(self.words[0].token, self.words[-1].token + 1))

    @property
    def rows(self) -> list[int]:
        return [row for word in self.words for row in word.rows]


def frames(document: Document, readings: Iterable[Reading]) -> list[Frame]:
    """The attributions of a text."""
    starts = [token.idx for token in document.doc]
    found: list[Frame] = []
    for reading in readings:
        found.extend(_frames(document, _words(starts, reading), reading))
    return found


def _words(starts: list[int], reading: Reading) -> list[Word]:
    """A word's pieces decide together what it is."""
    rows: dict[int, list[int]] = {}
    for row, piece in enumerate(reading.window, 1):
        if piece.end > piece.start:
            rows.setdefault(bisect_right(starts, piece.start) - 1, []).append(row)
    return [_word(token, held, reading.tags) for token, held in sorted(rows.items())]


def _word(token: int, rows: list[int], tags: Array) -> Word:
    mean, first = tags[rows].mean(axis=0), tags[rows[0]]
    shares = [mean[0], mean[1] + mean[2], mean[3] + mean[4], mean[5] + mean[6]]
    role = int(np.argmax(shares))
    begins = bool(role and first[2 * role - 1] > first[2 * role])
    return Word(token, tuple(rows), role, begins)


def _mentions(words: Sequence[Word], role: int) -> list[Mention]:
    """Runs of words in a role."""
    out: list[list[Word]] = []
    before = None
    for word in words:
        if word.role == role:
            if out and before is not None and before.role == role and not word.begins:
                out[-1].append(word)
            else:
                out.append([word])
        before = word
    return [Mention(tuple(run)) for run in out]


def _frames(document: Document, words: list[Word], reading: Reading) -> list[Frame]:
    cues, sources = _mentions(words, CUE), _mentions(words, SOURCE)
    content = [word for word in words if word.role == CONTENT]
    if not cues or not content:
        return []
    links = _links(content, cues, reading)
    owners = _owners(document, content, links)
    taken = {word.token for word in words if word.role in {SOURCE, CUE}}
    found = []
    for number, cue in enumerate(cues):
        held = [
            (w.token, float(links[i, number])) for i, w in enumerate(content) if owners[i] == number
        ]
        tokens = _stretches(held, taken)
        if tokens:
            source = _source(cue, sources, reading)
            found.append(Frame(cue.tokens[0], source, cue.tokens, tokens))
    return found


def _links(content: Sequence[Word], cues: Sequence[Mention], reading: Reading) -> Array:
    """How likely each word belongs to each cue."""
    mean = np.stack([reading.to_cue[list(word.rows)].mean(axis=0) for word in content])
    shares: Array = np.stack([mean[:, cue.rows].sum(axis=1) for cue in cues], axis=1)
    return shares


def _owners(document: Document, content: Sequence[Word], links: Array) -> list[int]:
    """The likeliest cue of each word, where changing it from one word to the next has a price."""
    logs = np.log(links + 1e-4)
    best, back = logs[0], []
    for i in range(1, len(content)):
        fresh = _fresh(document, content[i - 1], content[i])
        moved = best.max() - (BREAK if fresh else SWITCH)
        came = np.where(best >= moved, np.arange(len(best)), int(best.argmax()))
        back.append(came)
        best = np.maximum(best, moved) + logs[i]
    owner = int(best.argmax())
    owners = [owner]
    for came in reversed(back):
        owner = int(came[owner])
        owners.append(owner)
    return owners[::-1]


def _fresh(document: Document, before: Word, word: Word) -> bool:
    if word.begins or word.token > before.token + 1 + WIDEST_GAP:
        return True
    return bool(document.doc[word.token].is_sent_start)


def _stretches(held: list[tuple[int, float]], taken: set[int]) -> tuple[int, ...]:
    """The words of a content: stretches that the cue is sure of, small gaps closed."""
    runs: list[list[tuple[int, float]]] = []
    for token, share in held:
        if runs and token <= runs[-1][-1][0] + 1 + WIDEST_GAP:
            runs[-1].append((token, share))
        else:
            runs.append([(token, share)])
    if not runs:
        return ()
    weights = [sum(share for _, share in run) for run in runs]
    main = weights.index(max(weights))
    tokens: set[int] = set()
    for number, run in enumerate(runs):
        if number == main or weights[number] / len(run) >= LEAST_LINK:
            tokens.update(range(run[0][0], run[-1][0] + 1))
    return tuple(sorted(tokens - taken))


def _source(cue: Mention, sources: Sequence[Mention], reading: Reading) -> tuple[int, ...]:
    weights = reading.to_source[cue.rows].mean(axis=0)
    best: tuple[int, ...] = ()
    most = float(weights[0])
    for source in sources:
        share = float(weights[source.rows].sum())
        if share > most:
            best, most = source.tokens, share
    return best

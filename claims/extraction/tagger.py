"""Runs the learned tagger: for every word piece its role, and which cue or source it points to."""

import hashlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from claims.extraction.windows import CLS, PAD, SEP, Window, pack, paragraphs

Array = NDArray[np.float32]
FOLDER = Path(__file__).parent / "model"
DIGESTS = {
    "tagger.onnx": "63dd4dea914b5c163920bde1ff38fdf2abf416167c53ecba52a162d49d2f02c1",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""sha256 of the files that this code was measured with. Others are not run."""
BATCH = 8
CHUNK = 4 * BATCH
"""Windows kept until they are asked for, a megabyte each: 6,000 words."""
LINK = 64
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """A window with the tagger's view of it. Row 0 is [CLS], row i + 1 is piece i."""

    window: Window
    tags: Array
    """Probabilities: outside, then beginning and inside of source, cue and content."""
    to_cue: Array
    """Probability that the row's content belongs to the column's cue."""
    to_source: Array
    """Probability that the row's cue is the column's source's."""
    middle: Array
    """What the words mean: the states halfway up, 384 to a piece. Row i is piece i."""


class Tagger:
    """The model and its tokenizer, for one thread."""

    def __init__(self, folder: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # What the arena keeps is what the longest text needed; a worker lives for days.
        options.enable_cpu_mem_arena = False
        self.session = onnxruntime.InferenceSession(
            str(folder / "tagger.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def read(self, text: str) -> Iterator[Reading]:
        """The windows of the text in its order, a few at a time: all of a book are too much."""
        windows = pack(paragraphs(text, self.tokenizer))
        for i in range(0, len(windows), CHUNK):
            yield from self._chunk(windows[i : i + CHUNK])

    def _chunk(self, windows: Sequence[Window]) -> list[Reading]:
        """Windows of like length are read together, so that little is padding."""
        order = sorted(range(len(windows)), key=lambda i: len(windows[i]))
        found: dict[int, Reading] = {}
        for i in range(0, len(order), BATCH):
            chosen = order[i : i + BATCH]
            batch = [windows[n] for n in chosen]
            found.update(zip(chosen, self._read(batch), strict=True))
        return [found[i] for i in range(len(windows))]

    def _read(self, batch: Sequence[Window]) -> Iterator[Reading]:
        size = max(map(len, batch)) + 2
        ids = np.full((len(batch), size), PAD, dtype=np.int64)
        for row, window in enumerate(batch):
            ids[row, : len(window) + 2] = [CLS, *(piece.id for piece in window), SEP]
        mask = (np.arange(size) < [[len(w) + 2] for w in batch]).astype(np.int64)
        outputs = ["tags", "links", "middle"]
        tags, links, middle = self.session.run(outputs, {"ids": ids, "mask": mask})
        for row, window in enumerate(batch):
            end = len(window) + 1
            link = links[row, :end]
            yield Reading(
                window,
                softmax(tags[row, :end]),
                _points(link[:, :LINK], link[:, LINK : 2 * LINK]),
                _points(link[:, 2 * LINK : 3 * LINK], link[:, 3 * LINK :]),
                middle[row, 1:end],
            )


def softmax(scores: Array) -> Array:
    """Rows that sum to one."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Array = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def _points(query: Array, key: Array) -> Array:
    return softmax(query @ key.T / np.float32(np.sqrt(LINK)))


def read(text: str) -> Iterator[Reading] | None:
    """The windows of a text as the tagger sees them, once; None where there is no tagger."""
    reader = tagger()
    return None if reader is None else reader.read(text)


@cache
def tagger(folder: Path = FOLDER) -> Tagger | None:
    """The tagger, loaded once; None where its files are missing or are not the ones known."""
    for name, digest in DIGESTS.items():
        path = folder / name
        if not path.is_file():
            log.warning("%s is missing: attribution by rules alone", path.name)
            return None
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            log.warning("%s is not the file this code was measured with: rules alone", path.name)
            return None
    return Tagger(folder)

"""A vector for a sentence: what the tagger has made of its words halfway up its layers.

The lower layers of the tagger know language, the upper ones attribution; the middle serves others.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from claims.extraction.tagger import Tagger
from claims.extraction.windows import CLS, MOST_PIECES, SEP

OUTPUT = "middle"
WIDTH = 384
Vectors = NDArray[np.float32]


def available(tagger: Tagger | None) -> bool:
    """Whether the model gives the middle layer away: those exported before it did not."""
    return tagger is not None and OUTPUT in {o.name for o in tagger.session.get_outputs()}


def vectors(tagger: Tagger, sentences: Sequence[str]) -> Vectors:
    """A row for each sentence: the mean over its word pieces. What is too long is cut.

    Each is read alone: the scales of eight-bit arithmetic follow what is read together, and a
    sentence should not mean something else beside other ones.
    """
    found = np.zeros((len(sentences), WIDTH), dtype=np.float32)
    for row, sentence in enumerate(sentences):
        pieces = tagger.tokenizer.encode(sentence, add_special_tokens=False).ids[:MOST_PIECES]
        if pieces:
            ids = np.array([[CLS, *pieces, SEP]], dtype=np.int64)
            (middle,) = tagger.session.run([OUTPUT], {"ids": ids, "mask": np.ones_like(ids)})
            found[row] = middle[0, 1:-1].mean(axis=0)
    return found

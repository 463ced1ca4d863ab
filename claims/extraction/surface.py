"""What a sentence shows on its surface: its words, its length, and counts of telling patterns."""

import math
import re
from collections.abc import Iterator

TERM = re.compile(r"(?u)\b\w\w+\b")
NUMBER_WORDS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|hundred|thousand|million"
    r"|billion|trillion|percent|half|third"
)
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\d|\b(?:{NUMBER_WORDS})\b", r"\d", r"%|percent", r"\$|dollar",
        r"million|billion|trillion", r"\?", r"\bi\b|\bmy\b|\bme\b", r"\bwe\b|\bour\b|\bus\b",
        r"\byou\b|\byour\b",
        r"\bhe\b|\bshe\b|\bhis\b|\bher\b|\bthey\b|\btheir\b",
        r"\bwill\b|'ll\b|going to|would|should|could|must|might|may\b",
        r"\bthink|believe|hope|want|feel|know\b", r"\bnot\b|n't\b|\bno\b|never",
        r"\bwas\b|\bwere\b|\bhad\b|\bdid\b", r"\b\w+ed\b",
        r"\bmore\b|\bless\b|than\b|\b\w+est\b|most",
        r"\bbecause\b|\bcaus", r"thank|applause|ladies|please|sorry|good evening|crosstalk",
        r"\b(?:jobs?|tax(?:es)?|trade|deficit|debt|percent|war|nuclear|health|wage|crime|immigra"
        r"|border|wall|bill|vote[ds]?)",
        r"^(?:and|but|so)\b", r"\b(?:19|20)\d\d\b", r"year|month|week|day",
    )
)  # fmt: skip
"""What is counted in a sentence, in small letters, beside its words."""


def terms(sentence: str) -> Iterator[str]:
    """Words and pairs of words, in small letters."""
    words = TERM.findall(sentence.lower())
    yield from words
    yield from (f"{a} {b}" for a, b in zip(words, words[1:], strict=False))


def features(sentence: str) -> list[float]:
    """Surface features: length, capitals, and counts of `PATTERNS`."""
    words, low = sentence.split(), sentence.lower()
    length = len(words)
    capitals = sum(
        1 for w in words[1:] if w[0].isupper() and not w.startswith(("I'", "I’")) and w != "I"
    )
    shape = [math.log1p(length), float(length > 6), float(length > 12), float(capitals)]
    shape += [capitals / (length + 1), float(sentence.isupper())]
    return shape + [float(len(p.findall(low))) for p in PATTERNS]

"""Claims of a text that is not English: its sentences, in the outlet's voice, and a note."""

import re
from collections.abc import Iterator

from claims.extraction import language
from claims.extraction.types import Claim, Extraction

METHOD = "sentences"
NOTE = (
    "This text is in {}: each sentence became a claim of the outlet; "
    "who said what was not looked for."
)
SENTENCE = re.compile(
    r"[^\n.!?。！？؟।…]+(?:[.!?。！？؟।…]+(?!\s)[^\n.!?。！？؟।…]*)*[.!?。！？؟।…]*"
)
LETTER = re.compile(r"[^\W\d_]")
FEWEST_LETTERS = 12
FEWEST_IDEOGRAPHS = 5


def extract(text: str, code: str, version: str) -> Extraction:
    name = language.name_of(code)
    return Extraction(
        language=code, attributions=(), claimants=(), claims=tuple(_claims(text)),
        method=METHOD, version=version,
        notes=(NOTE.format(name),),
    )  # fmt: skip


def _claims(text: str) -> Iterator[Claim]:
    for match in SENTENCE.finditer(text):
        start, end = _trimmed(text, *match.span())
        exact = text[start:end]
        if not _states(exact, text[end : match.end()]):
            continue
        yield Claim(
            start=start, end=end, exact=exact, text=exact, attribution=None, claimants=(),
            kind="outlet", kind_of_claim="other", check_worthiness=0.5,
            reasons=("not judged: the text is not in English",),
            confidence=0.3,
        )  # fmt: skip


def _states(exact: str, after: str) -> bool:
    letters = len(LETTER.findall(exact))
    ideographs = sum("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in exact)
    long_enough = letters >= FEWEST_LETTERS or ideographs >= FEWEST_IDEOGRAPHS
    return long_enough and not re.search(r"[?？؟]", after)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum() and text[end - 1] not in "%€$£)":
        end -= 1
    return start, end

"""What stands at the ends of a statement and is no part of it: lead-ins, marks, datelines."""

import re
import unicodedata

from claims.extraction.datelines import dateline
from claims.extraction.splitting import Form

LEAD_IN = re.compile(
    r"(?:(?:and|but|so|or|because|that|however|meanwhile|furthermore|moreover|in addition|in fact"
    r"|as a result|that said|indeed|instead|of course)\b(?:[,:]\s*|\s+)|as\s+(?=[“\"‘«„])"
    r"|(?:well|look|now|yes|no|oh|you know|i mean|listen|frankly|believe me|by the way|friends"
    r"|folks|my fellow \w+|ladies and gentlemen)\b[,:]\s*|\d{1,3}[.)]\s+"
    r"|(?:the )?(?:facts?|fact check|truth|reality|verdict):\s+)",
    re.IGNORECASE,
)
"""Words that tie a statement to the one before, greet, count or head, and state nothing."""

NUMBERED = re.compile(r"\d{1,3}[.):]?\s+")
"""After "#", the number of an item in a list."""
SUBORDINATOR = re.compile(r"(?:as|while|though|although|whereas|after|when)\s+", re.IGNORECASE)

EDGE = " \t\r\n\u00a0\u200b\ufeff,;:.—–―-\"'“”‘’«»„…*•|"

LAST_LETTERLIKE = "\u218f"
"""Before the arrows, signs such as "°" and "℃" belong to their number."""
PICTURES = frozenset({"So", "Sk", "Sm", "Mn", "Cf"})
DANGLING = re.compile(r",\s+(?:specifically|particularly|especially|notably|and|but|also)$")
CLOSES = re.compile(r"[.,!?]?’")
PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("[", "]"))


def lead_in(words: str, form: Form) -> int:
    """Characters that state nothing at the start: a dateline, "However,", "while"."""
    length = dateline(words)
    if form in {"adverbial", "concession"} and (match := SUBORDINATOR.match(words)):
        length = match.end()
    while form != "relative" and (match := LEAD_IN.match(words, length)):
        length = match.end()
    return length if length < len(words) else 0


def number_of_item(text: str, start: int) -> int:
    """Where the words of "#3 It is painted" begin, whose mark has been left behind."""
    numbered = NUMBERED.match(text, start) if text[start - 1 : start] == "#" else None
    return numbered.end() if numbered else start


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without spaces and punctuation at the ends, quotation marks only in pairs."""
    while start < end and _is_edge(text[start]):
        start += 1
    while end > start and _is_edge(text[end - 1]):
        end -= 1
    if dangling := DANGLING.search(text[max(start, end - 16) : end]):
        end -= len(dangling.group())
    for opening, closing in PAIRS:
        surplus = text.count(opening, start, end) - text.count(closing, start, end)
        if surplus < 0 and start > 0 and text[start - 1] == opening:
            start -= 1
        elif surplus > 0 and (found := text.find(closing, end, end + 3)) >= 0:
            end = found + 1
    end = _with_single_mark(text, start, end)
    if text.count('"', start, end) % 2:
        if (found := text.find('"', end, end + 2)) >= 0:
            end = found + 1
        elif start > 0 and text[start - 1] == '"':
            start -= 1
    return start, end


def _with_single_mark(text: str, start: int, end: int) -> int:
    """With the single mark that closes what one within opened: "it was ‘safe’"."""
    opened = text.rfind("‘", start, end)
    after = CLOSES.match(text, end)
    if opened < 0 or after is None or re.search(r"’(?!\w)", text[opened:end]):
        return end
    return after.end()


def _is_edge(mark: str) -> bool:
    """What opens or closes a statement and is no part of it: marks, arrows, emoji."""
    return mark in EDGE or (mark > LAST_LETTERLIKE and unicodedata.category(mark) in PICTURES)

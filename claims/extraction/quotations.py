"""Finds what stands in quotation marks: curly, straight, angular, single; over paragraphs too."""

import re
from dataclasses import dataclass

from claims.extraction.pieces import lines, without_noise

CLOSING = {"“": "”“", "„": "“”", "«": "»", '"': '"”', "‘": "’", "'": "'", "‹": "›"}
"""What may end a quotation, by the mark that opened it."""
MARK = re.compile(r"[“”„«»\"‘’'‹›]")
CONTINUES = re.compile(r"\s*[“„«\"‘]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks. `goes_on`: its end is not marked, the next paragraph resumes."""

    start: int
    end: int
    goes_on: bool = False


def quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of the text, in order."""
    # Two single marks side by side are one double mark; the joiner keeps the offsets.
    text = without_noise(text).replace("''", '"\u2060').replace("``", '"\u2060')
    found: list[Quotation] = []
    spans = list(lines(text))
    going_on = ""
    for number, (start, end) in enumerate(spans):
        stripped = start + len(text[start:end].rstrip())
        after = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        if going_on == '"' and _ends_what_went_on(text, start, stripped):
            found.append(Quotation(start, stripped))
            going_on = ""
            continue
        here = _in_line(text, start, stripped, after)
        found.extend(here)
        if here:
            going_on = text[here[-1].start] if here[-1].goes_on else ""
    return tuple(found)


def _ends_what_went_on(text: str, start: int, end: int) -> bool:
    """A paragraph with quotations of its own in curly marks, and a straight one left over."""
    odd = text.count('"', start, end) % 2 == 1
    return odd and text[end - 1] == '"' and text[start : start + 1] != '"'


def _in_line(text: str, start: int, end: int, after: int) -> list[Quotation]:
    found = []
    position = start
    hopeless = ""
    while match := _opening(text, position, end, hopeless):
        mark, left = match.group(), match.start()
        right = _closing(text, left, mark, end)
        if right is not None:
            found.append(Quotation(left, right))
            position = right
            continue
        if mark != "'" and CONTINUES.match(text, after) and after > end:
            found.append(Quotation(left, end, goes_on=True))
            break
        if mark in "“„«":
            # Its end was forgotten. The paragraph's is the best there is.
            found.append(Quotation(left, end))
            break
        # Nothing closes this one, so nothing closes another like it further on: looked up once.
        hopeless += mark
        position = left + 1
    return found


def _opening(text: str, position: int, end: int, hopeless: str) -> re.Match[str] | None:
    for match in MARK.finditer(text, position, end):
        at, mark = match.start(), match.group()
        if mark in hopeless:
            continue
        if mark in "“„«‹":
            return match
        if mark in "\"‘'" and _free_before(text, at) and _full_after(text, at, end):
            return match
    return None


def _closing(text: str, left: int, mark: str, end: int) -> int | None:
    depth = 0
    for match in MARK.finditer(text, left + 1, end):
        at, other = match.start(), match.group()
        if mark in "‘'" and other == mark and other == "‘":
            depth += 1
        if mark == '"' and other == "“":
            depth += 1
        if other not in CLOSING[mark]:
            continue
        if depth and other == '"' and mark == '"':
            # Curly marks inside straight ones; one of them was forgotten.
            depth = 0
        if other == mark and mark == "“":
            return None if _free_before(text, at) else at + 1
        if other == '"' and _free_before(text, at) and _full_after(text, at, end):
            continue
        if other in "’'" and not _ends_word(text, at, end):
            continue
        if depth:
            depth -= 1
            continue
        return at + 2 if text[at + 1 : at + 2] == "\u2060" else at + 1
    return None


def _free_before(text: str, at: int) -> bool:
    return at == 0 or text[at - 1].isspace() or text[at - 1] in "([{—–-:/“‘\"'\u200b\ufeff"


def _full_after(text: str, at: int, end: int) -> bool:
    return at + 1 < end and not text[at + 1].isspace()


def _ends_word(text: str, at: int, end: int) -> bool:
    """Whether a single mark here ends a quotation rather than being an apostrophe."""
    if at + 1 < end and text[at + 1].isalnum():
        return False
    before, after = text[at - 1], text[at + 1 : at + 2]
    if before.isspace():
        return False
    return not (before == "s" and after == " " and text[at + 2 : at + 3].islower())

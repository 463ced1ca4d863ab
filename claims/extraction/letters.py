"""Who wrote the letters and posts of a page: each is signed below its text.

Only a page that says it prints letters has signatures of names; a line that is only "@somebody"
signs the post above it anywhere, if there are two of them at least.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.extraction.names import MEN, WOMEN, words
from claims.extraction.types import Span

LINE = re.compile(r"\S(?:[^\n]*[^\s])?")
PAGE = re.compile(
    r"(?:letters|(?:readers['’]?|your|today['’]s) (?:letters|views|comments|opinions)|your say"
    r"|(?:letters )?to the editors?|letters (?:from|by) (?:our )?readers|readers (?:respond|write))"
    r"[.:]?",
    re.IGNORECASE,
)
"""A line that opens a page of letters."""

SECTION = re.compile(r"(?:twitter|facebook|comments|e-?mails?|tweets|posts)[.:]?", re.IGNORECASE)
"""A line that opens a part of such a page; elsewhere it is a button."""

HANDLE = re.compile(r"(?:[—–-]+ ?)?(?P<name>@\w{2,30})\.?")
WORD = r"[A-Z][\w.'’-]*"
SIGNATURE = re.compile(
    rf"(?:[—–-]+ ?)?(?P<name>{WORD}(?: (?:de|del|la|van|von|der|bin|al|{WORD})){{1,4}}?)"
    rf"(?P<place>, {WORD}(?:,? {WORD}){{0,4}})?[.,]?"
)
PLACE = re.compile(rf"{WORD}(?:,? (?:of |the |and |upon )?{WORD}){{0,4}}(?:,? \d[\d, ]*)?\.?")
LONGEST = 60
"""Characters of a line that signs."""

FEWEST = 2
"""Letters, unless the page ends with the one signature that it has."""
NO_NAMES = words("the a an this these our your my in on of for to and")


@dataclass(frozen=True, slots=True)
class Signed:
    """The words from `start` to `end`, and the name printed below them."""

    name: Span
    start: int
    end: int


def letters(text: str) -> list[Signed]:
    """The letters of a page in their order, the posts among them."""
    lines = [m.span() for m in LINE.finditer(text)]
    found = list(_signed(text, lines))
    return found if len(found) >= FEWEST or _signs_all(text, found) else []


def _signs_all(text: str, found: list[Signed]) -> bool:
    """One letter fills the page: nothing follows its name but the place."""
    after = [m.span() for m in LINE.finditer(text, found[0].name.end + 1)] if found else []
    named = found and HANDLE.fullmatch(found[0].name.text) is None
    return bool(named) and len(after) <= 1 and all(_is_place(text, *line) for line in after)


def _signed(text: str, lines: list[tuple[int, int]]) -> Iterator[Signed]:
    first, page, section = 0, False, False
    for number, (start, end) in enumerate(lines):
        if end - start > LONGEST:
            continue
        if _is_heading(text, start, end):
            opens = PAGE.fullmatch(text, start, end) is not None
            first, page, section = number + 1, page or opens, page and not opens
            continue
        handle = HANDLE.fullmatch(text, start, end)
        signature = handle or (_signature(text, lines, number, section) if page else None)
        if signature is None:
            continue
        above = max(first, number - 1) if handle else first
        if above < number:
            body = lines[above][0], lines[number - 1][1]
            yield Signed(_name(signature), *body)
        below = lines[number + 1] if number + 1 < len(lines) else (0, 0)
        placed = handle is None and not signature["place"] and _is_place(text, *below)
        first = number + 1 + placed


def _signature(
    text: str, lines: list[tuple[int, int]], number: int, section: bool
) -> re.Match[str] | None:
    """A name with its place, here or on the next line; or one whose first name tells it.

    Posts have no headings, so that any name below one in their section signs it.
    """
    found = SIGNATURE.fullmatch(text, *lines[number])
    if found is None or not NO_NAMES.isdisjoint(found["name"].lower().split()):
        return None
    below = lines[number + 1] if number + 1 < len(lines) else (0, 0)
    given = found["name"].split()[0].lower() in MEN | WOMEN
    return found if section or given or found["place"] or _is_place(text, *below) else None


def _is_place(text: str, start: int, end: int) -> bool:
    short = 0 < end - start <= LONGEST and not _is_heading(text, start, end)
    return short and PLACE.fullmatch(text, start, end) is not None


def _is_heading(text: str, start: int, end: int) -> bool:
    return any(heading.fullmatch(text, start, end) for heading in (PAGE, SECTION))


def _name(signature: re.Match[str]) -> Span:
    name = signature["name"].rstrip(".")
    return Span(signature.start("name"), signature.start("name") + len(name), name)

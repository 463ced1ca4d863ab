"""What a reader sees of a text: without markup, marks of no width, or letters all shouted.

The steps work on the readable text; `restored` puts what they found back into the text as given.
"""

import re
from array import array
from dataclasses import dataclass, replace
from html import unescape

from claims.extraction.names import DATES, MEN, TITLES, WOMEN, words
from claims.extraction.types import Attribution, Extraction, Span

BLOCKS = words("""
address article aside blockquote body br button caption dd details dialog div dl dt fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html iframe li main nav ol option p
section select summary table tbody td tfoot th thead title tr ul video
""")
"""Elements that end a line; the others stand within one."""
INLINE = words("""
a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label link mark
meta noscript picture pre q s samp script small source span strike strong style sub sup svg time tt
u var wbr path
""")
UNSEEN = ("script", "style", "svg", "noscript")
"""Elements whose contents no reader sees."""
MARK = re.compile(
    rf"<!--|</?(?P<tag>{'|'.join(sorted(BLOCKS | INLINE, key=len, reverse=True))})"
    r"(?:[\s/][^<>]{0,2000})?>"
    r"|&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});"
    r"|[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+|(?<=[\x00-\u024f])[\u200c\u200d]"
    r"|[\x00-\x08\x0e-\x1f\x7f]",
    re.IGNORECASE,
)
"""The joiners of Persian words and of emoji mean something there, and nothing in Latin script."""
LETTER = re.compile(r"[^\W\d_]")
FEWEST_LETTERS = 30
"""Below this a text in capitals is a headline or a label."""
SHOUTED = 0.8
"""Share of capitals from which a text is set in capitals."""
WORD = re.compile(r"[^\W\d_][\w'’-]*")
LABEL = re.compile(r"^[^\n:a-z]{1,60}:(?=\s)", re.MULTILINE)
"""Who speaks next in a transcript: its capitals are not shouting."""
NAMES = (TITLES | MEN | WOMEN | DATES) - words("will may mark general rose grace faith hope dawn")
NEVER = words("""
a an and are as at before by for from had has have he her his in is it its of on or said says she
that the they to was were when while who will with
""")
"""What follows a name and is none."""
BEFORE_MONTH = words("in since until last this next early late of by")
"""What stands before May, and not before what may be."""
STARTS_SENTENCE = re.compile(r"(?:^|[.!?:\n][\"“”'‘’)\s]*|[\"“‘(])$")


@dataclass(frozen=True, slots=True)
class Readable:
    """The readable text, and for each of its characters where it begins and ends in the other."""

    text: str
    starts: "array[int]"
    ends: "array[int]"

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.starts[start], self.ends[end - 1] if end > start else self.starts[start]


def readable(text: str) -> Readable | None:
    """The text as it is read; None where that is the text itself."""
    parts = [(text[a:b], a) for a, b in _kept(text)] if MARK.search(text) else []
    if not parts:
        quiet = _quiet(text)
        return None if quiet == text else _in_place(quiet)
    starts, ends, shown = array("q"), array("q"), []
    for said, start in parts:
        seen, width = _seen(said)
        shown.append(seen)
        if width == 1:
            starts.extend(range(start, start + len(seen)))
            ends.extend(range(start + 1, start + len(seen) + 1))
        else:
            starts.extend([start] * len(seen))
            ends.extend([start + width] * len(seen))
    starts.append(len(text))
    return Readable(_quiet("".join(shown)), starts, ends)


def _in_place(text: str) -> Readable:
    places = array("q", range(len(text) + 1))
    return Readable(text, places, places[1:])


def _kept(text: str) -> list[tuple[int, int]]:
    """The stretches between marks, and the marks that stand for something, in their order."""
    kept: list[tuple[int, int]] = []
    at = 0
    lowered = text.lower() if text.isascii() else "".join(map(_lower, text))
    hopeless: set[str] = set()
    for mark in MARK.finditer(text):
        if mark.start() < at:
            continue
        kept.append((at, mark.start()))
        kept.append(mark.span())
        at = _after(lowered, mark, hopeless)
    kept.append((at, len(text)))
    return [(a, b) for a, b in kept if b > a]


def _after(lowered: str, mark: re.Match[str], hopeless: set[str]) -> int:
    """Where reading goes on: after a comment or a script, where it is closed at all."""
    tag = (mark["tag"] or "").lower()
    opened = mark.group() == "<!--" or (tag in UNSEEN and not mark.group().startswith("</"))
    closing = "-->" if mark.group() == "<!--" else f"</{tag}"
    if not opened or closing in hopeless:
        return mark.end()
    closed = lowered.find(closing, mark.end())
    if closed < 0:
        # Looked for once only: nothing further on closes another one either.
        hopeless.add(closing)
        return mark.end()
    end = lowered.find(">", closed)
    return end + 1 if end >= 0 else len(lowered)


def _seen(said: str) -> tuple[str, int]:
    """What a stretch shows, and how much of the text each of its characters stands for."""
    mark = MARK.fullmatch(said)
    if mark is None:
        return said, 1
    if mark["tag"]:
        return ("\n" if mark["tag"].lower() in BLOCKS else ""), len(said)
    if said.startswith("&"):
        meant = unescape(said)
        return (said, 1) if meant == said else (_printable(meant), len(said))
    return (" " if said < " " or said == "\x7f" else ""), len(said)


def _printable(meant: str) -> str:
    return " " if meant < " " or meant == "\xa0" else meant


def _quiet(text: str) -> str:
    """A text in capitals as it would be set otherwise, letter for letter."""
    letters = LETTER.findall(text)
    capitals = sum(letter.isupper() for letter in letters)
    if len(letters) < FEWEST_LETTERS or capitals < SHOUTED * len(letters):
        return text
    labels = [match.span() for match in LABEL.finditer(text)]
    out, at = [], 0
    for start, end in [*labels, (len(text), len(text))]:
        out += [_lowered(text[at:start]), text[start:end]]
        at = end
    return "".join(out)


def _lowered(text: str) -> str:
    """Small letters, but for the first of a sentence, names, titles and days."""
    found = list(WORD.finditer(text))
    out, at, before = [], 0, ""
    for match in found:
        word = "".join(map(_lower, match.group()))
        between = text[at : match.start()]
        beside = between == " " or (between == ". " and before in TITLES)
        month = word == "may" and before in BEFORE_MONTH
        named = month or word in NAMES or (beside and before in NAMES and word not in NEVER)
        starts = not before or STARTS_SENTENCE.search(between[-8:]) is not None
        out += [between, _raised(word) if named or starts else word]
        at, before = match.end(), word
    return "".join([*out, text[at:]])


def _raised(word: str) -> str:
    first = word[0].upper()
    return (first if len(first) == 1 else word[0]) + word[1:]


def _lower(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter


def restored(found: Extraction, text: str, view: Readable) -> Extraction:
    """What was found in the readable text, at its places in the text as given."""
    return replace(
        found,
        attributions=tuple(_attribution(a, text, view) for a in found.attributions),
        claims=tuple(
            replace(
                claim,
                start=view.span(claim.start, claim.end)[0],
                end=view.span(claim.start, claim.end)[1],
                exact=text[slice(*view.span(claim.start, claim.end))],
                also=tuple(view.span(*place) for place in claim.also),
            )
            for claim in found.claims
        ),
    )


def _attribution(attribution: Attribution, text: str, view: Readable) -> Attribution:
    def there(span: Span | None) -> Span | None:
        if span is None:
            return None
        start, end = view.span(span.start, span.end)
        return Span(start, end, text[start:end])

    contents = (there(content) for content in attribution.contents)
    return replace(
        attribution,
        source=there(attribution.source),
        cue=there(attribution.cue),
        contents=tuple(span for span in contents if span is not None),
    )

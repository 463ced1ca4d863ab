"""Who speaks in a whole text, where its heading, letterhead or first sentence says so plainly.

Nobody is guessed: a text that does not name its speaker keeps the outlet's voice. A line is read
word by word, each once, so that no text makes it slow.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from claims.extraction.datelines import dateline
from claims.extraction.names import ROLES, TITLES, words
from claims.extraction.types import ClaimantKind, Span, TextKind

HEAD = 600
"""Characters in which a heading or a release's mark stands."""
TAIL = 3_000
"""Characters of the end in which a release says what it is about and who sent it."""
LINES = 12
"""Lines of the beginning in which a label ("Speaker: …") or the first sentence stands."""

LINE = re.compile(r"\S[^\n]*+")
"""A line from its first mark on; empty ones hold none."""
WORD = re.compile(r"[^\s#*]+")
PARTICLES = words("of the for de del la van von der den al bin and &")
"""Small words within names: Office of the Mayor, Tom de Vries, Smith & Sons."""
STOPS = words("at on to in during before as upon following after about by with from regarding")
"""Small words that end one."""
MOST_WORDS = 8
"""Of a name with its titles."""

TEXT_OF = words("full text transcript transcription read watch in of the")
GENRES = words("""
remarks speech statement address testimony keynote lecture sermon eulogy toast comments evidence
oration
""")
BEFORE_GENRE = words("""
full prepared opening closing introductory inaugural victory concession resignation keynote
acceptance maiden written oral farewell commencement conference budget farewell public
""")
AFTER_GENRE = words("as prepared delivered for delivery address speech transcript given")
BY = words("by of from")
INTERVIEWS = words("interview q&a conversation questions interrogation")
BEFORE_INTERVIEW = words("""
an a the our exclusive full transcript of five ten six seven eight nine three four 5 6 7 8 10 in q
big
""")
WITH = words("with for and answers & a")

MARKS = (
    "for immediate release", "press release", "news release", "media release", "embargoed",
    "under embargo", "for release", "press statement", "news for immediate release",
)  # fmt: skip
"""What a release opens with, in capitals or as a title."""
SENT_BY = ("source:", "source", "issued by", "issued by:", "released by", "released by:")
ABOUT = ("about",)
GIVEN_BY = ("delivered by:", "speaker:", "speech by:", "remarks by:", "given by:", "from:")
ANNOUNCES = words("""
announced announces unveiled unveils launched launches opened opens reported reports introduced
introduces released releases appointed appoints welcomed welcomes celebrated celebrates completed
completes acquired acquires published publishes awarded awards won wins will confirmed confirms
signed signs ordered orders hired hires named names raised raises recalled recalls urged urges
warned warns called calls joined joins
""")
IS = words("is are")
PLEASED = words("pleased proud delighted thrilled excited recalling launching opening")
BETWEEN = words("has have today also now this week morning afternoon month yesterday")
BETWEEN_DAYS = words("monday tuesday wednesday thursday friday saturday sunday on")
LONGEST_ASIDE = 20
"""Words between commas after a name: "Acme Foods, the maker of …, today announced"."""

FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|us|me)\b")
REPORTED = re.compile(r"\b(?:said|says|told|added)\b")
QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"")
OFTEN = 3
"""Words of the first person in the beginning of a speech."""


@dataclass(frozen=True, slots=True)
class DefaultSpeaker:
    """Who says what nobody else in the text says.

    `printed` is where the text itself names them, None where intake did; `start` is from where on
    the words are theirs.
    """

    name: str
    kind: ClaimantKind
    description: str = ""
    printed: Span | None = None
    start: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line and where it stands; `bare` is it in small letters without its marks."""

    text: str
    start: int
    end: int

    @property
    def bare(self) -> str:
        return self.text.lower().strip(".,:;!?\"“”'‘’()[]")


def heading_of(text: str, kind: TextKind) -> DefaultSpeaker | None:
    """Who answers for what nobody else says; None where the text does not say so plainly."""
    if kind == "release" or (kind in {"news", "other"} and is_release(text)):
        return release_of(text)
    if kind == "interview":
        return None
    found = speech_of(text)
    if found is None or kind == "speech":
        return found
    return found if _in_first_person(text, found.start) else None


def speech_of(text: str) -> DefaultSpeaker | None:
    """The speaker that a speech's heading names: "Remarks by …", "Ann Lee's victory speech"."""
    for line in _lines(text, 0, 2):
        who = _by(line) or _owner(line)
        if who:
            return _person(text, who)
    return next((_person(text, who) for who in _labelled(text, GIVEN_BY, 0, LINES)), None)


def interview_of(text: str) -> DefaultSpeaker | None:
    """Whose interview the heading says it is: "Interview with …", "Q&A: …"."""
    for line in _lines(text, 0, 2):
        at = _past(line, 0, BEFORE_INTERVIEW)
        if at < len(line) and line[at].bare in INTERVIEWS:
            named = line[at].text[-1] in ":-–—"
            after = _past(line, at + 1, WITH | {"-", "–", "—", ":"})
            if (named or after > at + 1) and (who := _name(line, after)):
                return _person(text, who)
    return None


def release_of(text: str) -> DefaultSpeaker | None:
    """Who issues a press release: its signature, its "About …", or who announces in it."""
    tail = max(0, len(text) - TAIL)
    tail = text.rfind("\n", 0, tail) + 1
    for labels in (SENT_BY, ABOUT):
        for who in _labelled(text, labels, tail, len(text)):
            return _issuer(text, who)
    headline, *body = [*_lines(text, 0, LINES)] or [[]]
    for line in (*body, headline):
        if who := _announcer(text, line):
            return _issuer(text, who)
    return None


def is_release(text: str) -> bool:
    """Whether it says itself that it is one."""
    return any(is_release_mark(text[a:b]) for a, b in _line_spans(text, 0, 3) if a < HEAD)


def is_release_mark(line: str) -> bool:
    """A line such as "FOR IMMEDIATE RELEASE", set as a heading is."""
    opening = " ".join(w.text for w in _words(line[:HEAD], 0)[:4])
    return opening[:1].isupper() and opening.lower().strip("[(- ").startswith(MARKS)


def _lines(text: str, start: int, most: int) -> Iterator[list[Word]]:
    """The words of the first lines that hold any."""
    for first, last in _line_spans(text, start, most):
        yield _words(text[first : min(last, first + HEAD)], first)


def _line_spans(text: str, start: int, most: int) -> Iterator[tuple[int, int]]:
    for line in islice(LINE.finditer(text, start), most):
        yield line.span()


def _words(line: str, offset: int) -> list[Word]:
    return [Word(m.group(), offset + m.start(), offset + m.end()) for m in WORD.finditer(line)]


def _past(line: Sequence[Word], at: int, skipped: frozenset[str] | set[str]) -> int:
    """Where the words that may stand here end."""
    while at < len(line) and (line[at].bare in skipped or line[at].text in skipped):
        at += 1
    return at


def _by(line: Sequence[Word]) -> list[Word]:
    """The name in "Remarks as prepared for delivery by Mayor Ann Lee"."""
    at = _past(line, _past(line, 0, TEXT_OF), BEFORE_GENRE)
    if at == len(line) or line[at].bare not in GENRES:
        return []
    at = _past(line, at + 1, AFTER_GENRE)
    return _name(line, at + 1) if at < len(line) and line[at].bare in BY else []


def _owner(line: Sequence[Word]) -> list[Word]:
    """The name in "Text of Senator Maria Lopez’s victory speech"."""
    first = _past(line, 0, TEXT_OF)
    for at in range(first, min(first + MOST_WORDS, len(line))):
        if line[at].text.endswith(("’s", "'s", "s’", "s'")):
            genre = _past(line, at + 1, BEFORE_GENRE)
            if genre < len(line) and line[genre].bare in GENRES:
                return _capitalised(line[first : at + 1])
            return []
    return []


def _capitalised(name: Sequence[Word]) -> list[Word]:
    """The words of an owner, without the mark of it; nothing where one is no part of a name."""
    last = name[-1]
    mark = 2 if last.text.endswith(("’s", "'s")) else 1
    own = [*name[:-1], Word(last.text[:-mark], last.start, last.end - mark)]
    fits = all(w.text[:1].isupper() or w.bare in PARTICLES for w in own)
    return own if fits and len(own) > 1 else []


def _name(line: Sequence[Word], at: int) -> list[Word]:
    """The words with capital letters from here on, up to a mark or a small word."""
    at = _past(line, at, {"the"})
    name: list[Word] = []
    for word in line[at : at + MOST_WORDS]:
        if word.text[:1] in "(–—-|" or word.bare in STOPS:
            break
        if not word.text[:1].isupper() and word.bare not in PARTICLES:
            break
        name.append(word)
        if word.text[-1] in ",;:":
            break
    while name and not name[-1].text[:1].isupper():
        name.pop()
    return name if name and _ends_well(line, at + len(name)) else []


def _ends_well(line: Sequence[Word], after: int) -> bool:
    """A name is followed by a mark, a small word or nothing; "by Ann Lee draws fire" is news."""
    if after >= len(line) or line[after - 1].text[-1] in ",;:":
        return True
    return line[after].text[:1] in "(–—-|,:" or line[after].bare in STOPS | PARTICLES


def _labelled(text: str, labels: Sequence[str], start: int, most: int) -> Iterator[list[Word]]:
    """The names in lines that hold a label and a name: "SOURCE Acme Foods", "About Acme"."""
    for line in _lines(text, start, most):
        for length in (1, 2):
            label = " ".join(w.text for w in line[:length]).lower()
            if label in labels and line[0].text[:1].isupper() and (name := _name(line, length)):
                if length + len(name) + (line[length].bare == "the") >= len(line):
                    yield name
                break


def _announcer(text: str, line: Sequence[Word]) -> list[Word]:
    """The subject of a release's first sentence: "HULL – Acme Foods, a maker of …, opened"."""
    if not line:
        return []
    first = line[0].start
    after = first + dateline(text[first : first + HEAD])
    line = [w for w in line if w.start >= after]
    at = _past(line, 0, {"the"})
    name: list[Word] = []
    for word in line[at : at + MOST_WORDS]:
        small = word.bare in PARTICLES and name
        if not (word.text[:1].isupper() or small) or word.bare in BETWEEN_DAYS | BETWEEN:
            break
        name.append(word)
        if word.text[-1] in ",:;.":
            break
    if not name or not name[-1].text[:1].isupper() or name[-1].text[-1] in ":;.":
        return []
    return name if _then_announces(line, at + len(name)) else []


def _then_announces(line: Sequence[Word], at: int) -> bool:
    at = _past_aside(line, at)
    at = _past(line, at, BETWEEN | BETWEEN_DAYS)
    if at >= len(line):
        return False
    if line[at].bare in IS:
        return at + 1 < len(line) and line[at + 1].bare in PLEASED
    return line[at].bare in ANNOUNCES


def _past_aside(line: Sequence[Word], at: int) -> int:
    """Past "(NYSE: ACM)" and ", the maker of Acme jam,"."""
    if at < len(line) and line[at].text.startswith("("):
        closed = _first(line, at, lambda w: w.text.rstrip(",").endswith(")"))
        at = closed + 1 if closed >= 0 else at
    if line[at - 1].text.endswith(","):
        closed = _first(line, at, lambda w: w.text.endswith(","))
        at = closed + 1 if closed >= 0 else at
    return at


def _first(line: Sequence[Word], at: int, holds: Callable[[Word], bool]) -> int:
    found = (i for i in range(at, min(at + LONGEST_ASIDE, len(line))) if holds(line[i]))
    return next(found, -1)


def _in_first_person(text: str, start: int) -> bool:
    """Whether the speech itself follows, and not a report about one."""
    body = text[start : start + TAIL]
    own = len(FIRST_PERSON.findall(QUOTED.sub(" ", body)))
    return own >= OFTEN and own > 2 * len(REPORTED.findall(body))


def _issuer(text: str, name: Sequence[Word]) -> DefaultSpeaker:
    printed = _printed(text, name)
    return DefaultSpeaker(printed.text, "organization", "", printed, 0)


def _person(text: str, name: Sequence[Word]) -> DefaultSpeaker:
    """The name without its titles, which describe; the words after the line are his or hers."""
    titles = 0
    while titles < len(name) - 1 and _is_title(name[titles]):
        titles += 1
    if _is_title(name[titles]):
        titles = 0
    printed = _printed(text, name)
    bearer = _printed(text, name[titles:]).text
    spoken = " ".join(w.title() if w.isupper() and len(w) > 3 else w for w in bearer.split())
    newline = text.find("\n", printed.end)
    after = len(text) if newline < 0 else newline + 1
    description = " ".join(w.text for w in name[:titles])
    return DefaultSpeaker(spoken, "person", description, printed, after)


def _printed(text: str, name: Sequence[Word]) -> Span:
    start, end = name[0].start, name[-1].end
    while end > start and text[end - 1] in ",;:":
        end -= 1
    return Span(start, end, text[start:end])


def _is_title(word: Word) -> bool:
    more = {"prime", "vice", "deputy", "u.s", "us", "uk", "former", "acting", "first", "home"}
    return word.bare in TITLES | ROLES | more

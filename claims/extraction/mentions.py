"""Finds names as printed: where they begin and end, their titles, what they suggest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claims.extraction import names
from claims.extraction.types import ClaimantKind

JOINTS = frozenset(names.words("of for de la von van der den al bin & the to our and"))
"""Small words within names."""
PARTICLES = frozenset({"de", "la", "von", "van", "der", "den", "al", "bin"})
"""Joints of the names of people."""
ASIDE_WORDS = 8
"""Tokens of what stands in brackets between a label and its colon."""
BEFORE_LABEL = 4
"""Tokens of a line that may stand before a label: a mark, a title."""
BODY_ENDS = names.words("university college council committee commission foundation institute")
"""What nobody is called who has a first name: Howard University, unlike Howard House."""
NAME_TAGS = frozenset({"NNP", "NNPS"})
FOUNDED = names.words("""
alliance americans campaign center centre citizens coalition committee council foundation fund
institute movement network partnership
""")
"""What is named after its aim: "Citizens for a Green Hull"."""
SEAT = re.compile(r"[DRI]-[A-Z][A-Za-z.]*")
"""Of which party and for which state: "(D-Ohio)", which is nobody."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as printed: tokens `start` to `end`, its words without the titles before it."""

    start: int
    end: int
    words: tuple[str, ...]
    titles: tuple[str, ...]
    after_the: bool
    label: bool = False
    """Whether it stands before a colon at the start of a line, as speakers of a transcript do."""


def mentions(doc: Doc) -> Iterator[Mention]:
    i = 0
    while i < len(doc):
        if not _named(doc[i]) or _is_common_body(doc[i]):
            i += 1
            continue
        end = _end_of_run(doc, i)
        body = _body_after(doc, end)
        if body:
            yield _body(doc, i, end, body)
        elif not SEAT.fullmatch(doc[i:end].text):
            yield from _mention(doc, i, end)
        i = max(end, body)


def _body_after(doc: Doc, end: int) -> int:
    """The end of "campaign" after "Trump" or "Clinton's"; 0 where none follows."""
    last = end + 1 if end < len(doc) and doc[end].tag_ == "POS" else end
    if last < len(doc) and doc[last].lower_ in names.FOLLOWERS and doc[last].tag_ == "NN":
        return last + 1
    return 0


def _body(doc: Doc, start: int, end: int, last: int) -> Mention:
    first = max(start, end - 2)
    noun = doc[last - 1].lower_
    words = (*_glued(doc, first, end), names.COLLECTIVE_NAMES.get(noun, noun))
    return Mention(first, last, words, (), True)


def _named(token: Token) -> bool:
    named = token.tag_ in NAME_TAGS and token.text[0].isalnum()
    named = named or _misread_first_name(token)
    return named and token.lower_ not in names.DATES


def _is_common_body(token: Token) -> bool:
    """No name begins with "ministry", though the parser takes a rare word for a name."""
    return token.text.islower() and token.lower_ in names.BODIES


def _misread_first_name(token: Token) -> bool:
    """ "Carly" of Carly Reed, taken for an adverb."""
    if token.tag_ not in {"JJ", "NN", "RB", "FW", "UH"} or not token.text.istitle():
        return False
    given = token.lower_ in names.MEN or token.lower_ in names.WOMEN
    return given and token.i + 1 < len(token.doc) and token.nbor(1).tag_ in NAME_TAGS


def _end_of_run(doc: Doc, i: int) -> int:
    end = i + 1
    while end < len(doc):
        if _named(doc[end]):
            end += 1
        elif (
            doc[end].text == "-"
            and end + 1 < len(doc)
            and _named(doc[end + 1])
            and not doc[end].whitespace_
        ):
            end += 2
        elif joined := _joined(doc, end):
            end = joined
        else:
            break
    return end


def _joined(doc: Doc, end: int) -> int:
    """The end after "of Labor" or "to Reclaim Our Schools"; 0 where the name has ended."""
    last = end
    if end < len(doc) and doc[end].lower_ == "for" and not _has_aim(doc, end - 1):
        return 0
    while last < min(end + 3, len(doc)) and doc[last].lower_ in JOINTS - {"and"}:
        last += 1
    if last > end and doc[last - 1].lower_ == "for" and doc[end - 1].lower_ in FOUNDED:
        last += last < len(doc) and doc[last].lower_ in {"a", "an"}
    return last + 1 if end < last < len(doc) and _named(doc[last]) else 0


def _has_aim(doc: Doc, last: int) -> bool:
    """Bodies are for something, "Bakers for Hull"; "Jo Dunn for the Herald" works for it."""
    if doc[last].tag_ == "NNPS" or doc[last].lower_ in FOUNDED | names.BODIES:
        return True
    return doc[last].lower_ in names.ORGANIZATION_ENDS or last == 0 or not _named(doc[last - 1])


def _mention(doc: Doc, start: int, end: int) -> Iterator[Mention]:
    first = start
    for i in range(start, end - 1):
        word = doc[i].lower_.rstrip(".")
        if word in names.TITLES or (word in names.ROLES and _personal_name(doc, i + 1, end)):
            first = i + 1
    while first < end - 1 and doc[first].lower_ in JOINTS:
        first += 1
    bodily = end - first > 2 and doc[end - 1].lower_ in names.BODIES
    known = next((i for i in range(first, end - 1) if _first_name(doc, i) and not bodily), first)
    while known > first + 1 and doc[known - 1].text == "-":
        known -= 2
    titles = tuple(t.lower_.rstrip(".") for t in doc[start:known])
    if (titles or _first_name(doc, known)) and not bodily:
        place = next((i for i in range(known + 1, end) if doc[i].lower_ in {"of", "for"}), end)
        if place + 1 < end:
            yield from _mention(doc, place + 1, end)
        end = place
    label = _is_label(doc, start, end)
    words = tuple(w.title() if label and len(w) > 3 else w for w in _glued(doc, known, end))
    while len(words) > 1 and words[-1].lower() in names.POSTNOMINALS and words[-1][:1].isupper():
        words = words[:-1]
    after_the = start > 0 and doc[start - 1].lower_ == "the"
    lowered = [w.lower().rstrip(".") for w in words]
    bare_role = _is_office(lowered) or _is_member(lowered)
    if words and any(c.isalpha() for c in words[-1]) and not bare_role:
        yield Mention(known, end, words, titles, after_the, label)


def _is_office(words: list[str]) -> bool:
    """ "Home Secretary", "Prime Minister": whoever holds it, named elsewhere or not at all."""
    held = names.TITLES | names.ROLES
    return bool(words) and words[-1] in held and all(w in held | names.OFFICES for w in words)


def _is_member(words: list[str]) -> bool:
    """ "the Ohio Republican": one of a party, named elsewhere."""
    places = names.PLACES | names.PLACE_STARTS
    return words[-1:] in (["republican"], ["democrat"]) and all(w in places for w in words[:-1])


def _is_label(doc: Doc, start: int, end: int) -> bool:
    """ "WALLACE:", in capitals and at the start of a line."""
    if not doc[start:end].text.isupper() or not _before_colon(doc, end):
        return False
    at = start - 1
    while at >= max(0, start - BEFORE_LABEL) and not doc[at].is_space:
        if not doc[at].is_punct and doc[at].lower_.rstrip(".") not in names.TITLES:
            return False
        at -= 1
    return at < 0 or "\n" in doc[at].text


def _before_colon(doc: Doc, end: int) -> bool:
    """ "WALLACE:" or "WALLACE (via video):"."""
    if end < len(doc) and doc[end].text == "(":
        aside = range(end, min(end + ASIDE_WORDS, len(doc)))
        end = next((i for i in aside if doc[i].text[0] == ")"), end)
        end += doc[end].text == ")"
    return end < len(doc) and doc[end].text in {":", "):"}


def _personal_name(doc: Doc, start: int, end: int) -> bool:
    """ "Democrat Anna Lee", but not "Republican National Convention"."""
    return _first_name(doc, start) or (
        end - start <= 3 and doc[end - 1].lower_ not in names.ORGANIZATION_ENDS | names.BODIES
    )


def _first_name(doc: Doc, i: int) -> bool:
    return doc[i].lower_ in names.MEN or doc[i].lower_ in names.WOMEN


def _glued(doc: Doc, start: int, end: int) -> Iterator[str]:
    """The words, hyphenated names in one piece."""
    word = ""
    for i in range(start, end):
        word += doc[i].text
        if doc[i].text != "-" and not (i + 1 < end and doc[i + 1].text == "-"):
            yield word
            word = ""
    if word:
        yield word


def gender_of(mention: Mention) -> str:
    if any(t in names.MALE_TITLES for t in mention.titles):
        return "m"
    if any(t in names.FEMALE_TITLES for t in mention.titles):
        return "f"
    if len(mention.words) < 2 and mention.titles:
        return ""
    first = mention.words[0].lower()
    if len(mention.words) < 2 and first in names.SURNAMES_TOO:
        return ""
    male, female = first in names.MEN, first in names.WOMEN
    return "" if male == female else "m" if male else "f"


def kind_of(mention: Mention) -> ClaimantKind:
    words = [w.lower().rstrip(".") for w in mention.words]
    if words[-1] in names.FOLLOWERS or words[-1] in names.COLLECTIVE_NAMES.values():
        return "organization"
    if len(words) > 1 and words[-1] in (BODY_ENDS if len(words) == 2 else names.BODIES):
        return "organization"
    if words[0] in names.MEN or words[0] in names.WOMEN:
        return "person"
    if words[0] in names.PLACE_STARTS or words[-1] in names.PLACE_ENDS | names.STATES:
        return "organization"
    if any(t in names.TITLES for t in mention.titles):
        return "person"
    if any(
        w in names.ORGANIZATION_ENDS or w in names.BODIES or w in JOINTS - PARTICLES for w in words
    ):
        return "organization"
    if mention.label:
        return "person"
    acronym = len(words) == 1 and mention.words[0].isupper() and len(mention.words[0]) <= 6
    return "organization" if mention.after_the or acronym else "person"

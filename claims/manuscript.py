"""The text of an article as it is kept, and what may be one."""

import re

from django.core.exceptions import ValidationError

from claims.characters import fault_in
from claims.models import Article, Revision
from sources.models import Source

MAX_CHARACTERS = 1_000_000
MAX_LINKS = 200
TITLE_LENGTH = Article._meta.get_field("title").max_length or 0
_URL = re.compile(r"https?://[^\s<>\"'“”‘’()\[\]{}|\\^`]+")


class TooLarge(ValidationError):
    """The text is longer than anybody reads. The API answers 413."""


def clean_text(text: str) -> str:
    """The text as it is kept: one kind of line end, no byte-order mark; otherwise verbatim."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    _require_characters("text", text)
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(
            {"text": f"The text has {len(text):,} characters; {MAX_CHARACTERS:,} is the most."}
        )
    if not text.strip():
        raise ValidationError({"text": "The text is empty. Paste the article's text."})
    if not any(character.isalpha() for character in text):
        raise ValidationError({"text": "There is no sentence in this text."})
    return text


def clean_line(field: str, value: str) -> str:
    """A field of one line: white space runs become one space."""
    _require_characters(field, value)
    return " ".join(value.split())


def first_line(text: str) -> str:
    """The text's first line, for a title; cut with an ellipsis where it is a whole article."""
    line = " ".join(text.strip().partition("\n")[0].split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1] + "…"


def keep(article: Article, text: str) -> None:
    """Save a clean text as the article's, with the pages that it cites. Call it in a transaction.

    The article may have a text by then only if it is another revision of it.
    """
    Revision.objects.create(article=article, text=text, sha256=Revision.digest(text))
    article.sources.add(*_sources_in(text))


def _require_characters(field: str, value: str) -> None:
    if fault := fault_in(value):
        raise ValidationError({field: fault})


def _sources_in(text: str) -> list[Source]:
    """The web addresses that the text itself cites. One that cannot be read is no source."""
    found: dict[int, Source] = {}
    addresses = dict.fromkeys(match[0].rstrip(".,;:!?…") for match in _URL.finditer(text))
    for address in list(addresses)[:MAX_LINKS]:
        try:
            source = Source.objects.for_url(address)
        except ValidationError:
            continue
        found[source.pk] = source
    return list(found.values())

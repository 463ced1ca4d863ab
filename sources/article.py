"""The article in a web page: its text as a reader would read it, and who wrote it when. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

import trafilatura
from trafilatura.settings import Document


@dataclass(frozen=True, slots=True)
class WebArticle:
    """What a page tells of its article; empty or None where it does not."""

    text: str
    title: str = ""
    author: str = ""
    outlet: str = ""
    published_at: datetime | None = None


def read_article(html: str, *, url: str = "") -> WebArticle | None:
    """The article of a page, headline first; None if there is no text to be found.

    `html` is decoded already. A page gives a day and rarely a reliable hour, so `published_at` is
    half past ten UTC, at which it is that day from Honolulu to Auckland.
    """
    found = trafilatura.bare_extraction(
        html, url=url or None, with_metadata=True, include_comments=False, include_tables=False
    )
    if not isinstance(found, Document):
        return None
    text = (found.text or "").strip()
    if not text:
        return None
    title = (found.title or "").strip()
    if title and not _same_start(text, title):
        text = f"{title}\n{text}"
    return WebArticle(
        text=text,
        title=title,
        author=found.author or "",
        outlet=found.sitename or "",
        published_at=_in_the_middle(found.date),
    )


def _same_start(text: str, title: str) -> bool:
    return " ".join(text.split()).casefold().startswith(" ".join(title.split()).casefold())


def _in_the_middle(day: str | None) -> datetime | None:
    try:
        return datetime.combine(datetime.fromisoformat(day or "").date(), time(10, 30), UTC)
    except ValueError:
        return None

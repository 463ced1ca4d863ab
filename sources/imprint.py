"""What a page says of itself in its head: who published it, and when. Pure.

Shown to the desk beside what it cites; people put it right, and then theirs stays.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from selectolax.lexbor import LexborHTMLParser

HEAD = 200_000  # characters in which a head ends, if it is one
MOST_OF_A_SCRIPT = 200_000
LONGEST_NAME = 200
OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
# The surest first. What a page was made with, or when it was last touched, is not here.
PUBLISHER = ("og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher", "publisher")
PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "citation_publication_date", "citation_date",
    "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "pubdate",
    "publish-date", "publication_date", "date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imprint:
    """Empty or None where the page does not say."""

    publisher: str = ""
    published_at: datetime | None = None


def head_of(html: str) -> str:
    """All that `read_imprint` needs of a page, so that the page need not be kept."""
    start = html[:HEAD]
    end = start.lower().find("</head>")
    return start if end < 0 else start[:end]


def read_imprint(head: str) -> Imprint:
    """Meta elements first; schema.org's JSON-LD where they are silent."""
    tree = LexborHTMLParser(head)
    told = dict(reversed([*_metas(tree)]))
    publisher = next(filter(None, (told.get(name) for name in PUBLISHER)), "")
    published_at = next(filter(None, (_moment(told.get(name)) for name in PUBLISHED)), None)
    if not publisher or published_at is None:
        for thing in _things(tree):
            publisher = publisher or _name(thing.get("publisher"))
            published_at = published_at or _moment(thing.get("datePublished"))
    return Imprint(" ".join(publisher.split())[:LONGEST_NAME], published_at)


def _metas(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        for key in ("property", "name", "itemprop"):
            if name := attributes.get(key):
                yield name.lower(), (attributes.get("content") or "").strip()


def _things(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, those in its graphs too."""
    for node in tree.css('script[type="application/ld+json"]'):
        text = node.text()
        if len(text) > MOST_OF_A_SCRIPT:
            continue
        try:
            waiting = [json.loads(text)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            one = waiting.pop()
            if isinstance(one, list):
                waiting.extend(reversed(one))
            elif isinstance(one, dict):
                yield one
                waiting.append(one.get("@graph"))


def _name(publisher: Any) -> str:
    if isinstance(publisher, list):
        publisher = publisher[0] if publisher else None
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    return name.strip() if isinstance(name, str) else ""


def _moment(text: Any) -> datetime | None:
    """A day or a moment in ISO's words, nearly; None for all else, and for what cannot be."""
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text.strip().replace("/", "-"))
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment if OLDEST <= moment <= datetime.now(UTC) + timedelta(days=2) else None

"""The one way in: a pasted text, a file or a web page becomes an article whose claims are found."""

import datetime as dt
import re
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from claims import tasks
from claims.characters import fault_in
from claims.models import Article, Revision
from claims.models.article import MESSAGE_PATIENCE
from sources import client
from sources.article import read_article
from sources.models import Source
from sources.text import decode
from sources.urls import normalize

MAX_CHARACTERS = 1_000_000
MAX_LINKS = 200
TITLE_LENGTH = Article._meta.get_field("title").max_length or 0
_URL = re.compile(r"https?://[^\s<>\"'“”‘’()\[\]{}|\\^`]+")


class TooLarge(ValidationError):
    """The text is longer than anybody reads. The API answers 413."""


def add_article(
    *,
    by: User | None,
    text: str,
    title: str = "",
    kind: str = Article.Kind.NEWS,
    default_speaker: str = "",
    outlet: str = "",
    url: str = "",
    author: str = "",
    published_at: dt.datetime | None = None,
    due_at: dt.datetime | None = None,
    ours: bool = False,
) -> Article:
    """Save an article and have its claims found. The same text twice is two articles.

    Raises ValidationError naming the field, TooLarge for a text over `MAX_CHARACTERS`; nothing is
    saved then.
    """
    text = clean_text(text)
    article = Article(
        title=clean_line("title", title) or first_line(text),
        kind=kind,
        default_speaker=clean_line("default_speaker", default_speaker),
        outlet=clean_line("outlet", outlet),
        url=url.strip(),
        author=clean_line("author", author),
        published_at=published_at,
        due_at=due_at,
        ours=ours,
        created_by=by,
        # A message is about to be sent: the sweep need not send another yet.
        extraction_due_at=timezone.now() + MESSAGE_PATIENCE,
    )
    article.full_clean()
    article._history_user = by
    with transaction.atomic():
        cited = [Source.objects.for_url(article.url)] if article.url else []
        article.save()
        Revision.objects.create(article=article, text=text, sha256=Revision.digest(text))
        article.sources.set([*cited, *_sources_in(text)])
        # Robust: without a broker the article is saved all the same, and swept later.
        transaction.on_commit(lambda: tasks.extract.delay(article.pk), robust=True)
    return article


def add_from_web(url: str, *, by: User | None, **given: Any) -> Article:
    """Fetch a page and save its article; title, author, outlet and date fill themselves.

    What is given wins over what the page says. Raises ValidationError on `url` with what came
    instead of an article. Fetching takes up to twice FETCH_TIMEOUT: not for a request's path.
    """
    try:
        address = normalize(url)
    except ValueError as error:
        raise ValidationError({"url": str(error)}) from error
    page = client.look_at(address)
    if not page.outcome.is_alive or not page.body:
        raise ValidationError({"url": f"{page.outcome.meaning} Paste the text instead."})
    found = read_article(decode(page.body, page.charset), url=page.final_url)
    if found is None:
        raise ValidationError({"url": "There is no article in this page. Paste the text instead."})
    told: dict[str, Any] = {
        "title": found.title[:TITLE_LENGTH],
        "author": found.author[:300],
        "outlet": found.outlet[:200],
        "published_at": found.published_at,
    }
    chosen = {field: given.pop(field, None) or value for field, value in told.items()}
    return add_article(by=by, url=address, text=found.text, **chosen, **given)


def retry(article: Article, *, by: User) -> None:
    """Have the claims found again; what people have touched stays as it is."""
    with transaction.atomic():
        article.retry_extraction(by=by)
        transaction.on_commit(lambda: tasks.extract.delay(article.pk), robust=True)


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

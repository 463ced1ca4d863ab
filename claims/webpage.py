"""The text of an article that was given by its address: fetched, read and saved."""

import logging
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from claims.manuscript import TITLE_LENGTH, clean_line, clean_text, first_line, keep
from claims.models import Article
from claims.reading import LABORIOUS, PASTE, UnreadableFile, read_upload
from claims.refusals import WrongState
from sources import client
from sources.article import WebArticle, read_article
from sources.laborious import is_laborious
from sources.outcome import Observation, Outcome
from sources.text import decode
from sources.urls import normalize

logger = logging.getLogger(__name__)

# What may be over in a minute. Everything else is as true then as it is now.
PASSING = frozenset(
    {
        Outcome.TIMEOUT, Outcome.CONNECTION_ERROR, Outcome.DNS_ERROR, Outcome.SERVER_ERROR,
        Outcome.TRUNCATED,
    }
)  # fmt: skip
WHY = {
    Outcome.SOFT_404: f"The site says that this page is gone. {PASTE}",
    Outcome.DEAD: f"The site has no page at this address. Look at the address, or {PASTE.lower()}",
    Outcome.BLOCKED: f"The site does not let us read this page; your browser may show it. {PASTE}",
    Outcome.SERVER_ERROR: "The site is out of order.",
    Outcome.TIMEOUT: "The site did not answer in time.",
    Outcome.CONNECTION_ERROR: "The site could not be reached.",
    Outcome.DNS_ERROR: "No site of this name was found.",
    Outcome.TLS_ERROR: f"The site’s secure connection cannot be trusted. {PASTE}",
    Outcome.REDIRECT_LOOP: f"The address leads round in a circle. {PASTE}",
    Outcome.TRUNCATED: "The page broke off before its end.",
    Outcome.UNSUPPORTED_TYPE: f"There is no web page at this address, but another file. {PASTE}",
    Outcome.REFUSED: f"This address may not be fetched: it is not on the open web. {PASTE}",
}
# Fewer are a menu, a wall of cookies or "turn JavaScript on".
FEWEST_WORDS = 20
NO_ARTICLE = f"There is no article on this page. {PASTE}"
# Files that are read as they would be if somebody had sent them.
FILES = {"application/pdf": "page.pdf", "text/plain": "page.txt"}


class NoText(Exception):
    """There is no text to be had at this address. The message says why, to the one who gave it."""

    def __init__(self, why: str, *, passing: bool = False) -> None:
        super().__init__(why)
        self.passing = passing


def run(article: Article) -> None:
    """Fetch and save the text of an article whose fetching this worker has started."""
    try:
        _save(article, _text_of(client.look_at(normalize(article.url))))
    except NoText as why:
        article.fail_extraction(str(why), final=not why.passing)
    except ValidationError as error:
        article.fail_extraction(f"{' '.join(error.messages)} {PASTE}", final=True)
    except WrongState:
        # Somebody pasted the text meanwhile: theirs is the text.
        return
    except Exception as error:
        # Whatever it is, the desk must see that this page failed and why; the log has the rest.
        logger.exception("fetching article %s failed", article.pk)
        article.fail_extraction(f"The page could not be read: {type(error).__name__}.")


def _text_of(page: Observation) -> WebArticle:
    if page.outcome in PASSING or not page.outcome.is_alive:
        raise NoText(WHY[page.outcome], passing=page.outcome in PASSING)
    if name := FILES.get(page.content_type):
        return _file(name, page.body)
    if page.outcome == Outcome.UNSUPPORTED_TYPE:
        raise NoText(WHY[page.outcome])
    if is_laborious(page.body):
        raise NoText(f"{LABORIOUS} {PASTE}")
    found = read_article(decode(page.body, page.charset), url=page.final_url)
    if found is None or len(found.text.split()) < FEWEST_WORDS:
        raise NoText(NO_ARTICLE)
    return found


def _file(name: str, body: bytes) -> WebArticle:
    try:
        return WebArticle(read_upload(name, body))
    except UnreadableFile as error:
        raise NoText(str(error)) from error


def _save(article: Article, found: WebArticle) -> None:
    text = clean_text(found.text)
    found = replace(found, title=found.title or first_line(text))
    with transaction.atomic():
        article.receive_text(
            by=None,
            title=clean_line("title", found.title)[:TITLE_LENGTH],
            author=clean_line("author", found.author)[:300],
            outlet=clean_line("outlet", found.outlet)[:200],
            published_at=found.published_at,
        )
        keep(article, text)

"""The one way in: a pasted text, a file or a web page becomes an article whose claims are found."""

import datetime as dt
import hashlib

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims import tasks
from claims.manuscript import clean_line, clean_text, first_line, keep
from claims.models import Article
from claims.models.article import MESSAGE_PATIENCE, provisional_title
from claims.permissions import REVIEW, lacks
from sources.models import Source

NOTHING = "Paste the text, choose a file, or give the address where it is published."


def add_article(
    *,
    by: User | None,
    text: str | None = None,
    title: str = "",
    kind: str = Article.Kind.NEWS,
    default_speaker: str = "",
    outlet: str = "",
    url: str = "",
    author: str = "",
    published_at: dt.datetime | None = None,
    due_at: dt.datetime | None = None,
    ours: bool = False,
    form_key: str = "",
) -> Article:
    """Save an article and have its claims found; without a text its page is fetched first.

    The same text twice is two articles, but the same form sent twice (a double click) is one: a
    form has a key of its own. Raises ValidationError naming the field, TooLarge for a text that
    nobody reads; nothing is saved then.
    """
    kept, url = None if text is None else clean_text(text), url.strip()
    if kept is None and not url:
        raise ValidationError({"text": NOTHING})
    article = Article(
        title=clean_line("title", title) or (first_line(kept) if kept else provisional_title(url)),
        kind=kind,
        default_speaker=clean_line("default_speaker", default_speaker),
        outlet=clean_line("outlet", outlet),
        url=url,
        author=clean_line("author", author),
        published_at=published_at,
        due_at=due_at,
        ours=ours,
        created_by=by,
        awaits_text=kept is None,
        form_key=_digest(by, form_key, url, kept or "") if form_key else "",
        # A message is about to be sent: the sweep need not send another yet.
        extraction_due_at=timezone.now() + MESSAGE_PATIENCE,
    )
    article.full_clean(validate_constraints=False)
    article._history_user = by
    return _sent_before(article) or _saved(article, kept)


def _sent_before(article: Article) -> Article | None:
    same = Article.objects.filter(form_key=article.form_key)
    return same.first() if article.form_key else None


def _saved(article: Article, text: str | None) -> Article:
    try:
        with transaction.atomic():
            cited = [Source.objects.for_url(article.url)] if article.url else []
            article.save()
            article.sources.set(cited)
            if text is not None:
                keep(article, text)
            # Robust: without a broker the article is saved all the same, and swept later.
            transaction.on_commit(lambda: tasks.begin(article), robust=True)
    except IntegrityError:
        # Both halves of a double click at once: the other one saved it.
        if (other := _sent_before(article)) is None:
            raise
        return other
    return article


def _digest(by: User | None, form_key: str, url: str, text: str) -> str:
    """Of the form and what was in it: somebody who goes back and sends another text means it."""
    sent = "\0".join([str(by.pk if by else ""), form_key, url, text])
    return hashlib.sha256(sent.encode()).hexdigest()


def give_text(article: Article, text: str, *, by: User) -> None:
    """The text of an article whose page could not be read, or is not read yet."""
    if refusal := lacks(by, REVIEW):
        raise refusal
    kept = clean_text(text)
    with transaction.atomic():
        article.receive_text(by=by, title=first_line(kept))
        keep(article, kept)
        transaction.on_commit(lambda: tasks.begin(article), robust=True)


def retry(article: Article, *, by: User) -> None:
    """Have its page fetched or its claims found again; what people have touched stays as it is."""
    with transaction.atomic():
        article.retry_extraction(by=by)
        transaction.on_commit(lambda: tasks.begin(article), robust=True)

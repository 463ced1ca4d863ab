"""The background work on claims. Each task may run twice, be killed, or never arrive.

The extraction is imported where it runs: it brings a parser of a hundred megabytes, which the web
processes and the workers that check links, all of whom import this module, have no use for.
"""

from typing import Any

from celery import shared_task
from celery.signals import celeryd_after_setup, worker_process_init
from django.db import transaction
from django.utils import timezone

from claims import notices, replies, webpage
from claims.models import Article
from claims.models.article import FETCH_LIMIT

SWEEP_LIMIT = 100
_loads_the_model = False


def begin(article: Article) -> None:
    """Send the message for what comes next: fetching its page, or finding its claims."""
    task = fetch_article if article.awaits_text else extract
    task.delay(article.pk)


@shared_task(time_limit=FETCH_LIMIT)
def fetch_article(article_id: int) -> None:
    """Fetch the text of an article that was given by its address, if nobody else does."""
    article = Article.objects.filter(pk=article_id, awaits_text=True).first()
    if article and article.start_extraction():
        webpage.run(article)
        # Robust: what the broker does not take is swept.
        transaction.on_commit(lambda: extract.delay(article.pk), robust=True)


@shared_task
def extract(article_id: int) -> None:
    """Find the claims of one article, if nobody else does."""
    from claims import firstpass

    article = Article.objects.filter(pk=article_id, awaits_text=False).first()
    if article and article.start_extraction():
        firstpass.run(article)


@shared_task
def sweep_extractions() -> None:
    """Send the messages again that were lost: what is due is in the database."""
    for article in Article.objects.take_for_extraction(timezone.now(), limit=SWEEP_LIMIT):
        begin(article)


@shared_task
def send_replies() -> None:
    """Tell readers what came of their complaints."""
    replies.send_due()


@shared_task
def send_notices() -> None:
    """Tell people at the desk what their inbox tells them."""
    notices.send_due()


@celeryd_after_setup.connect
def _see_which_queues(instance: Any, **kwargs: object) -> None:
    """Only a worker that reads the extraction queue pays for the model."""
    global _loads_the_model
    _loads_the_model = "extraction" in instance.app.amqp.queues.consume_from


@worker_process_init.connect
def _load_the_model(**kwargs: object) -> None:
    """Before the first article, so that nobody waits for it: reading a sentence loads it all."""
    if _loads_the_model:
        from claims import extraction

        extraction.extract("The mayor said that taxes fell.")

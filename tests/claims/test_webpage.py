"""An article that was given by its address: saved at once, fetched by a worker, read once."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from celery import current_app
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django.fixtures import Settings

from claims import intake, tasks, webpage
from claims.models import Article, Revision
from claims.models.article import EXTRACTION_ATTEMPTS, FETCH_LEASE, FETCH_LIMIT
from claims.refusals import WrongPerson, WrongState
from tests.claims.test_reading import pdf
from tests.website import Website, website

PARAGRAPHS = (
    "The mayor said that crime fell by 5% in 2015, according to figures published on Monday.",
    "“We did it,” she told reporters at the town hall, where a few hundred people had gathered.",
)
PAGE = (
    '<html lang="en"><head><title>Crime falls</title><meta name="author" content="Ada Byron">'
    '<meta property="og:site_name" content="The Gazette">'
    '<meta property="article:published_time" content="2024-03-02T09:00:00Z"></head><body>'
    "<article><h1>Crime falls</h1><p>{}</p></article></body></html>"
).format("</p><p>".join(PARAGRAPHS))


@pytest.fixture
def site(settings: Settings, db: None) -> Iterator[Website]:
    """A website that may be fetched."""
    settings.FETCH_ALLOW = ["127.0.0.1"]
    settings.FETCH_HOST_INTERVAL = 0
    settings.FETCH_ROBOTS = False
    with website() as site:
        site.pages["/crime"] = PAGE
        yield site


def given(site: Website, path: str = "/crime", **fields: Any) -> Article:
    return intake.add_article(by=None, url=site.address + path, **fields)


def fetched(article: Article) -> Article:
    tasks.fetch_article(article.pk)
    return Article.objects.get(pk=article.pk)


def test_it_is_saved_at_once_and_waits(site: Website) -> None:
    article = given(site)
    assert (article.awaits_text, article.extraction_state) == (True, "pending")
    assert article.stage == "Waiting to be fetched"
    assert article.title == f"{site.address}/crime".removeprefix("http://")
    assert [source.url for source in article.sources.all()] == [f"{site.address}/crime"]
    assert site.asked == []


def test_its_page_gives_its_text_and_what_nobody_has_said(site: Website) -> None:
    article = fetched(given(site, outlet="Our own name for it"))
    assert PARAGRAPHS[0] in article.current_revision.text
    assert (article.awaits_text, article.extraction_state, article.extraction_attempts) == (
        False, "pending", 0,
    )  # fmt: skip
    assert (article.title, article.author, article.outlet) == (
        "Crime falls", "Ada Byron", "Our own name for it",
    )  # fmt: skip
    assert article.published_at and article.published_at.date() == dt.date(2024, 3, 2)
    tasks.extract(article.pk)
    assert article.claims.exists()


@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "UTC", "Pacific/Auckland"])
def test_the_day_of_a_page_is_the_same_day_in_every_newsroom(site: Website, zone: str) -> None:
    article = fetched(given(site))
    assert article.published_at
    assert article.published_at.astimezone(ZoneInfo(zone)).date() == dt.date(2024, 3, 2)


def test_a_title_that_somebody_gave_stays(site: Website) -> None:
    assert fetched(given(site, title="Ours")).title == "Ours"


def test_a_plain_file_is_an_article_too(site: Website) -> None:
    site.pages["/plain.txt"] = "Crime falls\nThe mayor said that crime fell by 5% in 2015."
    site.types["/plain.txt"] = "text/plain; charset=utf-8"
    article = fetched(given(site, "/plain.txt"))
    assert article.current_revision.text == site.pages["/plain.txt"]
    assert article.title == "Crime falls"


def test_a_pdf_is_an_article_too_and_a_scan_says_that_it_is_one(site: Website) -> None:
    for path, words in (("/release.pdf", PARAGRAPHS[0]), ("/scan.pdf", "")):
        site.pages[path] = pdf(words)
        site.types[path] = "application/pdf"
    assert "crime fell by 5%" in fetched(given(site, "/release.pdf")).current_revision.text
    scan = fetched(given(site, "/scan.pdf"))
    assert scan.extraction_state == "failed"
    assert "it is a scan" in scan.extraction_error


def test_messages_lead_from_the_address_to_the_claims(
    site: Website, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    current_app.conf.task_always_eager = True
    try:
        with django_capture_on_commit_callbacks(execute=True):
            article = given(site)
    finally:
        current_app.conf.task_always_eager = False
    article.refresh_from_db()
    assert article.extraction_state == "done"
    assert article.claims.exists()


# What goes wrong, in a newsroom's words. After the last column it is tried again, or it is not.
FAILURES = [
    ("/gone", None, "The site has no page at this address.", False),
    ("/empty", "<html><body><nav>Menu</nav></body></html>", "There is no article", False),
    ("/nested", "<nav>" * 30_000, "far more in it than an article", False),
    ("/broken", 500, "The site is out of order.", True),
    ("/paywall", 403, "The site does not let us read this page", False),
]


@pytest.mark.parametrize(("path", "page", "words", "again"), FAILURES)
def test_what_went_wrong_is_said_and_tried_again_only_where_that_can_help(
    site: Website, path: str, page: str | int | None, words: str, again: bool
) -> None:
    site.pages[path] = page if isinstance(page, str) else None
    if isinstance(page, int):
        site.statuses[path] = page
    article = fetched(given(site, path))
    assert words in article.extraction_error
    assert article.extraction_state == ("pending" if again else "failed")
    assert article.awaits_text
    assert not Revision.objects.exists()


def test_a_site_that_is_down_is_tried_three_times_and_then_failed(site: Website) -> None:
    site.statuses["/crime"] = 500
    article = given(site)
    for attempt in range(1, EXTRACTION_ATTEMPTS + 1):
        article = fetched(article)
        assert article.extraction_attempts == attempt
    assert (article.extraction_state, article.stage) == ("failed", "Page not read")
    asked = len(site.asked)
    assert fetched(article).extraction_state == "failed"
    assert len(site.asked) == asked


@pytest.mark.django_db
def test_the_network_that_we_run_in_is_not_fetched() -> None:
    with website() as site:
        site.pages["/secret"] = PAGE
        article = fetched(given(site, "/secret"))
        assert "may not be fetched" in article.extraction_error
        assert article.extraction_state == "failed"
        assert site.asked == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "text"),
        ({"url": "  "}, "text"),
        ({"url": "no address"}, "url"),
        ({"url": "ftp://example.org/a"}, "url"),
        ({"url": "https://example.org/a", "text": ""}, "text"),
    ],
)
def test_without_an_address_or_a_text_nothing_is_saved(fields: dict[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        intake.add_article(by=None, **fields)  # type: ignore[arg-type]
    assert field in refused.value.message_dict
    assert not Article.objects.exists()


# The queue: what is due is in the database, and no message is needed.


def test_a_message_that_was_lost_is_sent_again_for_the_fetching(
    site: Website, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, int]] = []
    for task in (tasks.fetch_article, tasks.extract):
        monkeypatch.setattr(task, "delay", lambda pk, name=task.__name__: sent.append((name, pk)))
    article = given(site)
    tasks.sweep_extractions()
    assert sent == []
    due(article)
    tasks.sweep_extractions()
    assert sent == [("fetch_article", article.pk)]


def test_without_a_broker_it_is_saved_all_the_same(
    site: Website,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    def refuse(pk: int) -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr(tasks.fetch_article, "delay", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        article = given(site)
    assert article.extraction_state == "pending"
    due(article)
    assert Article.objects.take_for_extraction(timezone.now(), limit=10) == [article]


def due(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(extraction_due_at=timezone.now())


def test_a_fetching_whose_worker_was_killed_is_swept_soon_and_three_times_at_most(
    site: Website,
) -> None:
    article = given(site)
    assert dt.timedelta(seconds=FETCH_LIMIT) < FETCH_LEASE < dt.timedelta(minutes=2)
    for _ in range(EXTRACTION_ATTEMPTS):
        assert article.start_extraction()
        assert not Article.objects.get(pk=article.pk).start_extraction()
        due(article)
        now = timezone.now()
        assert Article.objects.take_for_extraction(now, limit=10) == [article]
        article.refresh_from_db()
    article = fetched(article)
    assert article.extraction_error == "The worker was killed each time it read this page."
    assert article.extraction_state == "failed"
    assert site.asked == []


def test_two_messages_for_one_address_make_one_text(site: Website) -> None:
    article = given(site)
    for _ in range(2):
        article = fetched(article)
    assert site.asked.count("/crime") == 1
    assert article.revisions.count() == 1


def test_claims_are_not_looked_for_before_the_text_is_here(site: Website) -> None:
    article = given(site)
    tasks.extract(article.pk)
    assert Article.objects.get(pk=article.pk).extraction_attempts == 0


def test_a_person_has_it_fetched_again(site: Website, reviewer: User, outsider: User) -> None:
    site.statuses["/crime"] = 404
    article = given(site)
    with pytest.raises(WrongState, match="page of this article is being fetched"):
        intake.retry(article, by=reviewer)
    article = fetched(article)
    with pytest.raises(WrongPerson):
        intake.retry(article, by=outsider)
    intake.retry(article, by=reviewer)
    del site.statuses["/crime"]
    assert not fetched(article).awaits_text


def test_an_address_that_was_mistyped_is_put_right(site: Website, reviewer: User) -> None:
    article = fetched(given(site, "/crimes"))
    article.edit(by=reviewer, url=f"{site.address}/crime")
    intake.retry(article, by=reviewer)
    article = fetched(article)
    assert PARAGRAPHS[0] in article.current_revision.text
    assert article.title == "Crime falls"
    assert article.sources.filter(url=f"{site.address}/crime").exists()


def test_the_address_of_a_page_that_is_waited_for_is_not_taken_away(
    site: Website, reviewer: User
) -> None:
    article = given(site)
    with pytest.raises(ValidationError) as refused:
        article.edit(by=reviewer, url=" ")
    assert "still to be fetched" in refused.value.message_dict["url"][0]
    article = fetched(Article.objects.get())
    article.edit(by=reviewer, url="")
    assert (article.url, article.title) == ("", "Crime falls")


# The text comes from a person instead.

PASTED = "Crime falls\nThe mayor said that crime fell by 5% in 2015."


def test_somebody_pastes_the_text_of_a_page_that_cannot_be_read(
    site: Website, reviewer: User, outsider: User
) -> None:
    article = fetched(given(site, "/gone"))
    with pytest.raises(WrongPerson):
        intake.give_text(article, PASTED, by=outsider)
    with pytest.raises(ValidationError, match="empty"):
        intake.give_text(article, " ", by=reviewer)
    intake.give_text(article, PASTED, by=reviewer)
    assert (article.awaits_text, article.extraction_state, article.extraction_error) == (
        False, "pending", "",
    )  # fmt: skip
    assert (article.title, article.current_revision.text) == ("Crime falls", PASTED)
    assert article.history.latest().history_user == reviewer
    with pytest.raises(WrongState, match="has its text already"):
        intake.give_text(article, PASTED, by=reviewer)


@pytest.mark.parametrize("path", ["/crime", "/gone"])
def test_what_comes_of_a_fetching_after_that_changes_nothing(
    site: Website, reviewer: User, path: str
) -> None:
    fetching = given(site, path)
    assert fetching.start_extraction()
    pasted = Article.objects.get(pk=fetching.pk)
    intake.give_text(pasted, PASTED, by=reviewer)
    assert pasted.start_extraction()
    webpage.run(fetching)
    article = Article.objects.get(pk=fetching.pk)
    assert (article.extraction_state, article.extraction_error) == ("running", "")
    assert article.current_revision.text == PASTED
    assert article.revisions.count() == 1


# One form sent twice.


def test_the_same_form_sent_twice_is_one_article(site: Website, reviewer: User) -> None:
    url = f"{site.address}/crime"
    articles = [intake.add_article(by=reviewer, url=url, form_key="f1") for _ in range(2)]
    assert articles[0] == articles[1]
    assert Article.objects.count() == 1
    texts = [intake.add_article(by=reviewer, text=PASTED, form_key="f1") for _ in range(2)]
    assert texts[0] == texts[1]
    # Another text in a form that one went back to, and the same in another form, are meant.
    intake.add_article(by=reviewer, text=PASTED + " Really.", form_key="f1")
    intake.add_article(by=reviewer, text=PASTED, form_key="f2")
    assert Article.objects.count() == 4


def test_both_halves_of_a_double_click_at_once_are_one_article(reviewer: User) -> None:
    first = intake.add_article(by=reviewer, text=PASTED, form_key="f1")
    # As if the first had not been there yet when the second looked.
    second = Article(title="Crime falls", created_by=reviewer, form_key=first.form_key)
    assert intake._saved(second, PASTED) == first
    assert Article.objects.count() == 1

"""The one way in: what a text must be, and what is saved when it is."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from claims import intake
from claims.manuscript import TooLarge
from claims.models import Article, Revision
from sources.models import Source

SENTENCE = "Crime fell by 5% in 2015."

BAD = [
    # what, the field that is named, words of the answer
    ({"text": ""}, "text", "empty"),
    ({"text": " \n\t "}, "text", "empty"),
    ({"text": "--- 12 % ***"}, "text", "no sentence"),
    ({"text": "Crime\0 fell."}, "text", "NUL"),
    ({"text": "Crime \ud800 fell."}, "text", "surrogate"),
    ({"text": SENTENCE, "title": "a\0b"}, "title", "NUL"),
    ({"text": SENTENCE, "title": "x" * 10_000}, "title", "500"),
    ({"text": SENTENCE, "kind": "poem"}, "kind", "poem"),
    ({"text": SENTENCE, "url": "no address"}, "url", "URL"),
    ({"text": SENTENCE, "url": "javascript:alert(1)"}, "url", "URL"),
    ({"text": SENTENCE, "url": "file:///etc/passwd"}, "url", "URL"),
    ({"text": SENTENCE, "url": "ftp://example.org/a"}, "url", "http"),
    ({"text": SENTENCE, "outlet": "\udfff"}, "outlet", "surrogate"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("given", "field", "words"), BAD)
def test_bad_input_is_refused_by_field_and_leaves_nothing_behind(
    given: dict[str, str], field: str, words: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        intake.add_article(by=None, **given)  # type: ignore[arg-type]
    assert words in " ".join(refused.value.message_dict[field])
    assert not Article.objects.exists()
    assert not Source.objects.exists()


@pytest.mark.django_db
def test_two_megabytes_of_text_are_too_large() -> None:
    with pytest.raises(TooLarge, match="1,000,000 is the most"):
        intake.add_article(by=None, text=SENTENCE * 80_000)
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_windows_line_ends_and_a_byte_order_mark_do_not_reach_the_text() -> None:
    article = intake.add_article(by=None, text="\ufeffCrime falls\r\nIt fell.\rReally.\n")
    assert article.current_revision.text == "Crime falls\nIt fell.\nReally.\n"
    assert article.title == "Crime falls"


@pytest.mark.django_db
def test_everything_else_in_a_text_is_kept_verbatim() -> None:
    text = "  “Crime” fell…\u200b 😀\n\n\u202eمرحبا\u202c <b>so</b>  "
    assert intake.add_article(by=None, text=text).current_revision.text == text


@pytest.mark.django_db
def test_a_first_line_that_is_a_whole_article_is_cut_for_the_title() -> None:
    title = intake.add_article(by=None, text="word " * 1000).title
    assert len(title) == 500
    assert title.endswith("…")


@pytest.mark.django_db
def test_the_articles_address_and_the_addresses_in_its_text_become_sources() -> None:
    article = intake.add_article(
        by=None,
        text="See (https://example.org/a), https://example.org/b. And http://[broken too.",
        url="https://example.org/article",
    )
    assert set(article.sources.values_list("normalized_url", flat=True)) == {
        "https://example.org/article",
        "https://example.org/a",
        "https://example.org/b",
    }
    assert Source.objects.due(timezone.now()).count() == 3


def test_an_article_is_saved_with_who_added_it(reviewer: User) -> None:
    article = intake.add_article(by=reviewer, text=SENTENCE, title=" Crime \n falls ")
    assert article.created_by == reviewer
    assert article.title == "Crime falls"
    assert article.history.latest().history_user == reviewer


@pytest.mark.django_db
def test_the_extraction_is_asked_for_once_the_article_is_committed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        article = intake.add_article(by=None, text=SENTENCE)
    assert len(callbacks) == 1
    assert article.extraction_state == "pending"


@pytest.mark.django_db
def test_the_seeds_are_loaded_once() -> None:
    call_command("load_seeds", verbosity=0)
    call_command("load_seeds", verbosity=0)
    seeds = list((Path(__file__).parents[2] / "seeds").glob("*.txt"))
    assert Revision.objects.count() == len(seeds) == 1
    assert Article.objects.get().title.startswith("Trump Engages in Direct Talks")

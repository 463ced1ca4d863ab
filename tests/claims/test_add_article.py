"""`manage.py add_article`, and an article that is fetched from the web."""

from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from claims.models import Article
from tests.website import website

PARAGRAPHS = (
    "The mayor said that crime fell by 5% in 2015, according to figures published on Monday.",
    "“We did it,” she told reporters at the town hall, where a few hundred people had gathered.",
)


@pytest.fixture
def loopback(settings: Settings) -> None:
    settings.FETCH_ALLOW = ["127.0.0.1"]
    settings.FETCH_HOST_INTERVAL = 0


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("add_article", *arguments, stdout=out)
    return out.getvalue()


def test_a_file_becomes_an_article(tmp_path: Path, reviewer: User) -> None:
    path = tmp_path / "speech.txt"
    path.write_text("Crime falls\nIt fell by 5%.", encoding="utf-8")
    said = command(
        str(path), "--kind", "speech", "--speaker", "Anna Berg", "--published", "2024-03-02",
        "--by", "reviewer",
    )  # fmt: skip
    article = Article.objects.get()
    assert said == f"Article {article.pk}: “Crime falls”. Its claims are being found.\n"
    assert (article.kind, article.default_speaker) == ("speech", "Anna Berg")
    assert article.published_at and article.published_at.isoformat() == "2024-03-02T00:00:00+00:00"
    assert article.created_by == reviewer


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.txt"], "No such file"),
        (["empty.txt"], "empty"),
        (["picture.png"], "cannot be read"),
        (["ftp://example.org/a"], "http"),
        (["good.txt", "--by", "nobody"], "no user “nobody”"),
        (["good.txt", "--published", "tomorrow"], "no date"),
        (["good.txt", "--published", "2024-02-31"], "no date"),
    ],
)
def test_each_mistake_is_answered_with_one_sentence(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in [("empty.txt", ""), ("picture.png", "x"), ("good.txt", "It fell.")]:
        (tmp_path / name).write_text(content)
    with pytest.raises(CommandError, match=words):
        command(*arguments)
    assert not Article.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("loopback")
def test_a_web_page_is_fetched_while_one_waits() -> None:
    with website() as site:
        url = site.put("/crime", *PARAGRAPHS)
        said = command(url, "--title", "Ours")
    article = Article.objects.get()
    assert said == f"Article {article.pk}: “Ours”. Its claims are being found.\n"
    assert PARAGRAPHS[0] in article.current_revision.text
    assert list(article.sources.values_list("url", flat=True)) == [url]


@pytest.mark.django_db
@pytest.mark.usefixtures("loopback")
def test_a_page_that_is_gone_says_so_and_waits_on_the_desk_for_its_text() -> None:
    with website() as site, pytest.raises(CommandError, match="has no text yet: .*paste the text"):
        command(f"{site.address}/gone")
    assert Article.objects.get().awaits_text

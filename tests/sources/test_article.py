"""The article in a web page."""

from datetime import UTC, datetime

import pytest

from sources.article import read_article

HEAD = """<html><head><title>Crime falls | Leeds Post</title>
<meta property="og:site_name" content="Leeds Post"><meta name="author" content="Ann Berg">
<meta property="article:published_time" content="2024-03-02T10:00:00+01:00"></head>"""
BODY = """<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article>{headline}
<p>The mayor said that crime fell by 5% in 2015, according to figures published on Monday.</p>
<p>&ldquo;We did it,&rdquo; she told reporters &lt;b&gt; at the town hall.</p></article>
<aside>Read more: ten tips for a garden</aside><footer>Leeds Post</footer></body></html>"""


def test_the_text_is_the_articles_and_not_the_sites() -> None:
    article = read_article(HEAD + BODY.format(headline="<h1>Crime falls in Leeds</h1>"))
    assert article
    assert article.text.splitlines() == [
        "Crime falls in Leeds",
        "The mayor said that crime fell by 5% in 2015, according to figures published on Monday.",
        "“We did it,” she told reporters <b> at the town hall.",
    ]


def test_title_author_outlet_and_day_come_from_the_page() -> None:
    article = read_article(HEAD + BODY.format(headline="<h1>Crime falls in Leeds</h1>"))
    assert article
    assert (article.author, article.outlet) == ("Ann Berg", "Leeds Post")
    assert article.title == "Crime falls in Leeds"
    assert article.published_at == datetime(2024, 3, 2, 10, 30, tzinfo=UTC)


def test_a_headline_that_stands_outside_the_article_becomes_its_first_line() -> None:
    article = read_article(HEAD + BODY.format(headline=""))
    assert article
    assert article.text.splitlines()[0] == article.title


@pytest.mark.parametrize("html", ["", "<html></html>", "<p></p>", "\x00", "<" * 1000])
def test_a_page_without_text_is_no_article(html: str) -> None:
    assert read_article(html) is None

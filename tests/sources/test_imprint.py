"""What a page says of itself: its publisher and its date."""

from datetime import UTC, datetime

import pytest

from sources.imprint import Imprint, head_of, read_imprint
from sources.text import read_page

DAY = datetime(2016, 3, 2, tzinfo=UTC)
NINE = datetime(2016, 3, 2, 9, tzinfo=UTC)


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        (
            '<meta property="og:site_name" content=" Office of  Statistics ">',
            "Office of Statistics",
        ),
        ('<meta name="DC.Publisher" content="The ministry">', "The ministry"),
        ('<meta name="publisher" content="A"><meta property="og:site_name" content="B">', "B"),
        (ld('{"publisher": {"name": "Leeds Post"}}'), "Leeds Post"),
        (ld('{"@graph": [{"@type": "Person"}, {"publisher": "Leeds Post"}]}'), "Leeds Post"),
        (ld('[{"publisher": [{"name": "One"}, {"name": "Two"}]}]'), "One"),
        ('<meta name="generator" content="WordPress">', ""),
        ('<meta property="og:site_name">', ""),
        (ld("{not json"), ""),
        (ld("[" * 100_000), ""),
        (ld('{"publisher": 7}'), ""),
        ("", ""),
    ],
)
def test_the_publisher(head: str, publisher: str) -> None:
    assert read_imprint(head).publisher == publisher


@pytest.mark.parametrize(
    ("head", "published_at"),
    [
        ('<meta property="article:published_time" content="2016-03-02T09:00:00Z">', NINE),
        ('<meta property="article:published_time" content="2016-03-02T10:00:00+01:00">', NINE),
        ('<meta itemprop="datePublished" content="2016-03-02">', DAY),
        ('<meta name="citation_publication_date" content="2016/03/02">', DAY),
        ('<meta name="date" content="20160302">', DAY),
        (ld('{"datePublished": "2016-03-02T09:00:00Z"}'), NINE),
        ('<meta property="article:modified_time" content="2016-03-02T09:00:00Z">', None),
        ('<meta name="date" content="2 March 2016">', None),
        ('<meta name="date" content="0016-03-02">', None),
        ('<meta name="date" content="2999-03-02">', None),
        (ld('{"datePublished": null}'), None),
    ],
)
def test_the_date(head: str, published_at: datetime | None) -> None:
    assert read_imprint(head).published_at == published_at


def test_the_first_of_two_is_believed() -> None:
    twice = (
        '<meta property="og:site_name" content="One"><meta property="og:site_name" content="Two">'
    )
    assert read_imprint(twice).publisher == "One"


def test_a_long_name_is_cut() -> None:
    assert len(read_imprint(f'<meta name="publisher" content="{"x" * 9000}">').publisher) == 200


def test_only_the_head_is_kept() -> None:
    assert head_of("<HEAD><title>x</title></HEAD><body>y") == "<HEAD><title>x</title>"
    assert len(head_of("x" * 1_000_000)) == 200_000


def test_a_page_that_was_read_knows_it() -> None:
    body = b'<head><meta property="og:site_name" content="Leeds Post"></head><body><p>Words.'
    page = read_page(body)
    assert page is not None
    assert page.imprint == Imprint("Leeds Post", None)
    plain = read_page(b"Words.", media="text/plain")
    assert plain is not None and plain.imprint == Imprint()

"""One spelling for one address, and a sentence for what is none."""

from collections.abc import Callable
from itertools import product

import pytest

from sources.urls import (
    host_of,
    normalize,
    normalize_thoroughly,
    resolve_location,
    site_of,
    url_hash,
)

SAME_PAGE = [
    ("HTTP://Example.ORG", "http://example.org/"),
    ("https://example.org:443/a", "https://example.org/a"),
    ("http://example.org:443/a", "http://example.org:443/a"),
    ("  https://example.org./a \t", "https://example.org/a"),
    ("https://example.org/a/./b/../c", "https://example.org/a/c"),
    ("https://example.org/../../x", "https://example.org/x"),
    ("https://example.org/a/..", "https://example.org/"),
    ("https://example.org/%7euser/%c3%a4", "https://example.org/~user/%C3%A4"),
    ("https://example.org/ä b?q=ö", "https://example.org/%C3%A4%20b?q=%C3%B6"),
    ("https://example.org/100%", "https://example.org/100%"),
    ("https://example.org/a%2Fb", "https://example.org/a%2Fb"),
    ("https://example.org/a?b=2&a=1", "https://example.org/a?b=2&a=1"),
    ("https://example.org/a#part", "https://example.org/a#part"),
    ("https://example.org/a#", "https://example.org/a"),
    ("https://example.org/a#:~:text=four%20percent", "https://example.org/a"),
    ("https://example.org/a#part:~:text=four", "https://example.org/a#part"),
    ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ("https://XN--BCHER-KVA.example/", "https://xn--bcher-kva.example/"),
    ("https://straße.example/", "https://xn--strae-oqa.example/"),
    ("https://例え。テスト/", "https://xn--r8jz45g.xn--zckzah/"),
    ("http://127.1/", "http://127.0.0.1/"),
    ("http://0x7f.0x42.0.1/", "http://127.66.0.1/"),
    ("http://2135031809/", "http://127.66.0.1/"),
    ("http://[::FFFF:127.0.0.1]/", "http://[::ffff:7f00:1]/"),
    ("http://my_host.example/", "http://my_host.example/"),
]


@pytest.mark.parametrize(("given", "normal"), SAME_PAGE)
def test_every_spelling_of_an_address_comes_to_one(given: str, normal: str) -> None:
    assert normalize(given) == normal
    assert normalize(normal) == normal
    assert normalize_thoroughly(normal) == normal


NORMAL_PIECES = {
    "scheme": ["http://", "https://", "HTTP://"],
    "host": [
        "a.example",
        "1.2.3.4",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3",
        "a.0x1",
        "xn--a.example",
        "A.b",
    ],
    "port": ["", ":80", ":443", ":8080", ":0", ":99999", ":080"],
    "rest": [
        "/",
        "/a/b.html",
        "/.",
        "/a/../b",
        "/a?b=/../c",
        "/a?",
        "/a%41",
        "/a//b",
        "",
        "/ä",
        "/a#b",
    ],
}


@pytest.mark.parametrize("host", NORMAL_PIECES["host"])
def test_the_short_cut_for_normal_urls_changes_no_answer(host: str) -> None:
    def answer(spell: Callable[[str], str], url: str) -> str:
        try:
            return spell(url)
        except ValueError as error:
            return str(error)

    for scheme, port, rest in product(*(NORMAL_PIECES[p] for p in ("scheme", "port", "rest"))):
        url = f"{scheme}{host}{port}{rest}"
        assert answer(normalize, url) == answer(normalize_thoroughly, url)


PARTS = [
    ("https://example.org/a", "example.org", "https://example.org"),
    ("https://example.org:8443/a/b", "example.org", "https://example.org:8443"),
    ("http://[::1]:8080/", "::1", "http://[::1]:8080"),
    ("http://[::1]/a", "::1", "http://[::1]"),
]


@pytest.mark.parametrize(("url", "host", "site"), PARTS)
def test_the_parts_of_a_normal_url_are_read_from_it(url: str, host: str, site: str) -> None:
    assert (host_of(url), site_of(url)) == (host, site)


NOT_URLS = [
    ("", "no URL"),
    ("   ", "no URL"),
    ("#part", "must start with http"),
    ("example.org/page", "must start with http"),
    ("localhost:8000/page", "must start with http"),
    ("//example.org/", "must start with http"),
    ("file:///etc/passwd", "not file"),
    ("ftp://example.org/", "not ftp"),
    ("javascript:alert(1)", "not javascript"),
    ("gopher://example.org/", "not gopher"),
    ("http://", "no host"),
    ("http:///path", "no host"),
    ("http://user:secret@example.org/", "user name"),
    ("http://example.org@127.0.0.1/", "user name"),
    ("http://example.org\\@127.0.0.1/", "backslash"),
    ("http://example.org/a\nHost: x", "control character"),
    ("http://example.org/\x00", "control character"),
    ("http://example.org:0/", "Port 0"),
    ("http://example.org:70000/", "not a number from 1"),
    ("http://example.org:http/", "not a number from 1"),
    ("http://exa mple.org/", "not a host name"),
    ("http://a..b/", "not a host name"),
    ("http://%31%32%37.0.0.1/", "% sign"),
    ("http://999.1.1.1/", "not an IPv4 address"),
    ("http://0x/", "not an IPv4 address"),
    ("http://[::1/", "not a URL"),
    ("http://[fe80::1%25eth0]/", "% sign"),
    ("http://[v1.x]/", "not a"),
    (f"http://{'a' * 64}.example/", "not a host name"),
    ("http://" + "ü" * 80 + ".example/", "not a host name"),
    ("https://example.org/" + "a" * 9000, "longer than"),
    ("https://example.org/" + "ä" * 4000, "longer than"),
]


@pytest.mark.parametrize(("given", "sentence"), NOT_URLS)
def test_what_is_wrong_is_said_in_a_sentence(given: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence.replace("(", r"\(")) as error:
        normalize(given)
    assert str(error.value).endswith(".")


def test_a_url_of_8000_characters_is_a_url() -> None:
    long = "https://example.org/?q=" + "a" * 7977
    assert len(long) == 8000
    assert normalize(long) == long


LOCATIONS = [
    ("https://example.org/a/b", "c", "https://example.org/a/c"),
    ("https://example.org/a", "//other.example/x", "https://other.example/x"),
    ("https://example.org/a", "?q=1", "https://example.org/a?q=1"),
    ("https://example.org/a#part", "/b", "https://example.org/b#part"),
    ("https://example.org/a#part", "/b#other", "https://example.org/b#other"),
    ("https://example.org/a", " HTTPS://EXAMPLE.ORG/ü ", "https://example.org/%C3%BC"),
]


@pytest.mark.parametrize(("base", "location", "target"), LOCATIONS)
def test_a_location_leads_from_the_page_it_came_from(base: str, location: str, target: str) -> None:
    assert resolve_location(base, location) == target


def test_a_location_that_is_no_web_address_is_an_error() -> None:
    with pytest.raises(ValueError, match="not file"):
        resolve_location("https://example.org/", "file:///etc/passwd")


def test_the_hash_of_a_url_has_one_length() -> None:
    assert len(url_hash("https://example.org/")) == len(url_hash("https://example.org/" + "a" * 99))

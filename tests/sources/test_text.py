"""What a person reads on a page, and when the fingerprint of it may move."""

import pytest

from sources.text import Page, decode, fold, has_anchor, plain_page, read_page

TEXT = [
    "The council spent four million on the new quay, the clerk wrote in May.",
    "Unemployment rose to 4.1 percent in the third quarter, the statistics office said.",
    "“We will not sell the harbour,” mayor Ada Quist told the assembly.",
]


def page(paragraphs: list[str], *, frame: str = "", before: str = "", after: str = "") -> Page:
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    html = (
        f"<!doctype html><title>Quay | Gazette</title><body><nav><a href=/>Home</a> {frame}</nav>"
        f"<header>Gazette</header>{before}<main><h1>The quay</h1>{body}</main>{after}"
        f"<footer>© 2026 Gazette</footer>"
    )
    found = read_page(html.encode())
    assert found
    return found


def test_the_text_is_what_stands_between_the_frames() -> None:
    read = page(TEXT, frame="<a href=/a>Politics</a>")
    assert read.blocks == ("The quay", *TEXT)
    assert read.title == "Quay | Gazette" and read.headings == ("The quay",)
    assert "Politics" in read.everything and "Politics" not in read.text


def test_words_are_not_torn_by_the_tags_inside_them() -> None:
    read = page(["un<b>employ</b>ment\n  rose<br>again", "x" * 20])
    assert read.blocks[1:3] == ("unemployment rose", "again")


SAME = [
    {"frame": "<a href=/new>New section</a>"},
    {"before": "<div class='ad'><p>Buy the new car, it is red and it is fast indeed.</p></div>"},
    {"before": "<div class='cookie-banner'>We value your privacy. Accept all our cookies?</div>"},
    {"after": "<aside>Most read: the flood, the fire and the fair of the year.</aside>"},
    {"after": "<section class='related'><p>More about quays and harbours here.</p></section>"},
    {"after": "<div id=comments><p>First! What a load of old rope this is.</p></div>"},
    {"after": "<ul><li><a href=/1>The long story of the flood</a></li></ul>"},
    {"after": "<script>var visits = 12345;</script><style>p {color: red}</style>"},
]


@pytest.mark.parametrize("around", SAME)
def test_the_frame_does_not_move_the_fingerprint(around: dict[str, str]) -> None:
    assert page(TEXT, **around).fingerprint == page(TEXT).fingerprint


STAMPS = [
    ("Published 3 May 2026", "Published 4 June 2026, 10:15 am"),
    ("Updated 3 hours ago", "Updated 2 days ago"),
    ("1,234 views", "99,001 views"),
    ("12 comments", "130 comments"),
    ("5 min read", "6 min read"),
    ("Mon, 22 Nov 2026", "Tuesday 23 November 2026"),
    ("Aktualisiert am 3. Mai 2026 um 10:00 Uhr", "Aktualisiert am 4. Juni 2026 um 11:30 Uhr"),
    ("Publié le 3 mai 2026", "Mis à jour le 4 juin 2026"),
    ("By the desk. Last updated: 3 May 2026", "By the desk. Last updated: 9 July 2026"),
    ("Readers like the quay (1,024 likes)", "Readers like the quay (2,048 likes)"),
]


@pytest.mark.parametrize(("before", "after"), STAMPS)
def test_dates_and_counters_do_not_move_the_fingerprint(before: str, after: str) -> None:
    assert page([before, *TEXT]).fingerprint == page([after, *TEXT]).fingerprint


REAL = [
    [TEXT[0].replace("four", "five"), *TEXT[1:]],
    [TEXT[0], TEXT[1].replace("4.1", "4.2"), TEXT[2]],
    [TEXT[0], TEXT[1].replace("rose", "fell"), TEXT[2]],
    TEXT[:2],
    [*TEXT, "Correction: an earlier version gave a wrong sum."],
    [TEXT[0], TEXT[2], TEXT[1]],
    ["In 2019 the town had 4,000 people.", *TEXT],
]


@pytest.mark.parametrize("changed", REAL)
def test_every_sentence_and_figure_moves_the_fingerprint(changed: list[str]) -> None:
    assert page(changed).fingerprint != page(TEXT).fingerprint


def test_figures_in_a_table_move_the_fingerprint() -> None:
    def table(figure: str) -> Page:
        return (
            page(TEXT, after="")
            if not figure
            else page([*TEXT, f"<table><tr><td>May<td>{figure}</table>"])
        )

    assert table("4.1").fingerprint != table("4.2").fingerprint
    assert "May | 4.1" in table("4.1").blocks


def test_a_frame_that_swallows_the_page_is_no_frame() -> None:
    html = "<body><form><p>" + "</p><p>".join(TEXT * 4) + "</p></form>"
    read = read_page(html.encode())
    assert read and TEXT[0] in read.blocks


CHARSETS = [
    ("Müller".encode(), "", "Müller"),
    ("Müller".encode(), "iso-8859-1", "Müller"),  # a header that is wrong
    ("Müller".encode("latin-1"), "iso-8859-1", "Müller"),
    ("Müller".encode("latin-1"), "", "Müller"),
    ("Müller".encode("latin-1"), "utf-8", "M\ufffdller"),
    ("“ok”".encode("cp1252"), "iso-8859-1", "“ok”"),
    (b"<meta charset=koi8-r>" + "Правда".encode("koi8-r"), "", "<meta charset=koi8-r>Правда"),
    ("Правда".encode("cp1251"), "windows-1251", "Правда"),
    ("日本".encode("shift-jis"), "shift_jis", "日本"),
    ("日本".encode("iso-2022-jp"), "iso-2022-jp", "日本"),
    ("\ufeffMüller".encode(), "latin-1", "Müller"),
    ("Müller".encode("utf-16"), "", "Müller"),
    ("Müller".encode("utf-16-le"), "utf-16le", "Müller"),
    ("Mü".encode()[:-1], "", "M"),  # cut off in the middle of a character
    (b"\xff\xffabc\x00", "no-such-charset", "ÿÿabc\x00"),
    (b"abc", "rot13", "abc"),
    (b"abc", "hex", "abc"),
    (b"\xff", "punycode", "ÿ"),
    (b"\xff.a", "idna", "ÿ.a"),
    (b"\xff", "undefined", "ÿ"),
    (b"<meta charset=undefined>\xff", "", "<meta charset=undefined>ÿ"),
    (b"\xff\\u0041", "unicode_escape", "ÿ\\u0041"),
    (b"", "", ""),
]


@pytest.mark.parametrize(("body", "charset", "text"), CHARSETS)
def test_bytes_become_text_whatever_the_header_says(body: bytes, charset: str, text: str) -> None:
    assert decode(body, charset) == text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00" * 5000,
        b"<" * 50_000,
        b"<div>" * 20_000,
        b"\xff\xfe\x00",
        b"<html",
        b"&#x110000;",
    ],
)
def test_garbage_is_a_page_with_little_on_it(body: bytes) -> None:
    read = read_page(body)
    assert read is not None
    assert isinstance(read.fingerprint, str) and isinstance(read.everything, str)


def test_text_files_and_json_are_pages_without_a_frame() -> None:
    read = read_page(b"first line\n\n  second   line", media="text/plain")
    assert read == plain_page("first line\nsecond line") and not read.is_html
    assert read_page(b'{"a": 1}', media="application/json").text == '{"a": 1}'  # type: ignore[union-attr]
    assert read_page(b"%PDF-1.7") is None


ANCHORS = [
    ("<h2 id=section>", "section", True),
    ("<a name=old>", "old", True),
    ("<p name=old>", "old", False),
    ("<h2 id='größe'>", "gr%C3%B6%C3%9Fe", True),
    ("<h2 id=user-content-readme>", "readme", True),
    ("<h2 id=Section>", "section", False),
    ("section", "section", False),
]


@pytest.mark.parametrize(("html", "fragment", "there"), ANCHORS)
def test_the_place_after_the_hash_is_looked_for(html: str, fragment: str, there: bool) -> None:
    assert has_anchor(html.encode(), fragment) is there


def test_folding_makes_typography_one() -> None:
    assert fold("“We’re  ﬁne”\n– so…") == fold('"we\'re fine" - so...')

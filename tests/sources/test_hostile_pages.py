"""A page made to keep us busy ends in an outcome like any other, and its batch goes on.

None of these asserts a time: what each guards against would take from minutes to days.
"""

import asyncio
from dataclasses import replace

import pytest

from sources.diff import diff
from sources.laborious import is_laborious
from sources.look import Errand, Looker, page_of
from sources.outcome import Observation, Outcome
from sources.policy import Request
from sources.reply import wanted_headers
from sources.softfail import judge_page
from sources.text import read_page
from tests.sources import misbehaving as m
from tests.sources.conftest import QUICK, Serve

SIZE = 2_000_000
URL = "https://a.example/" + "x" * 8000 + "-x/"
SEEN = Observation(url=URL, outcome=Outcome.OK, final_url=URL, content_type="text/html")

TITLES = ["!" * SIZE, "_" * SIZE, "we can't find the " + "_" * SIZE + "x", "the " * 500_000 + "x"]


@pytest.mark.parametrize("title", TITLES, ids=["marks", "underscores", "apology", "words"])
@pytest.mark.parametrize("where", ["<title>{}</title>", "<body><h1>{}</h1>"])
def test_a_title_without_end_says_nothing(title: str, where: str) -> None:
    page = read_page(where.format(title).encode())
    assert page and judge_page(SEEN, page)[0] is Outcome.OK


@pytest.mark.parametrize("block", ["1," * 500_000, "1 " * 500_000, "updated 1 " * 100_000 + "x"])
def test_figures_without_end_are_a_block(block: str) -> None:
    page = read_page(f"<p>{block}</p>".encode())
    assert page and len(page.fingerprint) == 64


def test_a_header_of_spaces_is_a_header() -> None:
    lines = [b"HTTP/1.1 200 OK\r\n", b"ETag: a" + b" " * 90_000 + b"b \t\r\n", b"\r\n"]
    assert wanted_headers(lines)[b"etag"] == b"a" + b" " * 90_000 + b"b"


LABORIOUS = {
    "nested": b"<nav>" * (SIZE // 5),
    "nested by name": b"<div class=ad>" * (SIZE // 14),
    "lists": b"<select>" + b"<option>" * (SIZE // 8),
    "attributes": b"<p " + b" ".join(b"a%x" % n for n in range(SIZE // 7)) + b">",
    "attributes with quotes": b"<p " + b" ".join(b'a%x=">"' % n for n in range(SIZE // 11)) + b">",
    "attributes of a script": b"<script a='>' "
    + b" ".join(b"a%x" % n for n in range(SIZE // 7)) + b"></script>",
}  # fmt: skip


@pytest.mark.parametrize("name", LABORIOUS)
def test_what_a_parser_takes_for_ever_to_read_is_read_apart(name: str) -> None:
    body = LABORIOUS[name]
    assert is_laborious(body)


def test_a_page_that_cannot_be_read_in_time_ends_its_look_and_no_other(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sources.laborious.SECONDS", 1)
    server = serve({"/": m.page, "/a": m.body(LABORIOUS["nested"]), "/b": m.page})
    errands = [
        Errand(Request(server.url(path)), passages={1: "We read the ledgers."})
        for path in ("/a#section", "/b#section")
    ]
    looks = {each.errand.request.url: each for each in Looker(QUICK).look(errands)}
    a, b = (looks[each.request.url] for each in errands)
    assert [look.observation.outcome for look in (a, b)] == [Outcome.OK, Outcome.OK]
    assert a.page is None and a.sightings[1].state == "unknown"
    assert b.page and b.sightings[1].state == "found"


ORDINARY = {
    "long": m.PAGE * 100,
    "script": b"<script>" + b"var a = 1; " * 50_000 + b"</script>" + m.PAGE,
    "script with a source": b'<script type="text/json">' + b"{a: 1}, " * 50_000 + m.PAGE,
    "style": b"<style media=print>" + b"p {color: red} " * 50_000 + m.PAGE,
    "comment": b"<!--" + b"word " * 50_000 + b"-->" + m.PAGE,
}


@pytest.mark.parametrize("name", ORDINARY)
def test_what_people_write_is_not_laborious(name: str) -> None:
    assert not is_laborious(ORDINARY[name])


def test_a_long_table_is_read_apart_and_reads_the_same() -> None:
    rows = b"".join(b"<tr><td>Town %d<td>%d</tr>" % (n, n * n) for n in range(8000))
    body = b"<title>Towns</title><h1>Towns</h1><table>" + rows + b"</table>"
    assert is_laborious(body)
    page, direct = page_of(SEEN._replace(body=body)), read_page(body)
    assert page and direct
    assert (page.title, page.headings, page.blocks) == ("Towns", ("Towns",), direct.blocks)
    assert page.fingerprint == direct.fingerprint and page.everything == direct.everything


def test_a_page_that_breaks_its_reader_ends_one_look(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(observation: Observation) -> None:
        if observation.url.endswith("/a"):
            raise RecursionError

        return None

    monkeypatch.setattr("sources.look.page_of", breaks)  # no page is known that does it
    server = serve({"*": m.page})
    errands = [Errand(Request(server.url(path)), passages={1: "x"}) for path in ("/a", "/b")]
    looks = list(Looker(QUICK).look(errands))
    assert [look.observation.outcome for look in looks] == [Outcome.OK, Outcome.OK]
    assert {look.sightings[1].state.value for look in looks} == {"unknown"}


async def slow_pdf(exchange: m.Exchange) -> None:
    await asyncio.sleep(0.3)
    await exchange.answer(200, b"%PDF-1.7", type="application/pdf")


def test_what_takes_long_stays_due_once_the_time_is_up(serve: Serve) -> None:
    server = serve({"/a": slow_pdf, "/b": m.slow})
    errands = [Errand(Request(server.url(path))) for path in ("/a", "/b")]
    looker = Looker(replace(QUICK, samples=False, budget=0.1))
    assert [look.errand for look in looker.look(errands)] == errands[1:]
    assert looker.left == errands[:1]
    unhurried = Looker(replace(QUICK, samples=False))
    assert len(list(unhurried.look(errands))) == 2 and unhurried.left == []


def words(count: int, step: int) -> str:
    return " ".join(str(n * step % 50) for n in range(count))


DIFFS = {
    "words": (words(200_000, 7), words(200_000, 11)),
    "lines": (words(200_000, 7).replace(" ", "\n"), words(200_000, 11).replace(" ", "\n")),
    "long lines": tuple(
        "\n".join(words(2000, step) + f" {n}{step}" for n in range(100)) for step in (7, 11)
    ),
    "one line": ("a\n" * 400_000, "a\n" * 399_990),
}


@pytest.mark.parametrize("name", DIFFS)
def test_a_diff_of_anything_is_a_diff(name: str) -> None:
    old, new = DIFFS[name]
    changes = diff(old, new)
    for text, other in ((old, "added"), (new, "removed")):
        kept = [word for each in changes if each.kind != other for word in each.text.split()]
        assert kept == text.split()

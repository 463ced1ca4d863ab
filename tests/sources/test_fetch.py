"""Whatever a server does, the client ends with an outcome, within its time and its memory."""

import socket
import tracemalloc
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from sources.fetch import Fetcher, fetch, fetch_many
from sources.outcome import NO_VALIDATORS, Hop, Outcome, Validators
from sources.policy import Request
from sources.reply import header_text
from tests.sources import misbehaving as m
from tests.sources.conftest import QUICK, Serve

OUTCOMES: list[tuple[str, m.Behaviour, Outcome]] = [
    ("200", m.page, Outcome.OK),
    ("204", m.status(204), Outcome.OK),
    ("slow", m.slow, Outcome.OK),
    ("early-hints", m.early_hints, Outcome.OK),
    ("404", m.status(404), Outcome.DEAD),
    ("410", m.status(410), Outcome.DEAD),
    ("400", m.status(400), Outcome.BLOCKED),
    ("401", m.status(401), Outcome.BLOCKED),
    ("402", m.status(402), Outcome.BLOCKED),
    ("403", m.status(403), Outcome.BLOCKED),
    ("429-long", m.status(429, Retry_After="3600"), Outcome.BLOCKED),
    ("451", m.status(451), Outcome.BLOCKED),
    ("999", m.status(999), Outcome.BLOCKED),
    ("bot-wall-header", m.status(503, cf_mitigated="challenge", Retry_After="99"), Outcome.BLOCKED),
    ("408", m.status(408), Outcome.TIMEOUT),
    ("500", m.status(500), Outcome.SERVER_ERROR),
    ("502", m.status(502), Outcome.SERVER_ERROR),
    ("503-long", m.status(503, Retry_After="3600"), Outcome.SERVER_ERROR),
    ("304-unasked", m.unasked_304, Outcome.SERVER_ERROR),
    ("300-nowhere", m.status(300), Outcome.SERVER_ERROR),
    ("429-once", m.at_first(m.status(429, Retry_After="1")), Outcome.OK),
    ("503-once", m.at_first(m.status(503, Retry_After="1")), Outcome.OK),
    ("500-once", m.at_first(m.status(500)), Outcome.OK),
    ("reset-once", m.at_first(m.reset), Outcome.OK),
    ("hang", m.hang, Outcome.TIMEOUT),
    ("reset", m.reset, Outcome.CONNECTION_ERROR),
    ("empty", m.empty, Outcome.CONNECTION_ERROR),
    ("not-http", m.not_http, Outcome.CONNECTION_ERROR),
    ("short-body", m.short_body, Outcome.TRUNCATED),
    ("reset-in-body", m.reset_in_body, Outcome.TRUNCATED),
    ("broken-chunks", m.broken_chunks, Outcome.CONNECTION_ERROR),
    ("huge", m.huge, Outcome.OK),
    ("endless-chunks", m.endless_chunks, Outcome.OK),
    ("dripping-body", m.dripping_body, Outcome.TIMEOUT),
    ("dripping-headers", m.dripping_headers, Outcome.TIMEOUT),
    ("header-bomb", m.header_bomb, Outcome.CONNECTION_ERROR),
    ("endless-headers", m.endless_headers, Outcome.CONNECTION_ERROR),
    ("gzip-bomb", m.gzip_bomb, Outcome.OK),
    ("nested-gzip", m.nested_gzip, Outcome.UNSUPPORTED_TYPE),
    ("false-gzip", m.body(m.PAGE, Content_Encoding="gzip"), Outcome.UNSUPPORTED_TYPE),
    ("image", m.body(b"\x89PNG", type="image/png"), Outcome.UNSUPPORTED_TYPE),
    ("no-type", m.body(m.PAGE, type=""), Outcome.OK),
    ("pdf-as-bytes", m.body(b"%PDF-1.7", type="application/octet-stream"), Outcome.OK),
    ("redirect", m.redirect("/200"), Outcome.OK_REDIRECTED),
    ("redirect-to-404", m.redirect("/404"), Outcome.DEAD),
    ("redirect-to-self", m.redirect("/redirect-to-self", Set_Cookie="a=b"), Outcome.REDIRECT_LOOP),
    ("there", m.redirect("/and-back"), Outcome.REDIRECT_LOOP),
    ("and-back", m.redirect("/there", 302), Outcome.REDIRECT_LOOP),
    ("redirect-to-file", m.redirect("file:///etc/passwd"), Outcome.REFUSED),
    ("redirect-to-gopher", m.redirect("gopher://127.0.0.1/"), Outcome.REFUSED),
    ("redirect-to-private", m.redirect("http://10.0.0.1/"), Outcome.REFUSED),
    ("redirect-to-metadata", m.redirect("http://169.254.169.254/"), Outcome.REFUSED),
    ("redirect-with-password", m.redirect("http://a:b@127.0.0.1/"), Outcome.REFUSED),
    ("redirect-backslash", m.redirect("http://a\\@127.0.0.1/"), Outcome.REFUSED),
    ("redirect-port-0", m.redirect("http://127.0.0.1:0/"), Outcome.REFUSED),
    ("redirect-latin-1", m.redirect("/200?é"), Outcome.DEAD),
]  # fmt: skip


def test_every_behaviour_ends_in_its_outcome_and_none_ends_the_batch(serve: Serve) -> None:
    server = serve({f"/{path}": behaviour for path, behaviour, _ in OUTCOMES})
    policy = replace(QUICK, per_host=64, timeout=3.0, max_bytes=200_000)
    m.bomb()  # made before the clock runs
    waited_for = [path for path, *_ in OUTCOMES if not path.startswith("429")]
    observations = fetch_many([Request(server.url(f"/{path}")) for path in waited_for], policy)
    found = {each.url.rpartition("/")[2]: each.outcome for each in observations}
    assert found == {path: outcome for path, _, outcome in OUTCOMES if path in found}
    assert set(found) == set(waited_for)


@pytest.mark.parametrize("path", ["429-long", "429-once"])
def test_a_request_for_patience_is_heeded(serve: Serve, path: str) -> None:
    behaviour, outcome = next((b, o) for p, b, o in OUTCOMES if p == path)
    server = serve({"/x": behaviour})
    assert fetch(server.url("/x"), QUICK).outcome is outcome


def test_what_the_client_saw_is_in_the_observation(serve: Serve) -> None:
    page = m.body(m.PAGE, type='Text/HTML; charset="UTF-8"', ETag='"1"', Last_Modified="yesterday")
    server = serve({"/page": page})
    seen = fetch(server.url("/page#top"), QUICK)
    assert seen.url == seen.final_url == server.url("/page#top")
    assert (seen.http_status, seen.body, seen.bytes_read) == (200, m.PAGE, len(m.PAGE))
    assert seen.content_hash == sha256(m.PAGE).hexdigest()
    assert (seen.content_type, seen.charset) == ("text/html", "utf-8")
    assert seen.validators == Validators('"1"', "yesterday", server.url("/page#top"))
    assert seen.milliseconds < 1000 and seen.hops == () and not seen.is_permanently_moved


def test_every_hop_is_recorded(serve: Serve) -> None:
    other = serve({"/c": m.page}, host="127.0.0.2")
    server = serve({"/a": m.redirect("/b", 308), "/b": m.redirect(other.url("/c"), 302)})
    seen = fetch(server.url("/a#top"), QUICK)
    assert seen.outcome is Outcome.OK_REDIRECTED
    assert seen.hops == (
        Hop(server.url("/a#top"), 308, "/b"),
        Hop(server.url("/b#top"), 302, other.url("/c")),
    )
    assert seen.final_url == other.url("/c#top")
    assert not seen.is_permanently_moved
    assert fetch(server.url("/a"), QUICK).hops[0].is_permanent


def test_ten_redirects_are_followed_and_eleven_are_a_loop(serve: Serve) -> None:
    hops: dict[str, m.Behaviour] = {f"/{n}": m.redirect(f"/{n - 1}") for n in range(1, 12)}
    server = serve({**hops, "/0": m.page})
    assert fetch(server.url("/10"), QUICK).outcome is Outcome.OK_REDIRECTED
    seen = fetch(server.url("/11"), QUICK)
    assert (seen.outcome, len(seen.hops)) == (Outcome.REDIRECT_LOOP, 11)


def test_no_cookie_credential_or_referrer_is_ever_sent(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    server = serve({"/a": m.redirect("/b", Set_Cookie="session=1"), "/b": m.page})
    assert fetch(server.url("/a"), QUICK).outcome is Outcome.OK_REDIRECTED
    assert fetch(server.url("/b"), QUICK).outcome is Outcome.OK
    for asked in server.asked:
        assert not {"cookie", "authorization", "referer", "via"} & set(asked.headers)
        assert asked.headers["user-agent"] == QUICK.user_agent


def test_no_password_of_whoever_runs_it_is_sent(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    server = serve({"*": m.page})
    assert fetch(server.url("/"), QUICK).outcome is Outcome.OK
    assert "authorization" not in server.asked[0].headers


def test_a_page_is_not_sent_again_if_it_did_not_change(serve: Serve) -> None:
    server = serve({"/page": m.conditional, "/moved": m.redirect("/page")})
    first = fetch(server.url("/page"), QUICK)
    again = fetch(Request(server.url("/page"), validators=first.validators), QUICK)
    assert (again.outcome, again.http_status, again.not_modified) == (Outcome.OK, 304, True)
    assert again.body == b"" and again.content_hash == ""
    moved = fetch(Request(server.url("/moved"), validators=first.validators), QUICK)
    assert (moved.outcome, moved.not_modified) == (Outcome.OK_REDIRECTED, True)
    assert "if-none-match" not in server.asked[-2].headers


def test_a_stored_validator_adds_no_header(serve: Serve) -> None:
    server = serve({"/page": m.page})
    evil = Validators(etag='"x"\r\nX-Evil: 1')
    fetch(Request(server.url("/page"), validators=evil), QUICK)
    assert "x-evil" not in server.asked[0].headers


@pytest.mark.parametrize("sent", [b'"\xe9"', '"☃"'.encode(), b'"a\xff\xfe"'])
def test_a_validator_that_no_request_can_carry_is_not_kept(serve: Serve, sent: bytes) -> None:
    async def odd(exchange: m.Exchange) -> None:
        head = b"HTTP/1.1 200 OK\r\nLast-Modified: \xff\r\nContent-Length: 2\r\nETag: "
        await exchange.raw(head + sent + b"\r\n\r\nok")

    server = serve({"/page": odd})
    first = fetch(server.url("/page"), QUICK)
    assert (first.outcome, first.validators) == (Outcome.OK, NO_VALIDATORS)
    kept_long_ago = Validators(header_text(sent), url=server.url("/page"))
    again = fetch(Request(server.url("/page"), validators=kept_long_ago), QUICK)
    assert again.outcome is Outcome.OK and "if-none-match" not in server.asked[-1].headers


def test_a_body_is_cut_off_at_the_cap_and_a_pdf_later(serve: Serve) -> None:
    policy = replace(QUICK, max_bytes=1000, max_pdf_bytes=5000)
    server = serve(
        {
            "/page": m.body(b"x" * 3000),
            "/small.pdf": m.body(b"%PDF-" + b"x" * 3000, type="application/pdf"),
            "/large.pdf": m.body(b"%PDF-" + b"x" * 90000, type="application/pdf"),
        }
    )
    sizes = {
        path: (seen.bytes_read, seen.cut_at_cap, seen.outcome)
        for path in ("/page", "/small.pdf", "/large.pdf")
        for seen in [fetch(server.url(path), policy)]
    }
    assert sizes == {
        "/page": (1000, True, Outcome.OK),
        "/small.pdf": (3005, False, Outcome.OK),
        "/large.pdf": (5000, True, Outcome.OK),
    }


def test_bombs_do_not_fill_the_memory(serve: Serve) -> None:
    bombs: dict[str, m.Behaviour] = {
        "/huge": m.huge, "/gzip": m.gzip_bomb, "/chunks": m.endless_chunks,
        "/header": m.header_bomb, "/headers": m.endless_headers,
    }  # fmt: skip
    server = serve(bombs)
    policy = replace(QUICK, max_bytes=100_000)
    tracemalloc.start()
    for path in bombs:
        assert fetch(server.url(path), policy).bytes_read <= 100_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000  # the server's own bombs are in here too


def test_a_post_carries_its_body_and_follows_nothing(serve: Serve) -> None:
    server = serve({"/hook": m.page, "/moved": m.redirect("/hook", 307)})
    hook = Request(
        server.url("/hook"), method="POST", body=b'{"a": 1}', headers=(("X-Event", "alert"),)
    )
    assert fetch(hook, QUICK).outcome is Outcome.OK
    asked = server.asked[0]
    assert (asked.method, asked.body, asked.headers["x-event"]) == ("POST", b'{"a": 1}', "alert")
    assert not fetch(hook._replace(url=server.url("/moved")), QUICK).outcome.is_alive
    assert len(server.asked) == 2


BAD_URLS = [
    "", "#part", "not a url", "file:///etc/passwd", "ftp://127.0.0.1/", "http://", "http://:80/",
    "http://127.0.0.1:0/", "http://user:password@127.0.0.1/", "http://127.0.0.1\\@example.org/",
    "http://a..b/", "javascript:alert(1)", "http://[::1", "https://example.org/" + "a" * 9000,
]  # fmt: skip


def test_what_is_no_url_is_refused_with_a_sentence() -> None:
    seen = list(fetch_many([Request(url) for url in BAD_URLS], QUICK))
    assert [each.url for each in seen] == BAD_URLS
    assert {each.outcome for each in seen} == {Outcome.REFUSED}
    assert all(each.reason.endswith(".") for each in seen)


def test_a_url_of_8000_characters_and_odd_spellings_are_fetched(serve: Serve) -> None:
    server = serve({"*": m.page})
    for path in ("/?" + "a" * 7900, "/ä b?ö#ü", "/%7Ea/../b", "?q", "#only"):
        assert fetch(server.url(path), QUICK).outcome is Outcome.OK
    assert [asked.path for asked in server.asked[1:]] == ["/%C3%A4%20b?%C3%B6", "/b", "/?q", "/"]


def test_nobody_listening_is_a_connection_error() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        assert fetch(url, QUICK).outcome is Outcome.CONNECTION_ERROR


def test_what_was_begun_ends_and_the_rest_is_left_when_the_budget_is_spent(serve: Serve) -> None:
    server = serve({"*": m.page})
    fetcher = Fetcher(replace(QUICK, host_interval=0.4, budget=0.5))
    requests = [Request(server.url(f"/{n}")) for n in range(5)]
    seen = list(fetcher.fetch(requests))
    assert 1 <= len(seen) <= 2
    assert {each.url for each in seen} | {each.url for each in fetcher.left} == {
        each.url for each in requests
    }
    assert len(seen) + len(fetcher.left) == 5

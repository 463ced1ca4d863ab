"""A whole look: fetched, read, judged, passages searched, nothing read twice."""

from dataclasses import replace

from sources.look import Errand, Look, Looker
from sources.outcome import Outcome
from sources.passage import PassageState
from sources.pdf import pdf_text
from sources.policy import FetchPolicy, Request
from tests.sources import misbehaving as m
from tests.sources.conftest import QUICK, Serve

SOFT = (
    b"<title>Gazette</title><body><h1>Our archive has moved on</h1>"
    + b"".join(b"<p>Line %d of what this site shows for all it does not know.</p>" % n
               for n in range(9))
)  # fmt: skip


def look(*errands: Errand, policy: FetchPolicy = QUICK) -> dict[str, Look]:
    return {each.errand.request.url: each for each in Looker(policy).look(errands)}


def test_a_look_brings_words_and_passages(serve: Serve) -> None:
    server = serve({"/page": m.page})
    passages = {7: "spent four million on the new quay", 8: "spent five million on the new quay"}
    (seen,) = look(Errand(Request(server.url("/page")), passages=passages)).values()
    assert seen.observation.outcome is Outcome.OK and seen.observation.body == b""
    assert seen.page and seen.page.title == "The harbour budget"
    assert {key: each.state for key, each in seen.sightings.items()} == {
        7: PassageState.FOUND,
        8: PassageState.GONE,
    }


def test_equal_bytes_are_not_read_again(serve: Serve) -> None:
    server = serve({"/page": m.page})
    errand = Errand(Request(server.url("/page")))
    (first,) = look(errand).values()
    known = replace(errand, content_hash=first.observation.content_hash)
    (again,) = look(known).values()
    assert again.is_same and again.page is None and again.observation.outcome is Outcome.OK


def test_the_place_after_the_hash_has_to_be_there(serve: Serve) -> None:
    server = serve({"*": m.page})
    fragments = ["#section", "#nope", "#top", "#!/route", "#:~:text=four"]
    seen = look(*(Errand(Request(server.url(f"/p{each}"))) for each in fragments))
    assert [each.observation.outcome for each in seen.values()].count(Outcome.FRAGMENT_MISSING) == 1
    assert seen[server.url("/p#nope")].observation.outcome is Outcome.FRAGMENT_MISSING


def test_a_soft_404_is_known_by_what_the_site_shows_for_an_impossible_path(serve: Serve) -> None:
    server = serve({"/": m.page, "/good": m.page, "/good2": m.page, "*": m.body(SOFT)})
    paths = ["/good", "/gone", "/good2", "/gone2", "/gone3"]
    looker = Looker(QUICK)
    seen = {
        each.errand.request.url.removeprefix(server.url("")): each.observation.outcome
        for each in looker.look([Errand(Request(server.url(path))) for path in paths])
    }
    assert seen == {path: Outcome.OK if "good" in path else Outcome.SOFT_404 for path in paths}
    impossible = [asked.path for asked in server.asked if "no-such-page" in asked.path]
    assert len(impossible) == 1  # a site is asked once, and its answer remembered
    again = Looker(QUICK, hosts=looker.fetcher.hosts)
    list(again.look([Errand(Request(server.url("/gone")))]))
    assert len([asked for asked in server.asked if "no-such-page" in asked.path]) == 1


def test_a_site_that_hangs_for_the_impossible_path_is_judged_without_it(serve: Serve) -> None:
    server = serve({"/good": m.page, "*": m.hang})
    (seen,) = look(
        Errand(Request(server.url("/good"))), policy=replace(QUICK, timeout=0.3)
    ).values()
    assert seen.observation.outcome is Outcome.OK


def test_the_same_page_under_two_urls_is_two_looks(serve: Serve) -> None:
    server = serve({"/a": m.page, "/b": m.redirect("/a")})
    seen = look(Errand(Request(server.url("/a"))), Errand(Request(server.url("/b"))))
    outcomes = [each.observation.outcome for each in seen.values()]
    assert sorted(outcomes) == [Outcome.OK, Outcome.OK_REDIRECTED]
    assert len({each.page.fingerprint for each in seen.values() if each.page}) == 1


def minimal_pdf(text: str) -> bytes:
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = "%PDF-1.4\n"
    offsets = []
    for number, each in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj{each}endobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(body)
    body += f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\n"
    body += f"startxref\n{start}\n%%EOF"
    return body.encode("latin-1")


def test_a_passage_is_found_in_a_pdf_file(serve: Serve) -> None:
    pdf = minimal_pdf("The quay cost four million in 2026")
    server = serve({"/report.pdf": m.body(pdf, type="application/pdf")})
    passages = {1: "quay cost four million", 2: "quay cost nothing whatsoever, said the clerk"}
    (seen,) = look(Errand(Request(server.url("/report.pdf")), passages=passages)).values()
    assert seen.observation.outcome is Outcome.OK
    assert [each.state for each in seen.sightings.values()] == [
        PassageState.FOUND,
        PassageState.GONE,
    ]


def test_a_broken_pdf_file_has_no_text_and_harms_nobody() -> None:
    assert pdf_text(b"%PDF-1.4 nonsense") == ""
    assert pdf_text(minimal_pdf("x")[:200]) == ""


def test_half_a_page_proves_what_it_shows_and_nothing_else(serve: Serve) -> None:
    half = b"<title>T</title><p>The first half of the page, which came.</p>"

    async def broken_off(exchange: m.Exchange) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n"
        await exchange.raw(head + half)
        exchange.writer.close()

    server = serve({"/page": broken_off})
    passages = {1: "the first half of the page", 2: "the second half of the page, with the sum"}
    (seen,) = look(Errand(Request(server.url("/page")), passages=passages)).values()
    assert seen.observation.outcome is Outcome.TRUNCATED
    assert {key: each.state for key, each in seen.sightings.items()} == {
        1: PassageState.FOUND,
        2: PassageState.UNKNOWN,
    }
    assert seen.page is None  # half a text is no text to compare with

"""Whatever anybody writes in any field is shown as text: on every page, in every feed and list."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from claims.models import Claimant
from sources.models import Source
from tests import demo
from tests.desk import attach, new_article, new_claim
from tests.overwriting import overwrite_every_field
from tests.pages import EVERY_PAGE, LISTS, Shown

MARKUP = "\"'></script><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7|add:7 }}"
SCRIPT = "javascript:alert(1)//<script>"
RAW = re.compile(r"<script>alert|<img src=x", re.IGNORECASE)
RUN_BY_A_CLICK = re.compile(r"href=[\"']?\s*javascript", re.IGNORECASE)
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def rows(db: None) -> dict[str, int]:
    return demo.fill(note=lambda words: MARKUP)


def opened(shown: Shown, rows: dict[str, int]) -> str:
    client = Client()
    if shown.who:
        client.force_login(User.objects.get(username=shown.who))
    answer = client.get(shown.address.format(**rows))
    assert answer.status_code == shown.status, shown.name
    return answer.content.decode()


def test_markup_in_every_field_is_text_on_every_page(rows: dict[str, int]) -> None:
    written = overwrite_every_field(MARKUP, SCRIPT)
    # The whole of what the brief of the desk names, and more.
    assert written >= {
        "Article.title", "Article.outlet", "Revision.text", "Claim.text", "Claim.claimant_text",
        "Comment.text", "Claimant.name", "Claimant.description", "Source.title", "Evidence.excerpt",
        "Verdict.summary", "Complaint.text", "Complaint.reply", "Contact.answer", "Contact.who",
        "Page.text", "Rating.label", "User.last_name", "Source.publisher", "LinkCheck.reason",
    }  # fmt: skip
    shown_somewhere = 0
    for shown in EVERY_PAGE:
        html = opened(shown, rows)
        assert not RAW.search(html), (shown.name, RAW.search(html))
        # What the desk links to was judged when it was typed: see below.
        assert shown.who or not RUN_BY_A_CLICK.search(html), shown.name
        shown_somewhere += "&lt;script&gt;alert(1)" in html
    assert shown_somewhere > len(EVERY_PAGE) / 2


# who is given an address, and the verb that takes it
ADDRESSES: dict[str, Callable[[User, str], object]] = {
    "article": lambda by, url: new_article().edit(by=by, url=url),
    "claimant": lambda by, url: Claimant.objects.introduce(by=by, name="Ada", same_as=url),
    "evidence": lambda by, url: attach(new_claim(), by=by, url=url),
    "source": lambda by, url: Source(url="https://example.org/", archived_url=url).full_clean(),
}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
@pytest.mark.parametrize("give", ADDRESSES.values(), ids=ADDRESSES)
def test_no_field_takes_an_address_that_is_not_of_the_web(
    give: Callable[[User, str], object], url: str, reviewer: User
) -> None:
    with pytest.raises(ValidationError) as refused:
        give(reviewer, url)
    assert {"url", "same_as", "archived_url"} & set(refused.value.message_dict)


def test_markup_cannot_end_the_claimreview_of_a_page(rows: dict[str, int]) -> None:
    overwrite_every_field(MARKUP, SCRIPT)
    html = Client().get("/claims/{published}/".format(**rows)).content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert json.loads(block)["claimReviewed"] == MARKUP


def test_markup_is_text_in_every_feed_and_answer_of_the_api(rows: dict[str, int]) -> None:
    overwrite_every_field(MARKUP, SCRIPT)
    client = Client()
    entries = ET.fromstring(client.get("/feeds/claims.atom").content)
    titles = [element.text for element in entries.iter("{http://www.w3.org/2005/Atom}title")]
    assert f"{MARKUP}: {MARKUP}" in titles
    # A summary is HTML to whoever reads the feed, so it is escaped a second time.
    summaries = list(entries.iter("{http://www.w3.org/2005/Atom}summary"))
    assert summaries
    for element in summaries:
        assert element.get("type") == "html"
        assert not RAW.search(element.text or "")
    for path in ("/feeds/claimreview.json", "/v1alpha1/claims:search?query=script",
                 "/api/v1/corrections/", "/api/v1/claims/", "/api/v1/verdicts/"):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == 200
        assert "json" in answer.headers["Content-Type"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "</script>" in json.dumps(answer.json()), path


@pytest.mark.parametrize("form", ["csv", "json"])
def test_nothing_in_any_export_is_run_by_a_spreadsheet(db: None, form: str) -> None:
    demo.fill(note=lambda words: FORMULA)
    overwrite_every_field(FORMULA, FORMULA)
    client = Client()
    client.force_login(User.objects.get(username="editor"))
    exported = 0
    for address in {shown.address.partition("?")[0] for shown in LISTS}:
        answer = client.get(f"{address}export/{form}/")
        if answer.status_code != 200:
            continue
        text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
        exported += FORMULA in text
        if form == "json":
            assert isinstance(json.loads(text), list)
            continue
        heading, *lines = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
        assert lines
        for cell in (cell for line in lines for cell in line):
            assert not cell.lstrip().startswith(("=", "+", "@", "\t")), (address, cell)
        assert all(len(line) == len(heading) for line in lines)
    assert exported >= 8

"""Evidence on the workbench: attached, looked at, mended, removed, answered for."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from celery import current_app
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from claims.models import (
    Claim,
    Evidence,
    Resolution,
)
from sources.models import Alert
from tests.desk import attach, drafted, new_claim, verdict_in
from tests.website import website
from tests.workbench import page, post

REPORT = (
    '<html><head><title>Crime in 2015</title><meta property="og:site_name" content="Office of '
    'Statistics"></head><body><main><p>Crime fell by three per cent in the year to December, the '
    "office says in its annual report.</p></main></body></html>"
)


@pytest.fixture
def worker(settings: Settings) -> Iterator[None]:
    """Messages are worked on at once, in this process; loopback may be fetched."""
    settings.FETCH_ALLOW = ["127.0.0.1"]
    settings.FETCH_HOST_INTERVAL = 0
    settings.FETCH_ROBOTS = False
    current_app.conf.task_always_eager = True
    yield
    current_app.conf.task_always_eager = False


@pytest.mark.usefixtures("worker")
def test_a_pasted_address_is_looked_at_at_once_and_fills_title_publisher_and_passage(
    desk: Client, mine: Claim, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with website() as site:
        site.pages["/report"] = REPORT
        fields = {"what": "source", "url": f"{site.address}/report", "stance": "refutes"}
        with django_capture_on_commit_callbacks(execute=True):
            answer = post(desk, "attach", mine.pk, excerpt="Crime fell by three per cent", **fields)
        assert answer.status_code == 200
        html = page(desk, mine)
        for words in ("Crime in 2015", "Office of Statistics", "Healthy", "Excerpt found"):
            assert words in html
        site.pages["/report"] = REPORT.replace("three", "four")
        with django_capture_on_commit_callbacks(execute=True):
            assert post(desk, "look", mine.evidence.get().pk).status_code == 200
    assert "Excerpt no longer on the page" in page(desk, mine)


def test_who_approved_a_verdict_is_told_why_nothing_can_be_attached(
    desk: Client, second: User, editor: User, reviewer: User
) -> None:
    verdict = verdict_in("approved", author=second, second=reviewer, editor=editor)
    html = page(desk, verdict.claim)
    assert "You approved this verdict, so you may not change what it rests on." in html
    assert "Address of the page" not in html


def test_what_is_attached_after_the_submission_is_no_part_of_it(
    desk: Client, reviewer: User, mine: Claim
) -> None:
    words = "What is attached now is not part of what was submitted."
    draft = drafted(mine, by=reviewer)
    assert words not in page(desk, mine)
    draft.submit(by=reviewer)
    assert words in page(desk, mine)


def test_a_page_is_attached_to_several_claims_at_once(desk: Client, mine: Claim) -> None:
    other = new_claim(mine.article, exact="Nobody else agreed")
    elsewhere = new_claim()
    response = post(
        desk, "attach", mine.pk, what="source", url=" https://example.org/a ", stance="refutes",
        tier="primary", excerpt="It fell by 3%.", also=[other.pk, elsewhere.pk],
    )  # fmt: skip
    assert response.json()["said"] == "Attached to 2 claims."
    evidence = Evidence.objects.get()
    assert set(evidence.claims.all()) == {mine, other}
    assert (evidence.stance, evidence.tier) == ("refutes", "primary")
    assert "https://example.org/a" in page(desk, mine)


def test_a_citation_and_a_file_are_attached(desk: Client, mine: Claim) -> None:
    cited = post(
        desk, "attach", mine.pk, what="citation", cited_what="Annual report", cited_who="The town",
        cited_on="2016-01-02", stance="supports",
    )  # fmt: skip
    upload = SimpleUploadedFile("readout.html", b"<script>alert(1)</script>", "text/html")
    filed = post(desk, "attach", mine.pk, what="file", file=upload, stance="context")
    assert (cited.status_code, filed.status_code) == (200, 200)
    evidence = Evidence.objects.exclude(file="").get()
    response = desk.get(reverse("desk:file", args=[evidence.pk]))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"what": "source", "url": ""}, "url"),
        ({"what": "source", "url": "ftp://example.org"}, "url"),
        ({"what": "citation", "cited_what": " "}, "cited_what"),
        ({"what": "citation", "cited_what": "x", "cited_on": "soon"}, "cited_on"),
        ({"what": "file"}, "file"),
        ({"what": "source", "url": "https://example.org", "stance": "loves"}, "stance"),
        ({"stance": "context"}, "__all__"),
    ],
)
def test_bad_evidence_names_its_field(
    desk: Client, mine: Claim, fields: dict[str, str], name: str
) -> None:
    response = post(desk, "attach", mine.pk, **{"stance": "context"} | fields)
    assert response.status_code == 400
    assert name in response.json()["errors"]
    assert not Evidence.objects.exists()


def test_confidential_evidence_looks_so_and_is_never_linked_or_looked_at(
    desk: Client, mine: Claim
) -> None:
    fields = {"what": "source", "url": "https://secret.example.org/", "stance": "context"}
    post(desk, "attach", mine.pk, confidential="on", **fields)
    html = page(desk, mine)
    assert "is-confidential" in html
    assert 'href="https://secret.example.org/"' not in html
    assert "Never fetched" in html
    evidence = Evidence.objects.get()
    assert post(desk, "look", evidence.pk).status_code == 400


def test_evidence_is_mended_looked_at_and_removed(
    desk: Client, reviewer: User, second: User, mine: Claim
) -> None:
    evidence = attach(mine, by=reviewer)
    assert "Crime fell by 3%." in desk.get(reverse("desk:evidence", args=[evidence.pk])).text
    evidence.edit(by=second, note="Theirs")
    stale = post(desk, "evidence", evidence.pk, version=1, stance="refutes", note="Mine")
    assert (stale.status_code, stale.json()["theirs"]["note"]) == (412, "Theirs")
    fields = {"version": 2, "stance": "refutes", "note": "Mine", "excerpt": "New words"}
    assert post(desk, "evidence", evidence.pk, **fields).status_code == 200
    assert post(desk, "look", evidence.pk).status_code == 200
    assert post(desk, "remove", evidence.pk).status_code == 200
    assert not Evidence.objects.exists()


def test_an_alert_under_a_published_verdict_is_answered(
    desk: Client, reviewer: User, second: User, editor: User
) -> None:
    verdict = verdict_in("published", author=second, second=reviewer, editor=editor)
    evidence = verdict.claim.evidence.get()
    assert evidence.source is not None
    at = timezone.now() + dt.timedelta(seconds=1)
    alert = Alert.objects.create(source=evidence.source, kind=Alert.Kind.DEAD, at=at)
    assert "What follows" in page(desk, verdict.claim)
    response = post(desk, "resolve", evidence.pk, alert.pk, how="still_holds", note="Moved.")
    assert response.status_code == 200
    assert Resolution.objects.get().by == reviewer
    assert "What follows" not in page(desk, verdict.claim)

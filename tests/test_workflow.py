"""The whole loop: from an article's text to a published ClaimReview, and back when evidence dies.

People work by the REST API here, with their own tokens; the worker's tasks run in this process.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from celery import current_app
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from claims import recheck
from claims.models import Claim
from claimtracker.models import Token
from sources import tasks as links
from sources.models import Alert, Source
from tests.website import Website, website

ARTICLE = """Burglary falls in Leeds, mayor says
Mayor Anna Berg said on Tuesday that burglary fell by 12% in Leeds in 2023.
“We put forty more officers on the street,” Berg told the council.
The council meets again in May."""
FIGURES = "Recorded burglary in Leeds fell by 12 per cent between 2022 and 2023."


class Person:
    """Somebody who works by the API."""

    def __init__(self, user: User | None = None) -> None:
        self.client = Client()
        self.headers = {"Authorization": f"Bearer {Token.objects.issue(to=user)}"} if user else {}

    def post(self, path: str, expect: int, **body: Any) -> Any:
        answer = self.client.post(
            f"/api/v1/{path}", body, content_type="application/json", headers=self.headers
        )
        assert answer.status_code == expect, answer.content
        return answer.json()

    def get(self, path: str, expect: int = 200) -> Any:
        answer = self.client.get(path, headers=self.headers)
        assert answer.status_code == expect, answer.content
        return answer.json() if "json" in answer["Content-Type"] else answer.content.decode()


@pytest.fixture
def worker(transactional_db: None, settings: Settings) -> Iterator[None]:
    """Messages are worked on at once, in this process; loopback may be fetched."""
    settings.FETCH_ALLOW = ["127.0.0.1"]
    settings.FETCH_HOST_INTERVAL = 0
    settings.FETCH_ROBOTS = False
    current_app.conf.task_always_eager = True
    yield
    current_app.conf.task_always_eager = False


@pytest.fixture
def site() -> Iterator[Website]:
    with website() as running:
        yield running


@pytest.mark.usefixtures("worker")
def test_from_text_to_published_claimreview_and_back_when_the_source_dies(
    site: Website, reviewer: User, second: User, editor: User
) -> None:
    writes, reads_second, publishes = Person(reviewer), Person(second), Person(editor)
    reader = Person()
    url = site.put("/figures", FIGURES, "The figures are published every spring by the force.")

    claim = claims_of_a_new_article(writes)
    evidence, verdict = checked(writes, claim, url)
    link_checked_by_the_worker(url)
    reader.get(f"/api/v1/claims/{claim}/", expect=404)

    # A second person cannot be skipped.
    writes.post(f"verdicts/{verdict}/approve/", 403)
    publishes.post(f"verdicts/{verdict}/publish/", 409)
    reads_second.post(f"verdicts/{verdict}/request_changes/", 200, note="Which years?")
    writes.post(f"verdicts/{verdict}/submit/", 200)
    reads_second.post(f"verdicts/{verdict}/approve/", 200)
    publishes.post(f"verdicts/{verdict}/publish/", 200)

    published_for_everybody(reader, claim)
    dies_and_comes_back_to_the_desk(site, url, claim, evidence)

    assert [line.claim.pk for line in recheck.queue()] == [claim]
    line = recheck.queue()[0]
    Source.objects.filter(evidence=line.evidence).update(archived_url="https://archive.example/1")
    line.evidence.refresh_from_db()
    recheck.resolve(line.evidence, line.alert, by=reviewer, how="archived_copy_cited")
    assert recheck.queue() == []
    # Readers see what a person decided, never what a machine suspects.
    page = reader.get(f"/claims/{claim}/")
    assert "https://archive.example/1" in page
    assert "dead" not in page.lower()


def claims_of_a_new_article(person: Person) -> int:
    """The article goes in, its claims come out; the one about burglary is taken and confirmed."""
    article = person.post(
        "articles/", 201, title="", text=ARTICLE, kind="news", outlet="Leeds Post",
        url="https://example.org/burglary", author="Ann Writer",
        published_at="2024-03-06T09:00:00Z",
    )  # fmt: skip
    assert article["title"] == "Burglary falls in Leeds, mayor says"
    article = person.get(f"/api/v1/articles/{article['id']}/")
    assert article["extraction_state"] == "done"
    listed = person.get(f"/api/v1/claims/?article={article['id']}")["results"]
    claim = next(row for row in listed if "burglary fell by 12%" in row["exact"])
    assert ARTICLE[claim["start"] : claim["end"]] == claim["exact"]
    assert [claimant["name"] for claimant in claim["claimants"]] == ["Anna Berg"]
    assert claim["status"] == "extracted"
    for verb in ("accept", "take", "confirm"):
        person.post(f"claims/{claim['id']}/{verb}/", 200)
    return int(claim["id"])


def checked(person: Person, claim: int, url: str) -> tuple[int, int]:
    """Evidence is attached, a verdict written and submitted."""
    evidence = person.post(
        "evidence/", 201, claim=claim, url=url, stance="supports", tier="primary", excerpt=FIGURES
    )
    verdict = person.post(
        "verdicts/", 201, claim=claim, question="substance", rating="true",
        claim_reviewed="Burglary fell by 12% in Leeds in 2023.",
        summary="Police figures show a fall of 12 per cent.", rationale="We read the figures.",
    )  # fmt: skip
    person.post(f"verdicts/{verdict['id']}/submit/", 200)
    return int(evidence["id"]), int(verdict["id"])


def link_checked_by_the_worker(url: str) -> None:
    links.dispatch_due()
    source = Source.objects.get(url=url)
    assert source.state == "healthy"
    assert source.checks.get().outcome == "ok"
    assert source.passages.get().state == "found"
    assert source.next_check_at > timezone.now()


def published_for_everybody(reader: Person, claim: int) -> None:
    """Page, ClaimReview and API show it, and nothing that is not published."""
    review = reader.get(f"/api/v1/claims/{claim}/claimreview/")
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == "Burglary fell by 12% in Leeds in 2023."
    assert review["reviewRating"]["alternateName"] == "True"
    assert review["reviewRating"]["ratingValue"] == 5
    assert review["itemReviewed"]["author"]["name"] == "Anna Berg"
    page = reader.get(f"/claims/{claim}/")
    assert "application/ld+json" in page
    assert "Police figures show a fall of 12 per cent." in page
    assert [row["id"] for row in reader.get("/api/v1/claims/")["results"]] == [claim]
    assert Claim.objects.count() > 1


def dies_and_comes_back_to_the_desk(site: Website, url: str, claim: int, evidence: int) -> None:
    """Gone for good, said on two days: then it is dead, and people are told."""
    site.remove("/figures")
    for _ in range(2):
        assert recheck.queue() == []
        a_day_passes(url)
        links.dispatch_due()
    source = Source.objects.get(url=url)
    assert source.state == "dead"
    alert = Alert.objects.get()
    assert (alert.source, alert.kind) == (source, "dead")
    links.send_alerts()
    assert any(url in message.body for message in mail.outbox)


def a_day_passes(url: str) -> None:
    """As if the last check of this source, and its last strike, had been a day earlier."""
    source = Source.objects.get(url=url)
    day = dt.timedelta(days=1)
    Source.objects.filter(pk=source.pk).update(
        next_check_at=timezone.now(),
        last_strike_at=source.last_strike_at and source.last_strike_at - day,
    )

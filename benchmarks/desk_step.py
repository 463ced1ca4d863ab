"""The desk of the benchmark, inside Django: fills the database, opens each page, prints figures."""

import copy
import datetime as dt
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

import django

django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Model  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from claims.models import (  # noqa: E402
    Article,
    Claim,
    Claimant,
    ClaimClaimant,
    Complaint,
    Correction,
    Evidence,
    Rating,
    Revision,
    Verdict,
)
from sources.models import Alert, Source  # noqa: E402

ARTICLES, CLAIMS_EACH, PUBLISHED, SOURCES = 600, 35, 3000, 4000
ROUNDS = 7
TEXT = "The mayor said on Monday that crime fell by 5% in 2015. Nobody else agreed.\n"
EXACT = "crime fell by 5% in 2015"
LISTS = [
    "claims/claim/", "claims/claim/?status__exact=unfinished&assignee=me", "claims/claim/?q=crime",
    "claims/claim/?evidence=dead", "claims/article/", "claims/verdict/", "claims/evidence/",
    "claims/claimant/", "claims/complaint/", "claims/correction/", "sources/source/",
    "sources/alert/", "sources/alert/?waiting=yes",
]  # fmt: skip


def person(name: str, group: str) -> User:
    user = User.objects.create_user(name, password=None, is_staff=True)
    user.groups.set(Group.objects.filter(name=group))
    return user


def fill() -> dict[str, int]:
    """One claim is published by the verbs; the others are its likenesses."""
    author, second = person("author", "Reviewers"), person("second", "Reviewers")
    editor = person("editor", "Editors")
    articles = Article.objects.bulk_create(
        Article(
            title=f"Report {n} of the council", outlet=f"Paper {n % 12}", extraction_state="done"
        )
        for n in range(ARTICLES)
    )
    text = TEXT * CLAIMS_EACH
    revisions = Revision.objects.bulk_create(
        Revision(article=article, text=text, sha256=Revision.digest(text)) for article in articles
    )
    claims = Claim.objects.bulk_create(claim for row in revisions for claim in _claims(row))
    claimants = Claimant.objects.bulk_create(Claimant(name=f"Person {n}") for n in range(300))
    ClaimClaimant.objects.bulk_create(
        ClaimClaimant(claim=claim, claimant=claimants[n % 300], position=0)
        for n, claim in enumerate(claims)
    )
    first = claims[0]
    first.accept(by=author)
    first.take(by=author)
    first.confirm(by=author)
    evidence = Evidence.objects.attach(
        to=[first], by=author, url="https://example.org/", excerpt=EXACT
    )
    half = Rating.objects.usable().get(slug="half-true")
    verdict = Verdict.objects.draft(claim=first, by=author, rating=half, summary="By three.")
    verdict.submit(by=author)
    verdict.approve(by=second)
    verdict.publish(by=editor)
    _likenesses(verdict, evidence, claims[1:PUBLISHED])
    Claim.objects.filter(pk__in=[claim.pk for claim in claims[PUBLISHED : PUBLISHED + 400]]).update(
        status="in_progress", assignee=author
    )
    return {"article": articles[-1].pk, "claim": first.pk, "old": articles[0].pk}


def _claims(revision: Revision) -> Iterator[Claim]:
    for place in range(CLAIMS_EACH):
        start = place * len(TEXT) + TEXT.index(EXACT)
        yield Claim(
            article_id=revision.article_id, revision=revision, text=EXACT, cue="said",
            claimant_text="The mayor", method="rules", check_worthiness=place / CLAIMS_EACH,
            **revision.quote(start, start + len(EXACT)),
        )  # fmt: skip


def _likenesses(verdict: Verdict, evidence: Evidence, claims: list[Claim]) -> None:
    """Published verdicts with evidence, and on some of them an alert, a complaint, a withdrawal."""
    now = timezone.now()
    assert evidence.source
    like = evidence.source
    states = list(Source.State.values)
    sources = [copy.copy(like) for _ in range(SOURCES)]
    for number, source in enumerate(sources):
        url = f"https://host{number % 500}.example.org/{number}"
        _anew(source, url=url, normalized_url=url, state=states[number % len(states)])
        source.url_hash = f"{number:064d}"
    Source.objects.bulk_create(sources)
    things = [copy.copy(evidence) for _ in claims]
    for number, thing in enumerate(things):
        _anew(thing, source_id=sources[number % SOURCES].pk, passage=None)
    Evidence.objects.bulk_create(things)
    links = Evidence.claims.through
    pairs = zip(things, claims, strict=True)
    links.objects.bulk_create(links(evidence=thing, claim=claim) for thing, claim in pairs)
    verdicts = [copy.copy(verdict) for _ in claims]
    for number, (row, claim) in enumerate(zip(verdicts, claims, strict=True)):
        _anew(row, claim_id=claim.pk, published_at=now - dt.timedelta(hours=number))
    Verdict.objects.bulk_create(verdicts)
    Claim.objects.filter(pk__in=[claim.pk for claim in claims]).update(status="published")
    Alert.objects.bulk_create(Alert(source=source, kind="dead") for source in sources[:300])
    Complaint.objects.bulk_create(
        Complaint(verdict=row, text=f"The year is wrong, {number}.")
        for number, row in enumerate(verdicts[:400])
    )
    gone = verdicts[:200]
    Verdict.objects.filter(pk__in=[row.pk for row in gone]).update(state="withdrawn")
    Correction.objects.bulk_create(
        Correction(from_verdict=row, kind="withdrawn", note="A forgery.", by=row.published_by)
        for row in gone
    )


def _anew(row: Model, **columns: Any) -> None:
    row.pk, row._state.adding = None, True
    for name, value in columns.items():
        setattr(row, name, value)


@dataclass
class Counted:
    """Counts the statements that reach the database."""

    number: int = 0

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        self.number += 1
        return execute(sql, *rest)


def measure(client: Client, address: str) -> list[str]:
    """Rows of the list, milliseconds of waiting and of work, queries, kilobytes over the wire."""
    counted = Counted()
    with connection.execute_wrapper(counted):
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    rows = answer.content.count(b"two-lines")
    wire = len(client.get(address, headers={"accept-encoding": "gzip"}).content)
    waited, worked = [], []
    for _ in range(ROUNDS):
        began, cpu = time.perf_counter(), time.process_time()
        client.get(address)
        waited.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - cpu))
    return [
        str(rows or ""), f"{median(waited):.0f}", f"{max(waited):.0f}", f"{median(worked):.0f}",
        str(counted.number), f"{wire / 1000:.1f}",
    ]  # fmt: skip


def main() -> None:
    numbers = fill()
    desk, reader = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
    desk.force_login(User.objects.get(username="author"))
    pages = [f"/admin/{address}" for address in ["", *LISTS]]
    pages += [
        f"/admin/desk/articles/{numbers['article']}/",
        f"/admin/desk/claims/{numbers['claim']}/",
    ]
    public = [
        "/", "/?q=mayor", "/?page=100", f"/claims/{numbers['claim']}/",
        f"/articles/{numbers['old']}/", "/corrections/", "/feeds/claims.atom",
        "/feeds/claimreview.json", "/v1alpha1/claims:search?query=crime", "/api/v1/claims/",
    ]  # fmt: skip
    rows = []
    for client, address in [
        *((desk, page) for page in pages),
        *((reader, page) for page in public),
    ]:
        rows.append([address, *measure(client, address)])
    what = (
        f"{connection.vendor}: {ARTICLES} articles, {Claim.objects.count():,} claims, "
        f"{Verdict.objects.count():,} verdicts, {Source.objects.count():,} sources"
    )
    print(json.dumps({"what": what, "pages": rows}))


if __name__ == "__main__":
    main()

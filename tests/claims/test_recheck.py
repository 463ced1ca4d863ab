"""The re-check queue: what is in it, in which order, and how a person answers."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from claims import recheck
from claims.models import Claim, Evidence, Verdict
from claims.refusals import WrongPerson, WrongState
from sources.models import Alert, Source, Watch
from tests import desk


def evidence_of(verdict: Verdict) -> Evidence:
    return verdict.claim.evidence.get()


def alert(evidence: Evidence, kind: str = "dead", *, minutes: int = 1, **about: object) -> Alert:
    at = timezone.now() + dt.timedelta(minutes=minutes)
    assert evidence.source
    return Alert.objects.create(source=evidence.source, kind=kind, at=at, **about)


def lines() -> list[tuple[Claim, str]]:
    return [(line.claim, line.alert.kind) for line in recheck.queue()]


def test_a_claim_whose_evidence_died_is_in_the_queue(published: Verdict) -> None:
    assert lines() == []
    alert(evidence_of(published))
    assert lines() == [(published.claim, "dead")]
    assert list(recheck.claims_waiting()) == [published.claim]


@pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
def test_only_published_verdicts_are_re_checked(
    state: str, reviewer: User, second: User, editor: User
) -> None:
    verdict = desk.verdict_in(state, author=reviewer, second=second, editor=editor)
    alert(evidence_of(verdict))
    assert lines() == []


def test_that_a_page_came_back_asks_nothing(published: Verdict) -> None:
    alert(evidence_of(published), "came_back")
    assert lines() == []


def test_what_happened_before_the_evidence_was_attached_was_seen(published: Verdict) -> None:
    alert(evidence_of(published), minutes=-60)
    assert lines() == []


def test_a_lost_passage_touches_only_the_evidence_that_quotes_it(
    published: Verdict, reviewer: User, second: User, editor: User
) -> None:
    other = desk.verdict_in("published", author=reviewer, second=second, editor=editor)
    evidence_of(other).edit(by=reviewer, excerpt="Another passage.")
    evidence = evidence_of(published)
    assert evidence.passage
    assert evidence.passage.text == "Crime fell by 3%."
    alert(evidence, "passage_gone", passage=evidence.passage)
    assert lines() == [(published.claim, "passage_gone")]
    alert(evidence, "dead")
    assert {claim for claim, _ in lines()} == {published.claim, other.claim}


def test_the_worst_comes_first_then_what_waits_longest(published: Verdict) -> None:
    evidence = evidence_of(published)
    alert(evidence, "moved", minutes=1)
    alert(evidence, "changed", minutes=3)
    alert(evidence, "changed", minutes=2)
    alert(evidence, "dead", minutes=4)
    assert [kind for _, kind in lines()] == ["dead", "changed", "changed", "moved"]


def test_an_answer_takes_one_line_out_and_leaves_the_others(
    published: Verdict, reviewer: User
) -> None:
    evidence = evidence_of(published)
    first, second = alert(evidence), alert(evidence, "changed")
    recheck.resolve(evidence, first, by=reviewer, how="still_holds", note="The archive has it.")
    assert lines() == [(published.claim, "changed")]
    with pytest.raises(WrongState, match="answered this alert already"):
        recheck.resolve(evidence, first, by=reviewer, how="replaced")
    recheck.resolve(evidence, second, by=reviewer, how="replaced")
    assert lines() == []


def test_bad_answers_are_refused_by_field(
    published: Verdict, reviewer: User, outsider: User
) -> None:
    evidence = evidence_of(published)
    dead = alert(evidence)
    with pytest.raises(ValidationError, match="how"):
        recheck.resolve(evidence, dead, by=reviewer, how="whatever")
    with pytest.raises(WrongPerson):
        recheck.resolve(evidence, dead, by=outsider, how="still_holds")
    elsewhere = desk.attach(published.claim, by=reviewer, url="https://example.org/elsewhere")
    with pytest.raises(ValidationError, match="another source"):
        recheck.resolve(elsewhere, dead, by=reviewer, how="still_holds")
    assert len(lines()) == 1


def test_confidential_evidence_is_neither_watched_nor_fetched(reviewer: User) -> None:
    evidence = Evidence.objects.attach(
        to=[desk.new_claim()],
        by=reviewer,
        url="https://example.org/leak",
        excerpt="Secret.",
        confidential=True,
    )
    assert evidence.source
    assert evidence.source.fetch == "never"
    assert evidence.passage is None
    assert not Watch.objects.exists()


@pytest.mark.parametrize("excerpt", ["", "Crime fell by 3%."])
def test_a_page_known_for_long_is_looked_at_as_it_is_when_it_is_attached(
    reviewer: User, excerpt: str
) -> None:
    given: dict[str, Any] = {"by": reviewer, "url": "https://a.example/known", "excerpt": excerpt}
    Evidence.objects.attach(to=[desk.new_claim()], **given)
    Source.objects.update(next_check_at=timezone.now() + dt.timedelta(days=29), etag='"1"')
    evidence = Evidence.objects.attach(to=[desk.new_claim()], **given)
    assert evidence.source
    evidence.source.refresh_from_db()
    assert evidence.source.next_check_at <= timezone.now()
    assert evidence.source.etag == '"1"'  # if nothing has changed, its text is kept already


def test_a_page_that_was_watched_is_not_any_more_once_it_is_confidential(reviewer: User) -> None:
    url = "https://a.example/leak"
    source = Source.objects.for_url(url)
    given: dict[str, Any] = {"to": [desk.new_claim()], "by": reviewer, "url": url}
    secret = Evidence.objects.attach(**given, confidential=True)
    source.refresh_from_db()
    assert source.fetch == "never"
    open_ = Evidence.objects.attach(**given)
    source.refresh_from_db()
    assert source.fetch == "now"  # somebody cites it openly: readers see it in any case
    open_.edit(by=reviewer, confidential=True)
    source.refresh_from_db()
    assert source.fetch == "never"
    secret.edit(by=reviewer, confidential=False)
    source.refresh_from_db()
    assert source.fetch == "now"


def test_what_a_person_closed_stays_closed_whatever_is_attached(reviewer: User) -> None:
    given: dict[str, Any] = {"to": [desk.new_claim()], "by": reviewer, "url": "https://a.example/x"}
    first = Evidence.objects.attach(**given)
    assert first.source
    first.source.edit(by=reviewer, fetch="never")
    second = Evidence.objects.attach(**given)
    second.edit(by=reviewer, confidential=True)
    second.edit(by=reviewer, confidential=False)
    first.source.refresh_from_db()
    assert first.source.fetch == "never"


def test_those_who_attached_it_and_the_author_are_told(
    reviewer: User, second: User, editor: User
) -> None:
    claim = desk.claim_in("in_progress", worker=reviewer, second=second, editor=editor)
    evidence = desk.attach(claim, by=second, url="https://example.org/early")
    claim.confirm(by=reviewer)
    Verdict.objects.draft(
        claim=claim, by=reviewer, rating=desk.rating(), summary="It fell."
    ).submit(by=reviewer)
    assert set(Watch.objects.filter(source=evidence.source).values_list("user", flat=True)) == {
        reviewer.pk,
        second.pk,
    }


def test_the_queue_takes_as_many_queries_for_many_lines_as_for_one(
    published: Verdict, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for minutes in range(20):
        alert(evidence_of(published), "changed", minutes=minutes + 1)
    with django_assert_num_queries(4):
        assert len(recheck.queue()) == 20

"""The machine's first pass: run twice it changes nothing, and what people did stays."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from claims import firstpass, intake, tasks
from claims.extraction.types import Attribution, Claimant, Extraction, Span
from claims.extraction.types import Claim as Found
from claims.models import Article, Claim
from claims.models import Claimant as ClaimantRow
from claims.models.article import EXTRACTION_ATTEMPTS, EXTRACTION_LEASE
from claims.refusals import WrongPerson, WrongState

TEXT = "Crime falls\nMayor Anna Berg said crime fell by 5% in 2015. The council met on Monday."


def article_with(text: str = TEXT) -> Article:
    return intake.add_article(by=None, text=text)


def found(*exacts: str, version: str = "1") -> Extraction:
    """An extraction in which Anna Berg says each of these."""
    source, cue = span("Mayor Anna Berg"), span("said")
    return Extraction(
        language="en",
        attributions=tuple(
            Attribution(source=source, cue=cue, contents=(span(exact),), kind="indirect")
            for exact in exacts
        ),
        claimants=(Claimant(name="Anna Berg", kind="person", description="Mayor"),),
        claims=tuple(
            Found(
                start=span(exact).start,
                end=span(exact).end,
                exact=exact,
                text=exact,
                attribution=index,
                claimants=(0,),
                kind="indirect",
                kind_of_claim="figure",
                check_worthiness=0.5,
                reasons=("a figure",),
                confidence=0.9,
            )
            for index, exact in enumerate(exacts)
        ),
        method="by hand",
        version=version,
    )


def span(exact: str) -> Span:
    start = TEXT.index(exact)
    return Span(start, start + len(exact), exact)


def exacts() -> list[str]:
    return list(Claim.objects.order_by("start").values_list("exact", flat=True))


@pytest.mark.django_db
def test_a_real_text_becomes_anchored_claims_with_who_said_it() -> None:
    article = article_with()
    tasks.extract(article.pk)
    article.refresh_from_db()
    assert article.extraction_state == "done"
    assert article.language == "en"
    claim = Claim.objects.get(exact__contains="crime fell by 5%")
    assert TEXT[claim.start : claim.end] == claim.exact
    assert [claimant.name for claimant in claim.speakers] == ["Anna Berg"]
    assert claim.cue == "said"
    assert claim.kind == "indirect"
    assert claim.status == "extracted"
    assert claim.method and claim.method_version


@pytest.mark.django_db
def test_running_it_again_gives_the_same_claims() -> None:
    article = article_with()
    for _ in range(2):
        firstpass.save(article.current_revision, found("crime fell by 5% in 2015"))
    assert exacts() == ["crime fell by 5% in 2015"]
    assert ClaimantRow.objects.count() == 1


def test_what_people_have_touched_is_neither_changed_nor_found_again(reviewer: User) -> None:
    revision = article_with().current_revision
    firstpass.save(revision, found("crime fell by 5% in 2015", "The council met on Monday"))
    triaged = Claim.objects.get(exact__startswith="crime")
    triaged.dismiss(by=reviewer, reason="too_vague")
    # A later version cuts the first one a little differently, and drops the second.
    firstpass.save(revision, found("crime fell by 5%", version="2"))
    assert exacts() == ["crime fell by 5% in 2015"]
    assert Claim.objects.get().status == "dismissed"


def test_each_way_of_touching_a_claim_keeps_it(reviewer: User) -> None:
    exact = "crime fell by 5% in 2015"
    touches: list[Callable[[Claim], None]] = [
        lambda claim: claim.accept(by=reviewer),
        lambda claim: claim.edit(by=reviewer, text="Crime fell"),
        lambda claim: claim.confirm(by=reviewer),
    ]
    for touch in touches:
        revision = article_with().current_revision
        firstpass.save(revision, found(exact))
        claim = revision.claims.get()
        touch(claim)
        firstpass.save(revision, found("The council met on Monday", version="2"))
        assert revision.claims.filter(pk=claim.pk).exists()
        assert revision.claims.count() == 2


@pytest.mark.django_db
def test_the_speaker_of_another_article_is_offered_and_not_merged() -> None:
    for _ in range(2):
        firstpass.save(article_with().current_revision, found("crime fell by 5% in 2015"))
    first, second = ClaimantRow.objects.order_by("pk")
    assert list(first.namesakes()) == [second]


def test_a_person_merges_two_claimants(reviewer: User, outsider: User) -> None:
    for _ in range(2):
        firstpass.save(article_with().current_revision, found("crime fell by 5% in 2015"))
    first, second = ClaimantRow.objects.order_by("pk")
    with pytest.raises(WrongPerson):
        second.merge_into(first, by=outsider)
    second.merge_into(first, by=reviewer)
    assert [claim.speakers for claim in Claim.objects.all()] == [[first], [first]]
    assert ClaimantRow.objects.count() == 1


# The queue: what is due is in the database, and no message is needed.


@pytest.mark.django_db
def test_an_article_whose_message_was_lost_is_swept() -> None:
    article = article_with()
    now = timezone.now()
    assert Article.objects.take_for_extraction(now, limit=10) == []
    later = now + dt.timedelta(minutes=3)
    assert Article.objects.take_for_extraction(later, limit=10) == [article]
    assert Article.objects.take_for_extraction(later, limit=10) == []


@pytest.mark.django_db
def test_only_one_worker_runs_an_extraction() -> None:
    article = article_with()
    other = Article.objects.get(pk=article.pk)
    assert article.start_extraction()
    assert not other.start_extraction()


@pytest.mark.django_db
def test_an_extraction_whose_worker_was_killed_is_tried_three_times_and_then_failed() -> None:
    article = article_with()
    for _ in range(EXTRACTION_ATTEMPTS):
        assert article.start_extraction()
        killed_long_ago(article)
        now = timezone.now()
        assert Article.objects.take_for_extraction(now, limit=10) == [article]
        article.refresh_from_db()
    assert not article.start_extraction()
    article.refresh_from_db()
    assert article.extraction_state == "failed"
    assert "killed" in article.extraction_error


def killed_long_ago(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(
        extraction_due_at=timezone.now() - EXTRACTION_LEASE
    )


@pytest.mark.django_db
def test_an_error_is_shown_and_tried_again_until_the_last_attempt() -> None:
    article = article_with()
    for attempt in range(1, EXTRACTION_ATTEMPTS + 1):
        assert article.start_extraction()
        article.fail_extraction("ValueError: what is this?")
        article.refresh_from_db()
        assert article.extraction_error == "ValueError: what is this?"
        last = attempt == EXTRACTION_ATTEMPTS
        assert article.extraction_state == ("failed" if last else "pending")


def test_a_person_may_have_it_run_again(reviewer: User, outsider: User) -> None:
    article = article_with()
    with pytest.raises(WrongState):
        intake.retry(article, by=reviewer)
    tasks.extract(article.pk)
    with pytest.raises(WrongPerson):
        intake.retry(article, by=outsider)
    intake.retry(article, by=reviewer)
    assert article.extraction_state == "pending"
    assert article.extraction_attempts == 0


@pytest.mark.django_db
def test_a_message_for_an_article_that_is_gone_does_nothing() -> None:
    tasks.extract(999)

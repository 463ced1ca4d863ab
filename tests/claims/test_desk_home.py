"""Home: what waits for whom, in a fixed number of queries, each number a link to its list."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from claims import intake
from claims.desk.home import Panel, home
from claims.models import Article, Claim, Complaint, Evidence
from sources.models import Alert, LinkCheck, Source
from tests.desk import claim_in, new_claim, verdict_in


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def panel(person: User, title: str) -> Panel:
    return next(panel for panel in home(person).panels if panel.title == title)


def test_my_queue_is_what_i_took_and_urgent_comes_first(reviewer: User, second: User) -> None:
    calm, urgent, theirs = new_claim(), new_claim(), new_claim()
    for claim, person in ((calm, reviewer), (urgent, reviewer), (theirs, second)):
        claim.accept(by=person)
        claim.take(by=person)
    urgent.edit(by=reviewer, urgent=True)
    mine = panel(reviewer, "My queue")
    assert mine.count == 2
    assert [line.urgent for line in mine.lines] == [True, False]


def test_only_who_may_read_second_is_asked_to(reviewer: User, second: User, editor: User) -> None:
    verdict_in("submitted", author=reviewer, second=second, editor=editor)
    assert panel(reviewer, "Waiting for a second reader").count == 0
    assert panel(second, "Waiting for a second reader").count == 1


def test_what_is_approved_is_ready(reviewer: User, second: User, editor: User) -> None:
    verdict_in("approved", author=reviewer, second=second, editor=editor)
    assert panel(editor, "Ready to publish").count == 1


def test_what_is_late_is_pressing(reviewer: User) -> None:
    assert not panel(reviewer, "Overdue").pressing
    new_claim().edit(by=reviewer, due_at=timezone.now() - dt.timedelta(hours=1))
    late = panel(reviewer, "Overdue")
    assert (late.count, late.pressing) == (1, True)


def kill_source_of(evidence: Evidence) -> None:
    assert evidence.source
    Alert.objects.create(source=evidence.source, kind=Alert.Kind.DEAD)


def test_a_dead_source_under_a_published_verdict_is_to_be_checked_again(
    reviewer: User, second: User, editor: User
) -> None:
    verdict = verdict_in("published", author=reviewer, second=second, editor=editor)
    assert panel(reviewer, "To check again").count == 0
    kill_source_of(verdict.claim.evidence.get())
    again = panel(reviewer, "To check again")
    assert (again.count, again.pressing) == (1, True)
    assert again.lines[0].note.startswith("Dead")


def test_complaints_wait_until_they_are_answered(
    reviewer: User, second: User, editor: User
) -> None:
    verdict = verdict_in("published", author=reviewer, second=second, editor=editor)
    complaint = Complaint.objects.receive(verdict=verdict, text="It was 4%.")
    assert panel(editor, "New complaints").count == 1
    complaint.look_into(by=editor)
    complaint.reject(by=editor, reply="It was 3%.")
    assert panel(editor, "New complaints").count == 0


def test_yesterdays_article_did_not_come_in_today(reviewer: User) -> None:
    article = new_claim().article
    assert article and panel(reviewer, "Came in today").count == 1
    article.created_at -= dt.timedelta(days=1)
    article.save(update_fields=["created_at"])
    assert panel(reviewer, "Came in today").count == 0


def test_every_number_leads_to_a_list_of_that_many(
    reviewer: User, second: User, editor: User
) -> None:
    for state in ("draft", "submitted", "approved", "published"):
        verdict = verdict_in(state, author=reviewer, second=second, editor=editor)
    Complaint.objects.receive(verdict=verdict, text="It was 4%.")
    kill_source_of(verdict.claim.evidence.get())
    new_claim().edit(by=reviewer, due_at=timezone.now() - dt.timedelta(hours=1))
    for person in (reviewer, second, editor):
        for shown in home(person).panels:
            answer = browser(person).get(shown.url)
            assert answer.context["cl"].result_count == shown.count, (person, shown.title)


def test_what_the_machine_could_not_read_is_not_overlooked(reviewer: User) -> None:
    assert "Could not be read" not in {shown.title for shown in home(reviewer).panels}
    article = intake.add_article(by=reviewer, url="https://example.org/crime")
    Article.objects.update(
        extraction_state="failed", extraction_error="The site is out of order.",
        created_at=timezone.now() - dt.timedelta(days=3),
    )  # fmt: skip
    shown = panel(reviewer, "Could not be read")
    assert (shown.count, shown.pressing) == (1, True)
    (line,) = shown.lines
    assert (line.text, line.note) == (article.title, "The site is out of order.")
    answer = browser(reviewer).get(shown.url)
    assert answer.context["cl"].result_count == 1
    assert "Could not be read" in browser(reviewer).get("/admin/").content.decode()


def test_the_pages_we_watch_are_counted_by_how_they_are(reviewer: User) -> None:
    for page, state in enumerate(["healthy", "healthy", "dead"]):
        Source.objects.for_url(f"https://example.org/{page}")
        Source.objects.filter(url__endswith=f"/{page}").update(state=state)
    shown = home(reviewer).sources
    assert [(number.label, number.count) for number in shown] == [("Healthy", 2), ("Dead", 1)]
    for number in shown:
        answer = browser(reviewer).get(number.url)
        assert answer.context["cl"].result_count == number.count


def test_people_are_named_and_long_texts_cut(reviewer: User, second: User) -> None:
    second.first_name, second.last_name = "Tom", "Baker"
    second.save()
    claim = new_claim()
    claim.edit(by=second, text="word " * 300, due_at=timezone.now() - dt.timedelta(days=2))
    claim.accept(by=second)
    claim.take(by=second)
    (line,) = panel(reviewer, "Overdue").lines
    assert line.note.startswith("Being checked · Tom Baker · due ")
    assert len(line.text) < 200
    assert line.text.endswith("…")


def test_the_chart_counts_looks_by_day_and_leaves_void_ones_out(reviewer: User) -> None:
    source = Source.objects.for_url("https://example.org/")
    now = timezone.now()
    for days, outcome, void in ((0, "ok", False), (0, "dead", False), (0, "dead", True),
                                (29, "timeout", False), (40, "ok", False)):  # fmt: skip
        LinkCheck.objects.create(
            source=source, at=now - dt.timedelta(days=days), outcome=outcome, void=void
        )
    days_shown = home(reviewer).days
    assert len(days_shown) == 30
    assert days_shown[-1].looks == {"alive": 1, "gone": 1}
    assert days_shown[0].looks == {"unsure": 1}


@pytest.mark.parametrize("number", [1, 12])
def test_it_takes_the_same_number_of_queries_however_much_waits(
    number: int,
    reviewer: User,
    second: User,
    editor: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        claim_in("in_progress", worker=second, second=reviewer, editor=editor)
        verdict_in("submitted", author=reviewer, second=second, editor=editor)
        published = verdict_in("published", author=reviewer, second=second, editor=editor)
        Complaint.objects.receive(verdict=published, text="It was 4%.")
    kill_source_of(published.claim.evidence.get())
    Claim.objects.update(due_at=timezone.now() - dt.timedelta(days=1))
    with django_assert_num_queries(22):
        home(second)


def test_the_page_greets_an_empty_desk_with_a_next_step(reviewer: User) -> None:
    page = browser(reviewer).get("/admin/").content.decode()
    assert "Add an article" in page
    assert "No link was checked in 30 days." in page
    assert "Pick one from what is to be checked" in page
    assert "Add one, and its claims are found" in page
    assert "No page is watched yet" in page

"""“We are checking this again”: who says it, what readers see, and what ends it."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from claims import recheck
from claims.models import Claim, Rechecking, Verdict
from claims.refusals import WrongPerson, WrongState
from sources.models import Alert
from tests import desk
from tests.api import Api, problem

NOTICE = "We are checking this again"


def page_of(verdict: Verdict) -> str:
    return Client().get(f"/claims/{verdict.claim_id}/").content.decode()


def corrected(verdict: Verdict, kind: str, people: dict[str, User]) -> Verdict:
    editor = people["editor"]
    draft = verdict.correct(by=editor, kind=kind, note="The year." if kind != "typo" else "")
    draft.edit(by=editor, summary="It fell by three percent.")
    draft.submit(by=editor)
    if kind != "typo":
        draft.approve(by=people["second"])
    draft.publish(by=editor)
    return draft


# verb, announced before, state of the verdict: whether an editor may
TABLE = [
    ("announce_recheck", False, "published", True),
    ("announce_recheck", True, "published", False),
    ("end_recheck", True, "published", True),
    ("end_recheck", False, "published", False),
    ("announce_recheck", False, "approved", False),
    ("announce_recheck", False, "draft", False),
    ("end_recheck", False, "draft", False),
]


@pytest.mark.parametrize(("verb", "announced", "state", "may"), TABLE)
def test_it_is_said_of_what_is_published_once_until_it_is_ended(
    verb: str, announced: bool, state: str, may: bool, people: dict[str, User]
) -> None:
    verdict = desk.verdict_in(state, **people)
    if announced:
        verdict.announce_recheck(by=people["editor"])
    refusal = verdict.refusal(verb, people["editor"])
    assert refusal is None if may else isinstance(refusal, WrongState)
    assert (verb in verdict.verbs_for(people["editor"])) is may


@pytest.mark.parametrize("verb", ["announce_recheck", "end_recheck"])
def test_only_editors_say_it_and_end_it(
    verb: str, published: Verdict, people: dict[str, User], outsider: User
) -> None:
    if verb == "end_recheck":
        published.announce_recheck(by=people["editor"])
    for person in (people["author"], people["second"], outsider):
        with pytest.raises(WrongPerson):
            getattr(published, verb)(by=person)
    getattr(published, verb)(by=people["editor"])


def test_readers_see_it_first_with_its_date_and_the_check_stands_below(
    published: Verdict, people: dict[str, User]
) -> None:
    assert NOTICE not in page_of(published)
    published.announce_recheck(by=people["editor"], note="The agency has new figures.")
    Rechecking.objects.update(since=dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC))
    main = page_of(published).partition("<main")[2]
    position = 0
    for words in (NOTICE, "Since", "2 March 2026", "new figures", "Is it true?", "Half true"):
        position = main.find(words, position)
        assert position >= 0, words
    assert "application/ld+json" in page_of(published)
    assert NOTICE in Client().get("/").content.decode()


def test_an_editor_ends_it_and_its_history_stays(
    published: Verdict, people: dict[str, User]
) -> None:
    published.announce_recheck(by=people["editor"])
    published.end_recheck(by=people["editor"])
    assert NOTICE not in page_of(published)
    (row,) = Rechecking.objects.all()
    assert (row.by, row.ended_by) == (people["editor"], people["editor"])
    published.announce_recheck(by=people["editor"])
    assert NOTICE in page_of(published)


def alert(verdict: Verdict) -> Alert:
    source = verdict.claim.evidence.get().source
    assert source
    return Alert.objects.create(source=source, kind="dead", at=timezone.now())


def test_the_answer_to_the_last_alert_ends_it(published: Verdict, people: dict[str, User]) -> None:
    first, last = alert(published), alert(published)
    published.announce_recheck(by=people["editor"])
    evidence = published.claim.evidence.get()
    recheck.resolve(evidence, first, by=people["author"], how="still_holds")
    assert NOTICE in page_of(published)
    recheck.resolve(evidence, last, by=people["author"], how="still_holds")
    assert NOTICE not in page_of(published)
    assert Rechecking.objects.get().ended_by == people["author"]


@pytest.mark.parametrize(("kind", "told"), [("update", False), ("typo", True)])
def test_a_correction_ends_it_and_a_mended_typing_error_does_not(
    kind: str, told: bool, published: Verdict, people: dict[str, User]
) -> None:
    published.announce_recheck(by=people["editor"])
    assert (NOTICE in page_of(corrected(published, kind, people))) is told


def test_withdrawing_ends_it(published: Verdict, people: dict[str, User]) -> None:
    published.announce_recheck(by=people["editor"])
    published.withdraw(by=people["editor"], note="A forgery.")
    assert NOTICE not in page_of(published)
    assert not Rechecking.objects.open().exists()


def test_a_correction_in_work_says_it_by_itself_since_it_was_opened(
    published: Verdict, people: dict[str, User]
) -> None:
    draft = published.correct(by=people["editor"], kind="update", note="Secret so far.")
    html = page_of(published)
    assert NOTICE in html
    assert "Secret so far" not in html
    draft.discard(by=people["editor"])
    assert NOTICE not in page_of(published)


def test_of_two_reasons_the_earlier_gives_the_date(
    published: Verdict, people: dict[str, User]
) -> None:
    published.correct(by=people["editor"], kind="update", note="New figures.")
    Verdict.objects.get(pk=published.pk).announce_recheck(by=people["editor"])
    row: Any = Verdict.objects.with_rechecked_since().get(pk=published.pk)
    assert row.rechecked_since == published.corrections.get().at
    Rechecking.objects.update(since=row.rechecked_since - dt.timedelta(days=1))
    row = Verdict.objects.with_rechecked_since().get(pk=published.pk)
    assert row.rechecked_since == Rechecking.objects.get().since


def test_two_editors_at_once_say_it_once(published: Verdict, people: dict[str, User]) -> None:
    claim = published.claim
    Rechecking.objects.begin(claim, by=people["editor"])
    with pytest.raises(WrongState, match="told already"):
        Rechecking.objects.begin(claim, by=people["editor"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Rechecking.objects.create(claim=claim, by=people["editor"])


def test_markup_in_the_note_is_shown_as_text(published: Verdict, people: dict[str, User]) -> None:
    published.announce_recheck(by=people["editor"], note="<script>alert(1)</script>")
    assert "<script>alert" not in page_of(published)


class TestApi:
    def test_an_editor_says_it_and_everybody_is_told_since_when(
        self, api: Api, published: Verdict, people: dict[str, User]
    ) -> None:
        places = (f"claims/{published.claim_id}/", f"verdicts/{published.pk}/")
        assert [api.get(place).json()["rechecked_since"] for place in places] == [None, None]
        verb = f"verdicts/{published.pk}/announce_recheck/"
        problem(api.post(verb), 401)
        problem(api.of(people["author"]).post(verb), 403)
        editor = api.of(people["editor"])
        told = editor.post(verb, {"note": "New figures."})
        assert told.status_code == 200
        problem(editor.post(verb), 409)
        since = told.json()["rechecked_since"]
        assert since
        assert [api.get(place).json()["rechecked_since"] for place in places] == [since, since]
        editor.post(f"verdicts/{published.pk}/end_recheck/")
        assert api.get(places[0]).json()["rechecked_since"] is None


class TestDesk:
    def act(self, person: User, verdict: Verdict, verb: str) -> str:
        client = Client()
        client.force_login(person)
        path = f"/admin/desk/verdicts/{verdict.pk}/{verb}/"
        page = f"/admin/desk/claims/{verdict.claim_id}/"
        return client.post(
            path, {"note": "New figures."}, follow=True, HTTP_REFERER=page
        ).content.decode()

    def test_the_workbench_has_the_button_and_says_who_told_readers(
        self, published: Verdict, people: dict[str, User]
    ) -> None:
        client = Client()
        client.force_login(people["editor"])
        bench = f"/admin/desk/claims/{published.claim_id}/"
        assert "announce_recheck" in client.get(bench).content.decode()
        html = self.act(people["editor"], published, "announce_recheck")
        assert "Readers are told that we are checking this again" in html
        assert "told readers that we check it again" in html
        html = self.act(people["editor"], published, "end_recheck")
        assert "ended the notice to readers" in html
        assert not Rechecking.objects.open().exists()

    def test_a_reviewer_is_told_why_there_is_no_button(
        self, published: Verdict, people: dict[str, User]
    ) -> None:
        html = self.act(people["author"], published, "announce_recheck")
        assert "Your account may not publish, correct or withdraw" in html
        assert Claim.objects.get(pk=published.claim_id).recheckings.count() == 0

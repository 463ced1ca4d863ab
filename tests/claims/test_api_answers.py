"""Corrections, complaints and contacts over the API: who reads, who writes, what stays private."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.utils import timezone

from claims.models import Claim, Complaint, Contact, Correction, Verdict
from tests import desk
from tests.api import Api, problem
from tests.people import person


@pytest.fixture
def people(reviewer: User, second: User, editor: User, outsider: User) -> dict[str, User]:
    return {"reviewer": reviewer, "second": second, "editor": editor, "outsider": outsider}


@pytest.fixture
def published(people: dict[str, User]) -> Verdict:
    return desk.verdict_in(
        "published", author=people["reviewer"], second=people["second"], editor=people["editor"]
    )


def caller_of(api: Api, who: str, people: dict[str, User]) -> Api:
    return api if who == "nobody" else api.of(people[who])


def rows(api: Api, path: str) -> list[dict[str, Any]]:
    answer = api.get(path)
    assert answer.status_code == 200, answer.content
    return list(answer.json()["results"])


READING = [
    # resource, nobody, outsider, reviewer, editor
    ("corrections", (200, 200, 200, 200)),
    ("complaints", (401, 403, 200, 200)),
    ("contacts", (401, 403, 200, 200)),
]


@pytest.mark.parametrize(("resource", "statuses"), READING)
def test_lists_are_read_by_those_the_table_names(
    resource: str, statuses: tuple[int, ...], api: Api, people: dict[str, User]
) -> None:
    callers = ("nobody", "outsider", "reviewer", "editor")
    seen = [caller_of(api, who, people).get(f"{resource}/").status_code for who in callers]
    assert tuple(seen) == statuses


class TestCorrections:
    def test_readers_are_told_of_a_correction_when_it_is_published(
        self, api: Api, published: Verdict, people: dict[str, User]
    ) -> None:
        editor = people["editor"]
        draft = published.correct(by=editor, kind="rating_changed", note="Secret so far.")
        assert rows(api, "corrections/") == []
        problem(api.get(f"corrections/{draft.corrected_by.pk}/"), 404)
        (seen,) = rows(api.of(people["reviewer"]), "corrections/")
        assert (seen["note"], seen["public_at"], seen["by"]) == ("Secret so far.", None, "editor")
        draft.edit(by=editor, rating=desk.rating("false"))
        draft.submit(by=editor)
        draft.approve(by=people["second"])
        draft.publish(by=editor)
        (told,) = rows(api, "corrections/")
        assert set(told) == {
            "id", "claim", "url", "kind", "note", "from_verdict", "to_verdict", "public_at",
            "claim_reviewed", "rating_before", "rating_after",
        }  # fmt: skip
        assert (told["claim"], told["kind"]) == (published.claim_id, "rating_changed")
        assert (told["rating_before"], told["rating_after"]) == ("Half true", "False")
        assert told["claim_reviewed"] == "crime fell by 5% in 2015"
        assert (told["from_verdict"], told["to_verdict"]) == (published.pk, draft.pk)
        assert told["url"].endswith(f"/claims/{published.claim_id}/")

    def test_a_withdrawal_is_one_and_a_mended_typing_error_is_none(
        self, api: Api, published: Verdict, people: dict[str, User]
    ) -> None:
        editor = people["editor"]
        draft = published.correct(by=editor, kind="typo")
        draft.edit(by=editor, summary="It fell by three percent.")
        draft.submit(by=editor)
        draft.publish(by=editor)
        assert rows(api, "corrections/") == []
        draft.withdraw(by=editor, note="The table was a forgery.")
        assert [row["kind"] for row in rows(api, "corrections/")] == ["withdrawn"]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("kind=withdrawn", True), ("kind=update", False), ("since=2020-01-01T00:00:00Z", True),
            ("since=2099-01-01T00:00:00Z", False), ("search=forgery", True), ("search=x", False),
        ],
    )  # fmt: skip
    def test_they_are_filtered(
        self, query: str, found: bool, api: Api, published: Verdict, people: dict[str, User]
    ) -> None:
        published.withdraw(by=people["editor"], note="The table was a forgery.")
        assert bool(rows(api, f"corrections/?{query}")) is found
        assert rows(api, f"corrections/?claim={published.claim_id}")

    def test_they_are_made_by_verbs_alone(
        self, api: Api, published: Verdict, people: dict[str, User]
    ) -> None:
        published.withdraw(by=people["editor"], note="Wrong.")
        editor, pk = api.of(people["editor"]), Correction.objects.get().pk
        problem(editor.post("corrections/", {"note": "Mine"}), 405)
        problem(editor.patch(f"corrections/{pk}/", {"note": "Mine"}), 405)
        problem(editor.delete(f"corrections/{pk}/"), 405)


def send(api: Api, verdict: Verdict, **words: Any) -> Any:
    return api.post("complaints/", {"claim": verdict.claim_id, "text": "The year."} | words)


class TestComplaints:
    def test_a_reader_sends_one_and_cannot_read_it(self, api: Api, published: Verdict) -> None:
        answer = send(api, published, contact="ann@example.org")
        assert answer.status_code == 201
        assert set(answer.json()) == {"claim", "text", "received_at"}
        row = Complaint.objects.get()
        assert (row.verdict, row.text, row.contact) == (published, "The year.", "ann@example.org")
        problem(api.get(f"complaints/{row.pk}/"), 401)
        assert "ann@example.org" not in api.get(f"claims/{published.claim_id}/").content.decode()

    @pytest.mark.parametrize(
        ("words", "field"),
        [
            ({"text": " "}, "text"), ({"text": "x" * 5001}, "text"), ({"text": "a\0b"}, "text"),
            ({"contact": "nobody"}, "contact"), ({"claim": 99_999}, "claim"),
            ({"state": "rejected"}, "state"),
        ],
    )  # fmt: skip
    def test_bad_input_names_the_field(
        self, words: dict[str, Any], field: str, api: Api, published: Verdict
    ) -> None:
        assert field in problem(send(api, published, **words), 400)["errors"]
        assert not Complaint.objects.exists()

    @pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
    def test_what_is_not_published_is_not_known_to_exist(
        self, state: str, api: Api, people: dict[str, User]
    ) -> None:
        verdict = desk.verdict_in(
            state, author=people["reviewer"], second=people["second"], editor=people["editor"]
        )
        for caller in (api, api.of(people["editor"])):
            assert "claim" in problem(send(caller, verdict), 400)["errors"]

    def test_nobody_sends_them_all_day(self, api: Api, published: Verdict) -> None:
        cache.clear()
        assert [send(api, published).status_code for _ in range(11)] == [201] * 10 + [429]

    def test_an_editor_answers_and_what_was_upheld_leads_to_the_correction(
        self, api: Api, published: Verdict, people: dict[str, User]
    ) -> None:
        send(api, published)
        pk, editor = Complaint.objects.get().pk, api.of(people["editor"])
        problem(api.of(people["reviewer"]).post(f"complaints/{pk}/look_into/"), 403)
        problem(editor.post(f"complaints/{pk}/uphold/", {"reply": "Yes."}), 409)
        assert editor.post(f"complaints/{pk}/look_into/").json()["handler"] == "editor"
        assert "reply" in problem(editor.post(f"complaints/{pk}/uphold/", {}), 400)["errors"]
        upheld = editor.post(f"complaints/{pk}/uphold/", {"reply": "You are right."}).json()
        assert (upheld["state"], upheld["reply"]) == ("upheld", "You are right.")
        assert upheld["verbs"] == ["correct", "withdraw"]
        given = {"kind": "error_rating_stands", "note": "The year was wrong."}
        answer = editor.post(f"complaints/{pk}/correct/", given)
        assert answer.status_code == 200
        assert answer.json()["correction"] == Correction.objects.get().pk
        problem(editor.post(f"complaints/{pk}/withdraw/", {"note": "Wrong."}), 409)

    def test_they_are_filtered_for_the_desk(
        self, api: Api, published: Verdict, people: dict[str, User]
    ) -> None:
        send(api, published)
        caller = api.of(people["reviewer"])
        for query in ("unanswered=true", "state=new", "search=year"):
            assert len(rows(caller, f"complaints/?{query}")) == 1, query
        for query in ("unanswered=false", "state=looking", "search=x", "handler=editor"):
            assert rows(caller, f"complaints/?{query}") == [], query
        assert rows(caller, f"complaints/?claim={published.claim_id}")


@pytest.fixture
def claim(people: dict[str, User]) -> Claim:
    return desk.claim_in(
        "in_progress", worker=people["reviewer"], second=people["second"], editor=people["editor"]
    )


class TestContacts:
    def test_who_was_asked_is_noted_and_answered_and_published_as_frozen(
        self, api: Api, claim: Claim, people: dict[str, User]
    ) -> None:
        caller = api.of(people["reviewer"])
        asked = {"claim": claim.pk, "who": "The mayor’s office", "channel": "+44 20 7946 0000"}
        made = caller.post("contacts/", asked)
        assert made.status_code == 201
        assert made.headers["Location"].endswith(f"/contacts/{made.json()['id']}/")
        pk = made.json()["id"]
        given = {"outcome": "answered", "answer": "We stand by it."}
        assert caller.post(f"contacts/{pk}/answered/", given).json()["outcome"] == "answered"
        verdict = desk.submitted(Claim.objects.get(pk=claim.pk), by=people["reviewer"])
        problem(caller.post(f"contacts/{pk}/answered/", given), 409)
        problem(api.get(f"verdicts/{verdict.pk}/"), 404)
        verdict.approve(by=people["second"])
        verdict.publish(by=people["editor"])
        (contact,) = api.get(f"verdicts/{verdict.pk}/").json()["contacts"]
        assert set(contact) == {"who", "asked_on", "outcome", "answer"}
        assert contact["answer"] == "We stand by it."
        problem(api.get(f"contacts/{pk}/"), 401)

    @pytest.mark.parametrize("who", ["nobody", "outsider"])
    def test_only_the_desk_asks(
        self, who: str, api: Api, claim: Claim, people: dict[str, User]
    ) -> None:
        caller, status = caller_of(api, who, people), 401 if who == "nobody" else 403
        problem(caller.post("contacts/", {"claim": claim.pk, "who": "The mayor"}), status)
        assert not Contact.objects.exists()

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"who": " "}, "who"), ({"who": "x" * 301}, "who"), ({"claim": 99_999}, "claim"),
            ({"asked_at": "soon"}, "asked_at"), ({"deadline": "2001-01-01T00:00:00Z"}, "deadline"),
            ({"answer": "None"}, "answer"),
        ],
    )  # fmt: skip
    def test_bad_input_names_the_field(
        self, given: dict[str, Any], field: str, api: Api, claim: Claim, people: dict[str, User]
    ) -> None:
        whole = {"claim": claim.pk, "who": "The mayor"} | given
        answer = api.of(people["reviewer"]).post("contacts/", whole)
        assert field in problem(answer, 400)["errors"]
        assert not Contact.objects.exists()

    def test_an_outcome_that_is_none_is_refused(
        self, api: Api, claim: Claim, people: dict[str, User]
    ) -> None:
        contact = Contact.objects.ask(claim=claim, by=people["reviewer"], who="The mayor")
        caller = api.of(people["reviewer"])
        for given in ({}, {"outcome": ""}, {"outcome": "shouted"}):
            answer = caller.post(f"contacts/{contact.pk}/answered/", given)
            assert "outcome" in problem(answer, 400)["errors"]

    def test_those_who_have_not_answered_in_time_are_found(
        self, api: Api, claim: Claim, people: dict[str, User]
    ) -> None:
        by, now = people["reviewer"], timezone.now()
        late = Contact.objects.ask(claim=claim, by=by, who="Late", asked_at=now - dt.timedelta(2))
        Contact.objects.filter(pk=late.pk).update(deadline=now - dt.timedelta(days=1))
        done = Contact.objects.ask(claim=claim, by=by, who="Done")
        done.answered(by=by, outcome="declined")
        caller = api.of(by)
        for query, found in {
            "overdue=true": ["Late"], "waiting=true": ["Late"], "waiting=false": ["Done"],
            "outcome=declined": ["Done"], f"claim={claim.pk}&search=late": ["Late"],
        }.items():  # fmt: skip
            assert [row["who"] for row in rows(caller, f"contacts/?{query}")] == found, query


@pytest.mark.parametrize("resource", ["corrections", "complaints", "contacts"])
def test_a_long_list_costs_as_many_queries_as_a_short_one(
    resource: str, api: Api, people: dict[str, User], django_assert_max_num_queries: Any
) -> None:
    editor = person("other-editor", "Editors")
    for _ in range(4):
        verdict = desk.verdict_in(
            "draft", author=people["reviewer"], second=people["second"], editor=editor
        )
        Contact.objects.ask(claim=verdict.claim, by=people["reviewer"], who="The mayor")
        verdict.submit(by=people["reviewer"])
        verdict.approve(by=people["second"])
        verdict.publish(by=editor)
        complaint = Complaint.objects.receive(verdict=verdict, text="The year.")
        complaint.look_into(by=people["editor"])
        complaint.uphold(by=people["editor"], reply="Yes.")
        complaint.withdraw(by=people["editor"], note="Wrong.")
    caller = api.of(people["reviewer"])
    caller.get(f"{resource}/")
    with django_assert_max_num_queries(8):
        assert len(rows(caller, f"{resource}/")) == 4

"""The form by which readers report an error."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from claims.models import Complaint, Verdict
from tests import desk
from tests.claims.public.readers import page_of


def send(client: Client, verdict: Verdict, **words: str) -> Any:
    fields = {"text": "The year is wrong.", "contact": "", "website": ""} | words
    return client.post(f"/claims/{verdict.claim_id}/report/", fields)


def test_a_readers_report_reaches_the_desk(client: Client, published: Verdict) -> None:
    response = send(client, published, contact="ann@example.org")
    assert response.status_code == 302
    assert b"Thank you" in client.get(response.url).content
    complaint = Complaint.objects.get()
    assert (complaint.verdict, complaint.state) == (published, "new")
    assert complaint.contact == "ann@example.org"
    assert "The year is wrong" not in page_of(client, published)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"text": "  "}, "Say what is wrong"),
        ({"text": "x" * 5001}, "at most 5000"),
        ({"contact": "nobody"}, "not an e-mail address"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_what_was_written_survives(
    words: dict[str, str], sentence: str, client: Client, published: Verdict
) -> None:
    response = send(client, published, **words)
    assert response.status_code == 400
    html = response.content.decode()
    assert sentence in html
    assert 'aria-invalid="true"' in html
    assert not Complaint.objects.exists()


def test_a_machine_that_fills_in_everything_is_thanked_and_forgotten(
    client: Client, published: Verdict
) -> None:
    assert send(client, published, website="https://spam.example").status_code == 302
    assert not Complaint.objects.exists()


def test_nobody_sends_it_all_day(client: Client, published: Verdict) -> None:
    codes = [send(client, published, text=f"Error {n}.").status_code for n in range(11)]
    assert codes == [302] * 10 + [429]
    assert Complaint.objects.count() == 10


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "null"}],
)
def test_another_site_cannot_send_it_for_its_readers(
    headers: dict[str, str], client: Client, published: Verdict
) -> None:
    path = f"/claims/{published.claim_id}/report/"
    assert client.post(path, {"text": "Spam"}, headers=headers).status_code == 403
    assert not Complaint.objects.exists()


def test_there_is_nothing_to_report_on_what_is_not_published(
    client: Client, people: dict[str, User]
) -> None:
    verdict = desk.verdict_in("approved", **people)
    assert send(client, verdict).status_code == 404


def test_the_form_stands_on_the_page_of_the_check(client: Client, published: Verdict) -> None:
    path = f"/claims/{published.claim_id}/report/"
    assert client.get(path).status_code == 405
    assert f'action="{path}"' in page_of(client, published)


def test_a_double_click_or_going_back_and_sending_again_is_one_complaint(
    client: Client, published: Verdict, editor: User
) -> None:
    for _ in range(2):
        assert send(client, published, contact="ann@example.org").status_code == 302
    first = Complaint.objects.get()
    # Somebody else, or other words, are another one; so is the same after it was answered.
    send(client, published, contact="bob@example.org")
    send(client, published, contact="ann@example.org", text="The month is wrong.")
    assert Complaint.objects.count() == 3
    first.look_into(by=editor)
    send(client, published, contact="ann@example.org")
    assert Complaint.objects.count() == 3
    first.reject(by=editor, reply="It stands.")
    send(client, published, contact="ann@example.org")
    assert Complaint.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_both_halves_of_a_double_click_at_once_are_one_complaint(published: Verdict) -> None:
    def click(_: int) -> None:
        try:
            Complaint.objects.receive(verdict=published, text="The year is wrong.")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as clicks:
        list(clicks.map(click, range(4)))
    assert Complaint.objects.count() == 1

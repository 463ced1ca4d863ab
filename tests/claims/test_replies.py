"""Readers are told what came of their complaints: once, and by e-mail alone."""

from smtplib import SMTPException
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from claims.models import Complaint, Verdict
from claims.tasks import send_replies
from tests import desk

REPLY = "You are right, and we have corrected it."


@pytest.fixture
def verdict(reviewer: User, second: User, editor: User) -> Verdict:
    return desk.verdict_in("published", author=reviewer, second=second, editor=editor)


def answered(verdict: Verdict, *, by: User, contact: str = "ann@example.org") -> Complaint:
    complaint = Complaint.objects.receive(verdict=verdict, text="Wrong year.", contact=contact)
    complaint.look_into(by=by)
    complaint.uphold(by=by, reply=REPLY)
    return complaint


class BrokenBackend(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPException("mailbox full")


def test_the_answer_is_sent_once(verdict: Verdict, editor: User) -> None:
    answered(verdict, by=editor)
    send_replies()
    send_replies()
    (letter,) = mail.outbox
    assert letter.to == ["ann@example.org"]
    for words in (REPLY, "Wrong year.", f"/claims/{verdict.claim_id}/", "crime fell by 5% in 2015"):
        assert words in letter.body


def test_whoever_left_no_address_gets_no_letter(verdict: Verdict, editor: User) -> None:
    answered(verdict, by=editor, contact="")
    send_replies()
    assert mail.outbox == []


def test_nothing_is_sent_before_there_is_an_answer(verdict: Verdict, editor: User) -> None:
    complaint = Complaint.objects.receive(verdict=verdict, text="Hm.", contact="ann@example.org")
    send_replies()
    complaint.look_into(by=editor)
    send_replies()
    assert mail.outbox == []


def test_what_could_not_be_sent_waits_for_the_next_round(
    verdict: Verdict, editor: User, settings: Any
) -> None:
    answered(verdict, by=editor)
    sending = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.BrokenBackend"
    send_replies()
    assert Complaint.objects.with_unsent_reply().exists()
    settings.EMAIL_BACKEND = sending
    send_replies()
    assert len(mail.outbox) == 1


def test_two_workers_send_one_letter(verdict: Verdict, editor: User) -> None:
    complaint = answered(verdict, by=editor)
    assert complaint.take_reply()
    assert not Complaint.objects.get(pk=complaint.pk).take_reply()

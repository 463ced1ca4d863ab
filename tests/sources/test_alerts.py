"""People hear of a flip once at least: at once if readers rest on it, otherwise once a day."""

import datetime as dt
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import ClassVar

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group, User
from django.core import mail
from django.utils import timezone

from sources import alerts
from sources.models import Alert, Passage, Source, Watch

DAY = dt.timedelta(days=1)


@pytest.fixture
def source(db: None) -> Source:
    return Source.objects.for_url("https://a.example/budget")


def person(name: str, *groups: str, email: str = "") -> User:
    user = User.objects.create_user(name, email=email or f"{name}@desk.example")
    user.groups.set([Group.objects.get_or_create(name=group)[0] for group in groups])
    return user


def happened(source: Source, kind: str = "dead", *, ago: dt.timedelta = DAY * 0) -> Alert:
    return Alert.objects.create(source=source, kind=kind, at=timezone.now() - ago)


def test_watchers_hear_in_a_daily_digest(source: Source) -> None:
    watcher, _ = person("watcher"), person("other")
    Watch.objects.keep(source, watcher)
    Watch.objects.keep(source, watcher)
    happened(source, ago=2 * DAY)
    happened(source, "came_back", ago=DAY * 1.5)
    fresh = happened(source, "moved")
    assert alerts.send_due(timezone.now()) == 2
    (message,) = mail.outbox
    assert message.to == ["watcher@desk.example"] and message.subject.startswith("2 of")
    assert "Dead: https://a.example/budget" in message.body
    assert list(Alert.objects.unsent()) == [fresh]
    assert alerts.send_due(timezone.now()) == 0 and len(mail.outbox) == 1
    assert alerts.send_due(timezone.now() + DAY) == 1


def test_what_readers_rest_on_is_told_at_once_to_the_desk_too(source: Source) -> None:
    Source.objects.filter(pk=source.pk).set_cited_publicly(True)
    Watch.objects.keep(source, person("watcher"))
    person("editor", "Editors")
    passage = Passage.objects.keep(source, "four million")
    Alert.objects.create(source=source, passage=passage, kind=Alert.Kind.PASSAGE_GONE)
    assert alerts.send_due(timezone.now()) == 1
    assert {message.to[0] for message in mail.outbox} == {
        "watcher@desk.example",
        "editor@desk.example",
    }
    assert "“four million”" in mail.outbox[0].body


def test_nobody_to_tell_leaves_nothing_behind(source: Source) -> None:
    gone = person("gone")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    Watch.objects.keep(source, gone)
    happened(source, ago=2 * DAY)
    assert alerts.send_due(timezone.now()) == 1 and mail.outbox == []


def test_what_could_not_be_sent_stays_in_the_outbox(source: Source, settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    Watch.objects.keep(source, person("watcher"))
    happened(source, ago=2 * DAY)
    assert alerts.send_due(timezone.now()) == 0
    assert Alert.objects.unsent().count() == 1


class PostOffice:
    """A mail server on loopback that knows some people, refuses one, and is busy for another."""

    REPLIES: ClassVar = {
        "refused@desk.example": b"550 no such user",
        "full@desk.example": b"452 full",
    }

    def __enter__(self) -> "PostOffice":
        self.delivered: list[str] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._thread.join(10)
        self._listening.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                conversation, _ = self._listening.accept()
                with conversation, conversation.makefile("rwb", buffering=0) as lines:
                    self._converse(lines)

    def _converse(self, lines: socket.SocketIO) -> None:
        lines.write(b"220 here\r\n")
        to = ""
        while line := lines.readline().decode().strip():
            word = line.upper()
            reply = b"250 ok"
            if word.startswith("RCPT"):
                to = line.partition("<")[2].partition(">")[0]
                reply = self.REPLIES.get(to, reply)
            elif word == "DATA":
                lines.write(b"354 go on\r\n")
                while lines.readline() != b".\r\n":
                    pass
                self.delivered.append(to)
            lines.write(b"221 bye\r\n" if word == "QUIT" else reply + b"\r\n")
            if word == "QUIT":
                return


@pytest.fixture
def post_office(settings: LazySettings) -> Iterator[PostOffice]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with PostOffice() as office:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        yield office


def test_who_was_told_is_not_told_again_because_another_could_not_be(
    source: Source, post_office: PostOffice
) -> None:
    for name in ("first", "full", "last"):
        Watch.objects.keep(source, person(name))
    alert = happened(source, ago=2 * DAY)
    assert [alerts.send_due(timezone.now()) for _ in range(3)] == [0, 0, 0]
    assert sorted(post_office.delivered) == ["first@desk.example", "last@desk.example"]
    assert list(Alert.objects.unsent()) == [alert]
    User.objects.filter(username="full").update(email="empty@desk.example")
    assert alerts.send_due(timezone.now()) == 1
    assert post_office.delivered[2:] == ["empty@desk.example"]


def test_an_address_that_is_refused_for_good_is_not_tried_for_ever(
    source: Source, post_office: PostOffice
) -> None:
    Watch.objects.keep(source, person("refused"))
    happened(source, ago=2 * DAY)
    assert alerts.send_due(timezone.now()) == 1
    assert post_office.delivered == [] and not Alert.objects.unsent().exists()


def test_a_title_with_a_line_break_breaks_no_mail(source: Source) -> None:
    Source.objects.filter(pk=source.pk).update(title="Bcc: x@y.example\r\nBcc: z@y.example")
    Watch.objects.keep(source, person("watcher"))
    happened(source, ago=2 * DAY)
    assert alerts.send_due(timezone.now()) == 1 and "\n" not in mail.outbox[0].subject


def test_an_inbox_has_what_its_owner_watches(source: Source) -> None:
    watcher, other = person("watcher"), person("other")
    Watch.objects.keep(source, watcher)
    alert = happened(source)
    editor = person("editor", "Editors")
    Watch.objects.keep(source, editor)
    elsewhere = happened(Source.objects.for_url("https://b.example/"))
    Source.objects.filter(pk=elsewhere.source_id).set_cited_publicly(True)
    elsewhere.source.refresh_from_db()
    for user, theirs in ((watcher, [alert]), (other, []), (editor, [elsewhere, alert])):
        assert list(Alert.objects.for_person(user)) == theirs
        told = {each.pk for each in theirs}
        people = alerts.recipients([alert, elsewhere])
        assert {pk for pk, whom in people.items() if user.pk in whom} == told

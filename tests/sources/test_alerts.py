"""People hear of a flip once at least: at once if readers rest on it, otherwise once a day."""

import datetime as dt

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


def test_a_title_with_a_line_break_breaks_no_mail(source: Source) -> None:
    Source.objects.filter(pk=source.pk).update(title="Bcc: x@y.example\r\nBcc: z@y.example")
    Watch.objects.keep(source, person("watcher"))
    happened(source, ago=2 * DAY)
    assert alerts.send_due(timezone.now()) == 1 and "\n" not in mail.outbox[0].subject


def test_an_inbox_has_what_its_owner_watches(source: Source) -> None:
    watcher, other = person("watcher"), person("other")
    Watch.objects.keep(source, watcher)
    alert = happened(source)
    assert list(Alert.objects.for_watcher(watcher)) == [alert]
    assert list(Alert.objects.for_watcher(other)) == []

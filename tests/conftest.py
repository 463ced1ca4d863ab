"""What every test may use."""

import signal
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from pytest_django import DjangoDbBlocker

from claimtracker import broker as brokers
from claimtracker import children
from tests.api import Api
from tests.people import person

USES_A_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The run on PostgreSQL is for the tests that use a database; the others are in the first."""
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        return
    others = [item for item in items if not uses_a_database(item)]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if uses_a_database(item)]


def uses_a_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(names & USES_A_DATABASE)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The rows that the migrations made, as text: a transactional test empties all tables."""
    with django_db_blocker.unblock():
        rows = str(connection.creation.serialize_db_to_string())
    yield rows
    with django_db_blocker.unblock():
        end_other_sessions()


def end_other_sessions() -> None:
    """A page that a browser still loads as its test ends holds the database; it must be dropped."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _rows_of_the_migrations(request: pytest.FixtureRequest) -> None:
    """Every test finds groups and rating scales, also after one that emptied the tables."""
    if not uses_a_database(request.node):
        return
    request.getfixturevalue("transactional_db" if uses_real_transactions(request.node) else "db")
    if not Group.objects.exists():
        # Emptying the tables made these anew, under other keys.
        ContentType.objects.all().delete()
        ContentType.objects.clear_cache()
        rows = request.getfixturevalue("django_db_setup")
        connection.creation.deserialize_db_from_string(rows)


def uses_real_transactions(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and bool(marker.kwargs.get("transaction"))
    return asked or bool(
        {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    )


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Throttles count in the cache: no test pays for another's requests."""
    cache.clear()


@pytest.fixture(scope="session")
def broker() -> Iterator[str]:
    """The URL of a real broker, the one that `make run` embeds."""
    with TemporaryDirectory(prefix="broker-") as folder:
        socket = Path(folder) / "broker.sock"
        server = children.start(brokers.command(socket, Path(folder)))
        try:
            url = brokers.url_of(socket)
            assert brokers.wait_for(url, seconds=30)
            yield url
        finally:
            children.stop(server, signal.SIGTERM, within=10)


@pytest.fixture
def reviewer(db: None) -> User:
    return person("reviewer", "Reviewers")


@pytest.fixture
def second(db: None) -> User:
    """Another reviewer: the second pair of eyes."""
    return person("second", "Reviewers")


@pytest.fixture
def editor(db: None) -> User:
    return person("editor", "Editors")


@pytest.fixture
def outsider(db: None) -> User:
    """Somebody with an account and no work at the desk."""
    return person("outsider", staff=False)


@pytest.fixture
def api() -> Api:
    """A caller of the API without an account; `api.of(person)` comes with that one's token."""
    return Api()

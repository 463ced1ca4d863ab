"""The command line: an outcome for every URL as it was given."""

import json
import threading
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from sources import leases, schedule
from sources.models import Host, LinkCheck, Source
from tests.sources import misbehaving as m
from tests.sources.conftest import Serve


@pytest.fixture(autouse=True)
def _reaches_loopback_only(settings: LazySettings) -> None:
    settings.FETCH_ALLOW = ["127.0.0.0/8"]
    settings.FETCH_HOST_INTERVAL = 0
    settings.FETCH_TIMEOUT = 1


def run(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("check_links", *arguments, stdout=out)
    return out.getvalue().splitlines()


def outcomes(*arguments: str) -> dict[str, str]:
    lines = map(json.loads, run(*arguments, "--format", "json"))
    return {line["url"]: line["outcome"] for line in lines}


def test_without_a_database_every_url_has_its_outcome(serve: Serve, tmp_path: Path) -> None:
    server = serve({"/a": m.page, "/gone": m.status(410), "/b": m.redirect("/a")})
    urls = [server.url("/a"), server.url("/a#nope"), server.url("/b"), "ftp://x/", "not a url"]
    listed = tmp_path / "urls.txt"
    listed.write_text("\n".join([*urls, "", server.url("/gone"), urls[0]]) + "\n")
    assert outcomes("--no-db", "--file", str(listed)) == {
        server.url("/a"): "ok",
        server.url("/a#nope"): "fragment-missing",
        server.url("/b"): "ok-redirected",
        server.url("/gone"): "dead",
        "ftp://x/": "refused",
        "not a url": "refused",
    }


def test_a_busy_host_is_an_outcome_too(serve: Serve) -> None:
    server = serve({"*": m.status(429, Retry_After="3600")})
    urls = [server.url(f"/{n}") for n in range(5)]
    assert outcomes("--no-db", *urls) == dict.fromkeys(urls, "blocked")


@pytest.mark.django_db
def test_with_a_database_the_looks_are_kept(serve: Serve) -> None:
    server = serve({"/a": m.page})
    given = server.url("/./a#:~:text=quay")
    assert outcomes(given, "ftp://x/") == {given: "ok", "ftp://x/": "refused"}
    assert Source.objects.get().normalized_url == server.url("/a")
    assert LinkCheck.objects.get().outcome == "ok"
    assert run(given)[0].startswith("ok ") and LinkCheck.objects.count() == 2


@pytest.mark.django_db
def test_a_source_that_is_never_fetched_is_not(serve: Serve) -> None:
    server = serve({"*": m.page})
    Source.objects.for_url(server.url("/a"), fetch="never")
    assert outcomes(server.url("/a")) == {server.url("/a"): "refused"} and not server.asked


@pytest.mark.django_db
def test_due_checks_what_is_due(serve: Serve) -> None:
    server = serve({"/a": m.page})
    Source.objects.for_url(server.url("/a"))
    assert outcomes("--due") == {server.url("/a"): "ok"}
    assert outcomes("--due") == {}


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["--due", "the URL"])
def test_what_another_worker_is_checking_has_no_outcome_of_ours(serve: Serve, how: str) -> None:
    server, other = serve({"*": m.page}), serve({"*": m.page}, "127.0.0.2")
    url, theirs = server.url("/a"), other.url("/b")
    held, _ = Source.objects.for_url(theirs), Source.objects.for_url(url)
    (lease,) = leases.take_due(timezone.now())
    Host.objects.filter(name="127.0.0.1").update(lease="", leased_until=None)
    assert leases.begin(lease, timezone.now())
    out, err = StringIO(), StringIO()
    arguments = ["--due"] if how == "--due" else [url, theirs]
    call_command("check_links", *arguments, "--wait", "0", stdout=out, stderr=err)
    assert out.getvalue().split() == ["ok", "200", url]
    assert err.getvalue() == f"{theirs} is being checked by another worker. It stays due.\n"
    assert not held.checks.exists() and not other.asked


@pytest.mark.django_db(transaction=True)
def test_what_another_worker_is_checking_is_waited_for(serve: Serve) -> None:
    server = serve({"*": m.slow})
    Source.objects.for_url(server.url("/a"))
    (lease,) = leases.take_due(timezone.now())

    def work() -> None:
        try:
            schedule.check_lease(lease)
        finally:
            connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        assert outcomes(server.url("/a")) == {server.url("/a"): "ok"}
    finally:
        worker.join()
    assert LinkCheck.objects.count() == server.times_asked("/a") <= 2


@pytest.mark.django_db
def test_a_url_is_checked_and_not_all_else_that_is_due(serve: Serve) -> None:
    server, other = serve({"*": m.page}), serve({"*": m.page}, "127.0.0.2")
    Source.objects.for_url(other.url("/b"))
    assert outcomes(server.url("/a")) == {server.url("/a"): "ok"}
    assert not other.asked


@pytest.mark.parametrize("arguments", [[], ["--due", "http://x/"], ["--file", "/no/such/file"]])
def test_a_wrong_call_says_what_is_wrong(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        run(*arguments)

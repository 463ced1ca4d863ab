"""Every source is checked once per due time and none is forgotten, whatever dies meanwhile."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone

from sources import leases, schedule
from sources.bulk import update_rows
from sources.client import policy
from sources.look import Look, Looker
from sources.models import Alert, Host, LinkCheck, PageText, Passage, Snapshot, Source
from sources.sample import impossible_url
from tests.sources import misbehaving as m
from tests.sources.conftest import Serve

HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _reaches_loopback_only(settings: LazySettings) -> None:
    settings.FETCH_ALLOW = ["127.0.0.0/8"]
    settings.FETCH_HOST_INTERVAL = 0
    settings.FETCH_TIMEOUT = 20  # nobody here is slow, but the machine may be
    settings.FETCH_ROBOTS = False


def make_sources(*urls: str) -> list[Source]:
    return [Source.objects.for_url(url) for url in urls]


def make_due(*sources: Source) -> None:
    pks = [source.pk for source in sources]
    Source.objects.filter(pk__in=pks).update(next_check_at=timezone.now() - HOUR)


def check_all() -> int:
    return sum(schedule.check_lease(lease) for lease in leases.take_due(timezone.now()))


def states(*sources: Source) -> list[str]:
    for source in sources:
        source.refresh_from_db()
    return [source.state for source in sources]


@pytest.mark.django_db
def test_one_batch_writes_everything_of_every_source(serve: Serve) -> None:
    server = serve({"/a": m.page, "/b": m.status(404), "/c": m.redirect("/a"), "/": m.page})
    a, b, c = make_sources(*(server.url(path) for path in ("/a", "/b", "/c")))
    passage = Passage.objects.keep(a, "spent four million on the new quay")
    assert check_all() == 3
    assert states(a, b, c) == ["healthy", "suspect", "moved"]
    assert [a.last_outcome, b.last_outcome, c.last_outcome] == ["ok", "dead", "ok-redirected"]
    assert a.title == "The harbour budget" and len(a.fingerprint) == 64
    assert all(each.next_check_at > timezone.now() for each in (a, b, c))
    assert set(Host.objects.values_list("lease", "leased_until")) == {("", None)}
    passage.refresh_from_db()
    assert (passage.state, passage.score) == ("found", 100)
    check = c.checks.get()
    assert check.redirects == [[server.url("/c"), 301, "/a"]] and check.final_url == server.url(
        "/a"
    )
    assert Snapshot.objects.count() == 2 and PageText.objects.count() == 1  # the same text, once
    assert check_all() == 0


IMPRINT = (
    b'<head><title>Crime in 2015</title><meta property="og:site_name" content="The office">'
    b'<meta property="article:published_time" content="2016-03-02T09:00:00Z"></head>'
)


@pytest.mark.django_db
def test_title_publisher_and_date_fill_themselves_where_nobody_has_said_them(serve: Serve) -> None:
    server = serve({"/a": m.body(IMPRINT + m.PAGE), "/b": m.body(IMPRINT + m.PAGE)})
    a, b = make_sources(server.url("/a"), server.url("/b"))
    ours = dt.datetime(2016, 3, 1, tzinfo=dt.UTC)
    Source.objects.filter(pk=b.pk).update(publisher="Ours", published_at=ours)
    assert check_all() == 2
    assert states(a, b) == ["healthy", "healthy"]
    assert (a.title, a.publisher) == ("Crime in 2015", "The office")
    assert a.published_at == dt.datetime(2016, 3, 2, 9, tzinfo=dt.UTC)
    assert (b.title, b.publisher, b.published_at) == ("Crime in 2015", "Ours", ours)


@pytest.mark.django_db
def test_an_unchanged_page_costs_a_304_and_no_snapshot(serve: Serve) -> None:
    server = serve({"/a": m.conditional})
    (source,) = make_sources(server.url("/a"))
    check_all()
    make_due(source)
    assert check_all() == 1
    assert [check.http_status for check in source.checks.all()] == [304, 200]
    assert source.snapshots.count() == 1


@pytest.mark.django_db
def test_flips_become_alerts_in_the_same_transaction(serve: Serve) -> None:
    server = serve({"/a": m.page, "/b": m.page})
    a, b = make_sources(server.url("/a"), server.url("/b"))
    passage = Passage.objects.keep(a, "spent four million on the new quay")
    check_all()
    assert Alert.objects.count() == 0
    server.behaviours["/a"] = server.behaviours["/b"] = m.body(m.PAGE.replace(b"four", b"five"))
    make_due(a, b)
    check_all()
    alerts = {(each.source_id, each.kind, each.passage_id) for each in Alert.objects.all()}
    assert alerts == {(a.pk, "passage_gone", passage.pk), (b.pk, "changed", None)}
    changes = [(each.kind, each.text) for each in a.snapshots.all()[0].changes()]
    assert ("removed", "four") in changes and ("added", "five") in changes
    assert states(a, b) == ["changed", "changed"]
    b.accept_change()
    assert states(b) == ["healthy"]


@pytest.mark.django_db
def test_a_change_elsewhere_on_the_page_is_logged_and_not_told(serve: Serve) -> None:
    server = serve({"/a": m.page})
    (source,) = make_sources(server.url("/a"))
    Passage.objects.keep(source, "We read the ledgers.")
    check_all()
    server.behaviours["/a"] = m.body(m.PAGE.replace(b"four", b"five"))
    make_due(source)
    check_all()
    assert states(source) == ["healthy"] and source.snapshots.count() == 2
    assert Alert.objects.count() == 0


@pytest.mark.django_db
def test_a_passage_that_could_not_be_looked_for_once_is_still_missed_when_it_goes(
    serve: Serve,
) -> None:
    server = serve({"/a": m.page})
    (source,) = make_sources(server.url("/a"))
    passage = Passage.objects.keep(source, "spent four million on the new quay")
    for behaviour, state in (
        (m.page, "found"),
        (m.short_body, "found"),  # half a page: nothing is proven by it
        (m.body(b"x", type="image/png"), "found"),
        (m.body(m.PAGE.replace(b"four", b"five")), "gone"),
    ):
        server.behaviours["/a"] = behaviour
        make_due(source)
        check_all()
        passage.refresh_from_db()
        assert passage.state == state
    assert [(each.kind, each.passage) for each in Alert.objects.all()] == [
        ("passage_gone", passage)
    ]
    assert source.snapshots.count() == 2


@pytest.mark.django_db
def test_a_move_is_told_once_for_each_place_that_it_leads_to(serve: Serve) -> None:
    server = serve({"/a": m.page, "/new": m.page, "/newer": m.page})
    (source,) = make_sources(server.url("/a"))
    told = []
    for behaviour in (
        m.page,
        m.redirect("/new"),
        m.status(404),  # a bad day
        m.redirect("/new"),
        m.status(403),
        m.redirect("/newer"),
    ):
        server.behaviours["/a"] = behaviour
        make_due(source)
        check_all()
        told.append(Alert.objects.filter(kind="moved").count())
    assert told == [0, 1, 1, 1, 1, 2]


@pytest.mark.django_db
def test_the_operator_says_how_many_strikes_are_death(serve: Serve, settings: LazySettings) -> None:
    settings.LINK_STRIKES, settings.LINK_STRIKE_HOURS = 2, 48
    server = serve({"/a": m.status(404)})
    (source,) = make_sources(server.url("/a"))
    seen = []
    for hours in (0, 30, 40, 50):
        make_due(source)
        Source.objects.filter(last_strike_at__isnull=False).update(
            last_strike_at=timezone.now() - hours * HOUR
        )
        check_all()
        seen += states(source)
    assert seen == ["suspect", "suspect", "suspect", "dead"]


@pytest.mark.django_db
def test_dead_after_three_days_and_back_by_one_answer(serve: Serve) -> None:
    server = serve({"/a": m.page})
    (source,) = make_sources(server.url("/a"))
    check_all()
    server.behaviours["/a"] = m.status(404)
    seen = []
    for _ in range(3):
        make_due(source)
        Source.objects.update(last_strike_at=timezone.now() - 30 * HOUR)
        check_all()
        seen += states(source)
    server.behaviours["/a"] = m.page
    make_due(source)
    check_all()
    assert seen == ["suspect", "suspect", "dead"] and states(source) == ["healthy"]
    assert list(Alert.objects.values_list("kind", flat=True)) == ["came_back", "dead"]


@pytest.mark.django_db
def test_what_may_not_be_fetched_is_not(serve: Serve) -> None:
    server = serve({"*": m.page})
    never, later, now = make_sources(*(server.url(path) for path in ("/n", "/l", "/a")))
    Source.objects.filter(pk=never.pk).update(fetch="never")
    Source.objects.filter(pk=later.pk).update(fetch="once_published")
    assert check_all() == 1
    Source.objects.filter(pk=later.pk).set_cited_publicly(True)
    (lease,) = leases.take_due(timezone.now())
    Source.objects.filter(pk=later.pk).update(fetch="never")  # confidential after all
    assert schedule.check_lease(lease) == 0
    assert Host.objects.get().lease == "" and now.checks.count() == 1
    assert not server.times_asked("/n") and not server.times_asked("/l")


@pytest.mark.django_db
def test_published_sources_are_taken_first() -> None:
    sources = make_sources(*(f"http://127.0.0.{n}/" for n in range(1, 6)))
    make_due(*sources[:4])
    Source.objects.filter(pk=sources[4].pk).set_cited_publicly(True)
    first = next(leases._hosts_of_due(timezone.now()))
    assert first == sources[4].host


@pytest.mark.django_db(transaction=True)
def test_ten_dispatchers_take_every_source_once() -> None:
    urls = [f"http://127.0.{n % 7}.1/{n}" for n in range(210)]
    sources = make_sources(*urls)
    now = timezone.now()

    def dispatch(_: int) -> list[str]:
        try:
            return leases.take_due(now)
        finally:
            connection.close()

    if connection.vendor == "postgresql":
        with ThreadPoolExecutor(10) as pool:
            words = [word for each in pool.map(dispatch, range(10)) for word in each]
    else:  # SQLite lets one writer in at a time, so they come one after the other
        words = [word for _ in range(10) for word in leases.take_due(now)]
    held = Counter(source.pk for word in words for source in leases.sources_of(word, now))
    assert held == Counter(source.pk for source in sources)
    assert set(Host.objects.values_list("lease", flat=True)) == set(words)


@pytest.mark.django_db
def test_a_message_that_comes_twice_checks_once(serve: Serve) -> None:
    server = serve({"*": m.page})
    (source,) = make_sources(server.url("/a"))
    (lease,) = leases.take_due(timezone.now())
    assert schedule.check_lease(lease) == 1
    assert schedule.check_lease(lease) == 0
    assert leases.begin("", timezone.now()) is None
    assert source.checks.count() == 1


@pytest.mark.django_db
def test_a_worker_that_dies_leaves_its_sources_to_the_next(serve: Serve) -> None:
    server = serve({"*": m.page})
    (source,) = make_sources(server.url("/a"))
    (lease,) = leases.take_due(timezone.now())
    assert leases.begin(lease, timezone.now())  # ... and here the worker is killed
    assert schedule.check_lease(lease) == 0  # the message comes again: somebody may be at it
    assert leases.take_due(timezone.now()) == []
    after = timezone.now() + leases.lease_length() + HOUR
    (again,) = leases.take_due(after)  # also without any message: an emptied Redis
    host = Host.objects.get(name=source.host)
    assert host.lease == again and host.leased_until and host.leased_until > after
    assert [each.pk for each in leases.sources_of(again, after)] == [source.pk]


@pytest.mark.django_db
def test_a_lease_lost_while_working_writes_nothing(serve: Serve) -> None:
    server = serve({"*": m.page})
    (source,) = make_sources(server.url("/a"))
    (lease,) = leases.take_due(timezone.now())
    mine = leases.begin(lease, timezone.now())
    assert mine
    done = [schedule._settle(each, look) for each, look in _looked_at(mine)]
    Host.objects.update(lease="somebody else's")
    schedule._keep(mine, done, [])
    assert Host.objects.get().lease == "somebody else's"
    assert source.checks.count() == 0 and states(source) == ["unchecked"]


def _looked_at(lease: str) -> list[tuple[schedule.Known, Look]]:
    known = {each.url: each for each in schedule._load(lease, timezone.now())}
    looker = Looker(policy())
    looks = looker.look(schedule._errand(each) for each in known.values())
    return [(known[look.errand.request.url], look) for look in looks]


@pytest.mark.django_db
def test_a_hosts_share_of_a_batch_is_what_fits_in_its_time(
    settings: LazySettings, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    settings.FETCH_HOST_INTERVAL = 1
    make_sources(*(f"http://127.0.0.1/{n}" for n in range(300)))
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        (lease,) = leases.take_due(timezone.now())
    assert len(leases.sources_of(lease, timezone.now())) == leases.host_share() == 215
    assert leases.take_due(timezone.now()) == []  # the host is taken; the rest stays due


@pytest.mark.django_db
def test_what_a_busy_host_did_not_answer_stays_due_and_the_host_is_left_alone(
    serve: Serve,
) -> None:
    server = serve({"*": m.status(429, Retry_After="3600")})
    make_sources(*(server.url(f"/{n}") for n in range(10)))
    assert check_all() < 10
    assert Source.objects.filter(last_checked_at=None).count() >= 8
    assert leases.take_due(timezone.now()) == []
    assert Host.objects.get().backoff_until > timezone.now() + HOUR / 2  # type: ignore[operator]
    assert leases.take_due(timezone.now() + 2 * HOUR)


@pytest.mark.django_db
def test_a_dead_network_is_not_thirty_dead_sites() -> None:
    sources = make_sources(*(f"http://127.0.7.{n}:9/" for n in range(1, 31)))
    assert check_all() == 30
    assert set(states(*sources)) == {"unchecked"}
    assert LinkCheck.objects.filter(void=True, outcome="connection-error").count() == 30
    assert all(each.next_check_at < timezone.now() + HOUR for each in sources)


@pytest.mark.django_db
def test_void_looks_are_dated_when_they_were_made(serve: Serve) -> None:
    server = serve({"*": m.page})
    (source, *_) = make_sources(server.url("/a"), *(f"http://127.0.7.{n}:9/" for n in range(1, 31)))
    check_all()
    LinkCheck.objects.update(at=timezone.now() - HOUR)
    Source.objects.update(last_checked_at=timezone.now() - HOUR)
    make_due(*Source.objects.all())
    began = timezone.now()
    check_all()
    assert LinkCheck.objects.filter(void=True, at__gte=began).count() == 30


@pytest.mark.django_db
def test_what_no_database_can_hold_ends_no_batch(serve: Serve, settings: LazySettings) -> None:
    settings.FETCH_ROBOTS = True
    plain = b"The clerk wrote in May that four million we\0nt into the quay, and no more."
    rules = m.body(b"User-agent: *\nDisallow: /\0\nAllow: /", type="text/plain")
    server = serve({"/a": m.body(plain, type="text/plain"), "/b": m.page, "/robots.txt": rules})
    a, b = make_sources(server.url("/a"), server.url("/b"))
    passage = Passage.objects.keep(a, "The clerk wrote in May that four million went into the quay")
    assert check_all() == 2
    assert states(a, b) == ["healthy", "healthy"]
    passage.refresh_from_db()
    assert passage.state == "approximate" and "we\N{REPLACEMENT CHARACTER}nt" in passage.nearest


@pytest.mark.django_db
def test_what_somebody_asks_for_during_a_look_is_done_after_it(serve: Serve) -> None:
    server = serve({"/a": m.conditional})
    (source,) = make_sources(server.url("/a"))

    (lease,) = leases.take_due(timezone.now())
    mine = leases.begin(lease, timezone.now())
    assert mine
    done = [schedule._settle(each, look) for each, look in _looked_at(mine)]
    passage = Passage.objects.keep(source, "spent four million on the new quay")
    schedule._keep(mine, done, [])
    check_all()
    passage.refresh_from_db()
    assert passage.state == "found" and source.checks.count() == 2


@pytest.mark.django_db
def test_what_is_known_of_a_host_lasts(serve: Serve, settings: LazySettings) -> None:
    settings.FETCH_ROBOTS = True
    rules = m.body(b"User-agent: *\nDisallow: /secret", type="text/plain")
    server = serve({"/a": m.page, "/robots.txt": rules})
    a, secret = make_sources(server.url("/a"), server.url("/secret"))
    check_all()
    assert states(a, secret) == ["healthy", "blocked"]
    make_due(a, secret)
    check_all()
    assert server.times_asked("/robots.txt") == 1
    assert sum("no-such-page" in asked.path for asked in server.asked) == 1
    assert "no-such-page" in impossible_url("http://x")
    Host.objects.update(robots_at=timezone.now() - 25 * HOUR)
    make_due(a)
    check_all()
    assert server.times_asked("/robots.txt") == 2


@pytest.mark.django_db
def test_old_checks_are_thinned_and_no_flip_is_lost() -> None:
    (source,) = make_sources("http://127.0.0.1/")
    now = timezone.now().replace(day=15)
    days = range(400, 0, -1)
    LinkCheck.objects.bulk_create(
        LinkCheck(
            source=source,
            at=now - dt.timedelta(days=day),
            outcome="dead" if 250 <= day < 260 else "ok",
            http_status=404 if 250 <= day < 260 else 200,
            void=day == 300,
        )
        for day in days
    )
    flips_before = flips(source)
    gone = LinkCheck.objects.thin(now)
    assert flips(source) == flips_before and len(flips_before) == 3
    left = [(now - at).days for at in source.checks.values_list("at", flat=True)]
    assert set(range(1, 90)) <= set(left) and {400, 260, 259, 250, 249} <= set(left)
    assert 300 not in left and gone > 250
    assert LinkCheck.objects.thin(now) <= 2


@pytest.mark.django_db
def test_a_look_that_people_were_told_of_is_never_thinned() -> None:
    (source,) = make_sources("http://127.0.0.1/")
    now = dt.datetime(2026, 11, 15, 12, tzinfo=dt.UTC)
    page_text = PageText.of("text")
    page_text.save()
    by_day = {}
    for day in range(300, 200, -1):
        at = now - dt.timedelta(days=day)
        led_to = "b" if day <= 230 else "a"
        by_day[day] = LinkCheck.objects.create(
            source=source, at=at, outcome="ok-redirected", http_status=200, final_url=led_to
        )
    Alert.objects.create(source=source, kind="changed", at=by_day[266].at)
    Snapshot.objects.create(source=source, page_text=page_text, at=by_day[277].at)
    elsewhere = Source.objects.for_url("http://127.0.0.2/")
    Alert.objects.create(source=elsewhere, kind="changed", at=by_day[267].at)
    LinkCheck.objects.thin(now)
    left = {(now - at).days for at in source.checks.values_list("at", flat=True)}
    assert {300, 277, 266, 231, 230, 201} <= left and not {267, 278, 265, 232, 229} & left


def flips(source: Source) -> list[tuple[dt.datetime, str]]:
    seen: list[tuple[dt.datetime, str]] = []
    for at, outcome in source.checks.filter(void=False).order_by("at").values_list("at", "outcome"):
        if not seen or seen[-1][1] != outcome:
            seen.append((at, outcome))
    return seen


@pytest.mark.django_db
def test_many_rows_are_written_by_one_statement(
    django_assert_num_queries: Callable[[int], object],
) -> None:
    sources = make_sources(*(f"http://127.0.0.1/{n}" for n in range(5)))
    now = timezone.now()
    rows = [[source.pk, f"title {source.pk}", now, dt.timedelta(days=3)] for source in sources]
    names = ["title", "last_checked_at", "check_interval"]
    if connection.vendor == "postgresql":
        with django_assert_num_queries(1):  # type: ignore[attr-defined]
            update_rows(Source, names, rows)
    else:
        update_rows(Source, names, rows)
    for source in sources:
        source.refresh_from_db()
        assert source.title == f"title {source.pk}" and source.last_checked_at == now
        assert source.check_interval == dt.timedelta(days=3)
    update_rows(Source, names, [])

"""One batch: look at the sources of a lease, and write in one transaction what became of them."""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from sources import leases
from sources.bulk import insert_rows, update_rows
from sources.client import policy as current_policy
from sources.life import NO_ANSWER, Life, Patience, Standing, is_void, live, void
from sources.look import Errand, Look, Looker
from sources.models import Alert, Host, LinkCheck, PageText, Passage, Snapshot, Source
from sources.outcome import Observation, Outcome, Validators
from sources.passage import PassageState, Sighting
from sources.policy import FetchPolicy, Request
from sources.text import Page

logger = logging.getLogger(__name__)

Columns = tuple[str, ...]
Written = tuple[Columns, list[object]]  # the row's key first

LIFE = (
    "state", "last_outcome", "consecutive_failures", "last_strike_at",
    "last_checked_at", "next_check_at", "check_interval",
)  # fmt: skip
# What a page was: written only if it is another one now.
MEMORY = ("etag", "last_modified", "validated_url", "content_hash", "fingerprint")
LINK_CHECK = (
    "source", "at", "outcome", "void", "http_status", "redirects", "final_url", "bytes",
    "milliseconds", "content_hash", "reason",
)  # fmt: skip
LIMITS = {"etag": 500, "last_modified": 100}  # longer validators are not worth keeping


# What a page tells of itself is written where nobody has said it yet.
TOLD = ("title", "publisher", "published_at")
Told = tuple[str, str, dt.datetime | None]
NOTHING_TOLD: Told = ("", "", None)


@dataclass(frozen=True, slots=True)
class Known:
    """A source as the batch found it."""

    pk: int
    url: str
    host: str
    told: Told
    standing: Standing
    passages: dict[int, tuple[str, PassageState]]


@dataclass(frozen=True, slots=True)
class Done:
    """A source after its look, ready to be written."""

    known: Known
    observation: Observation
    at: dt.datetime
    life: Life
    told: Told = NOTHING_TOLD
    text: str | None = None  # for a snapshot
    sightings: dict[int, Sighting] | None = None
    is_void: bool = False


def check_lease(lease: str) -> int:
    """Check what a lease holds; how many sources were checked."""
    mine = leases.begin(lease, timezone.now())
    if mine is None:
        return 0
    return check_held(mine, current_policy(budget=leases.BATCH_SECONDS))


def check_held(lease: str, policy: FetchPolicy) -> int:
    """Look at all sources under a lease that is ours, and write the lot."""
    now = timezone.now()
    known = {each.url: each for each in _load(lease, now)}
    hosts = {host.name: host for host in Host.objects.filter(lease=lease)}
    before = {name: copy(host) for name, host in hosts.items()}
    looker = Looker(policy, hosts={name: host.memory(now) for name, host in hosts.items()})
    done = [
        _settle(known[look.errand.request.url], look)
        for look in looker.look(_errand(each) for each in known.values())
    ]
    done = _with_voids(done, lag=looker.fetcher.lag)
    for name, memory in looker.fetcher.hosts.items():
        if host := hosts.get(name):
            host.learn(memory, now)
    _keep(lease, done, [_host_columns(host, before[name]) for name, host in hosts.items()])
    return len(done)


def _keep(lease: str, done: list[Done], hosts: Sequence[Written]) -> None:
    """Write the lot, as far as the lease is still ours, and give it back."""
    with transaction.atomic():
        held = Host.objects.filter(lease=lease).order_by("name").select_for_update()
        names = set(held.values_list("name", flat=True))
        _write([each for each in done if each.known.host in names])
        _write_rows(Host, [(columns, row) for columns, row in hosts if row[0] in names])
        leases.release(lease)


def patience() -> Patience:
    """What the operator's settings say."""
    gap = dt.timedelta(hours=settings.LINK_STRIKE_HOURS)
    return Patience(strikes=settings.LINK_STRIKES, gap=gap)


def _load(lease: str, now: dt.datetime) -> list[Known]:
    """The sources of the lease, each with its passages."""
    columns = ("pk", "normalized_url", "host", *TOLD, *LIFE, *MEMORY)
    rows = list(leases.sources_of(lease, now).values_list(*columns))
    passages: dict[int, dict[int, tuple[str, PassageState]]] = defaultdict(dict)
    wanted = Passage.objects.filter(source__in=[row[0] for row in rows])
    for pk, source, text, state in wanted.values_list("pk", "source_id", "text", "state"):
        passages[source][pk] = text, PassageState(state)
    return [
        Known(pk, url, host, (title, who, when), _standing(columns), passages.get(pk, {}))
        for pk, url, host, title, who, when, *columns in rows
    ]


def _standing(columns: list[Any]) -> Standing:
    *first, etag, last_modified, validated_url, content_hash, fingerprint = columns
    validators = Validators(etag, last_modified, validated_url)
    state, outcome, strikes, last_strike_at, last_checked_at, next_check_at, interval = first
    return Standing(
        state, outcome, strikes, last_strike_at, last_checked_at, next_check_at, interval,
        validators, content_hash, fingerprint,
    )  # fmt: skip


def _errand(known: Known) -> Errand:
    return Errand(
        Request(known.url, validators=known.standing.validators),
        content_hash=known.standing.content_hash,
        passages={key: text for key, (text, _) in known.passages.items()},
    )


def _settle(known: Known, look: Look) -> Done:
    """Judge a look at once and keep only what will be written: pages are large."""
    before = {key: state for key, (_, state) in known.passages.items()}
    now = timezone.now()
    life = live(known.standing, look, passages=before, now=now, patience=patience())
    page = look.page
    return Done(
        known,
        look.observation,
        now,
        life,
        told=_told(known, page) if page else NOTHING_TOLD,
        text=page.text if page and life.text_changed else None,
        sightings=dict(look.sightings),
    )


def _told(known: Known, page: Page) -> Told:
    """The title always, for snapshots; the rest costs another parse, and only what is missing."""
    title = page.title[:500]
    if all(known.told):
        return title, "", None
    return title, page.imprint.publisher, page.imprint.published_at


def _with_voids(done: list[Done], *, lag: float) -> list[Done]:
    """If the run was our network's failure, what got no answer changes nothing."""
    outcomes = [(_unrelated(each.known.host), each.observation.outcome) for each in done]
    if not is_void(outcomes, lag=lag):
        return done
    silent = sum(outcome in NO_ANSWER for _, outcome in outcomes)
    logger.warning("void run: %d of %d looks got no answer, lag %.1f s", silent, len(done), lag)
    now = timezone.now()
    return [_voided(each, now) if each.observation.outcome in NO_ANSWER else each for each in done]


def _voided(each: Done, now: dt.datetime) -> Done:
    life = Life(void(each.known.standing, now=now))
    return Done(each.known, each.observation, each.at, life, is_void=True)


def _unrelated(host: str) -> str:
    """Hosts of one domain fail together; addresses are each for themselves."""
    labels = host.split(".")
    return host if labels[-1].isdigit() or ":" in host else ".".join(labels[-2:])


def _write(done: list[Done]) -> None:
    mine = Source.objects.filter(pk__in=[each.known.pk for each in done]).order_by("pk")
    mine = mine.select_for_update()
    rows = mine.values_list("pk", "next_check_at", *TOLD)
    current = {pk: (next_check_at, told) for pk, next_check_at, *told in rows}
    done = [_as_asked(each, current[each.known.pk][0]) for each in done if each.known.pk in current]
    _write_rows(Source, [_columns(each, current[each.known.pk][1]) for each in done])
    insert_rows(LinkCheck, LINK_CHECK, [_link_check(each) for each in done])
    _write_snapshots([each for each in done if each.text is not None])
    _write_passages(done)
    Alert.objects.bulk_create([alert for each in done for alert in _alerts(each)])


def _as_asked(each: Done, next_check_at: dt.datetime) -> Done:
    """If somebody asked for another look during this one, it comes, and reads the page again."""
    if next_check_at == each.known.standing.next_check_at:
        return each
    standing = replace(
        each.life.standing, next_check_at=next_check_at, validators=Validators(), content_hash=""
    )
    return replace(each, life=replace(each.life, standing=standing))


def _write_rows(model: type[Model], rows: Iterable[Written]) -> None:
    """Rows that need different columns written, those with the same ones together."""
    alike: dict[Columns, list[list[object]]] = defaultdict(list)
    for columns, row in rows:
        alike[columns].append(row)
    for columns, same in alike.items():
        update_rows(model, columns, same)


def _columns(each: Done, said: Sequence[object]) -> Written:
    """What there is to write of a source: most looks find what the one before found."""
    standing = each.life.standing
    columns: Columns = LIFE
    row: list[object] = [
        each.known.pk, standing.state, standing.last_outcome,
        standing.consecutive_failures, standing.last_strike_at, standing.last_checked_at,
        standing.next_check_at, standing.check_interval,
    ]  # fmt: skip
    if (memory := _memory(standing)) != _memory(each.known.standing):
        columns += MEMORY
        row += memory
    for name, told, already in zip(TOLD, each.told, said, strict=True):
        if told and not already:
            columns += (name,)
            row.append(told)
    return columns, row


def _memory(standing: Standing) -> list[object]:
    validators = standing.validators
    if any(len(getattr(validators, name)) > limit for name, limit in LIMITS.items()):
        validators = Validators()
    return [
        validators.etag, validators.last_modified, validators.url, standing.content_hash,
        standing.fingerprint,
    ]  # fmt: skip


def _link_check(each: Done) -> list[object]:
    seen = each.observation
    return [
        each.known.pk, each.at, seen.outcome.value, each.is_void,
        seen.http_status, _redirects(seen),
        seen.final_url, seen.bytes_read, seen.milliseconds, seen.content_hash, seen.reason[:300],
    ]  # fmt: skip


def _redirects(seen: Observation) -> list[list[object]]:
    return [[hop.url, hop.http_status, hop.location] for hop in seen.hops]


def _write_snapshots(done: list[Done]) -> None:
    hashes = [PageText.hash_of(each.text or "") for each in done]
    texts = {hash: each.text or "" for hash, each in zip(hashes, done, strict=True)}
    keys = PageText.objects.keep(texts)
    Snapshot.objects.bulk_create(
        Snapshot(
            source_id=each.known.pk,
            at=each.at,
            page_text_id=keys[hash],
            title=each.told[0],
        )
        for each, hash in zip(done, hashes, strict=True)
    )


def _write_passages(done: list[Done]) -> None:
    rows = [
        [
            key,
            sighting.state.value,
            sighting.score,
            sighting.nearest[:5000],
            each.life.standing.last_checked_at,
        ]
        for each in done
        for key, sighting in (each.sightings or {}).items()
        # Where it could not be looked for, it stands as it was seen last.
        if sighting.state is not PassageState.UNKNOWN
    ]
    update_rows(Passage, ["state", "score", "nearest", "looked_at"], rows)


def _alerts(each: Done) -> list[Alert]:
    return [
        *(
            Alert(source_id=each.known.pk, kind=kind, at=each.at)
            for kind in each.life.flips
            if kind != Alert.Kind.MOVED or not _led_there_before(each)
        ),
        *(
            Alert(source_id=each.known.pk, passage_id=key, kind=Alert.Kind.PASSAGE_GONE, at=each.at)
            for key in each.life.gone
        ),
    ]


def _led_there_before(each: Done) -> bool:
    """A move that was told, and then for a while the page could not be had at all, is no news."""
    earlier = LinkCheck.objects.filter(
        source=each.known.pk, outcome=Outcome.OK_REDIRECTED, void=False, at__lt=each.at
    )
    last = earlier.order_by("-at", "-pk").values_list("redirects", flat=True).first()
    return last == _redirects(each.observation)


def _host_columns(host: Host, before: Host) -> Written:
    """When it may be asked again, and what was learned if anything was."""
    columns: Columns = ("next_request_at", "backoff_until")
    for learned in (("robots", "robots_at"), ("samples", "samples_at")):
        if any(getattr(host, name) != getattr(before, name) for name in learned):
            columns += learned
    return columns, [host.name, *(getattr(host, name) for name in columns)]

"""What one look means for a source's life: strikes, states, the next look, what people are told.

Pure: a Standing and what was seen go in, a Standing and the flips come out.
"""

import datetime as dt
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sources.look import Look
from sources.outcome import STRIKES, Outcome, Validators
from sources.passage import PassageState, Sighting

DAY = dt.timedelta(days=1)
STRIKES_OF_A_410 = 2  # the server itself says "for good"
FIRST_INTERVAL = DAY
LONGEST_INTERVAL = 30 * DAY
BLOCKED_LONGEST = 7 * DAY
DEAD_INTERVAL = 7 * DAY
UNCERTAIN_INTERVAL = dt.timedelta(hours=6)
VOID_INTERVAL = dt.timedelta(minutes=15)
JITTER = 0.1

# Outcomes by which we cannot tell: the source is suspect, but it is no strike against it.
UNCERTAIN = frozenset({Outcome.TIMEOUT, Outcome.TLS_ERROR, Outcome.REDIRECT_LOOP})
CLOSED_TO_US = frozenset({Outcome.BLOCKED, Outcome.REFUSED})
# What our own broken network looks like; an answer of any kind is proof of a network.
NO_ANSWER = frozenset({Outcome.TIMEOUT, Outcome.CONNECTION_ERROR, Outcome.DNS_ERROR})


@dataclass(frozen=True, slots=True)
class Patience:
    """How much has to go wrong before a source is called dead; the operator's to set."""

    strikes: int = 3
    gap: dt.timedelta = DAY  # failures that follow sooner are one and the same

    def strikes_to_death(self, http_status: int | None) -> int:
        """Fewer if the server itself says that the page is gone for good."""
        return min(self.strikes, STRIKES_OF_A_410) if http_status == 410 else self.strikes


@dataclass(frozen=True, slots=True)
class Standing:
    """The check columns of a source."""

    state: str = "unchecked"
    last_outcome: str = ""
    consecutive_failures: int = 0  # strikes
    last_strike_at: dt.datetime | None = None
    last_checked_at: dt.datetime | None = None
    next_check_at: dt.datetime | None = None
    check_interval: dt.timedelta = FIRST_INTERVAL
    validators: Validators = Validators()
    content_hash: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """What a look leads to."""

    standing: Standing
    flips: tuple[str, ...] = ()  # kinds of Alert for the source itself
    gone: tuple[int, ...] = ()  # passages that were there and are not
    text_changed: bool = False  # a new snapshot is due


def live(
    before: Standing,
    look: Look,
    *,
    passages: Mapping[int, PassageState],
    now: dt.datetime,
    patience: Patience = Patience(),
) -> Life:
    """The life of a source after one valid look. `passages` are their states before it."""
    seen = look.observation
    outcome = seen.outcome
    if outcome.is_alive:
        life = _alive(before, look, passages)
    elif outcome in STRIKES:
        life = _struck(before, seen.http_status, now, patience)
    elif outcome in UNCERTAIN:
        life = Life(_uncertain(before))
    else:
        life = Life(_closed(before))
    interval = life.standing.check_interval
    next_at = now + (_at_least(interval) if outcome in STRIKES else _jittered(interval))
    if seen.retry_after:
        next_at = max(next_at, seen.retry_after)
    standing = replace(
        life.standing, last_outcome=outcome.value, last_checked_at=now, next_check_at=next_at
    )
    return Life(standing, life.flips, life.gone, life.text_changed)


def void(before: Standing, *, now: dt.datetime) -> Standing:
    """The run says nothing: all stays as it was, and soon we look again."""
    return replace(before, next_check_at=now + _jittered(VOID_INTERVAL))


def is_void(looks: Iterable[tuple[str, Outcome]], *, lag: float, lag_limit: float = 1.0) -> bool:
    """Whether a run's missing answers are our network's fault: (site, outcome) pairs.

    Either our own loop was late, or most of at least ten unrelated hosts gave no answer at all.
    """
    answered: dict[str, bool] = {}
    for site, outcome in looks:
        answered[site] = answered.get(site, False) or outcome not in NO_ANSWER
    silent = sum(not each for each in answered.values())
    return lag >= lag_limit or (len(answered) >= 10 and silent > len(answered) / 2)


def _alive(standing: Standing, look: Look, passages: Mapping[int, PassageState]) -> Life:
    was = standing.state
    page = look.page
    text_changed = page is not None and page.fingerprint != standing.fingerprint
    has_drifted = text_changed and bool(standing.fingerprint)
    all_quoted = stands(look.sightings, passages)
    gone = tuple(
        key
        for key, sighting in look.sightings.items()
        if sighting.state is PassageState.GONE and was_there(passages.get(key))
    )
    state = _state_alive(was, look, has_drifted=has_drifted, all_quoted=all_quoted)
    flips = []
    if was == "dead":
        flips.append("came_back")
    if state == "moved" and was not in ("moved", "unchecked"):
        flips.append("moved")
    if has_drifted and not all_quoted and not gone:
        flips.append("changed")
    steady = was in ("healthy", "moved") and not has_drifted
    after = replace(
        _read(standing, look),
        state=state,
        consecutive_failures=0,
        last_strike_at=None,
        check_interval=_longer(standing, LONGEST_INTERVAL) if steady else FIRST_INTERVAL,
    )
    return Life(after, tuple(flips), gone, text_changed)


def _state_alive(was: str, look: Look, *, has_drifted: bool, all_quoted: bool) -> str:
    """A change stays one until a person accepts it or the quoted passages all stand again."""
    if not all_quoted and (has_drifted or was == "changed"):
        return "changed"
    return "moved" if look.observation.is_permanently_moved else "healthy"


def _struck(
    standing: Standing, http_status: int | None, now: dt.datetime, patience: Patience
) -> Life:
    if standing.state == "dead":
        return Life(_unread(replace(standing, check_interval=DEAD_INTERVAL)))
    is_new_strike = standing.last_strike_at is None or now - standing.last_strike_at >= patience.gap
    strikes = standing.consecutive_failures + is_new_strike
    is_dead = strikes >= patience.strikes_to_death(http_status)
    after = replace(
        standing,
        state="dead" if is_dead else "suspect",
        consecutive_failures=strikes,
        last_strike_at=now if is_new_strike else standing.last_strike_at,
        check_interval=DEAD_INTERVAL if is_dead else min(FIRST_INTERVAL, patience.gap),
    )
    return Life(_unread(after), ("dead",) if is_dead else ())


def _uncertain(standing: Standing) -> Standing:
    """It may be theirs or ours: look again soon; a dead source stays dead until it answers."""
    state = standing.state if standing.state == "dead" else "suspect"
    return replace(standing, state=state, check_interval=UNCERTAIN_INTERVAL)


def _closed(standing: Standing) -> Standing:
    """Refused to us: never dead by that, and asked less and less often."""
    state = standing.state if standing.state == "dead" else "blocked"
    return replace(standing, state=state, check_interval=_longer(standing, BLOCKED_LONGEST))


def _read(standing: Standing, look: Look) -> Standing:
    """Remember what the page was, to ask and compare next time.

    Only a page without any fault: "same as last time" must mean "as good as last time".
    """
    seen = look.observation
    if seen.outcome not in (Outcome.OK, Outcome.OK_REDIRECTED):
        standing = _unread(standing)
    elif not seen.not_modified:
        standing = replace(standing, validators=seen.validators, content_hash=seen.content_hash)
    if look.page is None:
        return standing
    return replace(standing, fingerprint=look.page.fingerprint)


def _unread(standing: Standing) -> Standing:
    return replace(standing, validators=Validators(), content_hash="")


def _longer(standing: Standing, longest: dt.timedelta) -> dt.timedelta:
    return min(max(standing.check_interval, FIRST_INTERVAL) * 2, longest)


def _jittered(interval: dt.timedelta) -> dt.timedelta:
    """Never all at once: what was added on one day must not come due on one day for ever."""
    return interval * random.uniform(1 - JITTER, 1 + JITTER)


def _at_least(interval: dt.timedelta) -> dt.timedelta:
    """No sooner, since a strike that came too soon would not count."""
    return interval * random.uniform(1, 1 + 2 * JITTER)


def was_there(state: PassageState | None) -> bool:
    """Found, or found nearly."""
    return state in (PassageState.FOUND, PassageState.APPROXIMATE)


def stands(sightings: Mapping[int, Sighting], before: Mapping[int, PassageState]) -> bool:
    """Whether passages were looked for and all stand there, none less exactly than before."""
    return bool(sightings) and all(
        each.state is PassageState.FOUND
        or (each.state is PassageState.APPROXIMATE and before.get(key) is each.state)
        for key, each in sightings.items()
    )

"""The life of a source, as a table: what was, what was seen, what follows."""

import datetime as dt

import pytest

from sources.life import DAY, Life, Patience, Standing, is_void, live, void
from sources.look import Errand, Look
from sources.outcome import Hop, Observation, Outcome, Validators
from sources.passage import PassageState, Sighting
from sources.policy import Request
from sources.text import plain_page

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
URL = "https://a.example/x"
OLD, NEW = plain_page("The old text of this page."), plain_page("A new text is on this page.")
FOUND, GONE = Sighting(PassageState.FOUND, 100), Sighting(PassageState.GONE)
HEALTHY = Standing(
    state="healthy", last_outcome="ok", fingerprint=OLD.fingerprint, content_hash="a" * 64,
    validators=Validators('"1"', url=URL),
)  # fmt: skip


def look(outcome: Outcome, **fields: object) -> Look:
    look_fields = {key: fields.pop(key) for key in ("page", "sightings") if key in fields}
    seen = Observation(URL, outcome, **fields)  # type: ignore[arg-type]
    return Look(Errand(Request(URL)), seen, **look_fields)  # type: ignore[arg-type]


def after(before: Standing, seen: Look, **passages: PassageState) -> Life:
    return live(before, seen, passages={1: passages.get("was", PassageState.UNKNOWN)}, now=NOW)


STRIKES = [
    Outcome.DEAD,
    Outcome.SOFT_404,
    Outcome.DNS_ERROR,
    Outcome.CONNECTION_ERROR,
    Outcome.SERVER_ERROR,
]
NO_STRIKES = [
    (Outcome.BLOCKED, "blocked"),
    (Outcome.REFUSED, "blocked"),
    (Outcome.TIMEOUT, "suspect"),
    (Outcome.TLS_ERROR, "suspect"),
    (Outcome.REDIRECT_LOOP, "suspect"),
]


@pytest.mark.parametrize("outcome", STRIKES)
def test_three_strikes_a_day_apart_are_death(outcome: Outcome) -> None:
    standing = HEALTHY
    seen = []
    for day in range(3):
        life = live(standing, look(outcome), passages={}, now=NOW + day * DAY)
        standing = life.standing
        seen.append((standing.state, standing.consecutive_failures, life.flips))
    assert seen == [("suspect", 1, ()), ("suspect", 2, ()), ("dead", 3, ("dead",))]


def test_strikes_within_a_day_are_one() -> None:
    standing = HEALTHY
    for hour in range(12):
        standing = live(
            standing, look(Outcome.DEAD), passages={}, now=NOW + hour * dt.timedelta(hours=1)
        ).standing
    assert (standing.state, standing.consecutive_failures) == ("suspect", 1)


def test_less_than_a_day_apart_is_no_second_strike_and_the_next_look_waits_for_it() -> None:
    first = after(HEALTHY, look(Outcome.DEAD)).standing
    for _ in range(100):
        next_at = after(HEALTHY, look(Outcome.DEAD)).standing.next_check_at
        assert next_at and NOW + DAY <= next_at <= NOW + 1.3 * DAY
    almost = live(first, look(Outcome.DEAD), passages={}, now=NOW + DAY * 0.99).standing
    assert almost.consecutive_failures == 1


def test_an_operator_may_be_more_patient() -> None:
    patience = Patience(strikes=4, gap=3 * DAY)
    standing, seen = HEALTHY, []
    for day in range(10):
        standing = live(
            standing, look(Outcome.DEAD), passages={}, now=NOW + day * DAY, patience=patience
        ).standing
        seen.append(standing.consecutive_failures)
    assert seen == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4] and standing.state == "dead"
    strict = Patience(strikes=1)
    gone = look(Outcome.DEAD, http_status=410)
    assert live(HEALTHY, gone, passages={}, now=NOW, patience=strict).standing.state == "dead"


def test_gone_for_good_needs_two_strikes() -> None:
    first = after(HEALTHY, look(Outcome.DEAD, http_status=410)).standing
    second = live(first, look(Outcome.DEAD, http_status=410), passages={}, now=NOW + DAY)
    assert (first.state, second.standing.state, second.flips) == ("suspect", "dead", ("dead",))


@pytest.mark.parametrize(("outcome", "state"), NO_STRIKES)
def test_what_we_cannot_tell_is_never_death(outcome: Outcome, state: str) -> None:
    standing = HEALTHY
    for day in range(40):
        life = live(standing, look(outcome), passages={}, now=NOW + day * DAY)
        standing = life.standing
        assert standing.consecutive_failures == 0 and life.flips == ()
    assert standing.state == state
    dead = Standing(state="dead", consecutive_failures=3)
    assert live(dead, look(outcome), passages={}, now=NOW).standing.state == "dead"


def test_any_success_heals() -> None:
    struck = after(HEALTHY, look(Outcome.DEAD)).standing
    healed = live(struck, look(Outcome.OK, page=OLD), passages={}, now=NOW + DAY)
    assert (healed.standing.state, healed.standing.consecutive_failures) == ("healthy", 0)
    assert healed.flips == () and healed.standing.last_strike_at is None


def test_a_dead_source_that_answers_came_back() -> None:
    dead = Standing(state="dead", consecutive_failures=3, fingerprint=OLD.fingerprint)
    assert after(dead, look(Outcome.DEAD)).flips == ()
    assert after(dead, look(Outcome.BLOCKED)).standing.state == "dead"
    back = after(dead, look(Outcome.OK, page=OLD))
    assert (back.standing.state, back.flips) == ("healthy", ("came_back",))


def test_a_permanent_redirect_is_a_move_and_a_temporary_one_is_not() -> None:
    def redirected(code: int) -> Look:
        return look(Outcome.OK_REDIRECTED, page=OLD, hops=(Hop(URL, code, "/y"),))

    moved = after(HEALTHY, redirected(301))
    assert (moved.standing.state, moved.flips) == ("moved", ("moved",))
    assert live(moved.standing, redirected(308), passages={}, now=NOW).flips == ()
    assert after(HEALTHY, redirected(302)).standing.state == "healthy"


def test_a_change_is_told_unless_every_quoted_passage_still_stands() -> None:
    changed = after(HEALTHY, look(Outcome.OK, page=NEW))
    assert (changed.standing.state, changed.flips, changed.text_changed) == (
        "changed",
        ("changed",),
        True,
    )
    quoted = after(HEALTHY, look(Outcome.OK, page=NEW, sightings={1: FOUND}))
    assert (quoted.standing.state, quoted.flips, quoted.text_changed) == ("healthy", (), True)
    gone = after(HEALTHY, look(Outcome.OK, page=NEW, sightings={1: GONE}), was=PassageState.FOUND)
    assert (gone.standing.state, gone.flips, gone.gone) == ("changed", (), (1,))
    nearly = Sighting(PassageState.APPROXIMATE, 90)
    reworded = look(Outcome.OK, page=NEW, sightings={1: nearly})
    assert after(HEALTHY, reworded, was=PassageState.FOUND).flips == ("changed",)
    assert after(HEALTHY, reworded, was=PassageState.APPROXIMATE).flips == ()
    never = after(HEALTHY, look(Outcome.OK, page=NEW, sightings={1: GONE}))
    assert never.gone == ()  # it was not there before either


def test_a_change_stays_one_until_a_person_or_the_page_takes_it_back() -> None:
    changed = after(HEALTHY, look(Outcome.OK, page=NEW)).standing
    later = after(changed, look(Outcome.OK, not_modified=True))
    assert (later.standing.state, later.flips) == ("changed", ())
    restored = after(changed, look(Outcome.OK, page=OLD, sightings={1: FOUND}))
    assert restored.standing.state == "healthy"


def test_the_first_text_is_no_change() -> None:
    first = after(Standing(), look(Outcome.OK, page=OLD))
    assert (first.standing.state, first.flips, first.text_changed) == ("healthy", (), True)
    assert first.standing.fingerprint == OLD.fingerprint


def test_steady_sources_are_seen_less_and_less_and_others_soon() -> None:
    standing = after(Standing(), look(Outcome.OK, page=OLD)).standing
    assert standing.check_interval == DAY
    for _ in range(9):
        standing = after(standing, look(Outcome.OK, not_modified=True)).standing
    assert standing.check_interval == 30 * DAY
    assert standing.next_check_at and 26 * DAY < standing.next_check_at - NOW < 34 * DAY
    assert after(standing, look(Outcome.OK, page=NEW)).standing.check_interval == DAY
    assert after(standing, look(Outcome.DEAD)).standing.check_interval == DAY
    assert after(standing, look(Outcome.BLOCKED)).standing.check_interval == 7 * DAY


def test_a_long_retry_after_is_kept() -> None:
    at = NOW + 3 * DAY
    assert after(HEALTHY, look(Outcome.BLOCKED, retry_after=at)).standing.next_check_at == at


def test_only_a_faultless_page_is_asked_for_changes_next_time() -> None:
    validators = Validators('"2"', url=URL)
    good = after(HEALTHY, look(Outcome.OK, page=OLD, validators=validators, content_hash="b"))
    assert (good.standing.validators, good.standing.content_hash) == (validators, "b")
    same = after(HEALTHY, look(Outcome.OK, not_modified=True))
    assert same.standing.validators == HEALTHY.validators
    for outcome in (Outcome.FRAGMENT_MISSING, Outcome.TRUNCATED, Outcome.SOFT_404, Outcome.DEAD):
        kept = after(HEALTHY, look(outcome, validators=validators, content_hash="b")).standing
        assert (kept.validators, kept.content_hash) == (Validators(), "")


def test_a_void_run_changes_nothing_but_the_time() -> None:
    standing = void(HEALTHY, now=NOW)
    assert standing.next_check_at and NOW < standing.next_check_at < NOW + DAY / 24
    assert standing.state == "healthy" and standing.last_outcome == "ok"


OK, DOWN = Outcome.OK, Outcome.CONNECTION_ERROR
VOIDS = [
    ([(f"h{n}", DOWN) for n in range(10)], 0.0, True),
    ([(f"h{n}", DOWN) for n in range(9)], 0.0, False),
    ([(f"h{n}", DOWN if n < 6 else OK) for n in range(10)], 0.0, True),
    ([(f"h{n}", DOWN if n < 5 else OK) for n in range(10)], 0.0, False),
    ([("h", DOWN)] * 50, 0.0, False),
    ([(f"h{n}", Outcome.DEAD) for n in range(50)], 0.0, False),  # an answer is an answer
    ([("h", OK)], 1.5, True),
]


@pytest.mark.parametrize(("looks", "lag", "expected"), VOIDS)
def test_a_run_is_void_when_the_fault_is_ours(
    looks: list[tuple[str, Outcome]], lag: float, expected: bool
) -> None:
    assert is_void(looks, lag=lag) is expected

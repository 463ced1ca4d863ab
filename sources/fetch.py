"""The one client: every request that the product sends to the outside goes through here.

GET with a cap on the body, redirects by hand, every hop and every connected address guarded, polite
to each host, no cookies, no credentials, no proxy from the environment. It returns Observations and
saves nothing.
"""

import resource
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

import pycurl

from sources.job import Headers, Job, Verdict, conclude, judge
from sources.outcome import Observation, Outcome
from sources.policy import FetchPolicy, HostMemory, Request
from sources.politeness import Agenda
from sources.reply import REDIRECTS, header_text, parse_retry_after, wanted_headers
from sources.robots import Robots, RobotsRules
from sources.transfer import Reply, Transfer
from sources.urls import host_of, normalize, resolve_location, site_of

SELECT_SECONDS = 0.1  # at most; also bounds the harm of a descriptor that select() cannot watch
LAG_SECONDS = 1.0  # from here on a timeout may be our fault, not theirs
FIRST_PAUSE = 1.0  # before asking again where the server names no time; doubles
SHORT_PAUSE = 0.3  # before asking again, once, after a broken connection or an error
LATER = frozenset({429, 503})  # "come back": worth the full number of tries
UNANSWERED_PAUSE = (
    900.0  # a host that said 429 to every try and named no time is left alone so long
)


def fetch(request: Request | str, policy: FetchPolicy) -> Observation:
    """Look at one URL."""
    if isinstance(request, str):
        request = Request(request)
    return next(fetch_many([request], policy))


def fetch_many(requests: Iterable[Request], policy: FetchPolicy) -> Iterator[Observation]:
    """Look at many URLs at once; the observations come as they are made, one for each request."""
    fetcher = Fetcher(policy)
    yield from fetcher.fetch(requests)
    yield from map(fetcher.unasked, fetcher.left)


class Fetcher:
    """One run of the client: its connections, its manners, and what it learned of the hosts.

    After `fetch` is exhausted, `left` holds the requests that were not made (the host asked for
    patience, or the budget ran out), `hosts` what to remember, and `lag` the longest time that
    our own loop was late: with a second or more, the run's failures say little about the pages.
    """

    def __init__(
        self, policy: FetchPolicy, *, hosts: Mapping[str, HostMemory] | None = None
    ) -> None:
        self.policy = policy
        self.hosts: dict[str, HostMemory] = dict(hosts or {})
        self.left: list[Request] = []
        self.lag = 0.0
        self._epoch = time.time() - time.monotonic()
        self._lagged_at = float("-inf")
        self._agenda: Agenda[Job] = Agenda(per_host=policy.per_host, interval=policy.host_interval)
        self._rules: dict[str, RobotsRules] = {}
        self._waiting_for_rules: dict[str, list[Job]] = {}
        self._finished: deque[Observation] = deque()
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_MAXCONNECTS, idle_connections())
        self._idle: list[Transfer] = []
        self._busy: dict[object, tuple[Transfer, Job]] = {}
        self._deadline = float("inf")

    def fetch(self, requests: Iterable[Request]) -> Iterator[Observation]:
        """Make the requests, politely; yields in the order in which they end."""
        if self.policy.budget is not None:
            self._deadline = time.monotonic() + self.policy.budget
        self._recall_hosts()
        for request in requests:
            self._admit(request)
        try:
            yield from self._run()
        finally:
            self._close()

    def add(self, request: Request) -> None:
        """One more request, before the others of its host, while the run is under way."""
        self._admit(request, first=True)

    @property
    def is_over(self) -> bool:
        """The budget is spent: only what is under way still ends."""
        return time.monotonic() >= self._deadline

    def unasked(self, request: Request) -> Observation:
        """What is to be said of a request that was left, by who cannot come back later."""
        memory = self.hosts.get(host_of(normalize(request.url)), HostMemory())
        seen = Observation(url=request.url, outcome=Outcome.TIMEOUT, final_url=request.url)
        if memory.backoff_until <= time.time():
            return seen._replace(reason="There was no time left to ask for this page.")
        return seen._replace(
            outcome=Outcome.BLOCKED,
            reason="The host asked us to come back later, so it was not asked for this page.",
            retry_after=datetime.fromtimestamp(memory.backoff_until, UTC),
        )

    # --- the loop -----------------------------------------------------------------------------

    def _run(self) -> Iterator[Observation]:
        awake_since = time.monotonic()
        while True:
            self._fill()
            if self._busy:
                self._multi.perform()
            for curl, errno in self._ended():
                self._end(curl, errno)
                yield from self._hand_over()  # one by one: a body that is done with makes room
            yield from self._hand_over()
            now = time.monotonic()
            self._note_lag(now - awake_since, now)
            pause = self._agenda.seconds_to_next(now)
            if not self._busy:
                if pause is None or now + pause >= self._deadline:
                    break
                time.sleep(min(pause, 1.0))
                awake_since = time.monotonic()
                continue
            wanted = SELECT_SECONDS if pause is None or not self._idle_count() else pause
            awake_since = self._wait(min(wanted, SELECT_SECONDS))
        self._give_up_rest()
        yield from self._hand_over()

    def _wait(self, seconds: float) -> float:
        began = time.monotonic()
        ready = self._multi.select(seconds)
        ended = time.monotonic()
        if ready <= 0 and ended - began < seconds / 2:
            time.sleep(0.002)  # nothing to watch yet (a name is being resolved): do not spin
        self._note_lag(ended - began - seconds, ended)
        return ended

    def _note_lag(self, seconds: float, now: float) -> None:
        if seconds > self.lag:
            self.lag = seconds
        if seconds >= LAG_SECONDS:
            self._lagged_at = now

    def _hand_over(self) -> Iterator[Observation]:
        while self._finished:
            yield self._finished.popleft()

    def _idle_count(self) -> int:
        return self.policy.concurrency - len(self._busy)

    def _fill(self) -> None:
        now = time.monotonic()
        if now >= self._deadline:
            return
        while self._idle_count() > 0:
            job = self._agenda.take(now)
            if job is None:
                return
            self._begin(job, now)

    def _ended(self) -> Iterator[tuple[object, int]]:
        """The handles that are done, with libcurl's error or 0."""
        queued = len(self._busy)
        while queued:
            queued, good, bad = self._multi.info_read()
            yield from ((curl, 0) for curl in good)
            yield from ((curl, errno) for curl, errno, _ in bad)

    # --- one job ------------------------------------------------------------------------------

    def _admit(self, request: Request, *, first: bool = False) -> None:
        try:
            job = Job(request, normalize(request.url))
        except ValueError as error:
            self._finished.append(
                Observation(url=request.url, outcome=Outcome.REFUSED, reason=str(error))
            )
            return
        self._agenda.add(job, first=first)

    def _begin(self, job: Job, now: float) -> None:
        """Send the job's hop out, or first the question for the site's robots.txt."""
        if self.policy.robots and not job.is_robots and job.request.method == "GET":
            site = site_of(job.url)
            rules = self._rules.get(site)
            if rules is None:
                if site in self._waiting_for_rules:
                    self._waiting_for_rules[site].append(job)
                    self._agenda.done(job)
                    return
                self._waiting_for_rules[site] = [job]
                url = f"{site}/robots.txt"
                job = Job(Request(url), url, is_robots=True)
            elif refusal := rules.refusal(job.url, self.policy.product):
                self._agenda.done(job)
                self._finish(job, job.ended(Outcome.BLOCKED, refusal))
                return
        self._send(job, now)

    def _send(self, job: Job, now: float) -> None:
        transfer = self._idle.pop() if self._idle else Transfer(self.policy)
        job.began_at = now
        job.attempts += 1
        request = job.request
        try:
            transfer.start(
                job.url,
                timeout=self._time_for(job),
                headers=(*request.headers, *job.conditional_headers()),
                post=request.body if request.method == "POST" else None,
            )
        except (LookupError, OSError) as error:
            self._idle.append(transfer)
            self._agenda.done(job)
            self._finish(job, job.ended(Outcome.DNS_ERROR, str(error)))
            return
        self._busy[transfer.curl] = transfer, job
        self._multi.add_handle(transfer.curl)

    def _time_for(self, job: Job) -> float:
        """All hops of one URL share twice the time of one."""
        if not job.hops:
            return self.policy.timeout
        left = 2 * self.policy.timeout - job.milliseconds / 1000
        return max(0.001, min(self.policy.timeout, left))

    def _end(self, curl: object, errno: int) -> None:
        transfer, job = self._busy.pop(curl)
        self._multi.remove_handle(curl)
        reply = transfer.reply(errno)
        job.milliseconds += reply.milliseconds
        headers = wanted_headers(reply.header_lines)
        self._agenda.done(job)
        self._idle.append(transfer)
        if self._follow(job, reply, headers):
            return
        verdict = judge(job, reply, headers)
        pause = self._pause_before_next_try(job, reply, headers, verdict)
        if pause is not None:
            self._agenda.add_at(job, time.monotonic() + pause)
            return
        self._finish(job, conclude(job, reply, headers, verdict))

    def _follow(self, job: Job, reply: Reply, headers: Headers) -> bool:
        """Take a redirect; True if the job is taken care of."""
        location = header_text(headers.get(b"location", b""))
        if reply.status not in REDIRECTS or not location or job.request.method != "GET":
            return False
        try:
            target = resolve_location(job.url, location)
        except ValueError as error:
            job.move(job.url, status=reply.status, location=location)
            self._finish(job, job.ended(Outcome.REFUSED, f"It redirects elsewhere: {error}"))
            return True
        is_circle = job.has_been_at(target)
        job.move(target, status=reply.status, location=location)
        if is_circle or len(job.hops) > self.policy.max_redirects:
            words = "in a circle" if is_circle else f"more than {self.policy.max_redirects} times"
            self._finish(
                job,
                job.ended(
                    Outcome.REDIRECT_LOOP, f"It redirects {words}.", http_status=reply.status
                ),
            )
        else:
            self._agenda.add(job, first=True)
        return True

    def _finish(self, job: Job, observation: Observation) -> None:
        if job.is_robots:
            self._learn_rules(site_of(job.request.url), Robots.from_observation(observation))
        else:
            self._finished.append(observation)

    # --- manners ------------------------------------------------------------------------------

    def _pause_before_next_try(
        self, job: Job, reply: Reply, headers: Headers, verdict: Verdict
    ) -> float | None:
        """Seconds until the same hop is worth another try; None if this answer stands."""
        outcome = verdict.outcome
        if job.request.method != "GET":
            return None  # whether the first one was acted on, only the receiver knows
        if outcome is Outcome.TIMEOUT and self._lagged_at >= job.began_at:
            forgiven, job.was_forgiven = job.was_forgiven, True
            return None if forgiven else 0.0
        if reply.status in LATER and not reply.errno:
            return self._pause_for_busy_host(job, reply.status, headers)
        is_flaky = outcome in (Outcome.CONNECTION_ERROR, Outcome.SERVER_ERROR)
        if is_flaky and job.attempts == 1 and self.policy.retries and reply.status != 304:
            return SHORT_PAUSE
        return None

    def _pause_for_busy_host(self, job: Job, status: int, headers: Headers) -> float | None:
        """The host asks for patience: wait if it is short, otherwise leave the host alone."""
        now = datetime.now(UTC)
        value = headers.get(b"retry-after")
        at = value and parse_retry_after(header_text(value), now=now)
        pause = (at - now).total_seconds() if at else FIRST_PAUSE * 2 ** (job.attempts - 1)
        if pause <= self.policy.patience and job.attempts <= self.policy.retries:
            self._agenda.back_off(job.host, time.monotonic() + pause)
            return pause
        if status == 429:  # of the whole host; a 503 may be of this page alone
            self._leave_host_alone(job.host, pause if at else UNANSWERED_PAUSE)
        return None

    def _leave_host_alone(self, host: str, seconds: float) -> None:
        self._memory(host).backoff_until = time.time() + seconds
        self._leave(self._agenda.drain(host))

    def _leave(self, jobs: Iterable[Job]) -> None:
        for job in jobs:
            if not job.is_robots:
                self.left.append(job.request)
                continue
            self._leave(self._waiting_for_rules.pop(site_of(job.request.url), []))

    def _learn_rules(self, site: str, robots: Robots) -> None:
        rules = self._rules[site] = robots.rules()
        waiting = self._waiting_for_rules.pop(site, [])
        for job in reversed(waiting):
            self._memory(job.host).robots[site] = robots
            self._agenda.add(job, first=True)
            queue = self._agenda.queue_for(job.host)
            queue.interval = max(queue.interval, rules.crawl_delay(self.policy.product))

    # --- what lasts longer than a run -----------------------------------------------------------

    def _memory(self, host: str) -> HostMemory:
        return self.hosts.setdefault(host, HostMemory())

    def _recall_hosts(self) -> None:
        for host, memory in self.hosts.items():
            next_at = max(memory.next_request_at, memory.backoff_until)
            self._agenda.back_off(host, next_at - self._epoch)
            for site, robots in memory.robots.items():
                rules = self._rules[site] = robots.rules()
                queue = self._agenda.queue_for(host)
                queue.interval = max(queue.interval, rules.crawl_delay(self.policy.product))

    def _give_up_rest(self) -> None:
        self._leave(self._agenda.drain())
        for site in list(self._waiting_for_rules):
            self._leave(self._waiting_for_rules.pop(site))

    def _close(self) -> None:
        for host, next_at in self._agenda.next_times():
            self._memory(host).next_request_at = next_at + self._epoch
        for curl in self._busy:
            self._multi.remove_handle(curl)
        self._busy.clear()
        self._idle.clear()
        self._multi.close()


def idle_connections() -> int:
    """How many kept connections the limit on open files leaves room for."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(16, min(700, soft // 2))

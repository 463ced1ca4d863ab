"""One whole look at each of many sources: fetched, read, judged, its passages searched.

The client below knows bytes, this module knows words; what is written to the database comes from
the Looks it yields. Bytes that are the same as last time are not read again.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sources.fetch import Fetcher
from sources.laborious import is_laborious, read_apart
from sources.outcome import Observation, Outcome
from sources.passage import UNKNOWN, Haystack, Sighting
from sources.pdf import pdf_text
from sources.policy import FetchPolicy, HostMemory, Request
from sources.sample import NOTHING_TO_COMPARE, NotFoundSample, impossible_url
from sources.softfail import judge_page, sample_of
from sources.text import Page, has_anchor, plain_page, read_page
from sources.urls import fragment_of, host_of, site_of

logger = logging.getLogger(__name__)

READ = frozenset({Outcome.OK, Outcome.OK_REDIRECTED, Outcome.FRAGMENT_MISSING})
# Fragments that a script reads, or that every page has: their absence means nothing.
SCRIPT_FRAGMENTS = ("!", "/", "?", "top", "L", "page=", "t=", "xpointer", "=")


@dataclass(frozen=True, slots=True)
class Errand:
    """What to look at, and what is known of it from last time."""

    request: Request
    content_hash: str = ""  # equal bytes are not read again; empty: read in any case
    passages: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """What one look came to. `page` is None where nothing had to be, or could be, read."""

    errand: Errand
    observation: Observation  # with the final outcome; without the body
    page: Page | None = None
    is_same: bool = False  # the same bytes as last time, or the server says so
    sightings: Mapping[int, Sighting] = field(default_factory=dict)


class Looker:
    """One run: sends errands out and brings Looks back, in the order in which they end."""

    def __init__(
        self, policy: FetchPolicy, *, hosts: Mapping[str, HostMemory] | None = None
    ) -> None:
        self.fetcher = Fetcher(policy, hosts=hosts)
        self._policy = policy
        self._errands: dict[str, list[Errand]] = {}
        self._samples: dict[str, NotFoundSample] = {
            site: sample
            for memory in self.fetcher.hosts.values()
            for site, sample in memory.samples.items()
        }
        self._held: dict[str, list[tuple[Errand, Observation, Page]]] = {}  # by site
        self._asked: dict[str, tuple[str, str]] = {}  # sample or home URL -> (site, which)
        self._answers: dict[str, tuple[Observation, Page | None]] = {}  # impossible pages, by site
        self._too_late: list[Errand] = []  # fetched, but there was no time to read it

    def look(self, errands: Iterable[Errand]) -> Iterator[Look]:
        """Every errand ends in one Look, except those that `fetcher.left` names."""
        for errand in errands:
            self._errands.setdefault(errand.request.url, []).append(errand)
        requests = [errand.request for same in self._errands.values() for errand in same]
        for observation in self.fetcher.fetch(requests):
            if observation.url in self._asked:
                yield from self._learn(observation)
            else:
                yield from self._take(observation)
        for site in list(self._held):  # the site gave no answer to compare with
            yield from self._release(site, NOTHING_TO_COMPARE)

    @property
    def left(self) -> list[Errand]:
        """What was not looked at and stays due."""
        return self._too_late + [
            self._errands[request.url].pop()
            for request in self.fetcher.left
            if self._errands.get(request.url)
        ]

    def _take(self, observation: Observation) -> Iterator[Look]:
        errand = self._errands[observation.url].pop()
        if is_unchanged(errand, observation):
            bare = observation._replace(body=b"") if observation.body else observation
            yield Look(errand, bare, is_same=True)
            return
        if self.fetcher.is_over and takes_long(observation.body):
            self._too_late.append(errand)
            return
        page, observation = read(observation)
        if page is None or not self._has_to_compare(observation, page):
            yield self._conclude(errand, observation, page, NOTHING_TO_COMPARE)
            return
        site = site_of(observation.final_url)
        if site in self._samples:
            yield self._conclude(errand, observation, page, self._samples[site])
        elif site in self._held:
            self._held[site].append((errand, observation, page))
        else:
            self._held[site] = [(errand, observation, page)]
            self._ask(impossible_url(site), site, "impossible")

    def _has_to_compare(self, observation: Observation, page: Page) -> bool:
        return self._policy.samples and observation.outcome in READ and page.is_html

    def _ask(self, url: str, site: str, which: str) -> None:
        self._asked[url] = site, which
        self.fetcher.add(Request(url))

    def _learn(self, observation: Observation) -> Iterator[Look]:
        site, which = self._asked.pop(observation.url)
        page, _ = read(observation)
        if which == "impossible":
            if observation.outcome in READ and page is not None:
                self._answers[site] = observation, page
                self._ask(f"{site}/", site, "home")
                return
            yield from self._release(site, NOTHING_TO_COMPARE)
        else:
            impossible, its_page = self._answers.pop(site)
            yield from self._release(site, sample_of(impossible, its_page, page))

    def _release(self, site: str, sample: NotFoundSample) -> Iterator[Look]:
        self._samples[site] = sample
        self.fetcher.hosts.setdefault(host_of(site + "/"), HostMemory()).samples[site] = sample
        for errand, observation, page in self._held.pop(site, []):
            yield self._conclude(errand, observation, page, sample)

    def _conclude(
        self, errand: Errand, observation: Observation, page: Page | None, sample: NotFoundSample
    ) -> Look:
        outcome, reason = judge_page(observation, page, sample)
        sightings: dict[int, Sighting] = {}
        is_half = outcome is Outcome.TRUNCATED
        if outcome.is_alive:
            is_whole = not observation.cut_at_cap and not is_half
            sightings = look_for(errand.passages, page, is_whole=is_whole)
        if is_half or not outcome.is_alive:
            page = None  # no text of the page to compare with, but half of it, or an error's
        final = observation._replace(outcome=outcome, reason=reason)
        return Look(errand, final, page, sightings=sightings)


def is_unchanged(errand: Errand, observation: Observation) -> bool:
    """Nothing has to be read: the server says so, or the bytes do."""
    if observation.not_modified:
        return True
    same_bytes = bool(errand.content_hash) and observation.content_hash == errand.content_hash
    return same_bytes and observation.outcome in READ


def read(observation: Observation) -> tuple[Page | None, Observation]:
    """The page, and the observation without its body; whatever strangers write ends one look."""
    try:
        return page_of(observation), without_body(observation)
    except Exception:
        # The parsers below are large, and a page that breaks one must not take others with it,
        # again and again. The log has what is to be mended.
        logger.exception("%s could not be read", observation.final_url)
        return None, observation._replace(body=b"")


def takes_long(body: bytes) -> bool:
    """Whether reading it may take seconds: many such pages at the end would outlast the lease."""
    return body.startswith(b"%PDF-") or is_laborious(body)


def page_of(observation: Observation) -> Page | None:
    """The words of an answer, whatever its kind; None if it has none."""
    body = observation.body
    if not body or observation.outcome is Outcome.UNSUPPORTED_TYPE:
        return None
    if body.startswith(b"%PDF-"):
        text = pdf_text(body)
        return plain_page(text) if text.strip() else None
    read = read_apart if is_laborious(body) else read_page
    return read(body, charset=observation.charset, media=observation.content_type)


def without_body(observation: Observation) -> Observation:
    """The observation for keeping: the body is read and let go, and with it the # was judged."""
    if observation.outcome in READ and lacks_fragment(observation):
        return observation._replace(
            body=b"",
            outcome=Outcome.FRAGMENT_MISSING,
            reason="The place after the # is not on the page.",
        )
    return observation._replace(body=b"")


def lacks_fragment(observation: Observation) -> bool:
    """Whether the place that the URL names is missing, as far as that can be known."""
    fragment = fragment_of(observation.final_url)
    if not fragment or observation.cut_at_cap or fragment.startswith(SCRIPT_FRAGMENTS):
        return False
    if "html" not in observation.content_type and observation.content_type:
        return False
    if is_laborious(observation.body):
        return False
    return not has_anchor(observation.body, fragment, charset=observation.charset)


def look_for(
    passages: Mapping[int, str], page: Page | None, *, is_whole: bool
) -> dict[int, Sighting]:
    """Where each passage stands on the page."""
    if page is None:
        return dict.fromkeys(passages, UNKNOWN)
    if not passages:
        return {}
    haystack = Haystack(page, is_whole=is_whole)
    return {key: haystack.look_for(passage) for key, passage in passages.items()}

"""May we read this page: robots.txt by RFC 9309, with a failure to read it told apart from a no."""

from dataclasses import dataclass
from typing import Any

from sources.outcome import Observation

MAX_BYTES = 512 * 1024
MAX_CRAWL_DELAY = 30.0  # longer wishes are met by rescheduling, not by holding a worker


@dataclass(frozen=True, slots=True)
class Robots:
    """One site's rules; `text` None means that they could not be read and nothing is allowed."""

    text: str | None = ""

    @classmethod
    def from_observation(cls, observation: Observation) -> "Robots":
        """RFC 9309, 2.3.1: no such file allows all, a server error allows nothing for now.

        Where no connection came about at all, the page itself is asked: the same failure will show
        there, as an outcome with a name.
        """
        status = observation.http_status or 0
        if 200 <= status < 300:
            return cls(observation.body[:MAX_BYTES].decode("utf-8", errors="replace"))
        return cls(None) if status >= 500 else cls("")

    def rules(self) -> "RobotsRules":
        """Parsed, for many questions."""
        return RobotsRules(self)


class RobotsRules:
    """The parsed rules of one site."""

    def __init__(self, robots: Robots) -> None:
        self._is_readable = robots.text is not None
        self._parsed = _parse(robots.text) if robots.text else None

    def refusal(self, url: str, user_agent: str) -> str | None:
        """Why the page is not to be read, or None."""
        if not self._is_readable:
            return "The site's robots.txt cannot be read now, so nothing there is."
        if self._parsed and not self._parsed.can_fetch(url, user_agent):
            return "The site's robots.txt asks us not to read this page."
        return None

    def crawl_delay(self, user_agent: str) -> float:
        """Seconds between requests that the site asks for; 0 if it does not."""
        delay = self._parsed.crawl_delay(user_agent) if self._parsed else None
        return min(float(delay or 0), MAX_CRAWL_DELAY)


def _parse(text: str) -> Any:
    # Here, because programs that ask for no robots.txt start in a tenth less time without it.
    from protego import Protego

    return Protego.parse(text)

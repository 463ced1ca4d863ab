"""What a site shows for an address that cannot exist: some answer 200, and so we know them."""

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotFoundSample:
    """The marks of the text that a site showed for an impossible path.

    Empty marks: it answered as it should, or with something from which nothing follows.
    """

    marks: frozenset[int] = frozenset()
    final_url: str = ""  # where it led, if it redirected


NOTHING_TO_COMPARE = NotFoundSample()


def impossible_url(site: str) -> str:
    """An address of a site that nobody has ever made."""
    one, other = os.urandom(6).hex(), os.urandom(6).hex()
    return f"{site}/no-such-folder-{one}/no-such-page-{other}.html"

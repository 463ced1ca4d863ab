"""The client alone: every URL of a list fetched, read and hashed under the guard, nothing kept.

A program of its own, so that the benchmark can count its CPU from the first import to the end.
"""

import sys
from pathlib import Path

from sources.fetch import Fetcher
from sources.guard import Guard
from sources.policy import FetchPolicy, Request


def main(listed: str, ca_file: str = "") -> None:
    policy = FetchPolicy(
        guard=Guard.allowing(["127.0.0.0/8"]), host_interval=0.0, robots=False, ca_file=ca_file
    )
    urls = Path(listed).read_text().split()
    seen = Fetcher(policy).fetch(Request(url) for url in urls)
    print(sum(bool(each.outcome == "ok" and each.content_hash) for each in seen))


if __name__ == "__main__":
    main(*sys.argv[1:])

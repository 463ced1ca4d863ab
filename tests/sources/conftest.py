"""Loopback servers and a policy that may reach them and waits for nobody long."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Protocol

import pytest

from sources.guard import Guard
from sources.policy import FetchPolicy
from tests.sources.misbehaving import Behaviour, MisbehavingServer

LOOPBACK = Guard.allowing(["127.0.0.0/8", "::1"])
QUICK = FetchPolicy(
    guard=LOOPBACK, timeout=1.0, connect_timeout=1.0, host_interval=0.0, robots=False, patience=2.0
)


class Serve(Protocol):
    def __call__(
        self, behaviours: dict[str, Behaviour], host: str = "127.0.0.1"
    ) -> MisbehavingServer: ...


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts servers that end with the test."""
    with ExitStack() as stack:

        def start(behaviours: dict[str, Behaviour], host: str = "127.0.0.1") -> MisbehavingServer:
            return stack.enter_context(MisbehavingServer(behaviours, host=host))

        yield start

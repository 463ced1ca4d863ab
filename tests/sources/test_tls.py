"""A secure connection is one to whom the certificate names, or none at all."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from sources.fetch import fetch, fetch_many
from sources.outcome import Outcome
from sources.policy import Request
from tests.sources import misbehaving as m
from tests.sources.conftest import QUICK, Serve

# Made for these tests by an authority whose key was thrown away; valid for a hundred years.
CERTIFICATES = Path(__file__).parent / "certificates"
TRUSTING = replace(QUICK, ca_file=str(CERTIFICATES / "authority.pem"), retries=0)
Secure = Callable[[str], m.MisbehavingServer]


@pytest.fixture
def secure() -> Iterator[Secure]:
    """Starts servers that show a certificate."""
    with ExitStack() as stack:

        def start(certificate: str) -> m.MisbehavingServer:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATES / f"{certificate}.pem")
            return stack.enter_context(m.MisbehavingServer({"*": m.page}, tls=context))

        yield start


def test_a_trusted_page_is_read_over_connections_that_are_kept(secure: Secure) -> None:
    server = secure("good")
    requests = [Request(server.url(f"/{number}")) for number in range(20)]
    assert {seen.outcome for seen in fetch_many(requests, TRUSTING)} == {Outcome.OK}
    assert server.connections <= 2


@pytest.mark.parametrize("certificate", ["self-signed", "another-host", "expired"])
def test_who_is_not_to_be_trusted_is_asked_nothing(secure: Secure, certificate: str) -> None:
    server = secure(certificate)
    seen = fetch(server.url("/"), TRUSTING)
    assert seen.outcome is Outcome.TLS_ERROR and not server.asked


def test_an_authority_that_nobody_named_is_none(secure: Secure) -> None:
    server = secure("good")
    assert fetch(server.url("/"), QUICK).outcome is Outcome.TLS_ERROR and not server.asked


def test_a_redirect_leads_into_no_connection_that_is_not_to_be_trusted(
    secure: Secure, serve: Serve
) -> None:
    server = secure("self-signed")
    first = serve({"*": m.redirect(server.url("/"))})
    seen = fetch(first.url("/"), TRUSTING)
    assert (seen.outcome, len(seen.hops)) == (Outcome.TLS_ERROR, 1) and not server.asked

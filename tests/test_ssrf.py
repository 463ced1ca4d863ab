"""On every way out of the product, nothing reaches the network it runs in.

127.66.0.0/16 plays the private network, 127.0.0.0/24 the public one that the guard lets through,
and a name server on loopback gives the names, also one that changes its answer. That the table
would notice is shown by the same ways out with the private network allowed.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from claims import intake, tasks
from claims.models import Evidence
from sources import leases, schedule
from tests import desk
from tests.sources import misbehaving as m
from tests.sources.conftest import Serve, serve
from tests.sources.names import NameServer

__all__ = ["serve"]


@dataclass
class Net:
    """A public server and a private one on the same port, and names that lead to them."""

    public: m.MisbehavingServer
    private: m.MisbehavingServer
    names: NameServer

    def url(self, host: str, path: str = "/page") -> str:
        return f"http://{host}:{self.private.port}{path}"


@pytest.fixture
def net(serve: Serve, settings: LazySettings) -> object:
    private = serve({"*": m.page}, host="127.66.0.1")
    inside = f"http://127.66.0.1:{private.port}/inside"
    public = m.MisbehavingServer(
        {
            "/page": m.page,
            "/": m.page,
            "/to-address": m.redirect(inside),
            "/to-name": m.redirect(f"http://private.example:{private.port}/inside"),
            "/again": m.redirect(
                f"http://rebinding.example:{private.port}/page", Connection="close"
            ),
            "/robots.txt": m.status(404),
            "*": m.status(404),
        },
        port=private.port,
    )
    names = NameServer(
        {
            "public.example": [["127.0.0.1"]],
            "private.example": [["127.66.0.1"]],
            "mapped.example": [["::ffff:127.66.0.1"]],
            "both.example": [["127.66.0.1", "127.0.0.1"]],
            "rebinding.example": [["127.0.0.1"], ["127.66.0.1"]],
        }
    )
    settings.FETCH_ALLOW = ["127.0.0.0/24"]
    settings.FETCH_RESOLVER = names.resolve
    settings.FETCH_HOST_INTERVAL = 0
    settings.FETCH_TIMEOUT = 5
    with public, names:
        yield Net(public, private, names)


# The ways out. Each asks for this address, as far as the guard lets it.


def article_by_its_address(url: str, by: User) -> None:
    with suppress(ValidationError):  # some spellings are no address to the form already
        article = intake.add_article(by=by, url=url)
        tasks.fetch_article(article.pk)


def address_in_the_text_of_an_article(url: str, by: User) -> None:
    intake.add_article(by=by, text=f"The council met, says {url} in its report.")
    check_all_due()


def evidence(url: str, by: User) -> None:
    Evidence.objects.attach(to=[desk.new_claim()], by=by, url=url, excerpt="Four million.")
    check_all_due()


def second_visit(url: str, by: User) -> None:
    evidence(url, by)
    evidence(url, by)


def command(url: str, by: User) -> None:
    call_command("check_links", url, stdout=StringIO())


def command_without_a_database(url: str, by: User) -> None:
    call_command("check_links", "--no-db", url, stdout=StringIO())


def check_all_due() -> None:
    for lease in leases.take_due(timezone.now()):
        schedule.check_lease(lease)


WAYS_OUT: list[Callable[[str, User], None]] = [
    article_by_its_address, address_in_the_text_of_an_article, evidence, second_visit, command,
    command_without_a_database,
]  # fmt: skip
ATTACKS = [
    ("127.66.0.1", "/page"),
    ("0x7f.0x42.0.1", "/page"),
    ("[::ffff:127.66.0.1]", "/page"),
    ("private.example", "/page"),
    ("mapped.example", "/page"),
    ("both.example", "/page"),
    ("rebinding.example", "/page"),
    ("rebinding.example", "/again"),
    ("public.example", "/to-address"),
    ("public.example", "/to-name"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("robots", [True, False], ids=["robots", "no robots"])
@pytest.mark.parametrize(("host", "path"), ATTACKS)
@pytest.mark.parametrize("way_out", WAYS_OUT)
def test_no_way_out_leads_into_the_private_net(
    way_out: Callable[[str, User], None], host: str, path: str, robots: bool,
    net: Net, reviewer: User, settings: LazySettings,
) -> None:  # fmt: skip
    settings.FETCH_ROBOTS = robots
    way_out(net.url(host, path), reviewer)
    assert net.private.connections == 0
    if host == "public.example" or (host == "rebinding.example" and not robots):
        assert net.public.times_asked(path)  # so the attack was let to begin


LED_ASIDE = ["/robots.txt", "*", "/"]


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["/to-address", "/to-name"])
@pytest.mark.parametrize("aside", LED_ASIDE, ids=["robots.txt", "impossible path", "home page"])
@pytest.mark.parametrize("way_out", WAYS_OUT)
def test_what_is_asked_beside_the_page_does_not_lead_there_either(
    way_out: Callable[[str, User], None], aside: str, to: str, net: Net, reviewer: User
) -> None:
    net.public.behaviours["*"] = m.body(m.PAGE.replace(b"council", b"nobody"))
    net.public.behaviours[aside] = net.public.behaviours[to]
    way_out(net.url("public.example"), reviewer)
    assert net.private.connections == 0 and net.public.times_asked("/page")


@pytest.mark.django_db
@pytest.mark.parametrize("way_out", WAYS_OUT)
@pytest.mark.parametrize(
    ("host", "path"), [("private.example", "/page"), ("public.example", "/to-name")]
)
def test_the_table_would_notice(
    way_out: Callable[[str, User], None], host: str, path: str,
    net: Net, reviewer: User, settings: LazySettings,
) -> None:  # fmt: skip
    settings.FETCH_ALLOW = ["127.0.0.0/8"]
    way_out(net.url(host, path), reviewer)
    assert net.private.connections > 0

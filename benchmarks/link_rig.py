"""Two hundred misbehaving hosts on loopback, for the link benchmark.

Run as a module it serves until it is stopped: 127.0.0.1 … 127.0.0.200, one port for http, one for
TLS with an authority of our own, one for TLS that nobody trusts, one where nobody listens.
"""

import asyncio
import gzip
import json
import random
import socket
import ssl
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOSTS = [f"127.0.0.{n}" for n in range(1, 201)]
WORDS = [
    "harbour", "council", "ledger", "quay", "budget", "clerk", "assembly", "vote", "tender",
    "contract", "engineer", "audit", "figure", "minute", "letter", "answer", "question", "survey",
    "district", "bridge", "ferry", "tariff", "season", "report",
]  # fmt: skip


@dataclass(frozen=True)
class Class:
    """One kind of behaviour: how many URLs of it, and what a careful checker calls it."""

    name: str
    count: int
    outcome: str
    suffix: str = ""

    @property
    def is_fine(self) -> bool:
        """Whether a tool that knows only "ok" and "broken" should say ok."""
        return self.outcome.startswith("ok")


CLASSES = [
    Class("ok", 2950, "ok"), Class("etag", 200, "ok"), Class("gzip", 200, "ok"),
    Class("moved", 250, "ok-redirected"), Class("chain", 100, "ok-redirected"),
    Class("head405", 100, "ok"), Class("head404", 50, "ok"),
    Class("anchor", 50, "ok", "#method"), Class("noanchor", 50, "fragment-missing", "#nowhere"),
    Class("404", 250, "dead"), Class("410", 50, "dead"), Class("403", 75, "blocked"),
    Class("once429", 25, "ok"), Class("500", 50, "server-error"),
    Class("busy503", 50, "server-error"), Class("once503", 25, "ok"),
    Class("soft", 125, "soft-404"), Class("softhome", 50, "soft-404"),
    Class("moved404", 50, "dead"), Class("slow", 100, "ok"), Class("hang", 25, "timeout"),
    Class("reset", 25, "connection-error"), Class("empty", 10, "connection-error"),
    Class("closed", 50, "connection-error"), Class("untrusted", 25, "tls-error"),
    Class("circle", 25, "redirect-loop"), Class("huge", 10, "ok"), Class("short", 30, "truncated"),
]  # fmt: skip


@dataclass(frozen=True)
class Ports:
    http: int
    tls: int
    untrusted: int
    closed: int


@cache
def page(seed: int) -> bytes:
    """30 kB of an article, with a frame."""
    chance = random.Random(seed)
    paragraphs: list[str] = []
    while sum(len(each) for each in paragraphs) < 29_000:
        sentence = " ".join(chance.choice(WORDS) for _ in range(60)).capitalize()
        paragraphs.append(f"<p id=p{len(paragraphs)} class='story text'>{sentence}.</p>\n")
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Minutes {seed}</title>"
        "<script>var a = 1;</script></head><body><nav><a href=/>Home</a></nav><main>"
        f"<h1>Minutes {seed}</h1><blockquote>The tariff rose to 4.{seed} percent in the autumn,"
        f" the clerk said.</blockquote>{''.join(paragraphs)}<h2 id=method>Method</h2>"
        "<p>Read from the ledger.</p></main><footer>Rig</footer></body></html>"
    ).encode()


GONE = (
    b"<!doctype html><title>Page not found | Gazette</title><h1>We cannot find this page</h1>"
    b"<p>It may have been moved or deleted.</p>" + b"<p>Most read: the ferry, the bridge.</p>" * 40
)
HOME = b"<!doctype html><title>Gazette</title><h1>Gazette</h1>" + b"<p>News of today.</p>" * 99


def url_of(each: Class, number: int, ports: Ports) -> str:
    host = HOSTS[number % len(HOSTS)]
    if each.name == "closed":
        return f"http://{host}:{ports.closed}/closed/{number}.html"
    if each.name == "untrusted":
        return f"https://{host}:{ports.untrusted}/ok/{number}.html"
    return f"http://{host}:{ports.http}/{each.name}/{number}.html{each.suffix}"


def write_lists(folder: Path, ports: Ports) -> None:
    """The same kinds of lists as any rig gives: good http, good TLS, the mix and its truth."""
    lists = folder / "lists"
    lists.mkdir(parents=True, exist_ok=True)
    for name, scheme, port in (("ok", "http", ports.http), ("tls", "https", ports.tls)):
        for count in (1000, 5000):
            urls = [f"{scheme}://{HOSTS[n % 200]}:{port}/ok/{n}.html" for n in range(count)]
            (lists / f"{name}{count}.txt").write_text("\n".join(urls) + "\n")
    truth: dict[str, str] = {}
    for each in CLASSES:
        for _ in range(each.count):
            truth[url_of(each, len(truth), ports)] = each.name
    urls = list(truth)
    random.Random(7).shuffle(urls)
    (lists / "mix5000.txt").write_text("\n".join(urls) + "\n")
    (lists / "mix5000.truth.json").write_text(json.dumps(truth))
    accepted = {True: ["ok"], False: ["broken"]}
    classes = {c.name: {"truth": c.outcome, "accept": accepted[c.is_fine]} for c in CLASSES}
    (lists / "classes.json").write_text(json.dumps(classes))


def make_certificates(folder: Path) -> None:
    """An authority, a certificate by it for all hosts, and one that nobody vouches for."""

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], check=True, capture_output=True, cwd=folder)

    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    for name in ("ca", "self"):
        openssl("req", "-x509", *curve, "-days", "30", "-subj", f"/CN=rig {name}",
                "-keyout", f"{name}.key", "-out", f"{name}.pem")  # fmt: skip
    openssl("req", *curve, "-subj", "/CN=rig", "-keyout", "srv.key", "-out", "srv.csr")
    names = ",".join(f"IP:{host}" for host in HOSTS)
    (folder / "san.ext").write_text(f"subjectAltName={names}\nextendedKeyUsage=serverAuth\n")
    openssl("x509", "-req", "-in", "srv.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
            "-CAcreateserial", "-days", "30", "-extfile", "san.ext", "-out", "srv.pem")  # fmt: skip


def answer(status: int, body: bytes = b"", *headers: str, length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status} X", "Content-Type: text/html; charset=utf-8", *headers]
    return "\r\n".join([*lines, f"Content-Length: {size}", "", ""]).encode() + body


class Behaving(asyncio.Protocol):
    """Answers by the first part of the path."""

    seen: set[str] = set()
    ports: Ports

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.host: str = transport.get_extra_info("sockname")[0]
        self.unread = b""
        self.filling: asyncio.Task[None] | None = None
        self.may_write = asyncio.Event()
        self.may_write.set()

    def connection_lost(self, error: Exception | None) -> None:
        self.may_write.set()
        if self.filling:
            self.filling.cancel()

    def pause_writing(self) -> None:
        self.may_write.clear()

    def resume_writing(self) -> None:
        self.may_write.set()

    def data_received(self, data: bytes) -> None:
        self.unread += data
        while b"\r\n\r\n" in self.unread:
            head, _, self.unread = self.unread.partition(b"\r\n\r\n")
            method, path, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
            self.behave(method, path, head)

    def behave(self, method: str, path: str, head: bytes) -> None:
        name, _, rest = path.lstrip("/").partition("/")
        behaviour = getattr(self, f"do_{name}", None)
        if path == "/__reset":
            self.seen.clear()
        if path in ("/", "/__reset"):
            self.send(method, 200, HOME)
        elif behaviour is None or not rest.split(".")[0].isdigit():
            self.send(method, int(name) if name in ("410", "403", "500") else 404, b"<p>no</p>")
        else:
            behaviour(method, rest, head)

    def send(
        self, method: str, status: int, body: bytes = b"", *headers: str, length: int | None = None
    ) -> None:
        if method == "HEAD":
            self.transport.write(answer(status, b"", *headers, length=len(body)))
        else:
            self.transport.write(answer(status, body, *headers, length=length))

    def do_ok(self, method: str, rest: str, head: bytes) -> None:
        self.send(method, 200, page(int(rest.split(".")[0]) % 10))

    do_anchor = do_noanchor = do_ok

    def do_etag(self, method: str, rest: str, head: bytes) -> None:
        if b"f-none-match" in head.lower():
            self.transport.write(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n')
        else:
            self.send(method, 200, page(int(rest.split(".")[0]) % 10), 'ETag: "v1"')

    def do_gzip(self, method: str, rest: str, head: bytes) -> None:
        self.send(method, 200, packed(int(rest.split(".")[0]) % 10), "Content-Encoding: gzip")

    def do_moved(self, method: str, rest: str, head: bytes) -> None:
        next_host = HOSTS[(HOSTS.index(self.host) + 1) % len(HOSTS)]
        target = f"http://{next_host}:{self.ports.http}/ok/{rest}"
        self.send(method, 301, b"", f"Location: {target}")

    def do_chain(self, method: str, rest: str, head: bytes) -> None:
        self.send(method, 302, b"", f"Location: /chain2/{rest}")

    def do_chain2(self, method: str, rest: str, head: bytes) -> None:
        self.do_moved(method, rest, head)

    def do_moved404(self, method: str, rest: str, head: bytes) -> None:
        self.send(method, 301, b"", f"Location: /404/{rest}")

    def do_circle(self, method: str, rest: str, head: bytes) -> None:
        self.send(method, 302, b"", f"Location: /circle2/{rest}")

    def do_circle2(self, method: str, rest: str, head: bytes) -> None:
        self.send(method, 302, b"", f"Location: /circle/{rest}")

    def do_softhome(self, method: str, rest: str, head: bytes) -> None:
        self.send(method, 302, b"", "Location: /")

    def do_soft(self, method: str, rest: str, head: bytes) -> None:
        self.send(method, 200, GONE)

    def do_head405(self, method: str, rest: str, head: bytes) -> None:
        self.do_ok(method, rest, head) if method == "GET" else self.send(method, 405)

    def do_head404(self, method: str, rest: str, head: bytes) -> None:
        self.do_ok(method, rest, head) if method == "GET" else self.send(method, 404)

    def do_busy503(self, method: str, rest: str, head: bytes) -> None:
        self.send(method, 503, b"wait", "Retry-After: 2")

    def do_once503(self, method: str, rest: str, head: bytes) -> None:
        self.at_first(503, method, f"503/{rest}", head)

    def do_once429(self, method: str, rest: str, head: bytes) -> None:
        self.at_first(429, method, f"429/{rest}", head)

    def at_first(self, status: int, method: str, key: str, head: bytes) -> None:
        if key in self.seen:
            self.do_ok(method, key.partition("/")[2], head)
        else:
            self.seen.add(key)
            self.send(method, status, b"wait", "Retry-After: 1")

    def do_slow(self, method: str, rest: str, head: bytes) -> None:
        delay = 1 + int(rest.split(".")[0]) % 21 / 10
        loop = asyncio.get_running_loop()
        loop.call_later(delay, lambda: self.do_ok(method, rest, head))

    def do_hang(self, method: str, rest: str, head: bytes) -> None:
        """No answer, ever."""

    def do_reset(self, method: str, rest: str, head: bytes) -> None:
        linger = struct.pack("ii", 1, 0)
        self.transport.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, linger
        )
        self.transport.abort()

    def do_empty(self, method: str, rest: str, head: bytes) -> None:
        self.transport.close()

    def do_short(self, method: str, rest: str, head: bytes) -> None:
        self.transport.write(answer(200, page(1)[:20_000], length=40_000))
        self.transport.close()

    def do_huge(self, method: str, rest: str, head: bytes) -> None:
        self.send(method, 200, b"", length=256 << 20)
        if method == "GET":
            self.filling = asyncio.ensure_future(self.fill())

    async def fill(self) -> None:
        for _ in range(4096):
            await self.may_write.wait()
            if self.transport.is_closing():
                return
            self.transport.write(b"<p>filler</p>\n" * 4681)
            await asyncio.sleep(0)


@cache
def packed(seed: int) -> bytes:
    return gzip.compress(page(seed))


def listening(host: str, port: int) -> socket.socket:
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((host, port))
    made.listen(512)
    return made


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def serve(folder: Path) -> None:
    ports = Ports(free_port(), free_port(), free_port(), free_port())
    Behaving.ports = ports
    loop = asyncio.get_running_loop()
    contexts: list[tuple[int, ssl.SSLContext | None]] = [(ports.http, None)]
    for port, name in ((ports.tls, "srv"), (ports.untrusted, "self")):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
        contexts.append((port, context))
    factory: Callable[[], asyncio.Protocol] = Behaving
    for port, tls in contexts:
        for host in HOSTS:
            await loop.create_server(factory, sock=listening(host, port), ssl=tls)
    write_lists(folder, ports)
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.mkdir(parents=True, exist_ok=True)
    make_certificates(place)
    asyncio.run(serve(place))

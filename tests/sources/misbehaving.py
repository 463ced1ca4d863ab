"""A web server on loopback that misbehaves in every way a page of the web has been seen to."""

import asyncio
import gzip
import struct
import threading
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from socket import SO_LINGER, SOL_SOCKET
from ssl import SSLContext
from types import TracebackType

PAGE = (
    b"<!doctype html><html lang=en><head><title>The harbour budget</title></head><body>"
    b"<nav><a href=/>Home</a></nav><main><h1 id=top>The harbour budget</h1>"
    + b"<p>The council spent four million on the new quay, the clerk wrote in May.</p>" * 20
    + b"<h2 id=section>Method</h2><p>We read the ledgers.</p></main></body></html>"
)


@dataclass
class Asked:
    """One request as the server saw it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""


Behaviour = Callable[["Exchange"], Awaitable[None]]


@dataclass
class Exchange:
    """One request and the raw socket to answer it on."""

    asked: Asked
    writer: asyncio.StreamWriter
    times_before: int  # how often this path was asked before

    async def raw(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def answer(
        self, status: int, body: bytes = b"", *, type: str = "text/html", **headers: str
    ) -> None:
        lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}"]
        if type:
            lines.append(f"Content-Type: {type}")
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        await self.raw("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


async def page(exchange: Exchange) -> None:
    await exchange.answer(200, PAGE)


def status(code: int, **headers: str) -> Behaviour:
    async def behave(exchange: Exchange) -> None:
        await exchange.answer(code, b"<p>no</p>", **headers)

    return behave


def body(data: bytes, *, type: str = "text/html", **headers: str) -> Behaviour:
    async def behave(exchange: Exchange) -> None:
        await exchange.answer(200, data, type=type, **headers)

    return behave


def redirect(location: str, code: int = 301, **headers: str) -> Behaviour:
    async def behave(exchange: Exchange) -> None:
        await exchange.answer(code, b"", Location=location, **headers)

    return behave


def at_first(first: Behaviour, then: Behaviour = page) -> Behaviour:
    async def behave(exchange: Exchange) -> None:
        await (then if exchange.times_before else first)(exchange)

    return behave


async def hang(exchange: Exchange) -> None:
    await asyncio.sleep(60)


async def slow(exchange: Exchange) -> None:
    await asyncio.sleep(0.3)
    await page(exchange)


async def reset(exchange: Exchange) -> None:
    sock = exchange.writer.get_extra_info("socket")
    sock.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    exchange.writer.transport.abort()


async def empty(exchange: Exchange) -> None:
    exchange.writer.close()


async def short_body(exchange: Exchange) -> None:
    await exchange.raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n<p>"
    )
    exchange.writer.close()


async def reset_in_body(exchange: Exchange) -> None:
    await exchange.raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n<p>"
    )
    await asyncio.sleep(0.05)
    await reset(exchange)


async def huge(exchange: Exchange) -> None:
    await exchange.raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 268435456\r\n\r\n"
    )
    for _ in range(4096):
        await exchange.raw(b"<p>filler</p>\n" * 4681)


async def endless_chunks(exchange: Exchange) -> None:
    await exchange.raw(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    while True:
        await exchange.raw(b"1000\r\n" + b"x" * 4096 + b"\r\n")


async def broken_chunks(exchange: Exchange) -> None:
    await exchange.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\nnonsense\r\n")
    exchange.writer.close()


async def dripping_body(exchange: Exchange) -> None:
    await exchange.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        await exchange.raw(b"x")
        await asyncio.sleep(0.05)


async def dripping_headers(exchange: Exchange) -> None:
    await exchange.raw(b"HTTP/1.1 200 OK\r\n")
    while True:
        await exchange.raw(b"X-Drip: 1\r\n")
        await asyncio.sleep(0.05)


async def header_bomb(exchange: Exchange) -> None:
    await exchange.raw(b"HTTP/1.1 200 OK\r\nX-Bomb: " + b"x" * 5_000_000 + b"\r\n\r\n")


async def endless_headers(exchange: Exchange) -> None:
    await exchange.raw(b"HTTP/1.1 200 OK\r\n")
    while True:
        await exchange.raw(b"X-More: more of the same\r\n" * 1000)


@cache
def bomb() -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(100)) + packer.flush()


async def gzip_bomb(exchange: Exchange) -> None:
    await exchange.answer(200, bomb(), Content_Encoding="gzip")


async def nested_gzip(exchange: Exchange) -> None:
    data = PAGE
    for _ in range(12):
        data = gzip.compress(data)
    await exchange.answer(200, data, Content_Encoding=", ".join(["gzip"] * 12))


async def not_http(exchange: Exchange) -> None:
    await exchange.raw(b"SSH-2.0-OpenSSH_9.2\r\n")
    exchange.writer.close()


async def unasked_304(exchange: Exchange) -> None:
    await exchange.raw(b"HTTP/1.1 304 Not Modified\r\n\r\n")


async def conditional(exchange: Exchange) -> None:
    if exchange.asked.headers.get("if-none-match") == '"v1"':
        await exchange.raw(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n')
    else:
        await exchange.answer(200, PAGE, ETag='"v1"', Last_Modified="Sun, 01 Nov 2026 10:00:00 GMT")


async def early_hints(exchange: Exchange) -> None:
    await exchange.raw(b"HTTP/1.1 103 Early Hints\r\nLocation: /elsewhere\r\n\r\n")
    await page(exchange)


@dataclass
class MisbehavingServer:
    """Answers paths with behaviours; `asked` keeps every request, `most_at_once` the crowd."""

    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    host: str = "127.0.0.1"
    tls: SSLContext | None = None
    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    most_at_once: int = 0
    connections: int = 0
    _open: int = 0

    def __enter__(self) -> "MisbehavingServer":
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        assert self._started.wait(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def url(self, path: str = "/") -> str:
        scheme = "https" if self.tls else "http"
        return f"{scheme}://{self.host}:{self.port}{path}"

    def times_asked(self, path: str) -> int:
        return sum(asked.path == path for asked in self.asked)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._main())
        self._loop.close()

    async def _main(self) -> None:
        self._stop = asyncio.Event()
        self._loop.set_exception_handler(lambda *_: None)  # broken pipes are the point here
        server = await asyncio.start_server(self._connected, self.host, self.port, ssl=self.tls)
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._stop.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._open += 1
        self.most_at_once = max(self.most_at_once, self._open)
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                while not writer.is_closing():
                    await self._exchange(reader, writer)
        finally:
            self._open -= 1
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ", 2)
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head[1:] if line)
        }
        asked = Asked(method, path, headers)
        asked.body = await reader.readexactly(int(headers.get("content-length", 0)))
        before = Counter(each.path for each in self.asked)[path]
        self.asked.append(asked)
        behaviour = self.behaviours.get(path, self.behaviours.get("*", status(404)))
        await behaviour(Exchange(asked, writer, before))

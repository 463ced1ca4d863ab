"""One libcurl handle: the only place where a connection is opened, under the guard."""

import socket
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import certifi
import pycurl

from sources.policy import FetchPolicy
from sources.urls import host_of, is_address, port_of

WEB_FAMILIES = (socket.AF_INET, socket.AF_INET6)
READ_AT_ONCE = 64 * 1024
BUFFER, BUFFER_KEPT = 32 * 1024, 256 * 1024


class Reply(NamedTuple):
    """What libcurl brought back from one hop."""

    errno: int  # 0: all went well
    status: int  # 0: no answer
    header_lines: list[bytes]
    body: bytes
    is_cut: bool
    refusal: str  # why the guard let no connection through; empty if it did
    milliseconds: int

    @property
    def has_all_headers(self) -> bool:
        """The headers ended before whatever broke."""
        return bool(self.header_lines) and self.header_lines[-1] in (b"\r\n", b"\n")


class Transfer:
    """A handle that is used again and again, one hop at a time."""

    def __init__(self, policy: FetchPolicy) -> None:
        self._policy = policy
        self._host = ""
        # One buffer for page after page: to get and give back 30 kB for each costs more than to
        # fill them, since the kernel clears every page of memory that it hands out.
        self._buffer = bytearray(BUFFER)
        self._size = 0
        self._cap = policy.max_bytes
        self._is_cut = False
        self._refusal = ""
        self._was_let_through = False
        self._header_lines: list[bytes] = []
        self._opened: list[socket.socket] = []
        self._is_plain = True
        self._headers = [
            "Accept: text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
            f"Accept-Language: {policy.accept_language}",
        ]
        self.curl: Any = self._new_handle()

    def start(
        self,
        url: str,
        *,
        timeout: float,
        headers: Sequence[tuple[str, str]] = (),
        post: bytes | None = None,
    ) -> None:
        """Point the handle at one hop; the caller adds it to its multi handle.

        LookupError if the policy's own resolver knows no address for the host.
        """
        curl = self.curl
        self._host = host_of(url)
        self._header_lines.clear()
        self._size = 0
        self._cap = self._policy.max_bytes
        self._is_cut = self._was_let_through = False
        self._refusal = ""
        curl.setopt(pycurl.URL, url)
        if not self._is_plain:
            self._make_plain()
        if headers or post is not None or timeout != self._policy.timeout:
            self._make_special(timeout, headers, post)
        if self._policy.resolver:
            self._resolve(url)

    def reply(self, errno: int) -> Reply:
        """What came back, once the multi handle is done with this hop."""
        if self._is_cut and errno == pycurl.E_WRITE_ERROR:
            errno = 0
        while self._opened:
            self._opened.pop().close()  # libcurl goes on with a duplicate of its own
        curl = self.curl
        body = bytes(memoryview(self._buffer)[: min(self._size, self._cap)])
        if len(self._buffer) > BUFFER_KEPT:
            self._buffer = bytearray(BUFFER)
        return Reply(
            errno,
            curl.getinfo(pycurl.RESPONSE_CODE),
            self._header_lines,
            body,
            self._is_cut,
            "" if self._was_let_through else self._refusal,
            round(curl.getinfo(pycurl.TOTAL_TIME) * 1000),
        )

    def _new_handle(self) -> Any:
        curl = pycurl.Curl()
        policy = self._policy
        for option, value in (
            (pycurl.NOSIGNAL, 1),
            (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
            (pycurl.FOLLOWLOCATION, 0),
            (pycurl.PATH_AS_IS, 1),
            (pycurl.HTTP09_ALLOWED, 0),
            # An explicit empty proxy wins over http_proxy and its kin in the environment.
            (pycurl.PROXY, ""),
            (pycurl.NOPROXY, "*"),
            (pycurl.NETRC, 0),
            (pycurl.SSL_VERIFYPEER, 1),
            (pycurl.SSL_VERIFYHOST, 2),
            (pycurl.CAINFO, authorities_file(policy.ca_file)),
            (pycurl.ACCEPT_ENCODING, ""),
            (pycurl.USERAGENT, policy.user_agent),
            (pycurl.HTTPHEADER, self._headers),
            (pycurl.TIMEOUT_MS, round(policy.timeout * 1000)),
            (pycurl.CONNECTTIMEOUT_MS, round(min(policy.connect_timeout, policy.timeout) * 1000)),
            (pycurl.BUFFERSIZE, READ_AT_ONCE),
            (pycurl.OPENSOCKETFUNCTION, self._open_socket),
            (pycurl.WRITEFUNCTION, self._write),
            (pycurl.HEADERFUNCTION, self._header_lines.append),
        ):
            curl.setopt(option, value)
        return curl

    def _open_socket(self, _purpose: int, target: Any) -> Any:
        """Called by libcurl for every connection attempt, with the address it came to."""
        if target.family not in WEB_FAMILIES:
            self._refusal = "Only internet addresses are fetched."
            return pycurl.SOCKET_BAD
        address, port = target.addr[:2]
        refusal = self._policy.guard.refusal(host=self._host, address=address, port=port)
        if refusal:
            self._refusal = refusal
            return pycurl.SOCKET_BAD
        self._was_let_through = True
        opened = socket.socket(target.family, target.socktype, target.protocol)
        self._opened.append(opened)
        return opened

    def _write(self, chunk: bytes) -> int | None:
        buffer, end = self._buffer, self._size + len(chunk)
        if end > len(buffer):
            buffer.extend(bytes(max(end, 2 * len(buffer)) - len(buffer)))
        buffer[self._size : end] = chunk
        self._size = end
        if end <= self._cap:
            return None
        if self._cap < self._policy.max_pdf_bytes and buffer.startswith(b"%PDF-"):
            self._cap = self._policy.max_pdf_bytes
            return None
        self._is_cut = True
        return 0  # fewer bytes than were offered: libcurl ends the transfer

    def _make_special(
        self, timeout: float, headers: Sequence[tuple[str, str]], post: bytes | None
    ) -> None:
        self._is_plain = False
        lines = [f"{name}: {_one_line(value)}" for name, value in headers]
        if post is not None:
            self.curl.setopt(pycurl.POST, 1)
            self.curl.setopt(pycurl.POSTFIELDS, post)
            lines.append("Expect:")
        self.curl.setopt(pycurl.HTTPHEADER, self._headers + lines)
        self.curl.setopt(pycurl.TIMEOUT_MS, max(1, round(timeout * 1000)))

    def _make_plain(self) -> None:
        self._is_plain = True
        self.curl.setopt(pycurl.HTTPGET, 1)
        self.curl.setopt(pycurl.HTTPHEADER, self._headers)
        self.curl.setopt(pycurl.TIMEOUT_MS, round(self._policy.timeout * 1000))

    def _resolve(self, url: str) -> None:
        """Hand libcurl the addresses that our own resolver gave; LookupError if it gave none."""
        assert self._policy.resolver
        if is_address(self._host):
            return
        port = port_of(url)
        addresses = self._policy.resolver(self._host, port)
        if not addresses:
            raise LookupError("The name has no address.")
        listed = ",".join(f"[{each}]" if ":" in each else each for each in addresses)
        self.curl.setopt(pycurl.RESOLVE, [f"+{self._host}:{port}:{listed}"])


@cache
def authorities_file(extra: str) -> str:
    """The trusted authorities as one file: libcurl keeps a parsed file, but not a parsed string."""
    if not extra:
        return certifi.where()
    # Here, because few have authorities of their own, and it takes its time to load.
    import tempfile

    with tempfile.NamedTemporaryFile(prefix="authorities-", suffix=".pem", delete=False) as both:
        both.write(Path(certifi.where()).read_bytes() + b"\n" + Path(extra).read_bytes())
    return both.name


def _one_line(value: str) -> str:
    """A stored header must not be able to add another one."""
    return "".join(character for character in value if character.isprintable())

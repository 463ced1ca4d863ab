"""A small website on loopback whose pages a test puts up, changes and takes down."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Website:
    """Pages by path; what is not here answers 404, what is None answers 410."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[str, str | bytes | None] = {}
        self.asked: list[str] = []
        # Where it answers otherwise than with a page of HTML.
        self.statuses: dict[str, int] = {}
        self.types: dict[str, str] = {}

    def put(self, path: str, *paragraphs: str) -> str:
        """Put a page up; its address."""
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        self.pages[path] = (
            f"<html><head><title>Page</title></head><body><article>{body}</article></body></html>"
        )
        return self.address + path

    def remove(self, path: str) -> None:
        self.pages[path] = None


@contextmanager
def website(host: str = "127.0.0.1") -> Iterator[Website]:
    """A website for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            page = site.pages.get(self.path)
            status = 200 if page else 410 if self.path in site.pages else 404
            status = site.statuses.get(self.path, status)
            page = page or "<html><body>Not here.</body></html>"
            body = page if isinstance(page, bytes) else page.encode()
            self.send_response(status)
            kind = site.types.get(self.path, "text/html; charset=utf-8")
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer((host, 0), Handler)
    site = Website(f"http://{host}:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

"""The text layer of a PDF file, read in a process of its own.

PDF files come from strangers and the reader is a large C++ library: a file that crashes it or fills
the memory must end one look, not a batch. Run as a module it reads a file from standard input.
"""

import resource
import subprocess
import sys

import pypdfium2

MAX_PAGES = 300
MAX_CHARACTERS = 1_000_000
MEMORY = 1 << 30  # bytes of address space
SECONDS = 20


def pdf_text(body: bytes) -> str:
    """All text of the file; empty if it has none, is broken, or takes too long."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "sources.pdf"],
            input=body, capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode(errors="replace") if done.returncode == 0 else ""


def extract(body: bytes) -> str:
    """The text of the pages, in this process."""
    document = pypdfium2.PdfDocument(body)
    pieces: list[str] = []
    length = 0
    for number in range(min(len(document), MAX_PAGES)):
        pieces.append(document[number].get_textpage().get_text_range())
        length += len(pieces[-1])
        if length > MAX_CHARACTERS:
            break
    # The reader marks hyphens at line ends with U+FFFE.
    return "\n".join(pieces).replace("\ufffe\r\n", "").replace("\ufffe", "")[:MAX_CHARACTERS]


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        text = extract(sys.stdin.buffer.read())
    except (pypdfium2.PdfiumError, MemoryError):
        return 1
    sys.stdout.buffer.write(text.encode(errors="replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())

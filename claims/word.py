"""The text of a Word file, read in a process of its own; as `sources.pdf` reads PDF files. Pure.

The file comes from strangers: one made to unpack to gigabytes must end one upload, not a server.
Run as a module it reads a file from standard input.
"""

import io
import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from zlib import error as DamagedStream

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from lxml.etree import LxmlError

MEMORY = 1 << 30  # bytes of address space
SECONDS = 20
# A novel's worth of XML; what a bomb promises is a thousand times that.
MOST_UNPACKED = 60 * 1024 * 1024
MOST_CHARACTERS = 2_000_000
DAMAGED = (
    zipfile.BadZipFile,
    OpcError,
    LxmlError,
    DamagedStream,
    KeyError,
    ValueError,
    MemoryError,
)


def docx_text(body: bytes) -> str | None:
    """Paragraphs and tables in their order, a line each; None if the file cannot be read."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "claims.word"],
            input=body,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            cwd=Path(__file__).parents[1],
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.decode(errors="replace") if done.returncode == 0 else None


def extract(body: bytes) -> str:
    """The text of the file, in this process. Raises one of DAMAGED."""
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
            raise ValueError("This unpacks to far too much.")
    return "\n".join(_lines(docx.Document(io.BytesIO(body))))[:MOST_CHARACTERS]


def _lines(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from ("\t".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            yield block.text


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        text = extract(sys.stdin.buffer.read())
    except DAMAGED:
        return 1
    sys.stdout.buffer.write(text.encode(errors="replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())

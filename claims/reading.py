"""The text of an uploaded file, by its name's ending. Pure: no Django."""

from collections.abc import Callable
from pathlib import PurePath

from claims.word import docx_text
from sources.article import read_article
from sources.laborious import is_laborious
from sources.pdf import MAX_CHARACTERS, pdf_text

MOST_BYTES = 10 * 1024 * 1024
PASTE = "Paste the text instead."
# Reading it would keep a server busy for minutes.
LABORIOUS = "This page has far more in it than an article."


class UnreadableFile(ValueError):
    """There is no text to be had from this file; the message says why, to the one who sent it."""


def read_upload(name: str, body: bytes) -> str:
    """The text of a file. Raises UnreadableFile with a sentence."""
    read = READERS.get(PurePath(name).suffix.lower())
    if read is None:
        raise UnreadableFile(f"A file of this type cannot be read. Send {UPLOADS}.")
    if not body:
        raise UnreadableFile("This file is empty.")
    if len(body) > MOST_BYTES:
        raise UnreadableFile("This file is larger than 10 MB.")
    text = read(body)
    if not text.strip():
        raise UnreadableFile(f"There is no text in this file. {PASTE}")
    return text


def decode(body: bytes) -> str:
    """UTF-8, UTF-16 with its mark, otherwise what old Windows programs write."""
    marked = body.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "cp1252"]:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("This file is not text: save it as UTF-8 and try again.")


def _page(body: bytes) -> str:
    if is_laborious(body):
        raise UnreadableFile(f"{LABORIOUS} {PASTE}")
    article = read_article(decode(body))
    if article is None:
        raise UnreadableFile(f"There is no article in this page. {PASTE}")
    return article.text


def _word(body: bytes) -> str:
    text = docx_text(body)
    if text is None:
        raise UnreadableFile(f"This is no Word file, or it is damaged or far too large. {PASTE}")
    return text


def _pdf(body: bytes) -> str:
    text = pdf_text(body)
    if not text.strip():
        raise UnreadableFile(
            f"There is no text in this PDF: it is a scan, or locked, or damaged. {PASTE}"
        )
    if len(text) >= MAX_CHARACTERS:
        raise UnreadableFile("This PDF is longer than any article. Send the part to be checked.")
    return text


READERS: dict[str, Callable[[bytes], str]] = {
    ".txt": decode,
    ".md": decode,
    ".html": _page,
    ".htm": _page,
    ".docx": _word,
    ".pdf": _pdf,
}
UPLOADS = ".txt, .md, .html, .docx or .pdf"

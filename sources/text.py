"""What a person would read on a page: its words without the frame, and a fingerprint of them.

The fingerprint must not move with navigation, adverts, dates and counters, and must move with every
sentence and every figure of the text itself.
"""

import codecs
import hashlib
import re
import unicodedata
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from sources.imprint import Imprint, head_of, read_imprint

MAX_CHARACTERS = 1_000_000  # of readable text; a page has no more that a person would read

# Control characters that no page shows: a block ends, a link begins or ends.
BLOCK_MARK, LINK_MARK = "\x1e", "\x1f"
CELL = " | "
_MARKED = re.compile(
    r"<(?:/?(?:p|div|h[1-6]|li|tr|blockquote|pre|figcaption|section|article|main|header|footer|nav"
    r"|aside|ul|ol|dl|dt|dd|table|form|br|hr|option|summary|details|address|(a)|(t[dh]))(?=[\s>/]))",
    re.IGNORECASE,
)
_MARKS_OF_PAGE = str.maketrans({BLOCK_MARK: " ", LINK_MARK: " "})

INVISIBLE = "script, style, noscript, template, svg, iframe, object, [hidden]"
# The frame of a page: what is the same, or changes, on all pages of a site.
FRAME = (
    "nav, footer, aside, form, button, select, dialog, menu, [role=navigation], [role=banner],"
    " [role=contentinfo], [role=search], [role=complementary], [role=alert], [role=dialog]"
)
BOXES = "div[class], div[id], section[class], section[id], ul[class], ol[class], span[class]"
_NAMES_FRAME = re.compile(
    r"(?<![a-z0-9])(?:ads?|adverts?|advertisement|banner|breadcrumbs?|comments?|consent|cookies?"
    r"|counter|menu|most-read|navbar|navigation|newsletter|paywall|popup|promo|recommended|related"
    r"|share|sharing|sidebar|social|sponsored|subscribe|timestamp|trending|views|widget)(?![a-z0-9])",
    re.IGNORECASE,
)
NEVER_FRAME = frozenset({"body", "html", "main", "article"})

MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember"
    "|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
# A block that is nothing but these words and figures is a stamp or a counter, not a statement.
_STAMP_WORDS = (
    r"updated|published|posted|last (?:modified|updated|edited)|by|on|at|since|stand|am|um|le|el"
    r"|aktualisiert|veröffentlicht|publié|mis à jour|actualizado|publicado|as of|today|yesterday"
    r"|now|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?|a\.?m|p\.?m|utc|gmt|[ce]e?st|e[ds]t|uhr|ago|vor|hace|il y a"
    r"|seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?|minuten?|stunden?|tagen?"
    r"|views?|reads?|comments?|shares?|likes?|visitors?|votes?|online|kommentare?|aufrufe"
    r"|commentaires?|vues?|comentarios?|followers?|subscribers?|copyright|all rights reserved"
    r"|de|of|the|and"
)
_STAMP = re.compile(rf"(?:(?:{_STAMP_WORDS}|{MONTHS})\b|[\W\d_]|(?<=\d)(?:st|nd|rd|th|k|m)\b)++")
# Inside a longer block only what names itself a stamp or a counter is passed over.
_STAMP_INSIDE = re.compile(
    r"(?:last )?(?:updated|modified|edited|accessed|generated|aktualisiert|mis à jour|actualizado)"
    rf"(?: (?:on|at|am|le|el))?:? ?(?:(?:{MONTHS}|[\d.,:/]+|a\.?m|p\.?m|utc|gmt|uhr|ago|at"
    r"|of|de|seconds?|minutes?|hours?|days?|today|yesterday)\b\.?[ ,]*)++"
    r"|\b\d[\d.,]{0,15}+[km]? (?:views?|comments?|shares?|likes?|visitors?|people online|readers)\b"
    r"|\b\d+ (?:seconds?|minutes?|mins?|hours?|days?) ago\b|\b\d+[ -]min(?:ute)? read\b|© ?\d{4}"
)
_HAS_DIGIT = re.compile(r"[0-9]").search
MIN_BLOCK = 12  # characters; what is shorter is a label
MAX_LINK_SHARE = 0.5  # a block that is mostly links leads elsewhere


@dataclass(frozen=True)
class Page:
    """What was read on one page."""

    title: str
    headings: tuple[str, ...]
    blocks: tuple[str, ...]  # of the readable part, in order
    marked: str = ""  # all visible words, frame included, with the marks
    is_html: bool = True
    head: str = ""  # of the document, for its imprint

    @cached_property
    def imprint(self) -> Imprint:
        """Who published it and when, as the page says."""
        return read_imprint(self.head) if self.head else Imprint()

    @cached_property
    def everything(self) -> str:
        """All visible words on one line, those of the frame included."""
        return _plain(self.marked)

    @cached_property
    def text(self) -> str:
        """The readable text, a block a line."""
        return "\n".join(self.blocks)

    @cached_property
    def folded(self) -> str:
        """The readable text for comparing, a block a line; blocks have no odd spaces to fold."""
        return _fold_characters(self.text)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of what the text says, without stamps and counters."""
        said = "\n".join(filter(None, map(_statement, self.folded.split("\n"))))
        return hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()

    @cached_property
    def marks(self) -> frozenset[int]:
        """A small number for each block, to see how much two pages share."""
        return frozenset(zlib.crc32(block.encode()) for block in self.blocks[:200])


def read_page(body: bytes, *, charset: str = "", media: str = "text/html") -> Page | None:
    """The page in a body, or None if there is nothing in it that we can read."""
    if body.startswith(b"%PDF-"):
        return None
    text = decode(body, charset)
    if not media or "html" in media or (media.startswith("text/") and _looks_like_html(text)):
        return _read_html(text)
    return plain_page(text)


def plain_page(text: str, *, title: str = "") -> Page:
    """A page of text without a frame: a text file, JSON, the layer of a PDF file."""
    lines = (" ".join(line.split()) for line in text[:MAX_CHARACTERS].splitlines())
    blocks = tuple(line for line in lines if line)
    return Page(title, (), blocks, "\n".join(blocks), is_html=False)


def decode(body: bytes, charset: str = "") -> str:
    """Text of bytes: what is valid UTF-8 is UTF-8, whatever the header says; never an error."""
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if body.startswith(mark):
            return body[len(mark) if codec == "utf-8" else 0 :].decode(codec, errors="replace")
    declared = charset or _declared_charset(body)
    if declared.startswith(("utf-16", "utf-32", "iso-2022", "hz")) and _codec(declared):
        return body.decode(declared, errors="replace")
    try:
        # Not final: a body cut off at the cap may end in the middle of a character.
        return codecs.utf_8_decode(body, "strict", False)[0]
    except UnicodeDecodeError:
        return body.decode(_codec(declared) or "cp1252", errors="replace")


def fold(text: str) -> str:
    """For comparing: one form for quotation marks, dashes, spaces, case and compatible letters."""
    return " ".join(_fold_characters(text).split())


def _fold_characters(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    return text.casefold()


_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»‹›", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\ufeff": None,
        "…": "...",
    }
)


def _statement(block: str) -> str:
    """A folded block as the fingerprint sees it; empty if only a stamp, a counter or a label."""
    if not _HAS_DIGIT(block):
        return block if len(block) >= MIN_BLOCK and not _is_stamp(block) else ""
    # Rows of a table are figures, not counters.
    if CELL not in block and _is_stamp(block):
        return ""
    return _STAMP_INSIDE.sub("", block)


def _is_stamp(folded: str) -> bool:
    return len(folded) < 120 and bool(_STAMP.fullmatch(folded))


def _read_html(html: str) -> Page:
    tree = LexborHTMLParser(_mark(html))
    title_node = tree.css_first("title")
    title = _plain(title_node.text()) if title_node else ""
    root = tree.body or tree.root
    if root is None:
        return Page(title, (), ())
    for node in root.css(INVISIBLE):
        node.decompose()
    everything = root.text()[:MAX_CHARACTERS]
    headings = tuple(filter(None, (_plain(node.text()) for node in root.css("h1, h2")[:4])))
    _drop_frame(root)
    blocks = _blocks(_main_text(root))
    if sum(map(len, blocks)) < min(500, len(everything) / 5):
        blocks = _blocks(everything)  # what looked like the frame was the picture
    return Page(title, headings, blocks, everything, head=head_of(html))


def _main_text(root: Any) -> str:
    """The part that the page itself calls main, if it holds most of the words."""
    whole: str = root.text()[:MAX_CHARACTERS]
    for name in ("main", "[role=main]", "article"):
        found = root.css(name)
        if len(found) == 1:
            text: str = found[0].text()[:MAX_CHARACTERS]
            if len(text) >= len(whole) / 2:
                return text
    return whole


def _drop_frame(root: Any) -> None:
    named = [node for node in root.css(BOXES) if _NAMES_FRAME.search(_name(node))]
    for node in [*root.css(FRAME), *named]:
        if node.tag not in NEVER_FRAME and node.css_first("main, article, [role=main]") is None:
            node.decompose()


def _name(node: Any) -> str:
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}"


def _mark(html: str) -> str:
    if BLOCK_MARK in html or LINK_MARK in html:
        html = html.translate(_MARKS_OF_PAGE)
    return _MARKED.sub(_mark_one, html)


def _mark_one(match: re.Match[str]) -> str:
    mark = LINK_MARK if match[1] else CELL if match[2] else BLOCK_MARK
    return mark + match[0]


def _blocks(marked: str) -> tuple[str, ...]:
    """The blocks that are text and not a list of links."""
    blocks = []
    for piece in marked.split(BLOCK_MARK):
        if LINK_MARK in piece:
            parts = piece.split(LINK_MARK)
            linked = sum(map(len, parts[1::2]))
            piece = "".join(parts)
            if linked > MAX_LINK_SHARE * len(piece.strip()):
                continue
        if plain := _squeeze(piece).strip("| "):
            blocks.append(plain)
    return tuple(blocks)


def _squeeze(text: str) -> str:
    """One space for every white space; most blocks have nothing else, and this is called often."""
    if "  " in text or "\n" in text or "\t" in text or "\xa0" in text or "\r" in text:
        return " ".join(text.split())
    return text


def _plain(text: str) -> str:
    return " ".join(text.replace(BLOCK_MARK, " ").replace(LINK_MARK, "").split())


def has_anchor(body: bytes, fragment: str, *, charset: str = "") -> bool:
    """Whether a page has the place that a URL's fragment names."""
    wanted = {fragment, unquote(fragment)}
    wanted |= {f"user-content-{name}" for name in wanted}  # GitHub's own prefix
    tree = LexborHTMLParser(decode(body, charset))
    return any(
        node.attributes.get(key) in wanted
        for node in tree.css("[id], a[name]")
        for key in ("id", "name")
    )


def _declared_charset(body: bytes) -> str:
    found = re.search(
        rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", body[:4096], re.IGNORECASE
    )
    return found[1].decode("ascii", errors="replace").lower() if found else ""


# Codecs of Python's own that are no encoding of a page; some of them cannot even pass over errors.
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"}
)


def _codec(name: str) -> str:
    """A codec that Python knows, as browsers read the name; empty if there is none."""
    if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"):
        return "cp1252"
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    is_charset = getattr(info, "_is_text_encoding", True)
    return info.name if is_charset and info.name.replace("-", "_") not in _NO_CHARSETS else ""


def _looks_like_html(text: str) -> bool:
    return bool(
        re.match(
            r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", text[:2000], re.I | re.S
        )
    )

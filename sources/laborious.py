"""Pages that would keep a parser busy for minutes, read in a process of its own.

An HTML parser looks through all open elements at each tag, and through all attributes of a tag at
each attribute: two megabytes of nothing but `<nav>` take it a quarter of an hour. Such a page must
end one look, not a batch. Run as a module it reads a page from standard input.
"""

import json
import re
import resource
import subprocess
import sys

from sources.text import Page, read_page

# What is smaller is read within a second, whatever is in it.
SMALL = 100_000  # bytes
MOST_TAGS = 20_000
# Of text without a tag, unless it is a script's: attributes may hide in there.
LONG_STRETCH, MOST_IN_STRETCHES = 5_000, 60_000
_NO_ATTRIBUTES = re.compile(rb"!--|(?:script|style)(?:\s[^\"'>]{0,200}|\s[^'>]{0,200}\")?>", re.I)

MEMORY = 1 << 30  # bytes of address space
SECONDS = 20


def is_laborious(body: bytes) -> bool:
    """Whether a page has far more tags, or far longer ones, than people write."""
    if len(body) <= SMALL:
        return False
    if body.count(b"<") > MOST_TAGS:
        return True
    stretches = (len(each) for each in body.split(b"<") if _may_hide_attributes(each))
    return sum(stretches) > MOST_IN_STRETCHES


def _may_hide_attributes(stretch: bytes) -> bool:
    return len(stretch) > LONG_STRETCH and not _NO_ATTRIBUTES.match(stretch)


def read_apart(body: bytes, *, charset: str, media: str) -> Page | None:
    """The page, without its imprint; None if it takes too long."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "sources.laborious", charset, media],
            input=body, capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        return None
    title, headings, blocks, marked, is_html = json.loads(done.stdout)
    return Page(title, tuple(headings), tuple(blocks), marked, is_html)


def main(charset: str, media: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    page = read_page(sys.stdin.buffer.read(), charset=charset, media=media)
    if page is None:
        return 1
    print(json.dumps([page.title, page.headings, page.blocks, page.marked, page.is_html]))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

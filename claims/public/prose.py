"""Plain text as paragraphs, headings and lists: what the desk writes, without any markup in it.

A blank line ends a paragraph, `# ` at the start of a line makes a heading, `- ` an item of a list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or list; a list has several lines, the others have one."""

    kind: Literal["paragraph", "heading", "list"]
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    return [block for part in _parts(text) for block in _blocks(part)]


def _parts(text: str) -> Iterator[list[str]]:
    lines = [line.strip() for line in text.splitlines()]
    for filled, part in groupby(lines, key=bool):
        if filled:
            yield list(part)


def _blocks(lines: list[str]) -> Iterator[Block]:
    for kind, group in groupby(lines, key=_kind):
        part = list(group)
        if kind == "list":
            yield Block("list", tuple(line[2:].strip() for line in part))
        elif kind == "heading":
            yield from (Block("heading", (line.lstrip("#").strip(),)) for line in part)
        else:
            yield Block("paragraph", (" ".join(part),))


def _kind(line: str) -> Literal["paragraph", "heading", "list"]:
    if line.startswith(("# ", "## ")):
        return "heading"
    return "list" if line.startswith(("- ", "* ", "• ")) else "paragraph"

"""Reads PolNeAR, a folder of news articles with their attributions in brat's standoff format."""

import re
from dataclasses import dataclass
from pathlib import Path

from benchmarks.attribution_metrics import Marked

SPAN = re.compile(r"(T\d+)\t[A-Za-z]+ (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
"""A text-bound line. The text after the tab may itself run over several lines."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article with what each of its annotators marked."""

    name: str
    text: str
    readings: tuple[tuple[Marked, ...], ...]


def articles(folder: Path) -> list[Article]:
    """The articles of one split, those without annotations left out."""
    found = []
    for path in sorted((folder / "text").glob("*.txt")):
        marked = sorted((folder / "attributions").glob(f"{_literal(path.stem)}_????.ann"))
        if marked:
            text = path.read_bytes().decode("utf-8")
            found.append(Article(path.stem, text, tuple(map(attributions, marked))))
    return found


def attributions(path: Path) -> tuple[Marked, ...]:
    """The attributions of one annotator, those without a content left out."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events: list[str] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if match := SPAN.match(line):
            pairs = (pair.split() for pair in match[2].split(";"))
            spans[match[1]] = [(int(start), int(end)) for start, end in pairs]
        elif re.match(r"E\d+\t", line):
            events.append(line.split("\t", 1)[1])
    read = (_event(event, spans) for event in events)
    return tuple(event for event in read if event.contents)


def _event(line: str, spans: dict[str, list[tuple[int, int]]]) -> Marked:
    roles: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [], "content": []}
    for part in line.split():
        role, _, name = part.partition(":")
        roles.get(re.sub(r"\d+$", "", role).lower(), []).extend(spans.get(name, ()))
    return Marked(*(tuple(sorted(roles[role])) for role in ("source", "cue", "content")))


def _literal(stem: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", stem)

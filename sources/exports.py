"""Rows as CSV or JSON, for a spreadsheet or a script. Pure: no Django."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

# A cell that begins so is a formula to a spreadsheet, and what readers and web pages wrote is in
# these cells. An apostrophe makes it text (OWASP, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lines of CSV with a heading, each cell safe to open in a spreadsheet."""
    # Without the mark Excel reads UTF-8 as if it were Latin-1.
    yield "\ufeff" + _line(columns)
    for row in rows:
        yield _line([cell(value) for value in row])


def to_json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A JSON array of objects, a line each."""
    before = "[\n"
    for row in rows:
        yield before + json.dumps(dict(zip(columns, row, strict=True)), default=_plain)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def cell(value: Any) -> str:
    """A value as a cell: times in ISO 8601, lists joined, nothing that a spreadsheet would run."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = str(_plain(value))
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def _plain(value: Any) -> str:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "; ".join(str(item) for item in value)
    return str(value)


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()

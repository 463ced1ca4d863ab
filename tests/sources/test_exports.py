"""Exports: what a spreadsheet or a script gets."""

import csv
import datetime as dt
import io
import json

import pytest

from sources.exports import cell, to_csv, to_json


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "  ="])
def test_a_cell_never_begins_like_a_formula(start: str) -> None:
    assert cell(f"{start}cmd|' /C calc'!A0").startswith("'")


def test_numbers_stay_numbers_also_below_nought() -> None:
    assert cell(-3) == "-3"
    assert cell(0.5) == "0.5"


def test_nothing_is_an_empty_cell() -> None:
    assert cell(None) == ""


def test_csv_reads_back_with_quotes_and_line_breaks() -> None:
    lines = "".join(to_csv(["a", "b"], [['He said “yes”, "no"', "one\ntwo"]]))
    assert list(csv.reader(io.StringIO(lines.removeprefix("\ufeff")))) == [
        ["a", "b"],
        ['He said “yes”, "no"', "one\ntwo"],
    ]


def test_json_is_one_array_also_when_there_is_nothing() -> None:
    at = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    rows: list[list[object]] = [[1, at], [2, None]]
    assert json.loads("".join(to_json(["n", "at"], rows))) == [
        {"n": 1, "at": "2026-01-02T00:00:00+00:00"},
        {"n": 2, "at": None},
    ]
    assert json.loads("".join(to_json(["n"], []))) == []

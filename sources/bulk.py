"""One statement for many rows with a value of its own for each, and no model object in between.

Django's `bulk_update` builds a CASE for every field and row and costs more than the fetch did, and
its `bulk_create` makes an object of every row first. PostgreSQL gets all rows as one JSON text,
which is written and read in a fraction of the time that arrays take.
"""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from django.db import connection, models

Rows = Sequence[Sequence[Any]]
MICROSECOND = dt.timedelta(microseconds=1)


def update_rows(model: type[models.Model], names: Sequence[str], rows: Rows) -> None:
    """Write `names` of the rows whose primary key stands first in each of `rows`."""
    fields: list[Any] = [model._meta.pk, *map(model._meta.get_field, names)]
    columns = [_quoted(field.column) for field in fields]
    table = _quoted(model._meta.db_table)
    rows = sorted(rows, key=lambda row: row[0])  # one order for all: no deadlocks
    if connection.vendor == "postgresql":
        sets = ", ".join(f"{name} = new.{name}" for name in columns[1:])
        where = f"{table}.{columns[0]} = new.{columns[0]}"
        _write_at_once(f"UPDATE {table} SET {sets} FROM", fields, rows, f"WHERE {where}")
    else:
        sets = ", ".join(f"{name} = %s" for name in columns[1:])
        statement = f"UPDATE {table} SET {sets} WHERE {columns[0]} = %s"
        _write_one_by_one(statement, [*fields[1:], fields[0]], [[*r[1:], r[0]] for r in rows])


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Rows) -> None:
    """Add rows of these values; `names` are all columns but the key: no default is filled in."""
    fields: list[Any] = [*map(model._meta.get_field, names)]
    into = f"INSERT INTO {_quoted(model._meta.db_table)}"
    columns = ", ".join(_quoted(field.column) for field in fields)
    if connection.vendor == "postgresql":
        _write_at_once(f"{into} ({columns}) SELECT * FROM", fields, rows)
    else:
        marks = ", ".join("%s" for _ in fields)
        _write_one_by_one(f"{into} ({columns}) VALUES ({marks})", fields, rows)


def _write_at_once(head: str, fields: Sequence[Any], rows: Rows, tail: str = "") -> None:
    if not rows:
        return
    columns = [field.column for field in fields]
    text = _json([dict(zip(columns, row, strict=True)) for row in rows])
    types = ", ".join(f"{_quoted(field.column)} {field.db_type(connection)}" for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"{head} json_to_recordset(%s::json) AS new({types}) {tail}", [text])


def _write_one_by_one(statement: str, fields: Sequence[Any], rows: Rows) -> None:
    values = [
        [
            field.get_db_prep_save(_storable(value), connection)
            for field, value in zip(fields, row, strict=True)
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _json(rows: list[dict[str, Any]]) -> str:
    text = json.dumps(rows, ensure_ascii=False, default=_plain)
    if "\\u0000" in text or not _is_unicode(text):
        text = json.dumps(_storable(rows), ensure_ascii=False, default=_plain)
    return text


def _plain(value: Any) -> str:
    """The types that JSON lacks, as PostgreSQL reads them."""
    if isinstance(value, dt.timedelta):
        return f"{value // MICROSECOND} microseconds"
    if isinstance(value, dt.datetime):
        return value.isoformat()
    raise TypeError(f"{type(value)} cannot be written in bulk")


def _storable(value: Any) -> Any:
    """Without what no database holds: the zero character, and halves of surrogate pairs.

    The words come from strangers' pages, and one of them must not end a batch.
    """
    if isinstance(value, str):
        plain = value if _is_unicode(value) else value.encode(errors="replace").decode()
        return plain.replace("\0", "\N{REPLACEMENT CHARACTER}")
    if isinstance(value, dict):
        return {_storable(key): _storable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(each) for each in value]
    return value


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)

"""One UPDATE for many rows with a value of its own for each.

Django's `bulk_update` builds a CASE for every field and row and costs more than the fetch did.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


def update_rows(
    model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Write `names` of the rows whose primary key stands first in each of `rows`."""
    if not rows:
        return
    fields: list[Any] = [model._meta.pk, *(model._meta.get_field(name) for name in names)]
    values = [
        [
            field.get_db_prep_save(value, connection)
            for field, value in zip(fields, row, strict=True)
        ]
        for row in sorted(rows, key=lambda row: row[0])  # one order for all: no deadlocks
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                _unnest(model, fields), [list(column) for column in zip(*values, strict=True)]
            )
        else:
            cursor.executemany(_single(model, fields), [[*row[1:], row[0]] for row in values])


def _unnest(model: type[models.Model], fields: Sequence[Any]) -> str:
    quote = connection.ops.quote_name
    names = [quote(field.column) for field in fields]
    sets = ", ".join(f"{name} = new.{name}" for name in names[1:])
    arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
    table = quote(model._meta.db_table)
    return (
        f"UPDATE {table} SET {sets} FROM unnest({arrays}) AS new({', '.join(names)})"
        f" WHERE {table}.{names[0]} = new.{names[0]}"
    )


def _single(model: type[models.Model], fields: Sequence[Any]) -> str:
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(field.column)} = %s" for field in fields[1:])
    return f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {quote(fields[0].column)} = %s"

"""A row that people edit is saved only over the version that they saw."""

from django.db import models
from django.db.models import F

from claims.refusals import Stale


def next_version(row: models.Model, seen: int | None, *, advice: str = "") -> None:
    """Raise the version of a row from the one that was seen, or from its own; else Stale.

    Of two that save at once one comes first. Call it in the transaction that saves the rest.
    """
    version = row.version if seen is None else seen  # type: ignore[attr-defined]
    mine = type(row)._default_manager.filter(pk=row.pk, version=version)
    if not mine.update(version=F("version") + 1):
        name = row._meta.verbose_name
        raise Stale(f"Somebody changed this {name} since you opened it.{advice}")
    row.version = version + 1  # type: ignore[attr-defined]

"""What was changed in a row, when and by whom, from the versions that are kept of it."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.formats import date_format

# What nobody has changed but a program.
NOT_TOLD = {"id", "version", "updated_at", "changed_at", "changed_by"}
MOST_VERSIONS = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One field, before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Version:
    """One save. Of the first that is kept nothing says what stood there before."""

    at: dt.datetime
    who: str
    changes: tuple[Change, ...] = ()
    made_the_row: bool = False


def versions(row: Any) -> list[Version]:
    """Newest first; what changed nothing that people see is left out."""
    newest = row.history.select_related("history_user").order_by("-history_date", "-history_id")
    kept = list(newest[:MOST_VERSIONS])
    found = [_version(after, before) for after, before in pairwise(kept)]
    told = [version for version in found if version.changes]
    return [*told, *(_first(last) for last in kept[-1:])]


def _first(last: Any) -> Version:
    made = last.history_type == "+"
    return Version(last.history_date, _who(last.history_user), made_the_row=made)


def _version(after: Any, before: Any) -> Version:
    changes = tuple(
        _change(after, before, field)
        for field in after.tracked_fields
        if field.name not in NOT_TOLD
        and getattr(before, field.attname) != getattr(after, field.attname)
    )
    return Version(after.history_date, _who(after.history_user), changes)


def _change(after: Any, before: Any, field: Any) -> Change:
    name = field.attname if field.is_relation else field.name
    return Change(str(field.verbose_name), shown(before, name), shown(after, name))


def _who(person: User | None) -> str:
    return (person.get_full_name() or person.get_username()) if person else "The machine"


def shown(version: Any, name: str) -> str:
    """A value as a page would show it."""
    value = getattr(version, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    label = getattr(version, f"get_{name}_display", None)
    return str(label() if label else value or "")

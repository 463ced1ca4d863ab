"""Frozen dataclasses to plain JSON values and back, tolerant of fields added since."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """What `json.dumps` takes without help: dates become ISO 8601, tuples become lists."""
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def restore(kind: type[T], plain: Mapping[str, Any]) -> T:
    """The dataclass again. A field that is missing takes its default, an unknown one is skipped."""
    hints = get_type_hints(kind)
    known = [field.name for field in fields(cast(Any, kind)) if field.name in plain]
    return kind(**{name: _value(hints[name], plain[name]) for name in known})


def _value(hint: Any, plain: Any) -> Any:
    if plain is None:
        return None
    if get_origin(hint) in (Union, UnionType):
        hint = next(option for option in get_args(hint) if option is not type(None))
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], item) for item in plain)
    if isinstance(hint, type) and is_dataclass(hint):
        return restore(hint, plain)
    if hint in (datetime, date):
        return hint.fromisoformat(plain)
    return plain

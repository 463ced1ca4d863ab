"""Reading markup that somebody else may have written: no value is taken for what it should be."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

Markup = Mapping[str, Any]


def leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping) and value:
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list) and value:
        for item in value:
            yield from leaves(item, path)
    else:
        yield path, value


def object_at(markup: Markup, name: str) -> Markup:
    value = markup.get(name)
    return value if isinstance(value, Mapping) else {}


def objects_at(markup: Markup, name: str) -> list[Markup]:
    value = markup.get(name)
    several = value if isinstance(value, list) else [value]
    return [item for item in several if isinstance(item, Mapping)]


def text_at(markup: Markup, name: str) -> str:
    return str(markup.get(name) or "").strip()


def number(value: Any) -> float | None:
    """As JSON has it; a numeric string is read as one, as Google does."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def is_web_address(value: Any) -> bool:
    try:
        parts = urlsplit(value) if isinstance(value, str) else None
    except ValueError:
        return False
    return parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname)


def site(value: Any) -> str:
    host = urlsplit(value).hostname if is_web_address(value) else ""
    return (host or "").removeprefix("www.")


def day(markup: Markup) -> date | None:
    return parsed(markup.get("datePublished"))


def parsed(value: Any) -> date | None:
    """The calendar day of an ISO 8601 date or time."""
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None

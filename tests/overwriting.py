"""Something hostile in every field that people, readers, reporters or web pages can write."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from claims.models import Verdict

# What is no text: keys, digests, addresses that are unique, and what only programs read.
NOT_WORDS = {
    "form_key", "sha256", "url_hash", "content_hash", "digest", "language", "username", "password",
    "email", "slug", "host", "scheme", "etag", "last_modified", "validated_url", "query", "page",
    "method", "method_version", "text_hash", "file", "version", "key", "name_hash",
}  # fmt: skip
# Rows that the database itself lets nobody change: those are made with such words.
GUARDED = {"Approval", "Correction", "StatusChange"}
# Django's own, which nobody writes.
FIXED = {"Permission", "Group"}
# Evidence is one thing: a citation, or a page, or a file.
ONLY_WHERE_FILLED = {"cited_who", "cited_what"}
ADDRESSES = {"url", "archived_url", "same_as", "final_url"}
# Of what was frozen: words of closed sets, which decide how the rest is shown.
CLOSED = {
    "question", "kind", "slug", "stance", "tier", "outcome", "attribution_kind", "language",
    "said_on", "published_on", "accessed_on", "asked_on", "at", "published_at", "updated_at",
}  # fmt: skip


def overwrite_every_field(words: str, address: str) -> set[str]:
    """Write it past all rules, straight into the database; the names of the columns written."""
    written = set()
    for model in models_of_ours():
        columns = {field.name: _value(field, words, address) for field in free_text(model)}
        for name, value in columns.items():
            rows = model._default_manager.all()
            rows = rows.exclude(**{name: ""}) if name in ONLY_WHERE_FILLED else rows
            rows.update(**{name: value})
            written.add(f"{model.__name__}.{name}")
    for verdict in Verdict.objects.exclude(frozen={}):
        verdict.frozen = _inside(verdict.frozen, words, address)
        verdict.save(update_fields=["frozen"])
    return written


def models_of_ours() -> Iterator[type[models.Model]]:
    for label in ("claims", "sources", "auth"):
        for model in apps.get_app_config(label).get_models():
            if model.__name__ not in GUARDED | FIXED:
                yield model


def free_text(model: type[models.Model]) -> Iterator["models.Field[Any, Any]"]:
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField)
        if is_text and not field.choices and not field.unique and field.name not in NOT_WORDS:
            yield field


def _value(field: "models.Field[Any, Any]", words: str, address: str) -> str:
    value = address if field.name in ADDRESSES else words
    # The text of an article stays long enough for the anchors in it.
    value = value * 400 if field.name == "text" and field.model.__name__ == "Revision" else value
    return value[: field.max_length] if field.max_length else value


def _inside(value: Any, words: str, address: str, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _inside(item, words, address, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_inside(item, words, address, key) for item in value]
    # What is empty may have to be: of what is confidential nothing was frozen.
    if not isinstance(value, str) or not value or key in CLOSED:
        return value
    return address if key in ADDRESSES else words

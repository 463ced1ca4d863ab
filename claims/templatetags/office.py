"""What the admin's own templates need: filters as menus, exports of what they show."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from claims.models import SavedFilter

register = template.Library()


@dataclass(frozen=True, slots=True)
class Menu:
    """One filter: its title, what is chosen, and the addresses of all choices."""

    title: str
    chosen: str
    choices: list[dict[str, Any]]


@register.simple_tag
def menus(cl: Any) -> list[Menu]:
    """The filters of a list, each with the choice that is in force, or none."""
    return [_menu(spec, cl) for spec in cl.filter_specs]


def _menu(spec: Any, cl: Any) -> Menu:
    choices = list(spec.choices(cl))
    chosen = next((str(choice["display"]) for choice in choices[1:] if choice["selected"]), "")
    return Menu(str(spec.title), chosen, choices)


@register.simple_tag
def export_address(cl: Any, form: str) -> str:
    """Where what this list shows can be fetched; nothing where there is no export."""
    if not getattr(cl.model_admin, "export", None):
        return ""
    try:
        address = reverse(f"admin:{cl.opts.app_label}_{cl.opts.model_name}_export", args=[form])
    except NoReverseMatch:
        return ""
    query = query_of(cl)
    return f"{address}?{query}" if query else address


@register.simple_tag
def query_of(cl: Any) -> str:
    """The filters, the search and the order that a list is shown by, as one query."""
    query = [(key, value) for key, values in cl.filter_params.items() for value in values]
    query += [("q", cl.query)] if cl.query else []
    query += [("o", cl.params["o"])] if "o" in cl.params else []
    return urlencode(query)


@register.simple_tag(takes_context=True)
def saved_filters(context: Any, cl: Any) -> list[SavedFilter]:
    """What this person keeps of this list."""
    kept = SavedFilter.objects.filter(user=context["request"].user, page=page_name(cl))
    return list(kept)


@register.simple_tag
def page_name(cl: Any) -> str:
    """The list's name, as saved filters know it."""
    return f"{cl.opts.app_label}_{cl.opts.model_name}"

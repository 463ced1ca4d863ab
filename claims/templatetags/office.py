"""What the admin's own templates need: filters as menus, exports of what they show."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

register = template.Library()
PAGE = "p"


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
    query = [(key, value) for key, values in cl.filter_params.items() for value in values]
    query += [("q", cl.query)] if cl.query else []
    return f"{address}?{urlencode(query)}" if query else address

"""The side bar: the places of the desk in the order of a shift, not Django's list of models."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from claims.models import Notice


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the side bar: a page of the admin, with the filter it opens on."""

    title: str
    icon: str
    page: str
    query: dict[str, str] = field(default_factory=dict)
    administrators: bool = False

    def link(self) -> str | None:
        """Its address; None while there is no such page."""
        try:
            address = reverse(f"admin:{self.page}")
        except NoReverseMatch:
            return None
        return f"{address}?{urlencode(self.query)}" if self.query else address


WORK = [
    Place("Home", "home", "index"),
    Place(
        "My queue",
        "inbox",
        "claims_claim_changelist",
        {"assignee": "me", "status__exact": "in_progress"},
    ),
    Place("Inbox", "mail", "inbox"),
    Place("Articles", "article", "claims_article_changelist"),
    Place("Claims", "format_quote", "claims_claim_changelist"),
    Place("Verdicts", "gavel", "claims_verdict_changelist"),
]
GROUND = [
    Place("Sources", "link", "sources_source_changelist"),
    Place("Evidence", "fact_check", "claims_evidence_changelist"),
    Place("Claimants", "record_voice_over", "claims_claimant_changelist"),
    Place("Alerts", "notifications_active", "sources_alert_changelist"),
    Place("Complaints", "contact_mail", "claims_complaint_changelist"),
    Place("Corrections", "published_with_changes", "claims_correction_changelist"),
]
HOUSE = [
    Place("Pages for readers", "menu_book", "claims_page_changelist"),
    Place("Ratings", "linear_scale", "claims_ratingscale_changelist"),
    Place("People", "group", "auth_user_changelist", administrators=True),
    Place("Groups", "groups", "auth_group_changelist", administrators=True),
]
SECTIONS = [("", WORK), ("What it rests on", GROUND), ("House", HOUSE)]


def side_bar(request: HttpRequest) -> list[dict[str, Any]]:
    """The sections in Unfold's form, without places that do not exist or are not this person's."""
    return [
        {"title": title, "separator": bool(title), "items": list(_items(places, request))}
        for title, places in SECTIONS
    ]


def _items(places: list[Place], request: HttpRequest) -> list[dict[str, Any]]:
    items = []
    for place in places:
        link = place.link()
        if link and (request.user.is_superuser or not place.administrators):
            active = _is_here(place, link, request)
            item = {"title": place.title, "icon": place.icon, "link": link, "active": active}
            if place.page == "inbox":
                item |= _new_mail(request)
            items.append(item)
    return items


def _new_mail(request: HttpRequest) -> dict[str, Any]:
    number = Notice.objects.filter(to=request.user.pk).unread().count()
    return {"badge": number, "badge_variant": "primary"} if number else {}


def _is_here(place: Place, link: str, request: HttpRequest) -> bool:
    """Home is only itself; a list is also its forms; a filtered list needs its filter."""
    address = link.partition("?")[0]
    if place.page == "index":
        return request.path == address
    if place.query:
        return request.get_full_path().startswith(link)
    return request.path.startswith(address) and not _is_my_queue(request)


def _is_my_queue(request: HttpRequest) -> bool:
    mine = WORK[1].link()
    return mine is not None and request.get_full_path().startswith(mine)


def account(request: HttpRequest) -> list[dict[str, Any]]:
    """The menu under one's own name."""
    return [
        {"title": "Preferences", "link": reverse("admin:preferences")},
        {"title": "Change password", "link": reverse("admin:password_change")},
    ]

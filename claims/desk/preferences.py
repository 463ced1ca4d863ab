"""How one person wants times written: the form, and the middleware that keeps to it."""

from collections.abc import Callable
from typing import Any, ClassVar, cast
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from unfold.widgets import UnfoldAdminSelectWidget

from claims.models import Preference


class PreferenceForm(forms.ModelForm):  # type: ignore[type-arg]
    """Two menus."""

    class Meta:
        model = Preference
        fields: ClassVar = ["time_zone", "language"]

    time_zone = forms.ChoiceField(
        required=False, widget=UnfoldAdminSelectWidget, help_text="Times on every page are in it."
    )
    language = forms.ChoiceField(
        required=False,
        label="Dates and spelling",
        widget=UnfoldAdminSelectWidget,
        choices=[
            ("", "As the browser says"),
            *(Preference._meta.get_field("language").choices or []),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
        choices = [("", "The site's own"), *((zone, zone.replace("_", " ")) for zone in zones)]
        cast(forms.ChoiceField, self.fields["time_zone"]).choices = choices


def page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show and save one's own."""
    person = cast(User, request.user)
    mine = Preference.objects.filter(user=person).first() or Preference(user=person)
    form = PreferenceForm(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return HttpResponseRedirect(reverse("admin:preferences"))
    context = {**site.each_context(request), "title": "Preferences", "form": form}
    return TemplateResponse(request, "claims/desk/preferences.html", context)


class PreferenceMiddleware:
    """In the admin, times and dates as the person prefers. Must stand below authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/admin/") or not request.user.is_authenticated:
            return self.get_response(request)
        mine = Preference.objects.filter(user=request.user).first() or Preference()
        language = mine.language or translation.get_language()
        zone = ZoneInfo(mine.time_zone) if mine.time_zone else None
        with timezone.override(zone), translation.override(language):
            return self.get_response(request)

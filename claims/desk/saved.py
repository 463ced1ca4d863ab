"""Saved filters: keep the list as it is filtered now, under a name, and let it go again."""

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse

from claims.models import SavedFilter


class SaveForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is kept: which list, which filters, under which name."""

    class Meta:
        model = SavedFilter
        fields = ("page", "name", "query")


def save(request: HttpRequest) -> HttpResponse:
    """Keep it. The same name again replaces what was kept under it."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = SaveForm(request.POST)
    if not form.is_valid() or not _list(form.cleaned_data["page"]):
        messages.error(request, "Give this list a name of at most 60 characters.")
        return HttpResponseRedirect(_list(request.POST.get("page", "")) or reverse("admin:index"))
    given = form.cleaned_data
    SavedFilter.objects.update_or_create(
        user=cast(User, request.user),
        page=given["page"],
        name=given["name"],
        defaults={"query": given["query"]},
    )
    messages.success(request, f"Kept as “{given['name']}”.")
    return HttpResponseRedirect(f"{_list(given['page'])}?{given['query']}")


def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one of one's own go."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    kept = get_object_or_404(SavedFilter, pk=pk, user=cast(User, request.user))
    kept.delete()
    messages.success(request, f"“{kept.name}” is forgotten.")
    return HttpResponseRedirect(_list(kept.page))


def _list(page: str) -> str:
    """The address of a list of the admin; nothing for what is none."""
    try:
        return reverse(f"admin:{page}_changelist")
    except NoReverseMatch:
        return ""

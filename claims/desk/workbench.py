"""The workbench of a claim: all that is known of it, and the verdict in the making."""

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from claims.models import Claim
from claims.permissions import REVIEW, lacks


def page(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    if refusal := lacks(request.user, REVIEW):
        raise PermissionDenied(str(refusal))
    claim = get_object_or_404(Claim.objects.for_lists(), pk=pk)
    context = {**site.each_context(request), "title": str(claim), "claim": claim}
    return render(request, "claims/desk/claim.html", context)

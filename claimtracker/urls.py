"""Which part of the project answers which address."""

from django.contrib import admin
from django.urls import include, path

from claims.desk.urls import desk_urls
from claims.google import ClaimsSearch
from claimtracker.health import healthz

handler404 = "claims.public.views.not_found"
handler500 = "claimtracker.api.problems.server_error"
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/desk/", include((desk_urls(admin.site), "desk"))),
    path("admin/", admin.site.urls),
    path("api/", include("claimtracker.api.routes")),
    path("v1alpha1/claims:search", ClaimsSearch.as_view(), name="claims-search"),
    path("", include("claims.public.urls")),
]

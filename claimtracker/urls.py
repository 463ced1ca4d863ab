"""Which part of the project answers which address."""

from django.contrib import admin
from django.urls import include, path

from claimtracker.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("claims.public.urls")),
]

"""Addresses of the API's sources. The project puts them under /api/v1/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from sources.views import LinkCheckViewSet, SourceViewSet

router = SimpleRouter(use_regex_path=False)
router.register("sources", SourceViewSet, basename="source")
checks = LinkCheckViewSet.as_view({"get": "list"})
urlpatterns = [path("sources/<int:pk>/checks/", checks, name="source-checks"), *router.urls]

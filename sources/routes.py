"""Addresses of the API's sources. The project puts them under /api/v1/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from sources.memory import AlertViewSet, SnapshotListViewSet, SnapshotViewSet
from sources.views import LinkCheckViewSet, SourceViewSet

router = SimpleRouter(use_regex_path=False)
router.register("sources", SourceViewSet, basename="source")
router.register("snapshots", SnapshotViewSet, basename="snapshot")
router.register("alerts", AlertViewSet, basename="alert")
checks = LinkCheckViewSet.as_view({"get": "list"})
snapshots = SnapshotListViewSet.as_view({"get": "list"})
urlpatterns = [
    path("sources/<int:pk>/checks/", checks, name="source-checks"),
    path("sources/<int:pk>/snapshots/", snapshots, name="source-snapshots"),
    *router.urls,
]

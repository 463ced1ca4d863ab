"""Everything under /api/: version 1, its schema, its documentation."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import APIRootView

from claims.routes import router as claims_router
from claimtracker.api.docs import Docs
from claimtracker.api.problems import Nothing
from sources.routes import router as sources_router

ROOT = {
    prefix: f"{name}-list"
    for prefix, _, name in sorted(claims_router.registry + sources_router.registry)
}


class Root(APIRootView):
    """Where everything is."""

    api_root_dict = ROOT
    schema = None
    permission_classes = ()


urlpatterns = [
    path("v1/", Root.as_view(), name="api-root"),
    path("v1/", include("claims.routes")),
    path("v1/", include("sources.routes")),
    path("schema/", SpectacularAPIView.as_view(permission_classes=[]), name="schema"),
    path("docs/", Docs.as_view(), name="docs"),
    re_path("", Nothing.as_view()),
]

"""`/api/docs/`: the schema for people, from our own server, under the site's strict policy."""

from csp.constants import UNSAFE_INLINE
from django.http import HttpRequest, HttpResponseBase
from drf_spectacular.views import SpectacularSwaggerSplitView


class Docs(SpectacularSwaggerSplitView):
    """Swagger UI whose script is a file of its own: the policy forbids scripts in the page."""

    permission_classes = ()
    throttle_classes = ()

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        # Swagger UI writes style attributes; scripts stay forbidden.
        response._csp_update = {"style-src": [UNSAFE_INLINE]}  # type: ignore[attr-defined]
        return response

"""Who may send the form: people on this site, and not all day."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from rest_framework.throttling import AnonRateThrottle


class ComplaintThrottle(AnonRateThrottle):
    """So many complaints from one address that no honest reader meets the limit."""

    scope = "complaint"
    rate = "10/hour"


def may_complain(request: HttpRequest) -> bool:
    return ComplaintThrottle().allow_request(request, None)  # type: ignore[arg-type]


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site's page sent this. Browsers say so themselves; others send nothing."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()

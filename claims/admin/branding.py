"""Our own icon and style sheet in Unfold's frame. Settings name these by their path."""

from django.http import HttpRequest
from django.templatetags.static import static


def icon(request: HttpRequest) -> str:
    return static("claims/admin/icon.svg")


def style_sheet(request: HttpRequest) -> str:
    return static("claims/admin/office.css")


def script(request: HttpRequest) -> str:
    return static("claims/admin/office.js")

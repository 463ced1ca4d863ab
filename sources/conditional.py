"""ETag, If-None-Match and If-Match for every view of the API, also for those of the app above.

A tag is the row's version, where it has one, and a hash of the answer: `"v3-5d41402abc4b"`. A
reader asks with all of it, so that 304 means "not a byte has changed"; a writer is judged by the
version alone, so that nobody is turned away because a name beside the row has changed.
"""

import hashlib
import re
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from rest_framework.exceptions import APIException
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

# A compressed answer has a weak tag (W/). It is the same row, so it may be sent back.
_TAG = re.compile(r'(?:W/)?"([^"]*)"')
_VERSION = re.compile(r"v(\d+)-.*")


class PreconditionRequired(APIException):
    status_code = 428
    default_detail = (
        "Send If-Match with the ETag that you read, so that nobody's work is overwritten."
    )
    default_code = "precondition_required"


class PreconditionFailed(APIException):
    status_code = 412
    default_detail = "Somebody changed this since you read it. Read it again."
    default_code = "precondition_failed"


def tag_of(content: bytes, data: Any) -> str:
    version = data.get("version") if isinstance(data, dict) else None
    digest = hashlib.sha256(content).hexdigest()[:20]
    return f'"v{version}-{digest}"' if version is not None else f'"{digest}"'


class Conditional(GenericAPIView[Any]):
    """A view whose answers carry an ETag, and whose writers may, or must, send it back."""

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(answer, ["Authorization"])
        patch_cache_control(answer, private=True, no_cache=True)
        if answer.status_code < 300 and answer.data is not None:
            answer.add_post_render_callback(partial(_tagged, request._request))
        return answer

    def matched(self, row: Any, *, required: bool = False) -> int | None:
        """The version that the caller has seen; None if the caller does not say.

        Raises PreconditionRequired if it must be said, PreconditionFailed if it is an old one.
        """
        header = self.request.headers.get("If-Match")
        if header is None:
            if required:
                raise PreconditionRequired
            return None
        current = getattr(row, "version", None)
        if header.strip() != "*" and not self._is_current(header, row, current):
            raise PreconditionFailed
        return current

    def _is_current(self, header: str, row: Any, version: int | None) -> bool:
        tags = _TAG.findall(header)
        if version is not None:
            versions = [seen[1] for tag in tags if (seen := _VERSION.fullmatch(tag))]
            return str(version) in versions
        data = self.get_serializer(row).data
        return tag_of(JSONRenderer().render(data), data).strip('"') in tags


def _tagged(request: HttpRequest, response: Response) -> Any:
    """After rendering: the tag, or 304 for a reader who has this already."""
    response["ETag"] = tag_of(response.content, response.data)
    if request.method in SAFE_METHODS:
        return get_conditional_response(request, etag=response["ETag"], response=response)
    return None

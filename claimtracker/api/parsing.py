"""JSON bodies up to the size that forms have too; a larger one is refused before it is read."""

import io
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework.exceptions import APIException
from rest_framework.parsers import JSONParser


class TooLargeBody(APIException):
    status_code = 413
    default_detail = "The body is larger than this server takes."
    default_code = "too_large"


class LimitedJSONParser(JSONParser):
    """REST framework reads a JSON body of any size into memory; this one does not."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise TooLargeBody(f"The body has more than {limit:,} bytes.")
        return super().parse(io.BytesIO(body), media_type, dict(parser_context or {}))

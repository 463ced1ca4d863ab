"""Where errors are reported to, if a place was named."""

import sentry_sdk
from sentry_sdk.utils import BadDsn

from claimtracker.environment import SettingError


def report_to(dsn: str) -> None:
    """Send unhandled errors there; nothing about people: no user, address, cookie or body."""
    try:
        sentry_sdk.init(dsn, send_default_pii=False, max_request_body_size="never")
    except BadDsn as error:
        raise SettingError(f"SENTRY_DSN is no DSN: {error}.") from error

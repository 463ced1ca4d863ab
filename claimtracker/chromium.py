"""Where this machine keeps Chromium; plain Python, for it is asked before anything is installed."""

import shutil
from typing import Optional

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> Optional[str]:  # noqa: UP045, an older Python must be able to read this
    return next((path for path in map(shutil.which, NAMES) if path), None)

"""The first step of every entry point: load the settings, or say in one sentence why not."""

import os
import sys
from importlib import import_module

from claimtracker.environment import SettingError


def load_settings() -> None:
    """Read the settings now, so that a bad value ends the process without a traceback."""
    name = os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimtracker.settings")
    try:
        import_module(name)
    except SettingError as error:
        sys.exit(f"claimtracker: {error}")

#!/usr/bin/env python
"""Django's commands and ours."""

import sys


def main() -> None:
    try:
        from django.core.management import execute_from_command_line

        from claimtracker.start import load_settings
    except ModuleNotFoundError as error:
        sys.exit(
            f"manage.py: {error.name} is not installed: run `make setup`, use .venv/bin/python."
        )
    load_settings()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

"""What the background work costs those who do not do it."""

import subprocess
import sys


def test_the_web_and_the_link_workers_do_not_import_the_parser() -> None:
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import django, sys; django.setup(); import claimtracker.urls, claims.tasks,"
            " sources.tasks; print(*sys.modules)",
        ],
        env={"DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "claims.tasks" in loaded
    assert not {"spacy", "onnxruntime"} & set(loaded)

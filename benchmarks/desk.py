"""`python -m benchmarks.desk`: what each list and page costs on a desk of some years' work.

A database of its own is filled past the verbs; every page is asked for by Django's own client, so
a figure is the server's time without the network. Its size is what goes over the wire compressed,
with style sheets and scripts in the browser's cache already.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.processes import table

STEP = [sys.executable, "-m", "benchmarks.desk_step"]
HEADING = ["page", "rows", "ms, median", "longest", "of CPU", "queries", "kB"]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "claimtracker.settings",
            "SECRET_KEY": "benchmark", "DEBUG": "", "SITE_URL": "http://localhost:8000",
        }  # fmt: skip
        # On PostgreSQL: `python -m tests.postgres python -m benchmarks.desk`.
        there = os.environ.get("TEST_DATABASE_URL", f"sqlite:///{Path(name) / 'bench.sqlite3'}")
        environment["DATABASE_URL"] = there.replace("/claimtracker?", "/postgres?")
        for words in (["migrate"], ["collectstatic", "--no-input"]):
            command = [sys.executable, "manage.py", *words, "--verbosity", "0"]
            subprocess.run(command, env=environment, check=True)
        step = subprocess.run(STEP, env=environment, check=True, stdout=subprocess.PIPE)
    measured = json.loads(step.stdout)
    print(measured["what"])
    print(table(HEADING, measured["pages"]))


if __name__ == "__main__":
    main()

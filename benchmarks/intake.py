"""`python -m benchmarks.intake`: from the saved article to its claims, as a reporter waits for it.

A database file, a broker and a worker with one child as `make run` starts them; an article of
1,000 words is saved, its claims are looked for every 20 ms.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.processes import family, peak_memory, table
from claimtracker import broker, children

STEP = [sys.executable, "-m", "benchmarks.intake_step"]
WORKER = [
    sys.executable, "-m", "celery", "-A", "claimtracker", "worker", "-Q", "extraction", "-c", "1",
    "-l", "error", "--without-gossip", "--without-mingle",
]  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        socket = folder / "broker.sock"
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "claimtracker.settings",
            "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
            "REDIS_URL": broker.url_of(socket), "SECRET_KEY": "benchmark", "DEBUG": "",
        }  # fmt: skip
        server = children.start(broker.command(socket, folder))
        assert broker.wait_for(broker.url_of(socket), seconds=30)
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, env=environment, check=True)
        worker = children.start(WORKER, environment=environment, output=subprocess.DEVNULL)
        try:
            step = subprocess.run(STEP, env=environment, check=True, stdout=subprocess.PIPE)
            took: list[dict[str, float]] = json.loads(step.stdout)
            memory = peak_memory(family(worker.pid)[1:])
        finally:
            children.stop(worker, signal.SIGTERM, within=20)
            children.stop(server, signal.SIGTERM, within=10)
    seconds = [each["seconds"] for each in took]
    row = [
        f"{took[0]['words']:.0f}", f"{took[0]['claims']:.0f}", f"{median(seconds):.2f}",
        f"{max(seconds):.2f}", f"{memory:.0f}",
    ]  # fmt: skip
    print(f"From saving an article to its claims, {len(took)} articles one after another")
    print(table(["words", "claims", "s, median", "s, longest", "worker child, peak MB"], [row]))


if __name__ == "__main__":
    main()

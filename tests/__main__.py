"""All that must hold: `python -m tests [PYTEST ARGUMENTS]`, which `make test` calls.

The linters come first, then pytest on PostgreSQL with the tests that use a database, then pytest
on SQLite with all tests: so the last line is pytest's own, about every test there is.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from signal import SIGTERM, signal

from tests.postgres import postgres

BIN = Path(sys.executable).parent
# Two processes, and both keep the order: tests that empty the tables come last, for what the
# migrations wrote there must be written anew for each test after them.
BOTH_CORES = ["-n", "2", "--dist", "load"]
NOTHING_COLLECTED = 5


@dataclass(frozen=True)
class Step:
    name: str
    command: list[str]


MANAGE = [sys.executable, "manage.py"]
# The longest first, because two run at a time.
STEPS = [
    Step("types", [str(BIN / "mypy")]),
    Step("locks are fresh", [sys.executable, "-m", "tests.locks"]),
    Step("directions of dependence", [str(BIN / "lint-imports"), "--no-cache"]),
    Step("migrations are complete", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
    Step("settings", [*MANAGE, "check", "--fail-level", "WARNING"]),
    Step("ruff check", [str(BIN / "ruff"), "check", "."]),
    Step("ruff format", [str(BIN / "ruff"), "format", "--check", "."]),
    Step(
        "docker-compose.yml",
        [str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.compose-spec"]
        + ["docker-compose.yml"],
    ),
]


def main(arguments: list[str]) -> int:
    signal(SIGTERM, lambda *_: sys.exit(143))  # So that servers and folders are cleared away.
    if arguments:
        print("Only these tests, without the linters:", *arguments, flush=True)
        failures = []
    else:
        failures = lint()
    with postgres() as url:
        print("\nOn PostgreSQL, the tests that use a database:", flush=True)
        status = pytest(arguments, TEST_DATABASE_URL=url)
    if status and not (arguments and status == NOTHING_COLLECTED):
        failures.append("tests on PostgreSQL")
    print("\nOn SQLite, all tests:", flush=True)
    if failures:
        print("Failed before this:", ", ".join(failures), flush=True)
    return pytest(arguments) or bool(failures)


def lint() -> list[str]:
    """Runs all steps, two at a time; the names of those that failed."""
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(lint_one, STEPS)
        return [step.name for step, holds in zip(STEPS, results, strict=True) if not holds]


def lint_one(step: Step) -> bool:
    start = time.monotonic()
    answer = subprocess.run(
        step.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    holds = answer.returncode == 0
    took = f"{time.monotonic() - start:.1f} s"
    print(f"{step.name}: {'ok' if holds else 'FAILED'}, {took}", flush=True)
    if not holds:
        print(answer.stdout, flush=True)
    return holds


def pytest(arguments: list[str], **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", *(arguments or BOTH_CORES)]
    return subprocess.run(command, env=os.environ | environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

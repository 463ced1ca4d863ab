"""Makes this folder ready: `python3 -m claimtracker.bootstrap runtime|development`.

It runs before anything is installed and under any Python 3, so it uses the standard library alone
and says in one sentence what is missing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

from claimtracker.chromium import find_chromium
from claimtracker.places import BASE, LOCAL_ENV, VAR

OLDEST = (3, 11)
VENV = BASE / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"runtime": BASE / "requirements.txt", "development": BASE / "requirements-dev.txt"}
# A Python must never come from the net, nor a build from source pass unseen.
QUIET = {"UV_PYTHON_DOWNLOADS": "never", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def main(arguments: list[str]) -> None:
    if sys.version_info < OLDEST:
        stop("Python 3.11 or newer is needed, and this is {}.{}.".format(*sys.version_info))
    if arguments not in (["runtime"], ["development"]):
        stop("say `python3 -m claimtracker.bootstrap runtime` or `development`.")
    try:
        make_environment()
        install(LOCKS[arguments[0]])
        write_local_env()
        if arguments == ["development"]:
            install_chromium()
    except OSError as error:
        stop(f"{error.filename or BASE}: {error.strerror}.")


def stop(sentence: str) -> NoReturn:
    sys.exit(f"claimtracker: {sentence}")


def say(line: str) -> None:
    print(line, flush=True)


def make_environment() -> None:
    """A virtual environment in .venv, if there is none whose Python still starts."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0:
        return
    if importlib.util.find_spec("ensurepip") is None:
        stop("python3-venv is missing; on Debian: apt-get install python3-venv.")
    say("Making a virtual environment in .venv …")
    answer = run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if answer.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        stop(f".venv could not be made: {last_line(answer)}")


def install(lock: Path) -> None:
    """Everything in the lock, by its hashes; what else is in the environment stays."""
    stamp = VENV / f".{lock.stem}"
    key = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == key:
        return
    say(f"Installing what {lock.name} lists (a minute or two the first time) …")
    if not (install_uv() and install_with_uv(lock)):
        install_with_pip(lock)
    stamp.write_text(key)


def install_uv() -> bool:
    """uv, pinned by the development lock like all else; it installs ten times as fast as pip."""
    if (VENV / "bin" / "uv").exists():
        return True
    with tempfile.TemporaryDirectory() as folder:
        only_uv = Path(folder) / "uv.txt"
        only_uv.write_text(pinned_uv())
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--retries", "1"]
        return run([*pip, "--require-hashes", "-r", str(only_uv)]).returncode == 0


def pinned_uv() -> str:
    lines = LOCKS["development"].read_text()
    found = re.search(r"^uv==(?:.*\\\n)+.*\n", lines, re.MULTILINE)
    assert found, "requirements-dev.in asks for uv"
    return found.group()


def install_with_uv(lock: Path) -> bool:
    uv = [str(VENV / "bin" / "uv"), "pip", "install", "--python", str(PYTHON)]
    answer = subprocess.run(
        [*uv, "--require-hashes", "-r", str(lock)], env={**os.environ, **QUIET}, check=False
    )
    return answer.returncode == 0


def install_with_pip(lock: Path) -> None:
    """Slower, but it reads this machine's own configuration: mirrors, proxies, certificates."""
    say("uv could not do it; pip tries …")
    answer = subprocess.run(
        [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--retries", "1"]
        + ["--progress-bar", "off", "-r", str(lock)],
        env={**os.environ, **QUIET},
        check=False,
    )
    if answer.returncode:
        stop("the packages could not be installed: is the package index (PyPI) within reach?")


def write_local_env() -> None:
    """This machine's own values, made once: nobody else may read them, and git ignores them."""
    VAR.mkdir(exist_ok=True)
    present = LOCAL_ENV.read_text() if LOCAL_ENV.exists() else ""
    missing = {name: value for name, value in fresh_values().items() if f"{name}=" not in present}
    if not missing:
        return
    descriptor = os.open(LOCAL_ENV, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in missing.items())


def fresh_values() -> dict[str, str]:
    return {"SECRET_KEY": secrets.token_urlsafe(50), "DEMO_PASSWORD": secrets.token_urlsafe(9)}


def install_chromium() -> None:
    if find_chromium():
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        stop("Chromium is missing; on Debian: sudo apt-get install chromium.")
    say("Installing Chromium for the browser tests (110 MB) …")
    apt = ["apt-get", "-y", "-q", "--no-install-recommends"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "chromium"]):
        answer = run([*apt, *step], environment)
        if answer.returncode:
            stop(f"apt-get {step[0]} failed, so Chromium is missing: {last_line(answer)}")


def run(
    command: list[str], environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env={**(environment or os.environ), **QUIET},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def last_line(answer: subprocess.CompletedProcess[str]) -> str:
    lines = answer.stdout.strip().splitlines()
    return lines[-1] if lines else f"status {answer.returncode}"


if __name__ == "__main__":
    main(sys.argv[1:])

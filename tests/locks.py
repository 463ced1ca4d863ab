"""Whether the locks still say what requirements.in and requirements-dev.in ask for.

The present lock is handed to the resolver, which keeps its versions: only a change that somebody
made to what is asked for makes a difference, a newer release on the index does not.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = ("requirements", "requirements-dev")


def main() -> None:
    stale = [f"{name}.txt" for name in NAMES if not is_fresh(name)]
    if stale:
        sys.exit(f"{' and '.join(stale)}: not what the .in file asks for; run `make lock`.")


def is_fresh(name: str) -> bool:
    """Compiles the lock again beside a copy of the project's lists, and compares."""
    with tempfile.TemporaryDirectory() as folder:
        for path in Path().glob("requirements*"):
            shutil.copy(path, folder)
        subprocess.run(compile_command(name), cwd=folder, check=True)
        return Path(folder, f"{name}.txt").read_bytes() == Path(f"{name}.txt").read_bytes()


def compile_command(name: str) -> list[str]:
    uv = str(Path(sys.executable).with_name("uv"))
    options = [
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--no-emit-index-url",
    ]
    header = ["--custom-compile-command", "make lock"]
    return [uv, "pip", "compile", "-q", *options, *header, f"{name}.in", "-o", f"{name}.txt"]


if __name__ == "__main__":
    main()

"""What a newcomer meets before anything is installed: a sentence for each thing that is missing."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from claimtracker import bootstrap
from claimtracker.environment import read_local
from claimtracker.places import BASE

# A port of the discard service, where nobody listens.
NO_REGISTRY = "http://127.0.0.1:9/simple"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A fresh clone, as far as the bootstrap reads it."""
    shutil.copytree(BASE / "claimtracker", tmp_path / "claimtracker")
    for name in ("requirements.txt", "requirements-dev.txt"):
        shutil.copy(BASE / name, tmp_path)
    return tmp_path


def start(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *options, "-m", "claimtracker.bootstrap", "runtime"],
        env=os.environ | environment,
        cwd=folder,
        text=True,
        capture_output=True,
        timeout=300,
        check=False,
    )


def test_without_a_registry_it_says_so(folder: Path) -> None:
    answer = start(
        folder,
        PIP_CONFIG_FILE=os.devnull,
        PIP_INDEX_URL=NO_REGISTRY,
        PIP_FIND_LINKS="",
        PIP_NO_CACHE_DIR="1",
        UV_DEFAULT_INDEX=NO_REGISTRY,
        UV_NO_CACHE="1",
    )
    assert answer.returncode == 1
    assert answer.stderr.splitlines()[-1] == (
        "claimtracker: the packages could not be installed: "
        "is the package index (PyPI) within reach?"
    )


def test_where_the_environment_cannot_be_made_it_says_why(folder: Path) -> None:
    (folder / ".venv").write_text("in the way")
    answer = start(folder)
    assert answer.returncode == 1
    assert answer.stderr.startswith("claimtracker: .venv could not be made: ")
    assert answer.stderr.count("\n") == 1


def test_without_python3_venv_it_names_the_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / "python")
    with pytest.raises(SystemExit, match=r"^claimtracker: python3-venv is missing"):
        bootstrap.make_environment()


def test_an_old_python_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(SystemExit, match=r"Python 3.11 or newer is needed, and this is 3.9\.$"):
        bootstrap.main(["runtime"])


def test_without_chromium_and_without_root_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="Chromium is missing; on Debian: sudo apt-get install"):
        bootstrap.install_chromium()


def test_local_values_are_made_once_and_for_this_user_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    local = tmp_path / "var" / "local.env"
    monkeypatch.setattr(bootstrap, "VAR", local.parent)
    monkeypatch.setattr(bootstrap, "LOCAL_ENV", local)
    bootstrap.write_local_env()
    first = local.read_text()
    bootstrap.write_local_env()
    assert local.read_text() == first
    assert set(read_local(local)) == {"SECRET_KEY", "DEMO_PASSWORD"}
    assert stat.S_IMODE(local.stat().st_mode) == 0o600


def test_a_value_that_is_missing_is_added_to_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    local = tmp_path / "local.env"
    local.write_text("SECRET_KEY=mine\n")
    monkeypatch.setattr(bootstrap, "VAR", tmp_path)
    monkeypatch.setattr(bootstrap, "LOCAL_ENV", local)
    bootstrap.write_local_env()
    assert read_local(local)["SECRET_KEY"] == "mine"
    assert read_local(local)["DEMO_PASSWORD"]


def test_the_development_lock_pins_the_installer_by_its_hash() -> None:
    pinned = bootstrap.pinned_uv()
    assert pinned.startswith("uv==")
    assert "--hash=sha256:" in pinned

"""`make run` from outside: real processes, which serve, stop in order and leave nothing behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimtracker.places import BASE
from tests.claimtracker.instance import PATIENCE, Instance, copy_project


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("run"))


@pytest.fixture
def instance(folder: Path) -> Iterator[Instance]:
    instance = Instance(folder)
    yield instance
    for pid in instance.pids():
        os.kill(pid, signal.SIGKILL)
    instance.process.wait(PATIENCE)


def test_it_serves_announces_the_accounts_and_stops_on_sigterm(
    instance: Instance, folder: Path
) -> None:
    instance.start()
    instance.wait_until_announced()
    assert instance.get("/healthz") == (200, '{"database": "ok", "broker": "ok"}')
    assert instance.get("/admin/login/")[0] == 200, instance.printed
    for word in ("reviewer", "reviewer2", "editor", "admin", "demo", f"localhost:{instance.port}"):
        assert word in instance.printed

    second = Instance(folder)
    second.start()
    assert second.process.wait(PATIENCE) == 1
    assert second.printed == "claimtracker: `make run` is already running in this folder.\n"

    instance.process.send_signal(signal.SIGTERM)
    assert instance.process.wait(PATIENCE) == 0
    assert instance.pids() == {}


def test_it_uses_the_broker_it_is_given_and_stops_on_ctrl_c(
    instance: Instance, broker: str
) -> None:
    instance.start(REDIS_URL=broker)
    instance.wait_until_announced()
    assert not any("valkey" in command for command in instance.pids().values())
    instance.process.send_signal(signal.SIGINT)
    assert instance.process.wait(PATIENCE) == 0
    assert instance.pids() == {}


def test_nothing_outlives_a_run_that_is_killed(instance: Instance) -> None:
    instance.start()
    instance.wait_until_announced()
    instance.process.kill()
    instance.process.wait(PATIENCE)
    instance.wait_until_gone()


def test_nothing_outlives_the_process_that_started_the_run(instance: Instance) -> None:
    instance.start("sh", "-c", '"$@"; :', "make")
    instance.wait_until_announced()
    instance.process.kill()
    instance.process.wait(PATIENCE)
    instance.wait_until_gone()
    assert "Stopping" in instance.printed


def test_if_a_part_ends_so_does_the_rest(instance: Instance) -> None:
    instance.start()
    instance.wait_until_announced()
    instance.wait_until(lambda: any(" beat " in c for c in instance.pids().values()))
    os.kill(instance.pid_of(" beat "), signal.SIGKILL)
    assert instance.process.wait(PATIENCE) == 1
    assert "claimtracker: beat ended with status -9; so ends the rest." in instance.printed
    assert instance.pids() == {}


def test_a_port_in_use_is_one_sentence(instance: Instance) -> None:
    with socket.create_server(("127.0.0.1", instance.port)):
        instance.start()
        assert instance.process.wait(PATIENCE) == 1
    assert instance.printed == (
        f"claimtracker: port {instance.port} is in use; "
        f"choose another: make run PORT={instance.port + 1}.\n"
    )


def test_a_broker_that_does_not_answer_is_one_sentence(instance: Instance, tmp_path: Path) -> None:
    instance.start(REDIS_URL=f"unix://{tmp_path}/nobody.sock")
    assert instance.process.wait(PATIENCE) == 1
    assert instance.printed == "claimtracker: REDIS_URL: no broker answers there.\n"


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    shutil.copytree(BASE / "claimtracker", tmp_path / "claimtracker")
    (tmp_path / "var").write_text("not a folder")
    instance = Instance(tmp_path)
    instance.start()
    assert instance.process.wait(PATIENCE) == 1
    assert instance.printed.count("\n") == 1
    assert instance.printed.startswith(f"claimtracker: {tmp_path}/var")


def test_without_a_broker_an_article_is_taken_in_all_the_same(folder: Path, tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "claimtracker.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "REDIS_URL": f"unix://{tmp_path}/nobody.sock",
    }
    for command in ("migrate", "load_seeds"):
        answer = subprocess.run(
            [sys.executable, "manage.py", command],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert answer.returncode == 0, answer.stderr
    assert ": article 1, " in answer.stdout

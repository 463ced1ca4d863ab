"""A bad value stops the start with its variable's name, in one sentence and without a traceback."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from claimtracker.databases import database_from_url
from claimtracker.environment import Environment, SettingError, read_local
from claimtracker.places import BASE, SOCKET_PATH_LIMIT, broker_socket

BAD_VALUES = [
    ("PORT", "eighty"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("SITE_URL", "example.org"),
    ("SITE_URL", "ftp://example.org"),
    ("SITE_URL", "https://"),
    ("APPROVALS_REQUIRED", "0"),
    ("APPROVALS_REQUIRED", "-1"),
    ("DEBUG", "maybe"),
    ("DATABASE_URL", "mysql://localhost/claims"),
    ("DATABASE_URL", "postgres"),
    ("DATABASE_URL", "postgres://localhost:port/claims"),
    ("REDIS_URL", "amqp://localhost"),
    ("REDIS_URL", "redis://"),
    ("FETCH_ALLOW", "10.0.0.0/99"),
    ("FETCH_ALLOW", "http://internal"),
    ("FETCH_TIMEOUT", "soon"),
    ("FETCH_TIMEOUT", "0"),
    ("FETCH_TIMEOUT", "nan"),
    ("FETCH_HOST_INTERVAL", "-1"),
    ("FETCH_ROBOTS", "2"),
    ("FETCH_CONTACT", "Zeitung für München"),
    ("LINK_STRIKES", "1"),
    ("LINK_STRIKE_HOURS", "0"),
    ("EMAIL_URL", "carrier-pigeon://loft"),
    ("CORS_ORIGINS", "https://a.example/path"),
    ("CORS_ORIGINS", "*"),
    ("THROTTLE_TOKEN", "fast"),
    ("THROTTLE_ANON", "0/min"),
    ("SENTRY_DSN", "nowhere"),
]


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """What `manage.py` does with these variables and no others of ours."""
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={"PATH": os.environ["PATH"], "SECRET_KEY": "k", "DATABASE_URL": ""} | environment,
        cwd=BASE,
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(("name", "value"), BAD_VALUES)
def test_a_bad_value_is_refused_by_name(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=rf"^{name}\b.*\.$"):
        settings_now()


def settings_now() -> dict[str, object]:
    """Runs the settings' text anew, beside the module that the tests already use."""
    return runpy.run_path(str(BASE / "claimtracker" / "settings.py"))


def test_the_refusal_is_one_sentence_without_a_traceback() -> None:
    answer = start(PORT="eighty")
    assert answer.returncode == 1
    assert answer.stderr == (
        "claimtracker: PORT must be a whole number from 1 to 65535, not 'eighty'.\n"
    )


def test_without_a_secret_key_nothing_starts() -> None:
    answer = start(SECRET_KEY="")
    assert answer.returncode == 1
    assert answer.stderr == (
        "claimtracker: SECRET_KEY is not set: `make setup` writes one to var/local.env.\n"
    )


def test_a_value_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from a file\n")
    environment = Environment({}, {"SECRET_KEY_FILE": str(tmp_path / "key")})
    assert environment.required("SECRET_KEY", "") == "from a file"


def test_a_file_that_cannot_be_read_is_named() -> None:
    environment = Environment({}, {"SECRET_KEY_FILE": "/nowhere/key"})
    with pytest.raises(SettingError, match=r"^SECRET_KEY_FILE: .*'/nowhere/key'"):
        environment.required("SECRET_KEY", "")


def test_a_value_and_a_file_for_it_contradict_each_other() -> None:
    environment = Environment({}, {"SECRET_KEY_FILE": "/somewhere", "SECRET_KEY": "k"})
    with pytest.raises(SettingError, match="SECRET_KEY and SECRET_KEY_FILE are both set"):
        environment.required("SECRET_KEY", "")


@pytest.mark.parametrize(
    ("process", "found"),
    [({}, "local"), ({"PUBLISHER_NAME": "process"}, "process"), ({"PUBLISHER_NAME": ""}, "")],
)
def test_the_process_wins_over_the_local_file(process: dict[str, str], found: str) -> None:
    assert Environment({"PUBLISHER_NAME": "local"}, process).text("PUBLISHER_NAME") == found


def test_the_local_file_has_comments_and_values_with_equals_signs(tmp_path: Path) -> None:
    (tmp_path / "local.env").write_text("# ours\n\nSECRET_KEY=a=b\nDEBUG = no\n")
    assert read_local(tmp_path / "local.env") == {"SECRET_KEY": "a=b", "DEBUG": "no"}


def test_no_local_file_means_no_local_values(tmp_path: Path) -> None:
    assert read_local(tmp_path / "local.env") == {}


def test_a_password_in_a_refused_url_stays_out_of_the_message() -> None:
    environment = Environment({}, {"DATABASE_URL": "mysql://desk:hunter2@db/claims"})
    with pytest.raises(SettingError) as refused:
        database_from_url(environment, "DATABASE_URL", "")
    assert "hunter2" not in str(refused.value)


def test_sqlite_takes_the_write_lock_at_the_start_of_a_transaction() -> None:
    options = database_from_url(Environment({}, {}), "DATABASE_URL", "sqlite:////tmp/x")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20


def test_a_site_on_https_has_secure_cookies_and_a_redirect(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://facts.example")
    values = settings_now()
    assert values["SESSION_COOKIE_SECURE"] is values["CSRF_COOKIE_SECURE"] is True
    assert values["SECURE_SSL_REDIRECT"] is True
    assert values["SECURE_HSTS_SECONDS"] == 31_536_000


def test_a_deep_folder_gets_a_socket_that_the_kernel_can_bind(tmp_path: Path) -> None:
    assert broker_socket(tmp_path) == tmp_path / "broker.sock"
    deep = Path("/", *["folder"] * 20)
    assert len(str(broker_socket(deep))) <= SOCKET_PATH_LIMIT
    assert broker_socket(deep) == broker_socket(deep) != broker_socket(deep / "other")

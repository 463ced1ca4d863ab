"""Turns DATABASE_URL into Django's settings, with the options that each engine needs here."""

from typing import Any

from environ import Env

from claimtracker.environment import Environment, SettingError, hide_password

# Readers and the one writer do not block each other (WAL); a transaction takes the write lock at
# its start, because a lock upgrade in the middle fails at once, whatever the timeout (IMMEDIATE).
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
}
SCHEMES = ("sqlite", "postgres", "postgresql")


def database_from_url(env: Environment, name: str, default: str) -> dict[str, Any]:
    url = env.url(name, default, schemes=SCHEMES)
    try:
        config: dict[str, Any] = Env.db_url_config(url)
    except ValueError as error:
        raise SettingError(f"{name} is no database URL: {hide_password(url)!r}.") from error
    if config["ENGINE"].endswith("sqlite3"):
        return config | {"OPTIONS": SQLITE}
    return config | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

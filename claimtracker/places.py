"""Where things lie on this machine: one rule for the settings and for what runs before them."""

import hashlib
import os
import tempfile
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
VAR = BASE / "var"
LOCAL_ENV = VAR / "local.env"
DATABASE = VAR / "claimtracker.sqlite3"

# The kernel's limit for a unix socket's path is 108 bytes with the closing NUL.
SOCKET_PATH_LIMIT = 107


def broker_socket(var: Path = VAR) -> Path:
    """The socket of the broker that `make run` embeds; in a short folder if var/ is too deep."""
    path = var / "broker.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_LIMIT:
        return path
    key = hashlib.sha256(os.fsencode(var)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"claimtracker-{os.getuid()}-{key}" / "broker.sock"

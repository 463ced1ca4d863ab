"""Reads settings from the environment, and names the variable when a value is no good."""

import ipaddress
import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
RATE = re.compile(r"[1-9]\d*/(s|sec|second|m|min|minute|h|hour|d|day)")
HOST_NAME = re.compile(
    r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*", re.I
)


class SettingError(ImproperlyConfigured):
    """A variable is missing or its value is no good; the message says which, in one sentence."""


def read_local(path: Path) -> dict[str, str]:
    """The values of a file of NAME=value lines; none if there is no such file."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingError(f"{path} cannot be read: {error.strerror}.") from error
    pairs = (line.partition("=") for line in lines if not line.lstrip().startswith("#"))
    return {name.strip(): value.strip() for name, equals, value in pairs if equals}


class Environment:
    """Typed look-ups. The process's variables win over the local file, also where empty."""

    def __init__(self, local: Mapping[str, str], process: Mapping[str, str] = os.environ) -> None:
        self.layers = (process, local)

    def find(self, name: str) -> str | None:
        for layer in self.layers:
            if name not in layer and f"{name}_FILE" not in layer:
                continue
            value, path = layer.get(name), layer.get(f"{name}_FILE")
            if value and path:
                raise SettingError(f"{name} and {name}_FILE are both set: set one of them.")
            return self.read_file(f"{name}_FILE", path) if path else value
        return None

    def read_file(self, name: str, path: str) -> str:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingError(f"{name}: the file {path!r} cannot be read ({error}).") from error

    def text(self, name: str, default: str = "") -> str:
        return self.find(name) or default

    def header(self, name: str, default: str) -> str:
        """What is sent in a header of HTTP, which carries nothing else."""
        value = self.text(name, default)
        if not (value.isascii() and value.isprintable()):
            raise SettingError(f"{name} must be plain ASCII on one line, not {value!r}.")
        return value

    def required(self, name: str, hint: str) -> str:
        value = self.find(name)
        if not value:
            raise SettingError(f"{name} is not set: {hint}.")
        return value

    def flag(self, name: str, default: bool) -> bool:
        value = self.text(name, "yes" if default else "no").lower()
        if value not in TRUE | FALSE:
            raise SettingError(f"{name} must be yes or no, not {value!r}.")
        return value in TRUE

    def whole(self, name: str, default: int, *, least: int, most: int) -> int:
        value = self.text(name, str(default))
        if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
            raise SettingError(
                f"{name} must be a whole number from {least} to {most}, not {value!r}."
            )
        return int(value)

    def seconds(self, name: str, default: float, *, least: float, most: float) -> float:
        value = self.text(name, str(default))
        if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", value) or not least <= float(value) <= most:
            raise SettingError(
                f"{name} must be a number of seconds from {least:g} to {most:g}, not {value!r}."
            )
        return float(value)

    def rate(self, name: str, default: str) -> str:
        value = self.text(name, default)
        if not RATE.fullmatch(value):
            raise SettingError(f"{name} must be a rate such as 120/min, not {value!r}.")
        return value

    def url(self, name: str, default: str, *, schemes: tuple[str, ...]) -> str:
        value = self.text(name, default)
        if value and not is_url(value, schemes):
            shown = hide_password(value)
            raise SettingError(f"{name} must be a URL with {' or '.join(schemes)}, not {shown!r}.")
        return value

    def words(self, name: str, default: list[str]) -> list[str]:
        value = self.find(name)
        return [word.strip() for word in value.split(",") if word.strip()] if value else default

    def origins(self, name: str) -> list[str]:
        origins = self.words(name, [])
        for origin in origins:
            parts = urlsplit(origin)
            if not is_url(origin, ("http", "https")) or parts.path or parts.query or parts.fragment:
                raise SettingError(
                    f"{name} must list origins such as https://example.org, not {origin!r}."
                )
        return origins

    def networks(self, name: str) -> list[str]:
        networks = self.words(name, [])
        for network in networks:
            if not is_host_or_network(network):
                raise SettingError(f"{name} must list hosts or CIDR ranges, not {network!r}.")
        return networks

    def email(self, name: str, default: str) -> dict[str, object]:
        """Django's EMAIL_… settings from a URL such as smtp+tls://user:password@host:587."""
        url = self.text(name, default)
        try:
            settings: dict[str, object] = Env.email_url_config(url)
        except (ImproperlyConfigured, KeyError, ValueError) as error:
            shown = hide_password(url)
            raise SettingError(
                f"{name} must be a URL such as smtp+tls://user:password@host:587, not {shown!r}."
            ) from error
        return {key: value for key, value in settings.items() if key.startswith("EMAIL_")}


def is_url(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
        port_is_good = parts.port is None or 0 < parts.port < 65536
    except ValueError:
        return False
    # A socket or a database has a path; where it has a host too is its own affair.
    has_host = parts.scheme in {"http", "https", "redis", "rediss"}
    place = parts.hostname if has_host else parts.path.strip("/")
    return parts.scheme in schemes and bool(place) and port_is_good


def hide_password(value: str) -> str:
    """A URL fit for a log: what stands before the last @ may be a password."""
    scheme, separator, rest = value.rpartition("@")
    return f"…@{rest}" if separator and scheme else value


def is_host_or_network(value: str) -> bool:
    try:
        ipaddress.ip_network(value, strict=False)
    except ValueError:
        return bool(HOST_NAME.fullmatch(value))
    return True

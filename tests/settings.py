"""The project's settings as the tests see them: nothing of this machine's own configuration."""

import os
from pathlib import Path
from tempfile import gettempdir

# The process's environment wins over var/local.env, also where it is empty: so a developer's own
# values reach no test.
VARIABLES = [
    "PORT",
    "SITE_URL",
    "PUBLISHER_NAME",
    "DATABASE_URL",
    "REDIS_URL",
    "ALLOWED_HOSTS",
    "DEBUG",
    "DEMO_PASSWORD",
    "APPROVALS_REQUIRED",
    "FETCH_ALLOW",
    "FETCH_TIMEOUT",
    "FETCH_HOST_INTERVAL",
    "FETCH_ROBOTS",
    "FETCH_CONTACT",
    "LINK_STRIKES",
    "LINK_STRIKE_HOURS",
    "EMAIL_URL",
    "CORS_ORIGINS",
    "SENTRY_DSN",
    "THROTTLE_TOKEN",
    "THROTTLE_ANON",
]
os.environ.update(dict.fromkeys(VARIABLES, ""))
for name in VARIABLES:
    os.environ.pop(f"{name}_FILE", None)
os.environ["SECRET_KEY"] = "tests only: never the key of a site"
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")

from claimtracker.settings import *  # noqa: E402, F403

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in production: a database in memory refuses whoever reads while another writes,
    # and three browsers that keep themselves new do that all the time.
    TEST_FILE = Path(gettempdir()) / f"claimtracker-tests-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(TEST_FILE)}  # noqa: F405
# Nobody's real broker: a test that needs a worker asks for the `broker` fixture.
CELERY_BROKER_URL = "memory://"
# The fast hash: hundreds of tests make users, none of them tests the hash.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    # The manifest is made by collectstatic, which the tests do not wait for.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Static files come from where they lie, without collectstatic.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

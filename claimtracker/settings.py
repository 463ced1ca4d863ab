"""All settings, from the environment and var/local.env; safe where nothing is said."""

from datetime import timedelta
from urllib.parse import urlsplit

from celery.schedules import crontab
from csp.constants import NONE, SELF

from claimtracker.databases import database_from_url
from claimtracker.environment import Environment, read_local
from claimtracker.places import BASE, DATABASE, LOCAL_ENV, VAR, broker_socket

env = Environment(read_local(LOCAL_ENV))
BASE_DIR = BASE

# --- Who we are -----------------------------------------------------------------------------

PORT = env.whole("PORT", 8000, least=1, most=65535)
SITE_URL = env.url("SITE_URL", f"http://localhost:{PORT}", schemes=("http", "https")).rstrip("/")
PUBLISHER_NAME = env.text("PUBLISHER_NAME", "Claimtracker")
APPROVALS_REQUIRED = env.whole("APPROVALS_REQUIRED", 1, least=1, most=10)
DEMO_PASSWORD = env.text("DEMO_PASSWORD")

# --- Safety ---------------------------------------------------------------------------------

SECRET_KEY = env.required("SECRET_KEY", "`make setup` writes one to var/local.env")
DEBUG = env.flag("DEBUG", False)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", [str(urlsplit(SITE_URL).hostname)])
# Probes of this machine's own health name no site.
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]"]
SITE_IS_HTTPS = SITE_URL.startswith("https:")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = SITE_IS_HTTPS
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = SITE_IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if SITE_IS_HTTPS else 0
# gunicorn speaks plain HTTP, so with https there is a proxy in front, and it sets this header.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SITE_IS_HTTPS else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CORS_ORIGINS = env.origins("CORS_ORIGINS")

# --- What is in it --------------------------------------------------------------------------

INSTALLED_APPS = [
    # Before Unfold, so that our templates win; its own site class would replace ours.
    "claims",
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "unfold.contrib.inlines",
    "unfold.contrib.simple_history",
    "claimtracker.desk.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    # runserver leaves static files to whitenoise too: one way of serving them.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "simple_history",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "claimtracker",
    "sources",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "claimtracker.csp.AdminPolicyMiddleware",
    "claimtracker.cors.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "claims.desk.preferences.PreferenceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    # Innermost: what it keeps is the view's own answer.
    "claimtracker.api.idempotency.IdempotencyMiddleware",
]
ROOT_URLCONF = "claimtracker.urls"
WSGI_APPLICATION = "claimtracker.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# --- Where things are kept ------------------------------------------------------------------

DATABASES = {"default": database_from_url(env, "DATABASE_URL", f"sqlite:///{DATABASE}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The default is the broker that `make run` embeds, so that commands reach a running instance.
REDIS_URL = env.url(
    "REDIS_URL", f"unix://{broker_socket()}?db=0", schemes=("redis", "rediss", "unix")
)
BROKER_IS_EMBEDDED = not env.text("REDIS_URL")
# Throttles must hold across the web processes: with a broker given, they count there.
if BROKER_IS_EMBEDDED:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
else:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    }
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# A page of the admin must not fail over a file that a package forgot to name.
WHITENOISE_MANIFEST_STRICT = False
# Two megabytes of text is refused by intake with a sentence; the form must reach it first.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# --- The desk -------------------------------------------------------------------------------

UNFOLD = {
    "SITE_TITLE": "Claimtracker",
    "SITE_HEADER": "Claimtracker",
    "SITE_ICON": "claims.admin.branding.icon",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": "claims.admin.branding.icon"}
    ],
    "STYLES": ["claims.admin.branding.style_sheet"],
    "SCRIPTS": ["claims.admin.branding.script"],
    "ACCOUNT": {"navigation": "claims.admin.navigation.account"},
    "SIDEBAR": {"navigation": "claims.admin.navigation.side_bar"},
    # White on 600 and 500 on the dark ground both reach 4.5:1.
    "COLORS": {
        "primary": {
            "50": "#f0fdfa",
            "100": "#ccfbf1",
            "200": "#99f6e4",
            "300": "#5eead4",
            "400": "#2dd4bf",
            "500": "#14b8a6",
            "600": "#0f766e",
            "700": "#115e59",
            "800": "#134e4a",
            "900": "#0f3d3a",
            "950": "#042f2e",
        }
    },
}

# --- Time and words -------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
# One language; the reader's browser decides how dates and times are written.
LANGUAGES = [("en-gb", "British English"), ("en-us", "American English")]
FORMAT_MODULE_PATH = ["claimtracker.formats"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

# --- Background work ------------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace(
    "?db=", "?virtual_host="
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# An abandoned message comes back after 15 minutes; the two restore options make kombu look for
# them every 10 seconds, where its own default can take 100 more.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Below the visibility timeout, otherwise a task that still runs is delivered a second time.
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_IGNORE_RESULT = True
# What is due is a column: a message that cannot be sent is not worth waiting for.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2}
CELERY_TIMEZONE = "UTC"
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "claims.tasks.extract": {"queue": "extraction"},
    "sources.tasks.*": {"queue": "links"},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat")
CELERY_BEAT_SCHEDULE = {
    "sweep extractions": {
        "task": "claims.tasks.sweep_extractions",
        "schedule": timedelta(minutes=1),
    },
    "send replies": {"task": "claims.tasks.send_replies", "schedule": timedelta(minutes=1)},
    "send notices": {"task": "claims.tasks.send_notices", "schedule": timedelta(minutes=1)},
    "dispatch due links": {"task": "sources.tasks.dispatch_due", "schedule": timedelta(minutes=1)},
    "send alerts": {"task": "sources.tasks.send_alerts", "schedule": timedelta(minutes=1)},
    "thin link checks": {"task": "sources.tasks.thin_link_checks", "schedule": crontab("17", "3")},
}

# --- Fetching -------------------------------------------------------------------------------

FETCH_ALLOW = env.networks("FETCH_ALLOW")
FETCH_TIMEOUT = env.seconds("FETCH_TIMEOUT", 20, least=0.1, most=300)
FETCH_HOST_INTERVAL = env.seconds("FETCH_HOST_INTERVAL", 1, least=0, most=3600)
FETCH_ROBOTS = env.flag("FETCH_ROBOTS", True)
# (host, port) -> addresses, instead of the system's resolver; the guard judges them all the same.
FETCH_RESOLVER = None
FETCH_CONTACT = env.header("FETCH_CONTACT", SITE_URL)
# How many failures, at least so many hours apart, make a source dead.
LINK_STRIKES = env.whole("LINK_STRIKES", 3, least=2, most=30)
LINK_STRIKE_HOURS = env.whole("LINK_STRIKE_HOURS", 24, least=1, most=720)

# --- The API --------------------------------------------------------------------------------

THROTTLE_TOKEN = env.rate("THROTTLE_TOKEN", "6000/min")
THROTTLE_ANON = env.rate("THROTTLE_ANON", "120/min")
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "claimtracker.api.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_THROTTLE_CLASSES": [
        "claimtracker.api.throttles.AnonymousThrottle",
        "claimtracker.api.throttles.TokenThrottle",
    ],
    "DEFAULT_PAGINATION_CLASS": "claimtracker.api.pagination.KeysetPagination",
    "DEFAULT_FILTER_BACKENDS": [
        "claimtracker.api.filters.KnownParameters",
        "django_filters.rest_framework.DjangoFilterBackend",
        "rest_framework.filters.SearchFilter",
    ],
    "DEFAULT_PARSER_CLASSES": ["claimtracker.api.parsing.LimitedJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "EXCEPTION_HANDLER": "claimtracker.api.problems.answer",
    # `?format=` is no parameter of ours: there is one format.
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    # Behind the one proxy of https the client's address is the last that the proxy added.
    "NUM_PROXIES": 1 if SITE_IS_HTTPS else 0,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Claimtracker",
    "DESCRIPTION": (
        "Claims, evidence, verdicts and links of a fact-checking desk. Without a token you read "
        "what is published; with one you do what its person may do."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "claimtracker.api.schema.finish",
    ],
    # Names for sets of words that more than one noun calls `kind`, `state` or `status`.
    "ENUM_NAME_OVERRIDES": {
        "ArticleKind": "claimtracker.api.schema.ARTICLE_KINDS",
        "ClaimantKind": "claimtracker.api.schema.CLAIMANT_KINDS",
        "AttributionKind": "claimtracker.api.schema.ATTRIBUTION_KINDS",
        "ClaimStatus": "claims.models.claim_moves.Status.choices",
        "CorrectionKind": "claims.serializers.verdicts.BEGUN",
        "VerdictState": "claims.models.verdict.State.choices",
        "SourceState": "claimtracker.api.schema.SOURCE_STATES",
        "Outcome": "sources.serializers.OUTCOMES",
    },
}

# --- Mail and logs --------------------------------------------------------------------------

vars().update(env.email("EMAIL_URL", "consolemail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = f"claimtracker@{urlsplit(SITE_URL).hostname}"
if SENTRY_DSN := env.url("SENTRY_DSN", "", schemes=("http", "https")):
    # Imported here because it wraps what it finds at import, which few instances want.
    from claimtracker.errors import report_to

    report_to(SENTRY_DSN)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
}

"""Every setting, read from the environment (see docs/settings.md). Nothing else in Banjie reads it.

Without any setting Banjie runs on one box: an embedded PostgreSQL, attachments and keys under `.var/`.
"""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import django_stubs_ext

from banjie.config import environment as env
from banjie.config import local_secrets, mail, naming
from banjie.platform.database import embedded

django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent.parent

DATA = Path(env.text("BANJIE_DATA", str(ROOT / ".var"))).resolve()
DATABASE_URL = env.text("DATABASE_URL", "")
EMBEDDED_DATABASE = not DATABASE_URL

# Keys are given to a real installation; a box that runs on the embedded database makes its own.
_local = local_secrets.read_or_make(DATA) if EMBEDDED_DATABASE else {}
SECRET_KEY = env.text("BANJIE_SECRET_KEY", _local.get("BANJIE_SECRET_KEY"))
SECRET_KEY_FALLBACKS = env.listing("BANJIE_SECRET_KEY_FALLBACKS")
BANJIE_CONTACT_KEYS = env.listing("BANJIE_CONTACT_KEYS", _local.get("BANJIE_CONTACT_KEYS", ""))

DEBUG = env.flag("BANJIE_DEBUG", default=False)
ALLOWED_HOSTS = env.listing("BANJIE_HOSTS", "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = env.listing("BANJIE_ORIGINS")
PUBLIC_URL = env.text("BANJIE_PUBLIC_URL", "http://localhost:8000").rstrip("/")
SECURE = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "procrastinate.contrib.django",
    "banjie.ui",
    "banjie.platform",
    "banjie.places",
    "banjie.organisations",
    "banjie.catalogue",
    "banjie.intelligence.shelf",
    "banjie.intelligence.tallies",
    "banjie.mediation",
    "banjie.knowledge",
    "banjie.cases",
    "banjie.cases.topics",
    "banjie.analytics",
    "banjie.onward",
    "banjie.outbound",
    "banjie.services.hall",
    "banjie.channels",
    "banjie.web",
    "banjie.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "banjie.web.middleware.CompressedText",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "banjie.web.middleware.content_security_policy",
    "banjie.api.cross_origin.open_to_pages_of_others",
    "banjie.web.middleware.signed_out_fragment",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "banjie.web.accounts.middleware.staff_session",
    "banjie.web.waiting.note_acts",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

FORM_RENDERER = "banjie.ui.forms.UiRenderer"
ROOT_URLCONF = "banjie.config.urls"
WSGI_APPLICATION = "banjie.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "banjie.ui.context_processors.appearance",
                "banjie.web.context.everywhere",
            ],
        },
    },
]


def _database() -> dict[str, object]:
    if EMBEDDED_DATABASE:
        address: dict[str, object] = {
            "NAME": embedded.DATABASE,
            "USER": embedded.SUPERUSER,
            "HOST": str(embedded.socket_folder(DATA / "postgres")),
        }
    else:
        url = urlsplit(DATABASE_URL)
        address = {
            "NAME": unquote(url.path.lstrip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or ""),
            "PORT": str(url.port or ""),
        }
    return address | {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        # A database that came back is met with a new connection instead of with an error.
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": False,
        # A statement that waits longer than this has lost; the person is told and may try again.
        "OPTIONS": {"options": "-c lock_timeout=4s -c idle_in_transaction_session_timeout=60s"},
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisations.Staff"
AUTHENTICATION_BACKENDS = ["banjie.organisations.backend.StaffBackend"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "workbench:home"
# Memory-hard, from the standard library; the second reads what an older installation stored.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "banjie.web.faults.form_out_of_date"
if env.flag("BANJIE_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# A worker tells three times as often that it lives; one silent for this long was killed, and its jobs go on.
BANJIE_WORKER_SILENT_SECONDS = env.number("BANJIE_WORKER_SILENT_SECONDS", 30)

LANGUAGE_CODE = env.text("BANJIE_LANGUAGE", "zh-hans")
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("BANJIE_TIME_ZONE", "Asia/Shanghai")

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "banjie.ui.staticfiles.BundledStaticFiles"},
    "attachments": {
        "BACKEND": "banjie.platform.files.local.LocalStorage",
        "OPTIONS": {"location": str(DATA / "attachments")},
    },
}
if bucket := env.text("BANJIE_S3_BUCKET", ""):
    STORAGES["attachments"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.text("BANJIE_S3_ENDPOINT", "") or None,
            "access_key": env.text("BANJIE_S3_ACCESS_KEY"),
            "secret_key": env.text("BANJIE_S3_SECRET_KEY"),
        },
    }
WHITENOISE_USE_FINDERS = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
BANJIE_ATTACHMENT_MAX_BYTES = env.number("BANJIE_ATTACHMENT_MAX_BYTES", 20 * 1024 * 1024)
BANJIE_CONTACT_KEPT_DAYS = env.number("BANJIE_CONTACT_KEPT_DAYS", 365)
BANJIE_COUNTRY = env.text("BANJIE_COUNTRY", "CN")
BANJIE_COURT_URL = env.text("BANJIE_COURT_URL", "")
BANJIE_COURT_TOKEN = env.text("BANJIE_COURT_TOKEN", "")
BANJIE_COURT_SECONDS = env.number("BANJIE_COURT_SECONDS", 20)
BANJIE_FOLLOW_UP_RULE = env.text("BANJIE_FOLLOW_UP_RULE", "")
BANJIE_HOOKS_PRIVATE = env.flag("BANJIE_HOOKS_PRIVATE", default=False)
BANJIE_HOOKS_SECONDS = env.number("BANJIE_HOOKS_SECONDS", 15)
BANJIE_KNOWLEDGE_FOUR_EYES = env.flag("BANJIE_KNOWLEDGE_FOUR_EYES", default=True)
BANJIE_INCOMING_KEPT_DAYS = env.number("BANJIE_INCOMING_KEPT_DAYS", 30)
BANJIE_MAIL_MAX_BYTES = env.number("BANJIE_MAIL_MAX_BYTES", 30 * 1024 * 1024)
BANJIE_MODEL_URL = env.text("BANJIE_MODEL_URL", "").rstrip("/")
BANJIE_MODEL_NAME = env.text("BANJIE_MODEL_NAME", "")
BANJIE_MODEL_KEY = env.text("BANJIE_MODEL_KEY", "")
BANJIE_MODEL_SECONDS = env.number("BANJIE_MODEL_SECONDS", 30)
BANJIE_MODEL_SENSITIVE = env.flag("BANJIE_MODEL_SENSITIVE", default=False)
BANJIE_NUMBERS = env.text("BANJIE_NUMBERS", "")
BANJIE_ONWARD_PRIVATE = env.flag("BANJIE_ONWARD_PRIVATE", default=False)
BANJIE_ONWARD_SECONDS = env.number("BANJIE_ONWARD_SECONDS", 20)
BANJIE_OPEN311_CONTACT = env.text("BANJIE_OPEN311_CONTACT", "")
BANJIE_PUSH_KEY = env.text("BANJIE_PUSH_KEY", "")
BANJIE_PUSH_CONTACT = env.text("BANJIE_PUSH_CONTACT", "")
BANJIE_FONTS = env.listing("BANJIE_FONTS")
BANJIE_BASE_MAP = env.text("BANJIE_BASE_MAP", "")
BANJIE_VIDEO_SERVICE = env.text("BANJIE_VIDEO_SERVICE", "").rstrip("/")
MAILERS = mail.mailers(env.text("BANJIE_MAIL_SERVER", ""))
BANJIE_TEXTING = env.text("BANJIE_TEXTING", "")
DEFAULT_FROM_EMAIL = env.text("BANJIE_MAIL_FROM", "banjie@localhost")
SITE_NAME = naming.named(env.text("BANJIE_NAME", ""), env.text("BANJIE_NAME_EN", ""))

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("BANJIE_LOG_LEVEL", "WARNING")},
}

"""One settings file, driven by the environment (``docs/production.md`` lists every variable).

Without DATABASE_URL and REDIS_URL the embedded services are used: ``manage.py`` and the test
plugin start them and put their addresses into the environment before this file is read.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pghistory
from csp.constants import NONCE, NONE, SELF

from collab_portal.environment import PUBLIC_PASSWORD, Environment
from collab_portal.lib import bounds
from collab_portal.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(BASE_DIR)

VAR_DIR = env.var_dir
DEMO_MODE = env.demo
SAMPLE_DATA = DEMO_MODE or env.flag("ALLOW_DEMO", default=False)  # then everything says so: lib/demo
SITE_HOST, SITE_OPERATOR = env.text("SITE_HOST"), env.text("SITE_OPERATOR")  # the footer names them
DEMO_PASSWORD = env.text("DEMO_PASSWORD") or PUBLIC_PASSWORD
FONT_DIR = env.font_dir()
SECURITY_CONTACT = env.security_contact()
DEBUG = env.debug
SECRET_KEY = env.secret_key()
SITE_URL = env.site_url()
FEED_DOMAIN = env.domain("FEED_DOMAIN", "yangtze-collab-portal")
ROBOTS = env.robots()
COLUMN_PUBLIC = env.flag("COLUMN_PUBLIC", default=True)
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)  # lib/addresses reads them
METRICS_NETWORKS = env.networks("METRICS_NETWORKS")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", [str(urlsplit(SITE_URL).hostname), "127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "insights",
    "experience",
    "activities",
    "rotation",
    "commons",
    "organizations",
    "todos",
    "notifications",
    "accounts",
    "collab_portal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_prometheus",
    "django_prose_editor",
    "django_structlog",
    "ninja",
    "pgtrigger",
    "pghistory",
    "rules",
]

MIDDLEWARE = [
    "collab_portal.middleware.HeadWithoutBody",
    "collab_portal.middleware.SampleData",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "collab_portal.middleware.CompressedText",
    "collab_portal.middleware.RequestLog",
    "csp.middleware.CSPMiddleware",
    "collab_portal.middleware.HeadLimits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "collab_portal.middleware.BodyLimits",
    "collab_portal.busy.BusyPages",
    "collab_portal.conflicts.ConflictPages",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.trail.Origins",
    "collab_portal.middleware.VisibleText",
    "accounts.tracing.Files",
    "accounts.tracing.Refusals",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.limits.SessionLimits",
    "accounts.limits.DueFirst",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "collab_portal.middleware.PrivateResponses",
    "collab_portal.middleware.MethodNotAllowedPages",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "collab_portal.urls"
WSGI_APPLICATION = "collab_portal.wsgi.application"
FORM_RENDERER = "collab_portal.lib.renderers.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "todos.context.counts",
                "accounts.context.seals",
                "collab_portal.context.site",
            ],
            "builtins": ["collab_portal.templatetags.portal", "todos.templatetags.nudging"],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.redis()
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "collab_portal.lib.cache.FailOpenRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1, "retry": None},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_keepalive": True,
    "health_check_interval": 30,
    "socket_connect_timeout": 5,
    "socket_timeout": 10,
}
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

for name, value in env.email().items():
    globals()[name] = value
EMAIL_TIMEOUT = 15
MAIL_RELAY = bool(env.text("EMAIL_URL"))  # without one, letters are files: links are handed over in person
DEFAULT_FROM_EMAIL = env.text(
    "FROM_EMAIL", f"长江流域机关党建协作平台 <portal@{urlsplit(SITE_URL).hostname}>"
)

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "collab_portal.assets.NodeModulesFinder",
]
# Files that people send are no storage of Django's: see lib/uploads.
STORAGES: dict[str, dict[str, Any]] = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "woff", "woff2", "png", "jpg", "gz", "ico"]

UPLOAD_DIR = VAR_DIR / "uploads"  # served by no web server: only through views that ask who may
UPLOAD_LIMIT = env.number("UPLOAD_LIMIT_MB", 50, 2_000) * 2**20
UPLOAD_SPARE = env.number("UPLOAD_SPARE_MB", 1_024, 10_000_000) * 2**20  # stays free: the database needs it
UPLOAD_QUOTA = env.number("UPLOAD_QUOTA_MB", 5_000, 10_000_000) * 2**20  # of one committee
CLAMAV = env.scanner()

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.PortalBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "email", "display_name", "office_phone"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_POLICY = env.choice("PASSWORD_POLICY", ["asvs", "dengbao"])
if PASSWORD_POLICY == "dengbao":  # noqa: S105
    AUTH_PASSWORD_VALIDATORS += [
        {"NAME": "accounts.policy.KindsOfCharacters"},
        {"NAME": "accounts.policy.NotAgain"},
    ]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "accounts.hashers.PBKDF2SM3PasswordHasher",
]
if env.choice("PASSWORD_HASH", ["sha256", "sm3"]) == "sm3":
    PASSWORD_HASHERS.reverse()  # both stay readable; a password is hashed anew at the next sign-in
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my-work"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.PortalAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": False}  # wrong guesses: accounts.slowing
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "accounts.tokens.ResetTokens"  # noqa: S105
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(SITE_URL).scheme
ACCOUNT_FORMS = {
    "login": "accounts.forms.signin.SignInForm",
    "reset_password": "accounts.forms.signin.ResetForm",
    "change_password": "accounts.forms.signin.PasswordForm",
}
MFA_FORMS = {
    "authenticate": "accounts.forms.signin.CodeForm",
    "reauthenticate": "accounts.forms.signin.CodeAgainForm",
}
MFA_GRACE_DAYS = env.number("MFA_GRACE_DAYS", 14)
SPOKEN_CODE_FOR_ALL = env.text("SPOKEN_CODE") == "all"
SESSION_IDLE_MINUTES = env.number("SESSION_IDLE_MINUTES", 30, 720)
SESSION_HOURS = env.number("SESSION_HOURS", 12, 72)
UNUSED_DAYS = env.number("UNUSED_DAYS", 180)
MFA_TOTP_ISSUER = "长江流域机关党建协作平台"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ALLOW_UNVERIFIED_EMAIL = True  # User.email_confirmed_at decides, not allauth's rows
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
USERSESSIONS_TRACK_ACTIVITY = False

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^healthz/reminders$", r"^metrics$"]
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "collab_portal.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = bounds.BODY
DATA_UPLOAD_MAX_NUMBER_FIELDS = bounds.FIELDS
DATA_UPLOAD_MAX_NUMBER_FILES = bounds.FILES
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# Triggers write history: who (context), when, and the row as it was (django-pghistory).
PGHISTORY_APPEND_ONLY = True
PGHISTORY_BASE_MODEL = "collab_portal.lib.events.Event"
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
AUDIT_KEY = env.audit_key()  # signs the seals; in production of the sealing process alone
AUDIT_OLD_KEYS = env.audit_old_keys()
AUDIT_DIGEST = env.audit_digest()
AUDIT_KEEP_DAYS = env.audit_keep_days()
PROMETHEUS_EXPORT_MIGRATIONS = False
DJANGO_STRUCTLOG_CELERY_ENABLED = True
LOGGING = logging_config(json=not DEBUG)
SILENCED_SYSTEM_CHECKS: list[str] = []

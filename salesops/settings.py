"""Settings of the product, for development and production alike.

Every value that differs between machines is read by env.py. Loading the settings starts the
embedded PostgreSQL and Redis when DATABASE_URL or REDIS_URL are not set (development only).
"""

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from salesops import addresses, celery, env

# --- Where we are ---------------------------------------------------------------------------------
BASE_DIR = env.BASE_DIR
HOME = env.SALESOPS_HOME()
ENVIRONMENT = env.SALESOPS_ENV()
if ENVIRONMENT not in ("development", "production"):
    msg = f"SALESOPS_ENV is {ENVIRONMENT!r}; it can be development or production."
    raise env.BadEnvironment(msg)
PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.truth(env.DEBUG() or ("no" if PRODUCTION else "yes"))
if PRODUCTION:
    addresses.insist(env.SECRET_KEY, env.ALLOWED_HOSTS, env.DATABASE_URL, env.REDIS_URL)

SECRET_KEY = env.SECRET_KEY() or addresses.development_key(HOME)
SECRET_KEY_FALLBACKS = env.SECRET_KEY_FALLBACKS()
ALLOWED_HOSTS = env.ALLOWED_HOSTS() or [".localhost", "127.0.0.1", "[::1]"]
BASE_URL = env.BASE_URL().rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL else []

# --- What it is made of ---------------------------------------------------------------------------
INSTALLED_APPS = [
    "teams",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "bootstrap",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "lucide",
    "ui",
    "audit",
    "crm",
    "quotas",
    "enablement",
    "territories",
    "kpis",
    "forecasting",
    "planning",
    "operations",
    "intake",
    "dashboards",
    "reports",
    "sample",
]
MIDDLEWARE = [
    "salesops.middleware.request_id",
    "salesops.health.answer_probes",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "salesops.middleware.person",
    "teams.middleware.AccessMiddleware",
    "ui.middleware.FormatsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ui.context.chrome",
                "salesops.health.jobs_wait",
            ]
        },
    }
]
ROOT_URLCONF = "salesops.urls"
WSGI_APPLICATION = "salesops.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# What the frame around every page asks for (ui/context.py)
NAVIGATION = "salesops.navigation.ENTRIES"
COMPANY = "teams.facts.company"
COMPANY_NAME = "teams.facts.company_name"
DATA_AS_OF = "teams.facts.data_as_of"
VIEWS_STORE = "teams.services.saved_views"

# --- PostgreSQL, Redis, Celery --------------------------------------------------------------------
DATABASE_URL, REDIS_URL = addresses.services(HOME)
DATABASES = {"default": addresses.database(DATABASE_URL, keep=env.DATABASE_POOL_SECONDS())}
CACHES = {
    "default": {
        "BACKEND": "salesops.cache.PatientRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "salesops",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
    }
}
# In the database, not in the cache: nobody is signed out when Redis restarts
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# Whoever has the settings has our Celery application as the current one; tasks are sent through it
TASK_APPLICATION = celery.app
CELERY_BROKER_URL = REDIS_URL
# Results are rows of the database; asking Redis for them makes whoever starts a job wait for it
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
# Tasks are idempotent pieces: one whose worker died is given to another worker
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = env.WORKER_CONCURRENCY()
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 4 * 3600,
    "socket_connect_timeout": 2,
    "socket_timeout": 3,
    "global_keyprefix": "salesops:",
}
# A page that starts a job must not hang when Redis is down or silent; its Run waits in the database
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1, "interval_max": 0.1}

# --- Signing in -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "teams.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
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
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "teams.auth.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
# The administrator, who made the account, vouches for the address
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/300s/key",
    "reset_password": "20/h/ip,5/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.TRUSTED_PROXIES() if PRODUCTION else 0
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Salesops"
MFA_ALLOW_UNVERIFIED_EMAIL = True
SOCIALACCOUNT_ADAPTER = "teams.auth.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = addresses.single_sign_on()

# --- Safety ---------------------------------------------------------------------------------------
# plotly.js makes two style elements: an empty one, which it fills rule by rule, and its maps'. Only
# these very texts are allowed; the browser tests of charts tell when a new plotly.js has others
PLOTLY_STYLES = [
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    "'sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o='",
]
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "style-src": [CSP.SELF, *PLOTLY_STYLES],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF, *addresses.origins(env.OIDC_ISSUER())],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = env.SSL_REDIRECT()
    SECURE_HSTS_SECONDS = env.HSTS_SECONDS()
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
    if env.TRUSTED_PROXIES() > 0:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.folder(env.STATIC_ROOT()) if env.STATIC_ROOT() else HOME / "static"
if not PRODUCTION:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "ui.finders.PlotlyFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "salesops.static_files.StaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = env.folder(env.UPLOAD_ROOT()) if env.UPLOAD_ROOT() else HOME / "uploads"
UPLOAD_LIMIT_BYTES = env.UPLOAD_LIMIT_MB() * 2**20
UPLOAD_DAYS = env.UPLOAD_DAYS()
# A mapping form has a few fields for each column of a file; wide exports have thousands
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- Language, time, e-mail, logs -----------------------------------------------------------------
USE_TZ = True
TIME_ZONE = env.DEFAULT_TIME_ZONE()
LANGUAGE_CODE = env.DEFAULT_LANGUAGE()
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.DEFAULT_FROM_EMAIL()
MAILERS = {"default": addresses.mailer(env.EMAIL_URL())}
LOGGING = addresses.logging(env.LOG_LEVEL(), as_json=PRODUCTION)

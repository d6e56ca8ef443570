"""The portal as it is, with short times and one more source of reminders."""

import os

from collab_portal.settings import *  # noqa: F403
from collab_portal.settings import INSTALLED_APPS as PORTAL_APPS

INSTALLED_APPS = [*PORTAL_APPS, "tests.faults"]
NOTIFICATIONS_LEASE_SECONDS = float(os.environ.get("LEASE", "8"))
NOTIFICATIONS_CATCH_UP_SECONDS = float(os.environ.get("CATCH_UP", "600"))
NOTIFICATIONS_RELAY_PAUSE_SECONDS = 0.5
EMAIL_TIMEOUT = 5
if os.environ.get("MEMORY_MAIL"):
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

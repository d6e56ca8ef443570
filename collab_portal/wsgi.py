"""WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collab_portal.settings")

os.environ["SERVES_PAGES"] = "on"  # statements have limits here, which settings read
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - every view and form is imported now, not by the first request
del os.environ["SERVES_PAGES"]  # a command started from here has none

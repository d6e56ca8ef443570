"""WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collab_portal.settings")

os.environ["SERVES_PAGES"] = "on"  # statements have limits here, which settings read
application = get_wsgi_application()
del os.environ["SERVES_PAGES"]  # a command started from here has none

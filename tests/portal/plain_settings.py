"""The portal's settings with static files as they lie: no list of collected ones is needed for a page."""

from collab_portal.settings import *  # noqa: F403
from collab_portal.settings import STORAGES

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

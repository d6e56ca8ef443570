"""The portal project: settings, URLs, the Celery app, and what belongs to no single app."""

from collab_portal.celery import app as celery_app

__all__ = ["celery_app"]

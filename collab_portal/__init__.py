"""The portal project: settings, URLs, the Celery app, and what belongs to no single app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "collab_portal"
    verbose_name = "平台"

    def ready(self) -> None:
        """Tasks called from a web process find the Celery app; the supervisor, without Django, needs none."""
        from collab_portal import celery, checks  # noqa: F401

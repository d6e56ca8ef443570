from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = "联合活动"

    def ready(self) -> None:
        from activities import rules  # noqa: F401

from django.apps import AppConfig


class ExperienceConfig(AppConfig):
    name = "experience"
    verbose_name = "他山之石"

    def ready(self) -> None:
        from experience import rules  # noqa: F401

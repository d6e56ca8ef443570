from django.apps import AppConfig


class CommonsConfig(AppConfig):
    name = "commons"
    verbose_name = "共享"

    def ready(self) -> None:
        from commons import rules  # noqa: F401

from django.apps import AppConfig


class RotationConfig(AppConfig):
    name = "rotation"
    verbose_name = "轮值会商"

    def ready(self) -> None:
        from rotation import rules  # noqa: F401

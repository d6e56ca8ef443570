from django.apps import AppConfig


class RotationConfig(AppConfig):
    name = "rotation"
    verbose_name = "轮值会商"

    def ready(self) -> None:
        from notifications import sources
        from rotation import rules  # noqa: F401 - registers the rules
        from rotation.panels import register_panels
        from rotation.sources import ConsultationSource

        sources.register(ConsultationSource())
        register_panels()

from django.apps import AppConfig


class ExperienceConfig(AppConfig):
    name = "experience"
    verbose_name = "他山之石"

    def ready(self) -> None:
        from experience import digest, rules  # noqa: F401
        from experience.panels import register_panels
        from notifications import stopping

        register_panels()
        stopping.register("bulletin", digest.STEP, digest.stop_url)

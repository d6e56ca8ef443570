from django.apps import AppConfig


class RotationConfig(AppConfig):
    name = "rotation"
    verbose_name = "轮值会商"

    def ready(self) -> None:
        from collab_portal.lib import workdays
        from notifications import sources, words
        from rotation import rules  # noqa: F401 - registers the rules
        from rotation.chairs import register_chairs
        from rotation.feeds import register_calendar
        from rotation.matter_sources import MINUTES, RESOLUTIONS
        from rotation.models import WorkdayOverride
        from rotation.panels import register_panels
        from rotation.rulebook import DEFAULTS
        from rotation.sources import ConsultationSource

        for source in (ConsultationSource(), MINUTES, RESOLUTIONS):
            sources.register(source)
        words.register_steps({rule.step: rule.label for rule in DEFAULTS})
        workdays.register(WorkdayOverride.objects.calendar)
        register_panels()
        register_calendar()
        register_chairs()

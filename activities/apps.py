from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = "联合活动"

    def ready(self) -> None:
        from activities import rules  # noqa: F401
        from activities.calendars import register_calendar
        from activities.dormancy import register_dormancy
        from activities.imports import register_kinds
        from activities.panels import register_panels
        from activities.reminders import STEPS, ActivitySource
        from notifications import sources, words

        register_dormancy()
        register_panels()
        register_calendar()
        sources.register(ActivitySource())
        words.register_steps(STEPS)
        register_kinds()

"""A source of reminders for the storm: ``storm:<n>``."""

from django.apps import AppConfig


class FaultsConfig(AppConfig):
    name = "tests.faults"

    def ready(self) -> None:
        from notifications import sources
        from notifications.sources import Message

        class Storm:
            prefix = "storm"

            def plans(self, now):
                return []

            def message(self, topic, step, recipient):
                return Message(f"{topic} {step}", "正文", "/notifications/")

        sources.register(Storm())

"""Tells the relay which process is talking, and is a source of reminders: ``storm:<n>``."""

import os

from django.apps import AppConfig
from django.core.mail.utils import DNS_NAME


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

            def message_to_group(self, topic, step, committee):
                return None

        sources.register(Storm())
        DNS_NAME.get_fqdn = lambda: f"pid{os.getpid()}"

"""Tells the relay which process is talking, and is a source of reminders: ``storm:<n>``.

What was planned is on record in a file beside the database, so the auditor can compare.
"""

import json
import os
from datetime import datetime
from pathlib import Path

from django.apps import AppConfig
from django.core.mail.utils import DNS_NAME


def record() -> Path:
    """Topic → step, person, when it is due, until when it is good."""
    return Path(os.environ["VAR_DIR"]) / "storm.json"


class FaultsConfig(AppConfig):
    name = "tests.faults"

    def ready(self) -> None:
        from notifications import sources
        from notifications.sources import Message, PlannedReminder, TopicPlan

        class Storm:
            prefix = "storm"

            def plans(self, now):
                for topic, rows in json.loads(record().read_text()).items() if record().exists() else ():
                    reminders = tuple(
                        PlannedReminder(step, person, *map(datetime.fromisoformat, moments))
                        for step, person, *moments in rows
                    )
                    yield TopicPlan(topic, 1, reminders)

            def message(self, topic, step, recipient):
                return Message(f"{topic} {step}", "正文", "/notifications/")

            def message_to_group(self, topic, step, committee):
                return None

        sources.register(Storm())
        DNS_NAME.get_fqdn = lambda: f"pid{os.getpid()}"

"""A source of reminders: ``storm:<n>``. What was planned is on record in a file beside the database."""

import json
from datetime import datetime

from collab_portal.lib.reminders import PlannedReminder, TopicPlan
from notifications.sources import Message, Saying, Source
from tests.faults.apps import record


class Storm(Source):
    prefix = "storm"

    def plans(self, now):
        for topic, rows in json.loads(record().read_text()).items() if record().exists() else ():
            reminders = tuple(
                PlannedReminder(step, person, *map(datetime.fromisoformat, moments))
                for step, person, *moments in rows
            )
            yield TopicPlan(topic, 1, reminders)

    def saying(self, topic, step):
        message = Message(f"{topic} {step}", "正文", "/notifications/")
        return Saying(lambda person: message, lambda committee: None)


CONTRIBUTIONS = (Storm(),)

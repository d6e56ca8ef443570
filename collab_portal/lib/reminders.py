"""What is planned to be said, as data: worked out by the apps, kept by the outbox."""

from dataclasses import dataclass
from datetime import datetime

OF_TO_DOS = "todo-"
"""Before the topic of an object: reminders of what is owed for it, beside those counted from its days."""


def kind_of(topic: str) -> str:
    """What it is about: ``activity`` of ``activity:3`` and of ``todo-activity:3``."""
    return topic.removeprefix(OF_TO_DOS).partition(":")[0]


@dataclass(frozen=True)
class PlannedReminder:
    """One reminder for one person: due at ``not_before``, pointless from ``expires_at`` on.

    ``about``: what the ledger calls it until it is sent, when its text is rendered anew.
    """

    step: str
    recipient_id: int
    not_before: datetime
    expires_at: datetime
    about: str = ""


@dataclass(frozen=True)
class TopicPlan:
    """Everything planned for one topic at its current revision."""

    topic: str
    revision: int
    reminders: tuple[PlannedReminder, ...]

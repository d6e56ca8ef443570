"""What is planned to be said, as data: worked out by the apps, kept by the outbox."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

OF_TO_DOS = "todo-"
"""Before the topic of an object: reminders of what is owed for it, beside those counted from its days."""


def kind_of(topic: str) -> str:
    """What it is about: ``activity`` of ``activity:3`` and of ``todo-activity:3``."""
    return topic.removeprefix(OF_TO_DOS).partition(":")[0]


class PlannedReminder(NamedTuple):
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


@dataclass(frozen=True)
class AnswerRule:
    """When an answer that does not come is asked for again, whom that tells, and in which words.

    ``of``: subject and kind of to-do, ``activity.confirm``. ``to``: its people (``owing``), the committee's
    admins (``office``) or who waits for it (``asker``). ``days`` after it was asked; what would lie before
    ``since`` is not sent late.
    """

    step: str
    of: str
    to: str
    days: int
    working_days: bool
    title: str
    body: str
    since: datetime | None = None


@dataclass(frozen=True)
class AnswerRuleSource:
    """Contributed by the app that keeps the rules: those switched on, in one query."""

    rules: Callable[[], Sequence[AnswerRule]]

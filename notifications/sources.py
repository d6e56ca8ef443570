"""Who plans reminders: the apps above contribute a source; the outbox asks it at the moment of sending.

A topic is ``<prefix>:<id>`` (``consultation:12``); its prefix names the source.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from collab_portal.lib import portal
from collab_portal.lib.reminders import TopicPlan
from notifications.models import Notification

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Message:
    """The text for one person, rendered from the facts of this moment.

    ``asker``: the committee that asks for it, if any does; an answer by mail goes to its office.
    ``asks``: of which kind of to-do it speaks, if it speaks of one; it is closed together with that.
    ``due_on``: until when, looked up as it is sent.
    """

    title: str
    body: str
    url: str
    kind: Notification.Kind = Notification.Kind.INFORMATION
    asker: int | None = None
    asks: str = ""
    due_on: date | None = None


class Source(ABC):
    """What an app contributes: its plans and their texts."""

    prefix: str

    @abstractmethod
    def plans(self, now: datetime) -> Iterable[TopicPlan]:
        """Every plan that is still live: the auditor compares it with the table, without a time window."""

    @abstractmethod
    def message(self, topic: str, step: str, recipient: "User") -> Message | None:
        """None when the person no longer may know, or it is no longer true."""

    @abstractmethod
    def message_to_group(self, topic: str, step: str, committee: int | None) -> Message | None:
        """For the chat group of a committee, or (None) of the secretariat."""


def every() -> list[Source]:
    """All sources, for the auditor and for catching up."""
    return portal.every(Source)  # type: ignore[type-abstract]


def find(topic: str) -> Source | None:
    """The app that owns ``topic``, or None."""
    return next((source for source in every() if source.prefix == topic.partition(":")[0]), None)

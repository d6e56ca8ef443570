"""Who plans reminders: the apps above contribute a source; the outbox asks it at the moment of sending.

A topic is ``<prefix>:<id>`` (``consultation:12``); its prefix names the source.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

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
    ``due_on``: until when, looked up as it is sent; so is ``committee``, the asker itself.
    """

    title: str
    body: str
    url: str
    kind: Notification.Kind = Notification.Kind.INFORMATION
    asker: int | None = None
    asks: str = ""
    due_on: date | None = None
    committee: Any = None


@dataclass(frozen=True)
class Saying:
    """What one step of a topic says at this moment: composed once, however many are told.

    ``to``: for one person; ``to_group``: for the chat group of a committee, or (None) of the secretariat.
    None for who no longer may know, or of whom it is no longer true. Neither asks for the facts again.
    """

    to: "Callable[[User], Message | None]"
    to_group: Callable[[int | None], Message | None]


class Source(ABC):
    """What an app contributes: its plans and their texts."""

    prefix: str

    @abstractmethod
    def plans(self, now: datetime) -> Iterable[TopicPlan]:
        """Every plan that is still live: the auditor compares it with the table, without a time window."""

    @abstractmethod
    def saying(self, topic: str, step: str) -> Saying | None:
        """None when it is no longer true for anybody."""

    def message(self, topic: str, step: str, recipient: "User") -> Message | None:
        """For one person alone."""
        found = self.saying(topic, step)
        return found.to(recipient) if found else None

    def message_to_group(self, topic: str, step: str, committee: int | None) -> Message | None:
        """For one group alone."""
        found = self.saying(topic, step)
        return found.to_group(committee) if found else None


def every() -> list[Source]:
    """All sources, for the auditor and for catching up."""
    return portal.every(Source)  # type: ignore[type-abstract]


def find(topic: str) -> Source | None:
    """The app that owns ``topic``, or None."""
    return next((source for source in every() if source.prefix == topic.partition(":")[0]), None)

"""Who asks for what: how a message names the committee it comes from, in mails and group messages alike."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from notifications import deadlines
from notifications.models import Delivery, Notification
from notifications.sources import Message
from notifications.text import one_line

TO_DO, AGAIN = "【待办】", "【补发】"


@dataclass(frozen=True)
class Ask:
    """One message on its way to one person or group."""

    row: Delivery
    message: Message

    @property
    def is_to_do(self) -> bool:
        return self.message.kind == Notification.Kind.ACTION

    @cached_property
    def committee(self) -> Any | None:
        """Whose request it is; None where the platform reminds, or the committee itself is told."""
        row, asker = self.row, self.message.asker
        own = row.recipient.committee_id if row.recipient else row.robot.committee_id if row.robot else None
        if not self.is_to_do or asker is None or asker == own:
            return None
        return self.message.committee

    @property
    def subject(self) -> str:
        """``【待办】江苏：请确认联合活动：…``, ``【待办 截止2026年12月14日】江苏：请回执：…``.

        The day stands in front: mailboxes cut long subjects.
        """
        mark = f"【待办 {self.until}】" if self.until else TO_DO if self.is_to_do else ""
        marks = f"{AGAIN if self.row.catch_up else ''}{mark}"
        who = f"{self.committee.short_name}：" if self.committee else ""
        return one_line(f"{marks}{who}{self.message.title}")

    @property
    def first_line(self) -> str:
        """What a reader sees before opening the letter: who asks, for what, until when."""
        if not self.is_to_do:
            return f"{self.message.title}。"
        who = f"{self.committee.name}请您办理" if self.committee else "请您办理"
        return f"{who}{f'（{self.until}）' if self.until else ''}：{self.message.title}。"

    @property
    def until(self) -> str:
        """``截止2026年12月14日``, unless the title says it."""
        return deadlines.until(self.message.due_on, self.message.title) if self.is_to_do else ""

    @property
    def office(self) -> str:
        """Where a person may answer by mail: the office of who asks, for staff of committees."""
        committee, person = self.committee, self.row.recipient
        return str(committee.office_email) if committee and person and person.is_staff_member else ""

"""E-mails made of deliveries: one a row, or one for all that a person should have had long ago."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from collab_portal.lib import demo
from collab_portal.lib import letters as mails
from notifications.asking import AGAIN, Ask
from notifications.models import Delivery
from notifications.sources import Message
from notifications.stopping import link_of


@dataclass
class Letter:
    """One e-mail to one person and the rows it settles."""

    rows: list[Delivery]
    bundle: UUID | None = None
    messages: dict[int, Message] = field(default_factory=dict)

    @property
    def message_id(self) -> str:
        """The same after every retry of the same rows; mail servers and readers may fold repeats by it."""
        keys = sorted(row.key for row in self.rows)
        name = (
            keys[0] if len(keys) == 1 else f"{len(keys)}.{sha256(' '.join(keys).encode()).hexdigest()[:32]}"
        )
        return f"<{name}@{urlsplit(settings.SITE_URL).hostname}>"

    @cached_property
    def asks(self) -> list[Ask]:
        return [Ask(row, self.messages[row.pk]) for row in self.rows]

    @property
    def subject(self) -> str:
        mark = AGAIN if any(row.catch_up for row in self.rows) else ""
        several = f"{mark}{len(self.rows)}条未能按时送达的通知"
        return demo.titled(self.asks[0].subject if len(self.rows) == 1 else several)

    def only(self, ready: set[int]) -> "Letter":
        return Letter([row for row in self.rows if row.pk in ready], self.bundle, self.messages)

    def render(self) -> mails.Email:
        items = [
            {
                "ask": ask,
                "message": ask.message,
                "url": settings.SITE_URL + ask.message.url,
                "row": ask.row,
                "stop_url": link_of(ask.row),
            }
            for ask in self.asks
        ]
        person = self.rows[0].recipient
        assert person is not None  # noqa: S101 - e-mails go to persons, by constraint
        offices = {ask.office for ask in self.asks}
        office = offices.pop() if len(offices) == 1 else ""  # an answer to several would go to the wrong ones
        context = {
            "subject": self.subject,
            "person": person,
            "items": items,
            "office": self.asks[0].committee if office else None,
            "late": self.rows[0].catch_up,
            "inbox_url": settings.SITE_URL + reverse("notifications:inbox"),
        }
        headers = {"Message-ID": self.message_id, "Auto-Submitted": "auto-generated"}
        stops = {str(item["stop_url"]) for item in items}
        if len(stops) == 1 and (stop := stops.pop()):
            headers |= {
                "List-Unsubscribe": f"<{stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }
        mail = mails.Email(
            subject=self.subject,
            body=render_to_string("email/notice.txt", context),
            to=[person.email],
            reply_to=[office] if office else None,
            headers=headers,
        )
        mail.attach_alternative(render_to_string("email/notice.html", context), "text/html")
        return mail


def letters(rows: Iterable[Delivery]) -> list[Letter]:
    """Rows of one bundle together; overdue ones of one person together; all others by themselves."""
    groups: dict[object, list[Delivery]] = defaultdict(list)
    for row in rows:
        if row.bundle:
            groups[row.bundle].append(row)
        elif row.catch_up and row.uncertain_at is None and row.resends == 0:
            groups["late", row.recipient_id].append(row)
        else:
            groups[row.pk].append(row)
    made = []
    for name, group in groups.items():
        bundle = name if isinstance(name, UUID) else uuid4() if len(group) > 1 else None
        made.append(Letter(sorted(group, key=lambda row: row.pk), bundle))
    return made

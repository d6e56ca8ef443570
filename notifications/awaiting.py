"""What of the outbox awaits a person: deliveries that failed or vanished."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import rules
from django.db.models import QuerySet
from django.urls import reverse

from collab_portal.lib.awaiting import Awaiting, first_of
from notifications.models import Delivery

if TYPE_CHECKING:
    from accounts.models import User


def awaiting(user: "User", now: datetime) -> list[Awaiting]:
    """For the secretariat only; one query."""
    if not rules.test_rule("notifications.decide", user):
        return []
    count = Delivery.objects.visible_to(user).for_a_person()[:1001].count()
    if not count:
        return []
    url = reverse("notifications:ledger") + "?status=attention"
    shown = "1000+" if count > 1000 else str(count)
    return [Awaiting("通知", f"{shown} 条通知发送失败或去向待查", url, detail="重发，或改用电话告知后注明。")]


def counted(user: "User", now: datetime) -> Iterator[QuerySet[Delivery]]:
    """The same line as a row."""
    if rules.test_rule("notifications.decide", user):
        yield first_of(Delivery.objects.visible_to(user).for_a_person())

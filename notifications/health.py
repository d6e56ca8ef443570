"""Is anything overdue? One indexed query."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.db.models.functions import Now

from notifications.models import Delivery
from notifications.models.queries import LATE


@dataclass(frozen=True)
class Punctuality:
    """What should have gone out by now and has not."""

    waiting: int
    oldest: datetime | None
    delay: timedelta

    @property
    def late(self) -> bool:
        return self.delay > LATE


def punctuality() -> Punctuality:
    """The rows that are past their time and still moving, by the database's clock."""
    found = (
        Delivery.objects.moving()
        .filter(due_at__lte=Now())
        .aggregate(waiting=Count("pk"), oldest=Min("due_at"), now=Now())
    )
    oldest = found["oldest"]
    delay = found["now"] - oldest if oldest else timedelta()
    return Punctuality(found["waiting"], oldest, delay)

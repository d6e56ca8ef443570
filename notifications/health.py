"""Is anything overdue? One indexed query."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, Min
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
        .aggregate(
            waiting=Count("pk"),
            oldest=Min("due_at"),
            delay=ExpressionWrapper(Now() - Min("due_at"), output_field=DurationField()),
        )
    )
    return Punctuality(found["waiting"], found["oldest"], found["delay"] or timedelta())

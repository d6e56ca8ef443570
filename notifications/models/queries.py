"""Which deliveries: due, late, in need of a person. Always by the database's clock."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, ExpressionWrapper, Q
from django.db.models.functions import Now

from collab_portal.lib.reminders import OF_TO_DOS
from notifications.models.replanning import Replanning

if TYPE_CHECKING:
    from accounts.models import User
    from notifications.models.delivery import Delivery  # noqa: F401 - named in a string below

LATE = timedelta(minutes=5)
COUNT_CAP = 1000


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Conditions for claims name only the row's own columns, so PostgreSQL re-checks them after a wait."""

    def visible_to(self, user: "User") -> Self:
        """Secretariat and system admin see all rows (the latter without text), others their own."""
        if user.is_rotation_admin or user.platform_role == user.Platform.SYSTEM:
            return self
        return self.filter(recipient=user)

    def open(self) -> Self:
        return self.filter(status__in=["pending", "sending", "uncertain"])

    def moving(self) -> Self:
        """Open and not held for a person."""
        return self.filter(status__in=["pending", "sending"])

    def recallable(self) -> Self:
        """Not in anyone's hand-over: taking it back is certain to stop it."""
        return self.filter(status__in=["pending", "sending"], started_at=None)

    def in_hand_over(self) -> Self:
        return self.filter(status="sending", started_at__isnull=False)

    def due(self) -> Self:
        """Not what is planned of a topic that is about to be planned anew."""
        due = self.filter(status="pending", next_attempt_at__lte=Now(), expires_at__gt=Now())
        return due.exclude(planned=True, topic__in=Replanning.objects.values("topic"))

    def overdue(self) -> Self:
        """Past their time for ``LATE`` and still on the way, whatever the reason."""
        return self.moving().filter(due_at__lt=Now() - LATE)

    def for_a_person(self) -> Self:
        """Failed for good or uncertain, and nobody has decided yet."""
        return self.filter(status__in=["dead", "uncertain"], handled_at=None)

    def needing_attention(self) -> Self:
        return self.filter(
            Q(status__in=["dead", "uncertain"], handled_at=None)
            | Q(status__in=["pending", "sending"], due_at__lt=Now() - LATE)
        )

    def of_topic(self, topic: str) -> Self:
        """One topic (``consultation:12``) or all of a kind (``consultation``), with what is owed for it."""
        if ":" in topic:
            return self.filter(topic__in=[topic, f"{OF_TO_DOS}{topic}"])
        names = Q(topic__startswith=f"{topic}:") | Q(topic__startswith=f"{OF_TO_DOS}{topic}:")
        return self.filter(names)

    def failed(self) -> Self:
        """Given up by the machine, and nobody has decided yet."""
        return self.filter(status="dead", handled_at=None)

    def suppressed(self) -> int:
        """Not sent because they were no longer to be: how many, within the first thousand."""
        return self.filter(status="suppressed").order_by()[:COUNT_CAP].count()

    def counts(self) -> dict[str, int]:
        """What needs a person, each kind counted within the first thousand, in one query."""
        rows = self.needing_attention().order_by()[:COUNT_CAP]
        return rows.aggregate(
            dead=Count("pk", filter=Q(status="dead")),
            uncertain=Count("pk", filter=Q(status="uncertain")),
            late=Count("pk", filter=Q(status__in=["pending", "sending"])),
        )

    def for_ledger(self) -> Self:
        """What one row of the ledger shows, in one query however many rows."""
        late = Q(status__in=["pending", "sending"], due_at__lt=Now() - LATE)
        rows = self.annotate(is_late=ExpressionWrapper(late, output_field=models.BooleanField()))
        return rows.select_related("recipient__committee", "robot__committee").order_by("-pk")

"""交接: what one lead leaves to the next, signed by both."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse

from collab_portal.lib.versions import Versioned, raised_by
from rotation.models.turn import Turn

if TYPE_CHECKING:
    from accounts.models import User

EARLY = timedelta(days=13)
"""The outgoing side signs in the last fourteen days of its term, or later."""


class HandoverQuerySet(models.QuerySet["Handover"]):
    def pending(self) -> Self:
        """One signature or both are missing."""
        return self.filter(Q(outgoing_at__isnull=True) | Q(incoming_at__isnull=True))

    def with_successor(self) -> Self:
        """``next_lead`` and ``next_starts_on``: of the turn that follows as the plan stands."""
        later = Turn.objects.filter(
            rotation=OuterRef("turn__rotation"), starts_on__gt=OuterRef("turn__ends_on")
        ).order_by("starts_on")
        return self.annotate(
            next_lead=Subquery(later.values("committee")[:1]),
            next_starts_on=Subquery(later.values("starts_on")[:1]),
        ).select_related("turn__committee", "turn__rotation")

    def concerning(self, committee: int) -> Self:
        """Those to which the committee is a party."""
        ours = Q(turn__committee=committee) | Q(next_lead=committee)
        return self.with_successor().filter(ours).order_by("turn__ends_on", "pk")

    def awaiting(self, user: "User", day: date) -> Self:
        """Those the user may sign for the committee on ``day``: its staff alone sign."""
        if not user.is_staff_member or not user.committee_id:
            return self.with_successor().none()
        return self.owed_by(user.committee_id, day)

    def owed_by(self, committee: int, day: date) -> Self:
        """Those the committee may sign on ``day`` and has not."""
        opened = Q(turn__starts_on__lte=day, turn__ends_on__lte=day + EARLY, next_lead__isnull=False)
        leaving = Q(turn__committee=committee, outgoing_at__isnull=True) & opened
        arriving = Q(next_lead=committee, next_starts_on__lte=day, incoming_at__isnull=True)
        return self.concerning(committee).filter(leaving | arriving).exclude(turn__committee=F("next_lead"))


@pghistory.track()
class Handover(Versioned):
    """The handover of a turn to the one that follows.

    With the first signature ``sheet`` is frozen: both sign the same list, the same note. The incoming
    side signs in its own term, when its turn can no longer pass to another; both signatures end it.
    """

    turn = models.OneToOneField(Turn, models.PROTECT, related_name="handover", verbose_name="移交任期")
    successor = models.OneToOneField(
        Turn, models.PROTECT, null=True, blank=True, related_name="taken_over", verbose_name="接收任期"
    )
    contact = models.CharField("移交方联系人", max_length=120, blank=True)
    incoming_contact = models.CharField("接收方联系人", max_length=120, blank=True)
    note = models.TextField("交接说明", max_length=2000, blank=True)
    sheet = models.JSONField("交接清单", null=True, blank=True)
    signatures = models.JSONField("签字各方", default=dict, blank=True, help_text="签字时的名称和姓名。")
    returned = models.CharField("退回或撤回原因", max_length=300, blank=True)
    outgoing_at = models.DateTimeField("移交方签字时间", null=True, blank=True)
    outgoing_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="移交方签字人",
    )
    incoming_at = models.DateTimeField("接收方签字时间", null=True, blank=True)
    incoming_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="接收方签字人",
    )

    objects = HandoverQuerySet.as_manager()
    history_hides = ("sheet", "signatures")

    class Meta:
        verbose_name = verbose_name_plural = "交接"
        constraints = (
            models.CheckConstraint(
                condition=Q(outgoing_at__isnull=True, outgoing_by__isnull=True)
                | Q(outgoing_at__isnull=False, outgoing_by__isnull=False),
                name="handover_outgoing_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(incoming_at__isnull=True, incoming_by__isnull=True, successor__isnull=True)
                | Q(incoming_at__isnull=False, incoming_by__isnull=False, successor__isnull=False),
                name="handover_incoming_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(outgoing_at__isnull=True, incoming_at__isnull=True, sheet__isnull=True)
                | (~Q(outgoing_at__isnull=True, incoming_at__isnull=True) & Q(sheet__isnull=False)),
                name="handover_signed_has_sheet",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("turn")),
                name="handover_to_another_turn",
            ),
        )
        triggers = (
            raised_by("contact", "note", "incoming_contact"),
            pgtrigger.Protect(
                name="handover_done_is_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__outgoing_at__isnull=False, old__incoming_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.turn.committee}任期的交接"

    def get_absolute_url(self) -> str:
        return reverse("rotation:handover", args=[self.turn_id])

    @property
    def topic(self) -> str:
        """Its notices are among those of its turn."""
        return f"turn:{self.turn_id}"

    @property
    def is_done(self) -> bool:
        return self.outgoing_at is not None and self.incoming_at is not None

    @property
    def is_signed_once(self) -> bool:
        return (self.outgoing_at is None) != (self.incoming_at is None)

"""调换与顺延: facts about a cycle, laid over its order. They name no turn, so dates may move."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from collab_portal.lib import dates
from collab_portal.lib.joint import invitation
from collab_portal.lib.lifecycle import Move, State
from organizations.models import Committee
from rotation.models.rotation import Rotation
from rotation.models.turn import Turn
from rotation.planning import Amendment, Skipped, Swapped

if TYPE_CHECKING:
    from accounts.models import User


EXCHANGE = invitation.life(
    "调换",
    answer="rotation.answer_swap",
    withdraw="rotation.withdraw_swap",
    states=(State("ordered", "done", invitation.ANSWERED),),
    moves=(
        Move("order", ("proposed",), "ordered"),  # by a rotation admin, without having been proposed
        Move("lapse", ("agreed", "ordered"), "lapsed"),
    ),
)


class SwapQuerySet(invitation.InvitationQuerySet["Swap"]):
    def visible_to(self, user: "User") -> Self:
        """Who leads when is known to everybody who may sign in, and so is who wants to exchange."""
        return self if user.is_authenticated else self.none()

    def answerable(self, day: date) -> Self:
        """Both turns stand in the plan and are still to come on ``day``."""
        to_come = Turn.objects.filter(
            rotation=OuterRef("rotation"), cycle=OuterRef("cycle"), starts_on__gt=day
        )
        return self.filter(
            Exists(to_come.filter(committee=OuterRef("proposer"))),
            Exists(to_come.filter(committee=OuterRef("other"))),
        )

    def in_force(self) -> Self:
        return self.filter(status__in=Swap.IN_FORCE)

    def for_list(self) -> Self:
        return self.select_related("rotation", "proposer", "other", "proposed_by", "answered_by").order_by(
            "-proposed_at", "-pk"
        )

    def touching(self, cycle: int, *committees: int) -> Self:
        """Swaps of ``cycle`` that concern one of these committees."""
        concerned = Q(proposer__in=committees) | Q(other__in=committees)
        return self.filter(concerned, cycle=cycle)


@pghistory.track()
class Swap(invitation.Invitation):
    """调换: two leads of one cycle exchange their turns; both agree, or a rotation admin decides."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", "待答复"
        AGREED = "agreed", "双方同意"
        DECLINED = "declined", "未同意"
        WITHDRAWN = "withdrawn", "已撤回"
        LAPSED = "lapsed", "已失效"
        ORDERED = "ordered", "管理员决定"

    LIFE = EXCHANGE
    IN_FORCE = (Status.AGREED, Status.ORDERED)

    rotation = models.ForeignKey(Rotation, models.CASCADE, related_name="swaps", verbose_name="轮值")
    cycle = models.PositiveSmallIntegerField("轮次")
    other = models.ForeignKey(Committee, models.PROTECT, related_name="+", verbose_name="对方工委")
    grounds = models.CharField("原因", max_length=300)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.PROPOSED)

    objects = SwapQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任期调换"
        constraints = (
            *invitation.checks(EXCHANGE),
            models.CheckConstraint(
                condition=~Q(proposer=F("other")),
                name="swap_of_two",
                violation_error_message="不能与本工委调换。",
            ),
            models.UniqueConstraint(
                fields=["rotation", "cycle", "proposer"],
                condition=Q(status="proposed"),
                name="swap_proposed_once",
                violation_error_message="该任期已有待答复的调换。",
            ),
            models.UniqueConstraint(
                fields=["rotation", "cycle", "other"],
                condition=Q(status="proposed"),
                name="swap_asked_once",
                violation_error_message="该任期已有待答复的调换。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.proposer}与{self.other}调换（第{self.cycle}轮）"

    def get_absolute_url(self) -> str:
        return reverse("rotation:swap", args=[self.pk])


class SkipQuerySet(models.QuerySet["Skip"]):
    def in_force(self) -> Self:
        return self.filter(lapsed_at__isnull=True)


@pghistory.track()
class Skip(models.Model):
    """顺延: a committee lets its turn pass to the next in line, and follows at once."""

    rotation = models.ForeignKey(Rotation, models.CASCADE, related_name="skips", verbose_name="轮值")
    cycle = models.PositiveSmallIntegerField("轮次")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+", verbose_name="工委")
    instead = models.ForeignKey(
        Committee, models.PROTECT, null=True, related_name="+", verbose_name="先行牵头工委"
    )
    until = models.DateField("顺延的任期", help_text="决定时该任期的开始日期。")
    reason = models.CharField("原因", max_length=300)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="决定人"
    )
    decided_at = models.DateTimeField("决定时间")
    lapsed_at = models.DateTimeField("失效时间", null=True, blank=True)

    objects = SkipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任期顺延"
        constraints = (
            models.UniqueConstraint(
                fields=["rotation", "committee", "until"],
                condition=Q(lapsed_at__isnull=True),
                name="skip_once",
                violation_error_message="该工委的这一任期已顺延。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.committee}顺延（第{self.cycle}轮）"


def amendments(swaps: Sequence[Swap], skips: Sequence[Skip]) -> list[Amendment]:
    """What is in force, in the sequence it was decided, as the arithmetic wants it."""
    decided: list[tuple[datetime, int, Amendment]] = []
    for swap in swaps:
        if swap.answered_at is not None:
            decided.append(
                (swap.answered_at, swap.pk, Swapped(swap.cycle, swap.proposer.slug, swap.other.slug))
            )
    for skip in skips:
        other = skip.instead.slug if skip.instead else ""
        fact = Skipped(skip.cycle, skip.committee.slug, other, dates.today(skip.decided_at))
        decided.append((skip.decided_at, skip.pk, fact))
    return [fact for _, _, fact in sorted(decided, key=lambda row: row[:2])]

"""议题: what a committee puts before the consultation, and what the lead makes of it."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from collab_portal.lib.lifecycle import Lifecycle, Living, Move, State
from collab_portal.lib.versions import Versioned, raised_by
from organizations.models import Committee
from rotation.models.consultation import Consultation

SCREENED = ("accepted", "merged", "deferred", "declined")
TOPIC = Lifecycle(
    "议题",
    states=(
        State("proposed", "now"),
        State("accepted", "done"),
        State("merged", "muted"),
        State("deferred", "muted"),
        State("declined", "warn"),
        State("withdrawn", "muted"),
    ),
    moves=(
        *(Move(word, ("proposed", *SCREENED), word, "rotation.convene") for word in SCREENED),
        Move("withdraw", ("proposed",), "withdrawn"),
    ),
)


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def standing(self) -> Self:
        """Put forward and not taken back."""
        return self.exclude(status="withdrawn")

    def waiting(self) -> Self:
        """Not screened yet."""
        return self.filter(status="proposed")

    def accepted(self) -> Self:
        """On the agenda, in order."""
        return self.filter(status="accepted").order_by("position", "pk")

    def left_over(self, rotation: int) -> Self:
        """Of a rotation: put off to the next consultation, or not dealt with where one was cancelled."""
        put_off = Q(status="deferred")
        unheard = Q(status__in=["proposed", "accepted"], consultation__status="cancelled")
        return self.filter(put_off | unheard, consultation__turn__rotation=rotation, carried_to__isnull=True)

    def for_page(self) -> Self:
        return self.select_related(
            "committee", "merged_into", "proposed_by", "carried_to__consultation"
        ).order_by("position", "pk")


@pghistory.track(exclude=["submission"])
class AgendaItem(Living, Versioned):
    """议题: 联谋 (think together), 联解 (solve together) or 联合 (act together)."""

    class Kind(models.TextChoices):
        PLAN = "plan", "联谋"
        SOLVE = "solve", "联解"
        JOIN = "join", "联合"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "待筛选"
        ACCEPTED = "accepted", "列入议程"
        MERGED = "merged", "并入"
        DEFERRED = "deferred", "转下次会商"
        DECLINED = "declined", "不列入"
        WITHDRAWN = "withdrawn", "已撤回"

    LIFE = TOPIC
    SCREENED = (Status.ACCEPTED, Status.MERGED, Status.DEFERRED, Status.DECLINED)

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="items", verbose_name="会商")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+", verbose_name="提出工委")
    kind = models.CharField("类型", max_length=8, choices=Kind)
    title = models.CharField("议题", max_length=120)
    background = models.TextField("背景", max_length=2000, blank=True)
    wanted = models.TextField("希望达成", max_length=1000, blank=True)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.PROPOSED)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed", verbose_name="并入议题"
    )
    carried_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to", verbose_name="转自上次"
    )
    reason = models.CharField("筛选说明", max_length=300, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提出人"
    )
    created_at = models.DateTimeField("提出时间")
    screened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="筛选人",
    )
    screened_at = models.DateTimeField("筛选时间", null=True, blank=True)
    submission = models.UUIDField("提交号", unique=True, editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "议题"
        triggers = (raised_by("kind", "title", "background", "wanted", "status", "reason", "merged_into_id"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(status="merged", merged_into__isnull=False)
                | (~Q(status="merged") & Q(merged_into__isnull=True)),
                name="agenda_merged_names_another",
                violation_error_message="并入的议题须指明并入哪一项。",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="agenda_not_merged_into_itself",
                violation_error_message="议题不能并入自身。",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["deferred", "declined"]) | ~Q(reason=""),
                name="agenda_refusal_has_reason",
                violation_error_message="不列入或转下次须说明理由。",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "withdrawn"])
                | Q(screened_by__isnull=False, screened_at__isnull=False),
                name="agenda_screened_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.title

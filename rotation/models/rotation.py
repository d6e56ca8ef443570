"""轮值 and its dated members."""

from datetime import date
from typing import TYPE_CHECKING, Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.functional import cached_property

from organizations.models import Alliance, Committee
from rotation.planning import Cadence, Member, Slot

if TYPE_CHECKING:
    from accounts.models import User
    from rotation.models.consultation import Consultation

BASIN = "basin"


class CadenceChoices(models.TextChoices):
    YEAR = Cadence.YEAR.value, "每年一任"
    HALF_YEAR = Cadence.HALF_YEAR.value, "每半年一任"
    QUARTER = Cadence.QUARTER.value, "每季度一任"
    MONTH = Cadence.MONTH.value, "每月一任"


class RotationQuerySet(models.QuerySet["Rotation"]):
    def basin(self) -> "Rotation | None":
        """The rotation of the whole basin, once it is planned."""
        return self.filter(slug=BASIN).first()

    def with_members(self, slug: str) -> "Rotation | None":
        """One rotation and all its ``memberships``, in one query."""
        ours = RotationMember.objects.filter(rotation__in=self, rotation__slug=slug)
        rows = list(ours.select_related("rotation", "committee").order_by("position", "joined_on"))
        if not rows:
            return self.filter(slug=slug).first()
        rotation = rows[0].rotation
        rotation.memberships = rows
        return rotation

    def visible_to(self, user: "User") -> Self:
        """Who takes turns is known to everybody who may sign in."""
        return self if user.is_authenticated else self.none()

    def for_list(self, day: date) -> Self:
        """The basin's first; with the number of members on ``day`` and who leads then."""
        running = Q(turns__starts_on__lte=day, turns__ends_on__gte=day)
        here = Q(members__joined_on__lte=day) & (
            Q(members__left_on__isnull=True) | Q(members__left_on__gt=day)
        )
        return (
            self.select_related("alliance")
            .annotate(
                size=models.Count("members", filter=here, distinct=True),
                lead=models.Max("turns__committee__short_name", filter=running),
            )
            .order_by(models.Case(models.When(slug=BASIN, then=0), default=1), "name", "pk")
        )


@pghistory.track()
class Rotation(models.Model):
    """轮值: committees take turns to lead. The basin's has all nineteen; others use the same engine."""

    name = models.CharField("名称", max_length=60)
    slug = models.SlugField("网址名", unique=True)
    cadence = models.CharField("周期", max_length=10, choices=CadenceChoices, default=CadenceChoices.QUARTER)
    starts_on = models.DateField("起始日期", help_text="当前排期的起点，各任期由此推算。")
    alliance = models.OneToOneField(
        Alliance,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="联盟",
        help_text="这项轮值即该联盟的轮值主席。",
        error_messages={"unique": "该联盟的轮值主席已有一项轮值。"},
    )
    convenes = models.BooleanField(
        "每任召集会商", default=True, help_text="每个任期开始前 60 天自动生成一次会商，由牵头工委召集。"
    )
    revision = models.PositiveIntegerField("修订号", default=0, help_text="每次保存新排期加一。")

    objects = RotationQuerySet.as_manager()
    history_hides = ("revision",)

    class Meta:
        verbose_name = verbose_name_plural = "轮值"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        if self.is_basin:
            return reverse("rotation:home")
        return reverse("rotation:rotation", args=[self.slug])

    @cached_property
    def memberships(self) -> "list[RotationMember]":
        """Every membership there was, is or will be, in order of rotation; read once for each instance."""
        return list(self.members.select_related("committee").order_by("position", "joined_on"))

    @cached_property
    def slots(self) -> list[Slot]:
        """The turns stored, as the arithmetic wants them; read once for each instance."""
        return self.turns.slots()

    @property
    def is_basin(self) -> bool:
        return self.slug == BASIN

    @property
    def members_url(self) -> str:
        """Where committees join and leave."""
        return reverse("rotation:members", args=[self.slug])

    @property
    def plan_url(self) -> str:
        """Where it is planned."""
        if self.is_basin:
            return reverse("rotation:plan")
        return reverse("rotation:rotation-plan", args=[self.slug])


class RotationMemberQuerySet(models.QuerySet["RotationMember"]):
    def on(self, day: date | Combinable) -> Self:
        """Members on ``day``."""
        return self.filter(joined_on__lte=day).filter(Q(left_on__isnull=True) | Q(left_on__gt=day))

    def invited_to(self, consultation: "Consultation") -> Self:
        """Members on a consultation's day (``Consultation.member_day``): the one rule of who takes part."""
        return self.filter(rotation=consultation.turn.rotation_id).on(consultation.member_day)

    def facts(self) -> list[Member]:
        """The members as the arithmetic wants them, in order of rotation."""
        rows = self.order_by("position", "joined_on").values_list("committee__slug", "joined_on", "left_on")
        return [Member(*row) for row in rows]


@pghistory.track()
class RotationMember(models.Model):
    """A committee belongs to a rotation for the days ``joined_on <= day < left_on``, in a fixed place."""

    rotation = models.ForeignKey(Rotation, models.CASCADE, related_name="members", verbose_name="轮值")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="memberships", verbose_name="工委")
    position = models.PositiveSmallIntegerField("顺序")
    joined_on = models.DateField("加入日期")
    left_on = models.DateField("退出日期", null=True, blank=True)

    objects = RotationMemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "轮值成员"
        constraints = (
            ExclusionConstraint(
                name="rotation_member_once_at_a_time",
                expressions=[
                    ("rotation", RangeOperators.EQUAL),
                    ("committee", RangeOperators.EQUAL),
                    (
                        Func(
                            F("joined_on"),
                            F("left_on"),
                            Value("[)"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="同一工委在一个轮值中只能出现一次。",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gt=F("joined_on")),
                name="rotation_member_leaves_after_joining",
                violation_error_message="退出日期须晚于加入日期。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.committee}"

    def has_left(self, day: date) -> bool:
        """It is no member on ``day`` or later."""
        return self.left_on is not None and self.left_on <= day

    def changes_after(self, day: date) -> bool:
        """It joins or leaves after ``day``."""
        return self.joined_on > day or (self.left_on is not None and self.left_on > day)

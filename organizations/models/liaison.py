"""党建联络员: a committee's own groups of people, each in touch with three or four units."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from organizations.models.branch import Branch
from organizations.models.committee import Committee

if TYPE_CHECKING:
    from accounts.models import User

FEWEST, MOST = 3, 4  # units a group (《旗帜》2020 年第 12 期)


class LiaisonGroupQuerySet(models.QuerySet["LiaisonGroup"]):
    def visible_to(self, user: "User") -> Self:
        """A committee's own staff: what units raise with their contact is not for others."""
        if not user.is_staff_member or not user.committee_id:
            return self.none()
        return self.filter(committee=user.committee_id)

    def at_work(self) -> Self:
        return self.filter(ended_on__isnull=True)

    def for_list(self) -> Self:
        """Groups with people and units, in three queries however many."""
        return self.prefetch_related("people", "units__branch").order_by("name", "pk")


@pghistory.track(exclude=["submission"])
class LiaisonGroup(models.Model):
    """联络组 of one committee. ``version`` rises with each edit."""

    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="liaison_groups", verbose_name="所属工委"
    )
    name = models.CharField("组名", max_length=60)
    note = models.CharField("说明", max_length=200, blank=True)
    ended_on = models.DateField("停用日期", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1, editable=False)
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = LiaisonGroupQuerySet.as_manager()
    history_hides = ("version",)

    class Meta:
        verbose_name = verbose_name_plural = "联络组"
        constraints = (
            models.UniqueConstraint(
                fields=["committee", "name"],
                condition=Q(ended_on__isnull=True),
                name="liaison_group_once",
                violation_error_message="本工委已有同名联络组。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organizations:liaison-group", args=[self.pk])

    @staticmethod
    def load(units: int) -> str:
        """``over`` four units, ``under`` three, or nothing."""
        return "over" if units > MOST else "under" if units < FEWEST else ""


@pghistory.track()
class LiaisonPerson(models.Model):
    """联络员: a name and an office phone, nothing more."""

    LONGEST = 40

    group = models.ForeignKey(LiaisonGroup, models.CASCADE, related_name="people", verbose_name="联络组")
    name = models.CharField("姓名", max_length=LONGEST)
    office_phone = models.CharField("办公电话", max_length=LONGEST, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "联络员"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["group", "name"],
                name="liaison_person_once",
                violation_error_message="同一联络员在一组中只登记一次。",
            ),
        )

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class LiaisonUnit(models.Model):
    """Which group a unit turns to: one at most."""

    group = models.ForeignKey(LiaisonGroup, models.CASCADE, related_name="units", verbose_name="联络组")
    branch = models.OneToOneField(
        Branch,
        models.PROTECT,
        related_name="liaison",
        verbose_name="联系单位",
        error_messages={"unique": "该单位已由其他联络组联系。"},
    )

    class Meta:
        verbose_name = verbose_name_plural = "联系单位"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.branch}（{self.group}）"


class LiaisonVisitQuerySet(models.QuerySet["LiaisonVisit"]):
    def visible_to(self, user: "User") -> Self:
        return self.filter(group__in=LiaisonGroup.objects.visible_to(user))

    def still_open(self) -> Self:
        return self.filter(solved_on__isnull=True).exclude(problem="")

    def for_list(self) -> Self:
        return self.select_related("branch", "created_by").order_by("-visited_on", "-pk")


@pghistory.track(exclude=["submission"])
class LiaisonVisit(models.Model):
    """走访: when, which unit, what it raised, what was answered; solved from a day on."""

    group = models.ForeignKey(LiaisonGroup, models.PROTECT, related_name="visits", verbose_name="联络组")
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="liaison_visits", verbose_name="走访单位")
    visited_on = models.DateField("走访日期")
    problem = models.CharField("反映的问题", max_length=500, blank=True)
    reply = models.CharField("答复", max_length=500, blank=True)
    solved_on = models.DateField("解决日期", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = LiaisonVisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "走访记录"
        constraints = (
            models.CheckConstraint(
                condition=Q(solved_on__isnull=True) | Q(solved_on__gte=models.F("visited_on")),
                name="liaison_solved_after_visit",
                violation_error_message="解决日期不能早于走访日期。",
            ),
            models.CheckConstraint(
                condition=Q(visited_on__gte=date(1949, 1, 1), visited_on__lte=date(2100, 12, 31)),
                name="liaison_visit_day_is_possible",
                violation_error_message="日期须在 1949 年至 2100 年之间。",
            ),
        )
        indexes = (models.Index(fields=["group", "-visited_on", "-id"], name="liaison_visit_by_group"),)

    def __str__(self) -> str:
        return f"{self.branch} {self.visited_on:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Something was raised that is not yet solved."""
        return bool(self.problem) and self.solved_on is None

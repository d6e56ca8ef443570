"""党组织: a tree under a committee."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from organizations.models.committee import Committee


@pghistory.track()
class Branch(models.Model):
    """Any party organisation under a committee: unit, department committee, branch, partner-side enterprise.

    ``line`` (系统) is the key for finding counterparts in other provinces.
    """

    class Kind(models.TextChoices):
        UNIT = "unit", "单位"
        COMMITTEE = "committee", "机关党委"
        BRANCH = "branch", "党支部"
        ENTERPRISE = "enterprise", "企业党组织"
        CITY = "city", "市县党组织"
        TEMPORARY = "temporary", "临时党组织"

    class Line(models.TextChoices):
        REFORM = "reform", "发展改革"
        ECOLOGY = "ecology", "生态环境"
        TRANSPORT = "transport", "交通运输"
        TAX = "tax", "税务"
        INSURANCE = "insurance", "医疗保障"
        GRAIN = "grain", "粮食和物资储备"
        WATER = "water", "水利"
        CULTURE = "culture", "文化和旅游"
        COMMERCE = "commerce", "工商联"
        OTHER = "other", "其他"

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="branches", verbose_name="所属工委")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级"
    )
    code = models.CharField("编码", max_length=40, help_text="本工委内唯一，导入时据此更新。")
    name = models.CharField("名称", max_length=120)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    line = models.CharField("系统", max_length=12, choices=Line, default=Line.OTHER)
    contact_name = models.CharField("联系人", max_length=40, blank=True)
    contact_phone = models.CharField("办公电话", max_length=40, blank=True)
    contact_email = models.EmailField("办公邮箱", blank=True)
    term_ends_on = models.DateField("换届到期", null=True, blank=True)
    starts_on = models.DateField("成立日期", null=True, blank=True)
    ends_on = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "党组织"
        constraints = (
            models.UniqueConstraint(
                fields=["committee", "code"],
                name="branch_code_once",
                violation_error_message="本工委已有使用该编码的党组织。",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="branch_not_its_own_parent",
                violation_error_message="上级不能是自己。",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="branch_ends_after_start",
                violation_error_message="撤销日期不能早于成立日期。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organizations:branch", args=[self.pk])

"""沿革: what became of a branch, in words that last."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from organizations.models.branch import Branch


class BranchChangeQuerySet(models.QuerySet["BranchChange"]):
    def concerning(self, branch: int) -> Self:
        """What became of it, and what was merged into it, in order of time; one query."""
        own, into = Q(branch=branch), Q(after=branch, kind=BranchChange.Kind.MERGED)
        rows = self.filter(own | into).select_related("branch", "before", "after")
        return rows.order_by("happened_on", "pk")


@pghistory.track()
class BranchChange(models.Model):
    """A branch moved under another superior, was merged, dissolved or restored, on a day."""

    class Kind(models.TextChoices):
        MOVED = "moved", "调整上级"
        MERGED = "merged", "并入"
        DISSOLVED = "dissolved", "撤销"
        RESTORED = "restored", "恢复"

    branch = models.ForeignKey(Branch, models.CASCADE, related_name="changes", verbose_name="党组织")
    kind = models.CharField("变动", max_length=10, choices=Kind)
    happened_on = models.DateField("日期")
    before = models.ForeignKey(
        Branch, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="原上级"
    )
    after = models.ForeignKey(
        Branch, models.PROTECT, null=True, blank=True, related_name="taken_over", verbose_name="去向"
    )
    reason = models.CharField("原因", max_length=200, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="经办人",
        help_text="空：到期自动办理。",
    )

    objects = BranchChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "党组织沿革"
        ordering = ("branch", "happened_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(kind="merged") | Q(after__isnull=False),
                name="branch_merged_into_another",
                violation_error_message="请选择并入哪个党组织。",
            ),
            models.CheckConstraint(
                condition=~Q(kind="merged") | ~Q(after=models.F("branch")),
                name="branch_merged_not_into_itself",
                violation_error_message="不能并入自己。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.branch} {self.get_kind_display()}"

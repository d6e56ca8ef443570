"""批注: what a signer says about one passage, found again in whatever the text has become."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import User
from experience.models.article import Article

QUOTE_LENGTH, BEFORE_LENGTH = 300, 40


class RemarkQuerySet(models.QuerySet["Remark"]):
    def for_page(self) -> Self:
        return self.select_related("person", "settled_by").order_by("pk")

    def open(self) -> Self:
        return self.filter(settled_at=None)


@pghistory.track()
class Remark(models.Model):
    """Anchored by the words it quotes (and those just before them), not by a place that edits would move."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="remarks", verbose_name="稿件")
    round = models.PositiveIntegerField("送审轮次")
    quote = models.CharField("原文", max_length=QUOTE_LENGTH)
    before = models.CharField("前文", max_length=BEFORE_LENGTH, blank=True)
    note = models.CharField("批注", max_length=500)
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="批注人")
    at = models.DateTimeField("时间")
    settled_at = models.DateTimeField("处理时间", null=True, blank=True)
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="处理人"
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "批注"
        constraints = (
            models.CheckConstraint(condition=~Q(quote="") & ~Q(note=""), name="remark_says_something"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="remark_settled_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.note

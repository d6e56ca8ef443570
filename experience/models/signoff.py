"""签审: who let a piece pass, or sent it back."""

from typing import Any

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from collab_portal.lib.checks import Checked
from experience.models.article import Article
from experience.models.signing import COLUMN


@pghistory.track()
class SignOff(Checked):
    """One decision at one step of one round.

    ``author`` repeats the article's ``created_by`` so that the database itself refuses the author's
    own signature; one person signs once in a round, so three steps take three people.
    """

    class Decision(models.TextChoices):
        PASSED = "passed", "通过"
        RETURNED = "returned", "退回"

    article = models.ForeignKey(Article, models.CASCADE, related_name="signoffs", verbose_name="稿件")
    round = models.PositiveIntegerField("送审轮次")
    step = models.CharField("环节", max_length=10, choices=COLUMN.choices)
    decision = models.CharField("结论", max_length=10, choices=Decision)
    person = models.ForeignKey(User, models.PROTECT, related_name="signoffs", verbose_name="签审人")
    signer = models.CharField("签审人姓名", max_length=150, blank=True, help_text="签审时的姓名。")
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="撰稿人")
    at = models.DateTimeField("时间")
    remark = models.CharField("意见", max_length=500, blank=True)

    history_hides = ("signer",)

    class Meta:
        verbose_name = verbose_name_plural = "签审"
        ordering = ("round", "at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["article", "round", "step"],
                name="signoff_step_once",
                violation_error_message="该环节已经签过。",
            ),
            models.UniqueConstraint(
                fields=["article", "round", "person"],
                name="signoff_three_people",
                violation_error_message="编辑、审核、签发须由三人分别完成。",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("author")),
                name="signoff_not_by_author",
                violation_error_message="不能签审自己撰写的稿件。",
            ),
            models.CheckConstraint(
                condition=Q(decision="passed") | ~Q(remark=""),
                name="signoff_return_says_why",
                violation_error_message="退回须写明意见。",
            ),
            models.CheckConstraint(
                condition=Q(step__in=[link.step for link in COLUMN.links]), name="signoff_step_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_step_display()}{self.get_decision_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The name is that of the day it was signed."""
        if self._state.adding:
            self.signer = str(self.person)
        super().save(*args, **kwargs)

    @property
    def passed(self) -> bool:
        return self.decision == self.Decision.PASSED

"""借鉴: a committee puts another's experience to use, and says later what came of it."""

from datetime import datetime, timedelta
from typing import Self

import pghistory
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Count, F, Q

from accounts.models import User
from activities.models import Activity
from experience.models.article import Article
from organizations.models import Committee, Pairing
from rotation.models import Resolution

REPORT_AFTER = timedelta(days=90)
LONGEST = 2_000


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    def standing(self, now: datetime) -> Self:
        """Not taken back, of pieces that can be read."""
        return self.filter(
            withdrawn_at=None, article__status=Article.Status.ISSUED, article__published_at__lte=now
        )

    def for_list(self) -> Self:
        """Everything a row shows, newest first."""
        return (
            self.select_related("article", "giver", "committee", "activity", "pairing")
            .defer("article__body", "activity__summary")
            .order_by("-adopted_at", "-pk")
        )

    def pairs(self) -> dict[tuple[int, int], int]:
        """(giver, taker) → number of pieces taken up; one query."""
        rows = self.order_by().values_list("giver", "committee").annotate(number=Count("pk"))
        return {(giver, taker): number for giver, taker, number in rows}


@pghistory.track()
class Adoption(models.Model):
    """One committee's use of one piece of another's.

    ``giver`` repeats the piece's committee, so that the database itself refuses to count one's own, and
    the flow between committees is read from this table alone. Taken up again after it was taken back is the
    same row: its history shows both.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="adoptions", verbose_name="稿件")
    giver = models.ForeignKey(
        Committee, models.PROTECT, related_name="experience_given", verbose_name="供稿工委"
    )
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="experience_taken", verbose_name="借鉴工委"
    )
    plan = models.CharField(
        "怎样借鉴", max_length=500, help_text="准备用在哪里、由谁来做。读者能看到，五百字以内。"
    )
    activity = models.ForeignKey(
        Activity,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="adoptions",
        verbose_name="据此开展的联合活动",
    )
    pairing = models.ForeignKey(
        Pairing,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="adoptions",
        verbose_name="据此开展的结对共建",
    )
    resolution = models.ForeignKey(
        Resolution,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="adoptions",
        verbose_name="据此办理的议定事项",
    )
    result = models.TextField(
        "借鉴成效",
        blank=True,
        validators=[MaxLengthValidator(LONGEST)],
        help_text="做成了什么、有哪些调整。可以以后再填，两千字以内。",
    )
    reported_at = models.DateTimeField("成效报告时间", null=True, blank=True)
    adopted_at = models.DateTimeField("借鉴时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办人")
    version = models.PositiveIntegerField("版本", default=1)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "借鉴"
        constraints = (
            models.UniqueConstraint(
                fields=["article", "committee"],
                name="adoption_once",
                violation_error_message="本工委已经借鉴了这篇文章。",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("committee")),
                name="adoption_of_anothers",
                violation_error_message="不能借鉴本工委自己的文章。",
            ),
            models.CheckConstraint(
                condition=Q(result="", reported_at=None) | (~Q(result="") & Q(reported_at__isnull=False)),
                name="adoption_result_has_moment",
            ),
        )
        indexes = (models.Index(F("adopted_at").desc(), F("id").desc(), name="adoption_newest"),)

    def __str__(self) -> str:
        return f"{self.committee}借鉴《{self.article}》"

    @property
    def topic(self) -> str:
        """Under which its notices go out."""
        return f"adoption:{self.pk}"

    @property
    def public_activity(self) -> Activity | None:
        """The record it led to, once everybody may read it."""
        return self.activity if self.activity and self.activity.is_public else None

    @property
    def public_pairing(self) -> Pairing | None:
        return self.pairing if self.pairing and self.pairing.status in {"active", "ended"} else None

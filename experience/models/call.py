"""约稿: which committees are asked for a piece on a topic, until when, and who still owes one."""

import uuid
from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import User
from activities.kinds import Area
from experience.models.article import Article
from experience.models.bulletin import Bulletin
from experience.models.signing import COLUMN
from organizations.models import Committee


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, user: User) -> Self:
        """Those who sign see all; staff see what their committee was asked."""
        if COLUMN.held_by(user):
            return self
        if not (user.is_staff_member and user.committee_id):
            return self.none()
        return self.filter(pk__in=CallAsk.objects.filter(committee=user.committee_id).values("call"))

    def for_list(self) -> Self:
        """With how many were asked and how many answered."""
        asks = CallAsk.objects.filter(call=OuterRef("pk")).order_by()

        def count(rows: CallAskQuerySet) -> models.Subquery:
            return models.Subquery(rows.values("call").annotate(n=models.Count("pk")).values("n"))

        return self.annotate(asked=count(asks), owing=count(asks.owing())).order_by("-pk")


@pghistory.track(exclude=["submission"])
class Call(models.Model):
    """Open until it is closed by the editor; late answers are welcome until then."""

    submission = models.UUIDField("提交号", default=uuid.uuid4, unique=True, editable=False)
    topic = models.CharField("主题", max_length=100)
    brief = models.TextField("要求", max_length=1000, blank=True)
    kind = models.CharField("类别", max_length=10, choices=Article.Kind, blank=True)
    area = models.CharField("领域", max_length=10, choices=Area, blank=True)
    due_on = models.DateField("交稿期限")
    bulletin = models.ForeignKey(
        Bulletin, models.SET_NULL, null=True, blank=True, related_name="calls", verbose_name="用于简报"
    )
    committees = models.ManyToManyField(
        Committee, through="CallAsk", related_name="calls", verbose_name="约稿工委"
    )
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="约稿人")
    created_at = models.DateTimeField("约稿时间")
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "约稿"
        constraints = (models.CheckConstraint(condition=~Q(topic=""), name="call_has_topic"),)

    def __str__(self) -> str:
        return self.topic

    def get_absolute_url(self) -> str:
        return reverse("experience:call", args=[self.pk])

    @property
    def notice_topic(self) -> str:
        """Under which its notices go out."""
        return f"call:{self.pk}"


class CallAskQuerySet(models.QuerySet["CallAsk"]):
    def owing(self) -> Self:
        """No piece has been sent to the editor for it."""
        sent = Article.objects.filter(ask=OuterRef("pk"), submitted_at__isnull=False)
        return self.filter(~Exists(sent))

    def open_for(self, committee_id: int) -> Self:
        return self.filter(committee=committee_id, call__closed_at=None).select_related("call")

    def for_page(self) -> Self:
        pieces = Article.objects.defer("body").order_by("pk")
        return (
            self.select_related("committee", "call")
            .prefetch_related(models.Prefetch("articles", pieces))
            .order_by("committee__position")
        )


@pghistory.track()
class CallAsk(models.Model):
    """One committee's part of a call."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="asks", verbose_name="约稿")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+", verbose_name="工委")

    objects = CallAskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "约稿对象"
        constraints = (models.UniqueConstraint(fields=["call", "committee"], name="call_asks_once"),)

    def __str__(self) -> str:
        return f"{self.call.topic}（{self.call.due_on.month}月{self.call.due_on.day}日前）"

    @property
    def has_answer(self) -> bool:
        return any(article.submitted_at for article in self.articles.all())

    def is_late(self, day: date) -> bool:
        return self.call.due_on < day and not self.has_answer

"""更正: a published piece as it should read, signed anew by three people; until then the old text stands."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from collab_portal.lib.html import RichTextField
from collab_portal.lib.lifecycle import Lifecycle, Move, State
from experience.models.article import Article
from experience.models.signing import COLUMN, Signed, SignedQuerySet
from experience.pictures import ADDRESS

OPEN = (*COLUMN.statuses, "returned")
AMENDMENT = Lifecycle(
    "更正",
    states=(
        *(State(step, "now") for step in COLUMN.statuses),
        State("returned", "warn"),
        State("issued", "done", filled=("issued_at",)),
        State("dropped", "muted"),
    ),
    moves=(
        *COLUMN.moves("pass"),
        Move("pass", (COLUMN.last.status,), COLUMN.done),
        Move("send_back", COLUMN.statuses, "returned"),
        Move("revise", ("returned",), COLUMN.first.status, "experience.revise"),
        Move("drop", OPEN, "dropped", "experience.drop_correction"),
    ),
)


class PieceCorrectionQuerySet(SignedQuerySet["Correction"]):
    def visible_to(self, user: User) -> Self:
        """Those who sign; the staff of the piece's committee; who wrote it."""
        if COLUMN.held_by(user):
            return self
        ours = Q(created_by=user)
        if user.is_staff_member and user.committee_id:
            ours |= Q(article__committee=user.committee_id)
        return self.filter(ours)

    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def for_list(self) -> Self:
        related = self.select_related("article__committee", "created_by").defer("body", "article__body")
        return related.order_by("due_on", "pk")


@pghistory.track()
class Correction(Signed):
    """``round`` numbers its signatures among the piece's own, so the same constraints hold for them."""

    class Status(models.TextChoices):
        EDITING = "editing", "待编辑"
        REVIEWING = "reviewing", "待审核"
        ISSUING = "issuing", "待签发"
        RETURNED = "returned", "退回修改"
        ISSUED = "issued", "已更正"
        DROPPED = "dropped", "已放弃"

    LIFE = AMENDMENT
    OPEN = OPEN
    PIECE, WRITTEN = "article", ("created_by", "article__created_by")

    article = models.ForeignKey(Article, models.CASCADE, related_name="corrections", verbose_name="稿件")
    note = models.CharField("更正说明", max_length=300, help_text="更正了什么，读者能看到，三百字以内。")
    title = models.CharField("标题", max_length=100)
    summary = models.CharField("摘要", max_length=300, blank=True)
    body = RichTextField("正文", pictures=ADDRESS)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.EDITING)
    round = models.PositiveIntegerField("送审轮次")
    due_on = models.DateField("办理期限", null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人")
    created_at = models.DateTimeField("提出时间")
    issued_at = models.DateTimeField("更正时间", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = PieceCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "更正"
        constraints = (
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(status__in=list(OPEN)),
                name="correction_open_once",
                violation_error_message="这篇文章已有更正在办理。",
            ),
            models.CheckConstraint(
                condition=AMENDMENT.dated(),
                name="correction_issued_has_moment",
            ),
            models.CheckConstraint(condition=~Q(note=""), name="correction_says_what"),
        )

    def __str__(self) -> str:
        return f"更正《{self.article}》"

    def get_absolute_url(self) -> str:
        return reverse("experience:correction", args=[self.pk])

    @property
    def topic(self) -> str:
        """Under which its notices go out."""
        return f"article-correction:{self.pk}"

    @property
    def piece(self) -> Article:
        return self.article

    @property
    def writers(self) -> frozenset[int]:
        return frozenset({self.created_by_id, self.article.created_by_id})

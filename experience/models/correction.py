"""更正: a published piece as it should read, signed anew by three people; until then the old text stands."""

from typing import Self

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import User
from collab_portal.lib.html import RichTextField
from collab_portal.lib.lifecycle import Lifecycle, Living, Move, State
from experience.models.article import PASSED, SIGNED, Article
from experience.models.signoff import SignOff
from experience.pictures import ADDRESS

AMENDMENT = Lifecycle(
    "更正",
    states=(
        *(State(step, "now") for step in SIGNED),
        State("returned", "warn"),
        State("issued", "done", filled=("issued_at",)),
        State("dropped", "muted"),
    ),
    moves=(
        *PASSED,
        Move("pass", ("issuing",), "issued"),
        Move("send_back", SIGNED, "returned"),
        Move("revise", ("returned",), "editing", "experience.revise"),
        Move("drop", (*SIGNED, "returned"), "dropped", "experience.drop_correction"),
    ),
)


class PieceCorrectionQuerySet(models.QuerySet["Correction"]):
    def visible_to(self, user: User) -> Self:
        """Those who sign; the staff of the piece's committee; who wrote it."""
        if user.is_editor or user.is_reviewer or user.is_issuer:
            return self
        ours = Q(created_by=user)
        if user.is_staff_member and user.committee_id:
            ours |= Q(article__committee=user.committee_id)
        return self.filter(ours)

    def open(self) -> Self:
        return self.filter(status__in=Correction.OPEN)

    def awaiting_signature(self, user: User) -> Self:
        steps = [status for status, duty in Article.DUTIES.items() if getattr(user, duty)]
        waiting = self.filter(status__in=steps).exclude(created_by=user).exclude(article__created_by=user)
        signed = SignOff.objects.filter(article=OuterRef("article"), round=OuterRef("round"), person=user)
        return waiting.exclude(Exists(signed))

    def for_list(self) -> Self:
        related = self.select_related("article__committee", "created_by").defer("body", "article__body")
        return related.order_by("due_on", "pk")


@pghistory.track()
class Correction(Living):
    """``round`` numbers its signatures among the piece's own, so the same constraints hold for them."""

    class Status(models.TextChoices):
        EDITING = "editing", "待编辑"
        REVIEWING = "reviewing", "待审核"
        ISSUING = "issuing", "待签发"
        RETURNED = "returned", "退回修改"
        ISSUED = "issued", "已更正"
        DROPPED = "dropped", "已放弃"

    LIFE = AMENDMENT
    OPEN = (Status.EDITING, Status.REVIEWING, Status.ISSUING, Status.RETURNED)

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
                condition=Q(status__in=["editing", "reviewing", "issuing", "returned"]),
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
    def is_in_chain(self) -> bool:
        """Waits for a signature."""
        return self.status in Article.DUTIES

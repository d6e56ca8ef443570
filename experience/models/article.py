"""稿件: one piece of the column, from the first draft to the reader."""

import uuid
from datetime import datetime
from typing import Self

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from accounts.models import User
from activities.kinds import Area
from activities.models import Activity
from collab_portal.lib.dates import plain_date
from collab_portal.lib.html import RichTextField
from collab_portal.lib.lifecycle import Lifecycle, Move, State
from collab_portal.lib.places import place_of
from commons.models import Honour, Label
from experience.models.signing import COLUMN, Signed, SignedQuerySet
from experience.pictures import ADDRESS
from organizations.models import Branch, Committee, Pairing
from rotation.models import Resolution

PIECE = Lifecycle(
    "稿件",
    states=(
        State("draft", "muted"),
        *(State(step, "now", filled=("submitted_at",)) for step in COLUMN.statuses),
        State("issued", "done", filled=("submitted_at", "published_at")),
        State("returned", "warn", filled=("submitted_at",)),
        State("withdrawn", "red", filled=("submitted_at", "published_at")),
    ),
    moves=(
        Move("submit", ("draft", "returned", "withdrawn"), COLUMN.first.status, "experience.submit"),
        Move("take_back", COLUMN.statuses, "draft", "experience.take_back"),
        *COLUMN.moves("pass"),
        Move("send_back", COLUMN.statuses, "returned", "experience.return"),
        Move("publish", (COLUMN.last.status,), COLUMN.done, "experience.publish"),
        Move("withdraw", ("issued",), "withdrawn", "experience.withdraw"),
    ),
)


class ArticleQuerySet(SignedQuerySet["Article"]):
    """What a reader may see is decided here; a view that starts from ``visible_to`` cannot leak."""

    def published(self, now: datetime) -> Self:
        """Signed for issue, and its hour has come. Nothing has to run at that hour."""
        return self.filter(status=Article.Status.ISSUED, published_at__lte=now)

    def visible_to(self, user: User | AnonymousUser, now: datetime) -> Self:
        """Published pieces; one's own; one's committee's to its staff; submitted ones to those who sign."""
        return self.filter(self.seen_by(user, now))

    @staticmethod
    def seen_by(user: User | AnonymousUser, now: datetime) -> Q:
        """``visible_to`` as a condition."""
        seen = Q(status=Article.Status.ISSUED, published_at__lte=now)
        if not user.is_authenticated:
            return seen
        seen |= Q(created_by=user, committee=user.committee_id)
        if user.is_staff_member and user.committee_id:
            seen |= Q(committee=user.committee_id)
        if COLUMN.held_by(user):
            seen |= ~Q(status=Article.Status.DRAFT)
        return seen

    def retracted(self) -> Self:
        """Readers once had it: its address says why it is gone. Withdrawn before its hour it never was."""
        return self.filter(status=Article.Status.WITHDRAWN, withdrawn_at__gte=F("published_at"))

    def for_list(self) -> Self:
        """Everything a row shows, newest first; the text itself stays where it is."""
        return self.select_related("committee").defer("body", "source_note").order_by("-published_at", "-pk")

    def for_queue(self) -> Self:
        """What is due first, first; then the longest waiting."""
        return (
            self.select_related("committee", "created_by")
            .defer("body", "source_note")
            .order_by(F("due_on").asc(nulls_last=True), "submitted_at", "pk")
        )

    def for_page(self) -> Self:
        """One article, all it names, who let it pass, its corrections, the issue it was in."""
        from experience.models.adoption import Adoption
        from experience.models.bulletin import BulletinItem
        from experience.models.correction import Correction
        from experience.models.signoff import SignOff

        taken = Adoption.objects.filter(article=OuterRef("pk"), withdrawn_at=None)
        passed = SignOff.objects.filter(article=OuterRef("pk"), round=OuterRef("round"), decision="passed")
        corrections = (
            Correction.objects.filter(article=OuterRef("pk")).exclude(status="dropped").order_by("-pk")
        )
        issue = BulletinItem.objects.filter(
            article=OuterRef("pk"), left_out_at=None, bulletin__released_at__isnull=False
        ).order_by("bulletin__number")
        # What few pieces name is asked for when it is shown: eleven joins take longer to plan than to run.
        return self.select_related("committee").annotate(
            signatures=ArraySubquery(passed.values(one=JSONObject(step="step", person="signer"))),
            corrected=ArraySubquery(
                corrections.order_by("-pk").values(
                    one=JSONObject(pk="pk", status="status", note="note", at="issued_at")
                )
            ),
            is_taken_up=Exists(taken),
            bulletin_pk=Subquery(issue.values("bulletin")[:1]),
            bulletin_number=Subquery(issue.values("bulletin__number")[:1]),
        )


@pghistory.track()
class Article(Signed):
    """A piece of news, experience, a case or a study.

    Three different persons sign it: 编辑, 审核, 签发, none of them the author. A returned piece starts
    a new ``round``; signatures belong to a round. Published is not stored: it is issued, and due.
    """

    class Kind(models.TextChoices):
        NEWS = "news", "动态信息"
        PRACTICE = "practice", "经验做法"
        CASE = "case", "典型案例"
        STUDY = "study", "理论研讨"

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        EDITING = "editing", "待编辑"
        REVIEWING = "reviewing", "待审核"
        ISSUING = "issuing", "待签发"
        ISSUED = "issued", "已签发"
        RETURNED = "returned", "退回修改"
        WITHDRAWN = "withdrawn", "已撤稿"

    LIFE = PIECE
    PIECE, WRITTEN = "pk", ("created_by",)
    WITH_AUTHOR = (Status.DRAFT, Status.RETURNED, Status.WITHDRAWN)  # the author's to change

    title = models.CharField("标题", max_length=100)
    kind = models.CharField("类别", max_length=10, choices=Kind)
    area = models.CharField("所属领域", max_length=10, choices=Area)
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="articles", verbose_name="供稿工委")
    branch = models.ForeignKey(
        Branch,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name="供稿党组织",
    )
    author_name = models.CharField("作者", max_length=60)
    author_post = models.CharField("作者单位及职务", max_length=100, blank=True)
    summary = models.CharField("摘要", max_length=300, blank=True, help_text="列表中显示，三百字以内。")
    body = RichTextField("正文", pictures=ADDRESS)
    source_title = models.CharField("原文标题", max_length=200, blank=True)
    source_site = models.CharField("来源", max_length=100, blank=True, help_text="报刊或网站名称。")
    source_url = models.URLField(
        "原文网址", max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    source_date = models.DateField("原文日期", null=True, blank=True)
    source_note = models.CharField(
        "版权说明", max_length=300, blank=True, help_text="转载、摘编的依据与要求。"
    )
    activity = models.ForeignKey(
        Activity,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name="相关联合活动",
    )
    pairing = models.ForeignKey(
        Pairing,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name="相关结对共建",
    )
    label = models.ForeignKey(
        Label,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name="品牌与专项",
    )
    honour = models.ForeignKey(
        Honour,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name="相关荣誉",
    )
    resolution = models.ForeignKey(
        Resolution,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name="相关议定事项",
    )
    ask = models.ForeignKey(
        "experience.CallAsk",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name="回应约稿",
    )
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.DRAFT)
    round = models.PositiveIntegerField("送审轮次", default=0)
    submitted_at = models.DateTimeField("送编时间", null=True, blank=True)
    due_on = models.DateField("办理期限", null=True, blank=True)
    published_at = models.DateTimeField("刊发时间", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤稿时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤稿原因", max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="撤稿人"
    )
    created_by = models.ForeignKey(
        User, models.PROTECT, related_name="articles_written", verbose_name="撰稿人"
    )
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)
    version = models.PositiveIntegerField("版本", default=1)
    submission = models.UUIDField("提交编号", default=uuid.uuid4, unique=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "稿件"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=["news", "practice", "case", "study"]), name="article_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(area__in=["vision", "mission", "model", "community", "talent", "sharing"]),
                name="article_area_known",
            ),
            models.CheckConstraint(
                condition=PIECE.dated("submitted_at"),
                name="article_submitted_when_not_draft",
                violation_error_message="送编后的稿件须有送编时间。",
            ),
            models.CheckConstraint(
                condition=PIECE.dated("published_at"),
                name="article_published_at_when_issued",
                violation_error_message="已签发的稿件须有刊发时间。",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn")
                | (~Q(withdrawn_reason="") & Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False)),
                name="article_withdrawn_with_reason",
                violation_error_message="撤稿须说明原因。",
            ),
        )
        indexes = (
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                name="article_newest",
                condition=Q(status="issued"),
            ),
            models.Index(
                "committee",
                F("published_at").desc(),
                F("id").desc(),
                name="article_newest_of_committee",
                condition=Q(status="issued"),
            ),
            models.Index(
                "area",
                F("published_at").desc(),
                F("id").desc(),
                name="article_newest_of_area",
                condition=Q(status="issued"),
            ),
            models.Index(
                fields=["status", "submitted_at"],
                name="article_waiting",
                condition=Q(status__in=list(COLUMN.statuses)),
            ),
            models.Index(fields=["updated_at"], name="article_updated"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return place_of("experience:detail", self.pk)

    @property
    def source_words(self) -> str:
        """来源 and 版权说明 in one line, as for a piece among others; empty for our own."""
        title = f"《{self.source_title}》" if self.source_title else ""
        day = f"，{plain_date(self.source_date)}" if self.source_date else ""
        named = f"来源：{self.source_site}{title}{day}" if title or self.source_site else ""
        return "。".join(filter(None, (named, self.source_note)))

    @property
    def topic(self) -> str:
        """Under which its notices go out."""
        return f"article:{self.pk}"

    @property
    def is_with_author(self) -> bool:
        return self.status in self.WITH_AUTHOR

    @property
    def piece(self) -> "Article":
        return self

    @property
    def writers(self) -> frozenset[int]:
        return frozenset({self.created_by_id})

    def is_published(self, now: datetime) -> bool:
        return bool(self.status == self.Status.ISSUED and self.published_at and self.published_at <= now)

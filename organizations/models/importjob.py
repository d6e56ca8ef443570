"""批量导入: one uploaded table on its way into the records, and what became of each of its rows."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from collab_portal.lib.leases import Leased
from collab_portal.lib.lifecycle import Lifecycle, Living, Move, Stage, State
from organizations.models.committee import Committee

if TYPE_CHECKING:
    from accounts.models import User

UNDO_WITHIN = timedelta(days=1)
KEPT_FOR = timedelta(days=30)
WRITTEN = ("done", "undoing", "undone")
IMPORT = Lifecycle(
    "导入",
    states=(
        State("checking", "now"),
        State("checked", "warn"),
        State("committing", "now"),
        State("done", "done", filled=("committed_at",)),
        State("undoing", "now", filled=("committed_at",)),
        State("undone", "muted", filled=("committed_at", "undone_at")),
        State("failed", "red"),
        State("dropped", "muted"),
    ),
    moves=(
        Move("checked", ("checking", "committing"), "checked"),  # by the worker, as the next four
        Move("fail", ("checking",), "failed"),
        Move("written", ("committing",), "done"),
        Move("undone", ("undoing",), "undone"),
        Move("kept", ("undoing",), "done"),
        Move("check", ("checked",), "checking", "organizations.run_import"),
        Move("commit", ("checked",), "committing", "organizations.run_import"),
        Move("undo", ("done",), "undoing", "organizations.run_import"),
        Move("drop", ("checked",), "dropped", "organizations.run_import"),
    ),
    stages=(
        Stage("上传", ("checking", "checked", "committing", *WRITTEN, "failed", "dropped")),
        Stage("检查", ("checked", "committing", *WRITTEN, "dropped"), ("checking",)),
        Stage("写入", WRITTEN, ("checked", "committing")),
    ),
    stops=("failed", "dropped"),
)


class ImportJobQuerySet(models.QuerySet["ImportJob"]):
    def visible_to(self, user: "User") -> Self:
        """One's own committee's, for those who do its work. The file itself is never read along."""
        if not user.is_staff_member or user.committee_id is None:
            return self.none()
        return self.filter(committee=user.committee_id).defer("content")

    def working(self) -> Self:
        return self.filter(status__in=ImportJob.WORKING)

    def to_decide(self) -> Self:
        """Checked, with rows to write or to mend, and not written yet."""
        rows = Q(new_rows__gt=0) | Q(changed_rows__gt=0) | Q(failed_rows__gt=0)
        return self.filter(rows, status="checked")

    def due(self) -> Self:
        """Something is to be done, and nobody alive is doing it."""
        return self.working().filter(Q(lease_until__isnull=True) | Q(lease_until__lt=Now()))

    def for_list(self) -> Self:
        """Everything one row shows, in one query."""
        return self.select_related("created_by").order_by("-pk")


@pghistory.track(
    exclude=["content", "submission", "done_rows", "total_rows", "lease_token", "lease_until", "attempts"]
)
class ImportJob(Living, Leased):
    """checking → checked → committing → done → undoing → undone; or failed (nothing was written), dropped.

    In the three working states a lease says who works on it and until when: a worker that dies lets go
    by silence, and whoever looks next goes on. ``content`` stays in the database, so a worker needs no
    disk that the web server has; it goes after ``KEPT_FOR``.
    """

    class Status(models.TextChoices):
        CHECKING = "checking", "检查中"
        CHECKED = "checked", "待写入"
        COMMITTING = "committing", "写入中"
        DONE = "done", "已写入"
        UNDOING = "undoing", "撤销中"
        UNDONE = "undone", "已撤销"
        FAILED = "failed", "未能导入"
        DROPPED = "dropped", "已放弃"

    LIFE = IMPORT
    WORKING = (Status.CHECKING, Status.COMMITTING, Status.UNDOING)

    kind = models.CharField("内容", max_length=20)
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="+", verbose_name="工委", db_index=False
    )
    filename = models.CharField("文件名", max_length=120)
    content = models.BinaryField("文件", blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )
    created_at = models.DateTimeField("上传时间", db_default=Now())
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.CHECKING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="最近办理人"
    )
    note = models.CharField("说明", max_length=500, blank=True)
    new_rows = models.PositiveIntegerField("新增", default=0)
    changed_rows = models.PositiveIntegerField("更新", default=0)
    same_rows = models.PositiveIntegerField("无变化", default=0)
    failed_rows = models.PositiveIntegerField("有错", default=0)
    kept_rows = models.PositiveIntegerField("未能撤销", default=0)
    committed_at = models.DateTimeField("写入时间", null=True, blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    submission = models.UUIDField("提交号", unique=True, editable=False)

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "批量导入"
        constraints = (
            models.CheckConstraint(
                condition=IMPORT.dated(),
                name="import_status_has_its_dates",
                violation_error_message="导入的状态与写入、撤销时间不符。",
            ),
            models.CheckConstraint(
                condition=Q(lease_token=None, lease_until=None)
                | Q(
                    status__in=["checking", "committing", "undoing"],
                    lease_token__isnull=False,
                    lease_until__isnull=False,
                ),
                name="import_lease_while_working",
            ),
            models.CheckConstraint(
                condition=~Q(status="committing") | Q(failed_rows=0),
                name="import_commits_only_whole",
                violation_error_message="尚有出错的行，不能写入。",
            ),
        )
        indexes = (
            models.Index(fields=["committee", "-id"], name="import_by_committee"),
            models.Index(
                fields=["lease_until"],
                name="import_working",
                condition=Q(status__in=["checking", "committing", "undoing"]),
            ),
        )

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("organizations:import", args=[self.pk])

    @property
    def is_working(self) -> bool:
        return self.status in self.WORKING

    @property
    def to_write(self) -> int:
        return self.new_rows + self.changed_rows

    @property
    def all_rows(self) -> int:
        return self.to_write + self.same_rows + self.failed_rows

    def undo_until(self) -> datetime | None:
        return self.committed_at + UNDO_WITHIN if self.committed_at else None

    def can_undo(self, now: datetime) -> bool:
        until = self.undo_until()
        return self.status == self.Status.DONE and until is not None and now < until and self.to_write > 0


class ImportRow(models.Model):
    """One row of the table: what stood in it, what the check says, what was done, what it replaced.

    ``cells``: header → text; ``faults`` and ``problems``: [header, reason]; ``changes``: [header, before,
    after] in words; ``before`` holds the replaced values, ``mark`` what the object looked like after
    writing, so that undoing can tell whether somebody changed it since. ``kept``: why it was not undone.
    """

    class Outcome(models.TextChoices):
        NEW = "new", "新增"
        CHANGED = "changed", "更新"
        SAME = "same", "无变化"
        FAILED = "failed", "有错"

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="rows", verbose_name="导入")
    number = models.PositiveIntegerField("行号")
    cells = models.JSONField("内容", default=dict)
    faults = models.JSONField("读取问题", default=list)
    outcome = models.CharField("结论", max_length=8, choices=Outcome)
    title = models.CharField("对象", max_length=200, blank=True)
    problems = models.JSONField("问题", default=list)
    changes = models.JSONField("变化", default=list)
    target = models.BigIntegerField("对象号", null=True, blank=True)
    before = models.JSONField("原值", default=dict)
    mark = models.CharField("写入后的版本", max_length=64, blank=True)
    kept = models.CharField("未撤销的原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入的行"
        constraints = (
            models.UniqueConstraint(fields=["job", "number"], name="import_row_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["new", "changed", "same", "failed"]), name="import_row_outcome_known"
            ),
        )
        indexes = (models.Index(fields=["job", "outcome", "number"], name="import_row_by_outcome"),)

    def __str__(self) -> str:
        return f"第{self.number}行"

"""后台生成的文件: a long list that somebody asked for, on its way into a file of one's own."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.http import QueryDict
from django.urls import reverse

from collab_portal.lib.exports import Choice, Export, export_of
from collab_portal.lib.leases import Leased

if TYPE_CHECKING:
    from accounts.models.user import User

KEPT_FOR = timedelta(days=3)
NO_FILE = {"key": "", "size": 0, "sha256": ""}


class ExportJobQuerySet(models.QuerySet["ExportJob"]):
    def visible_to(self, user: "User") -> Self:
        """One's own, nobody else's."""
        return self.filter(asked_by=user)

    def waiting(self) -> Self:
        return self.filter(status=ExportJob.Status.WAITING)

    def running(self) -> Self:
        """Somebody alive works on it."""
        return self.waiting().filter(lease_until__gte=Now())

    def due(self) -> Self:
        return self.waiting().filter(Q(lease_until__isnull=True) | Q(lease_until__lt=Now()))

    def ready(self) -> Self:
        return self.filter(status=ExportJob.Status.READY)

    def for_list(self) -> Self:
        return self.order_by("-pk")


class ExportJob(Leased):
    """waiting → ready → expired; or failed. The file is its asker's alone, for ``KEPT_FOR``."""

    class Status(models.TextChoices):
        WAITING = "waiting", "生成中"
        READY = "ready", "可下载"
        FAILED = "failed", "未能生成"
        EXPIRED = "expired", "已删除"

    list_name = models.CharField("名单", max_length=60, help_text="导出地址的名称。")
    file_format = models.CharField("格式", max_length=8)
    query = models.CharField("筛选条件", max_length=2000, blank=True)
    file_name = models.CharField("文件名", max_length=120)
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name="申请人", db_index=False
    )
    asked_at = models.DateTimeField("申请时间")
    status = models.CharField("状态", max_length=8, choices=Status, default=Status.WAITING)
    made_at = models.DateTimeField("生成时间", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    key = models.CharField("存储名", max_length=40, blank=True, editable=False)
    size = models.PositiveBigIntegerField("大小", default=0)
    sha256 = models.CharField("校验和", max_length=64, blank=True)

    objects = ExportJobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "后台生成的文件"
        constraints = (
            models.CheckConstraint(
                condition=Q(status="ready", made_at__isnull=False, size__gt=0) & ~Q(key="")
                | Q(status="expired", made_at__isnull=False, key="")
                | Q(status__in=["waiting", "failed"], made_at=None, key=""),
                name="export_status_has_its_file",
                violation_error_message="文件的状态与生成时间不符。",
            ),
            models.CheckConstraint(
                condition=Q(lease_token=None, lease_until=None)
                | Q(status="waiting", lease_token__isnull=False, lease_until__isnull=False),
                name="export_lease_while_waiting",
            ),
            models.UniqueConstraint(
                fields=["asked_by", "list_name", "file_format", "query"],
                condition=Q(status="waiting"),
                name="export_asked_once",
                violation_error_message="同一文件正在生成。",
            ),
        )
        indexes = (
            models.Index(fields=["asked_by", "-id"], name="export_by_asker"),
            models.Index(fields=["id"], condition=Q(status="waiting"), name="export_waiting"),
            models.Index(fields=["made_at"], condition=Q(status="ready"), name="export_ready"),
        )

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("accounts:export", args=[self.pk])

    @property
    def export(self) -> Export | None:
        return export_of(self.list_name)

    @property
    def choice(self) -> Choice:
        """What was chosen, by the person as stored now."""
        return Choice(self.asked_by, QueryDict(self.query), self.asked_at, self.file_format)

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING

    @property
    def is_ready(self) -> bool:
        return self.status == self.Status.READY

    @property
    def kept_until(self) -> datetime | None:
        return self.made_at + KEPT_FOR if self.made_at else None

    @property
    def tone(self) -> str:
        """The colour of the state badge."""
        return {"waiting": "now", "ready": "done", "failed": "red"}.get(self.status, "muted")

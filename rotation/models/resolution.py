"""议定事项: what a consultation decided, who does it until when, and how far it has come."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib.lifecycle import Lifecycle, Living, Move, State
from collab_portal.lib.search import rows
from collab_portal.lib.versions import Versioned, raised_by
from organizations.models import Committee
from rotation.models.consultation import Consultation
from rotation.models.turn import Turn

if TYPE_CHECKING:
    from accounts.models import User


DECISION = Lifecycle(
    "议定事项",
    states=(
        State("open", "now"),
        State("done", "done", filled=("settled_on",)),
        State("suspended", "muted", filled=("settled_on",)),
    ),
    moves=(
        Move("finish", ("open", "suspended"), "done", "rotation.follow_up"),
        Move("suspend", ("open",), "suspended", "rotation.follow_up"),
        Move("reopen", ("done", "suspended"), "open", "rotation.follow_up"),
    ),
)


class ResolutionQuerySet(rows.IndexedQuerySet["Resolution"]):
    def visible_to(self, user: "User") -> Self:
        """Every committee sees what was decided."""
        return self if user.is_authenticated else self.none()

    def open(self) -> Self:
        return self.filter(status="open")

    def overdue(self, day: date) -> Self:
        return self.open().filter(due_on__lt=day)

    def owned_by(self, committee: int) -> Self:
        owners = ResolutionOwner.objects.filter(resolution=OuterRef("pk"), committee=committee)
        return self.filter(Exists(owners))

    def for_follow_up(self) -> Self:
        """All that their reminders depend on, in one query; the lead is who leads when it falls due."""
        mine = OuterRef("pk")
        owners = ResolutionOwner.objects.filter(resolution=mine)
        reports = ResolutionProgress.objects.filter(resolution=mine)
        latest = reports.order_by("committee_id", "-reported_at", "-pk").distinct("committee_id")
        running = Turn.objects.filter(
            rotation=OuterRef("consultation__turn__rotation"),
            starts_on__lte=OuterRef("due_on"),
            ends_on__gte=OuterRef("due_on"),
        )
        return self.select_related("consultation__turn__committee").annotate(
            owner_ids=ArraySubquery(owners.order_by("-main", "committee__position").values("committee")),
            latest_reports=ArraySubquery(
                latest.values(said=JSONObject(committee="committee", percent="percent"))
            ),
            due_lead=Subquery(running.values("committee")),
            due_co_lead=Subquery(running.values("co_lead")),
        )

    def for_list(self) -> Self:
        """Everything a row shows, in three queries; the most urgent first."""
        return (
            self.select_related("consultation__turn__committee")
            .prefetch_related(models.Prefetch("owners", ResolutionOwner.objects.select_related("committee")))
            .order_by("due_on", "pk")
        )


@pghistory.track(exclude=["submission"])
class Resolution(Living, Versioned, rows.Indexed):
    """One decision. It stays one row however many consultations it takes: open ones are reported anew."""

    class Status(models.TextChoices):
        OPEN = "open", "办理中"
        DONE = "done", "已办结"
        SUSPENDED = "suspended", "已挂起"

    LIFE = DECISION
    SEARCHED = frozenset({"title", "body", "number", "due_on", "consultation", "consultation_id"})

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="resolutions", verbose_name="会商"
    )
    submission = models.UUIDField("提交号", default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField("序号")
    title = models.CharField("事项", max_length=120)
    body = models.TextField("内容和要求", max_length=2000, blank=True)
    due_on = models.DateField("完成期限")
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.OPEN)
    settled_on = models.DateField("办结或挂起日期", null=True, blank=True)
    reason = models.CharField("说明", max_length=300, blank=True)
    adjusted_on = models.DateField("会后调整日期", null=True, blank=True, help_text="送签后最近一次修改。")
    revision = models.PositiveIntegerField("修订号", default=0, help_text="期限、责任工委改变时加一。")
    planned_at = models.DateTimeField("本次安排时间", default=timezone.now, help_text="此前的日子不再提醒。")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    created_at = models.DateTimeField("登记时间")
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    objects = ResolutionQuerySet.as_manager()
    history_hides = ("revision", "version", "planned_at")

    class Meta:
        verbose_name = verbose_name_plural = "议定事项"
        triggers = (raised_by("title", "body", "due_on", "status", "revision"),)
        indexes = (models.Index(fields=["due_on", "id"], name="resolution_by_due"),)
        constraints = (
            models.UniqueConstraint(
                fields=["consultation", "number"],
                name="resolution_number_once",
                violation_error_message="序号重复。",
            ),
            models.CheckConstraint(
                condition=DECISION.dated(),
                name="resolution_settled_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(status="suspended") | ~Q(reason=""),
                name="resolution_suspended_has_reason",
                violation_error_message="挂起须说明原因。",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @classmethod
    def index(cls, objects: Iterable["Resolution"]) -> None:
        from rotation.search import words_of

        ResolutionIndex.write({row.pk: words_of(row) for row in objects})

    def get_absolute_url(self) -> str:
        return reverse("rotation:resolution", args=[self.pk])

    @property
    def topic(self) -> str:
        """What its reminders are filed under."""
        return f"resolution:{self.pk}"

    @property
    def main_owner(self) -> Committee | None:
        return next((row.committee for row in self.owners.all() if row.main), None)

    def is_overdue(self, day: date) -> bool:
        return self.status == self.Status.OPEN and self.due_on < day


class ResolutionIndex(rows.IndexRow):
    """One resolution as search sees it."""

    resolution = models.OneToOneField(
        Resolution, models.CASCADE, primary_key=True, related_name="index_row", verbose_name="议定事项"
    )

    class Meta(rows.IndexRow.Meta):
        indexes = rows.indexes("resolutionindex", "resolution")


@pghistory.track()
class ResolutionOwner(models.Model):
    """A committee that carries a resolution out; one of them is the main one."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="owners", verbose_name="议定事项")
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="resolutions_owned", verbose_name="责任工委"
    )
    main = models.BooleanField("牵头办理", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "责任工委"
        ordering = ("-main", "committee__position")
        constraints = (
            models.UniqueConstraint(
                fields=["resolution", "committee"],
                name="resolution_owner_once",
                violation_error_message="责任工委重复。",
            ),
            models.UniqueConstraint(
                fields=["resolution"],
                condition=Q(main=True),
                name="resolution_one_main_owner",
                violation_error_message="牵头办理的工委只有一家。",
            ),
        )

    def __str__(self) -> str:
        return str(self.committee)


@pghistory.track(exclude=["submission"])
class ResolutionProgress(models.Model):
    """进展: what an owner reports, with a page of this site as evidence if there is one."""

    resolution = models.ForeignKey(
        Resolution, models.CASCADE, related_name="reports", verbose_name="议定事项"
    )
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+", verbose_name="工委")
    submission = models.UUIDField("提交号", default=uuid.uuid4, unique=True, editable=False)
    text = models.TextField("进展", max_length=2000)
    percent = models.PositiveSmallIntegerField(
        "完成程度（%）", null=True, blank=True, validators=[MaxValueValidator(100, "完成程度为 0 到 100。")]
    )
    evidence = models.CharField(
        "佐证页面", max_length=200, blank=True, help_text="本平台页面的地址，可不填。"
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="填报人"
    )
    reported_at = models.DateTimeField("填报时间")

    class Meta:
        verbose_name = verbose_name_plural = "进展"
        ordering = (F("reported_at").desc(), "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100), name="resolution_percent_possible"
            ),
            models.CheckConstraint(
                condition=Q(evidence="") | Q(evidence__regex=r"^/[^/\\]"),
                name="resolution_evidence_is_ours",
                violation_error_message="佐证页面须为本平台地址，以 / 开头。",
            ),
        )

    def __str__(self) -> str:
        return self.text[:40]

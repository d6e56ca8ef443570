"""协议 between committees, perhaps with outside partners, of a kind; countersigned by every committee."""

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from collab_portal.lib.dates import POSSIBLE_DAY
from collab_portal.lib.joint.party import Party, PartyQuerySet
from collab_portal.lib.lifecycle import Badge, Lifecycle, Living, Move, Stage, State
from collab_portal.lib.search.listing import holding
from organizations.levels import Level
from organizations.models.committee import Committee

if TYPE_CHECKING:
    from accounts.models import User

EXPIRING = timedelta(days=90)
FIRST_YEAR, LAST_YEAR = 1949, 2100

AGREEMENT = Lifecycle(
    "协议",
    states=(
        State("proposed", "now"),
        State("active", "done", filled=("started_on",)),
        State("renewed", "muted", filled=("started_on", "ended_on")),
        State("ended", "muted", filled=("started_on", "ended_on")),
        State("declined", "red"),
        State("withdrawn", "muted"),
    ),
    moves=(
        Move("start", ("proposed",), "active"),
        Move("decline", ("proposed",), "declined", "organizations.sign_agreement"),
        Move("withdraw", ("proposed",), "withdrawn", "organizations.keep_agreement"),
        Move("renew", ("active",), "renewed", "organizations.end_agreement"),
        Move("end", ("active",), "ended", "organizations.end_agreement"),
    ),
    stages=(
        Stage("发起", ("proposed", "active", "renewed", "ended", "declined", "withdrawn")),
        Stage("会签", ("active", "renewed", "ended"), ("proposed",)),
        Stage("执行", ("renewed", "ended"), ("active",)),
        Stage("结束", ("renewed", "ended"), words={"renewed": "续签"}),
    ),
    stops=("declined", "withdrawn"),
)


class FrameworkAgreementQuerySet(models.QuerySet["FrameworkAgreement"]):
    def visible_to(self, user: "User") -> Self:
        """What is or was in force is everybody's; one still being signed is its parties' staff's alone."""
        agreed = Q(status__in=FrameworkAgreement.AGREED)
        if user.is_staff_member and user.committee_id:
            agreed |= Q(Exists(_parties(user.committee_id)))
        return self.filter(agreed)

    def active(self) -> Self:
        return self.filter(status=FrameworkAgreement.Status.ACTIVE)

    def of_committee(self, committee: int) -> Self:
        return self.filter(Exists(_parties(committee)))

    def expired(self, today: date) -> Self:
        """In force though its term is over: renew or end."""
        return self.active().filter(expires_on__lt=today)

    def expiring(self, today: date) -> Self:
        return self.active().filter(expires_on__range=(today, today + EXPIRING))

    def matching(self, query: str) -> Self:
        """Substring of title, number or outside partner, as search compares. They are few: all are read."""
        rows = self.order_by().prefetch_related(None).values_list("pk", "title", "number", "outside")
        return self.filter(pk__in=holding(query, rows))

    def for_list(self) -> Self:
        """Everything one row shows but its parties, in one query."""
        return self.select_related("committee").order_by("-pk")


def _parties(committee: int) -> "models.QuerySet[AgreementParty]":
    return AgreementParty.objects.filter(agreement=OuterRef("pk"), committee=committee)


@pghistory.track(exclude=["submission"])
class FrameworkAgreement(Living):
    """协议. ``renews`` points to the agreement this one continues; that one stays readable.

    ``committee`` proposes and thereby signs; it is in force once every other party has signed.
    ``outside`` names partners that are none of the nineteen (a city, a ministry), who sign on paper.
    A yearly plan stands ``under`` the framework or mechanism of its parties.
    """

    class Kind(models.TextChoices):
        FRAMEWORK = "framework", "框架协议"
        MECHANISM = "mechanism", "工作机制"
        PLAN = "plan", "年度合作计划"
        NAMING = "naming", "联合命名"

    class Mechanism(models.TextChoices):
        INFORMATION = "information", "信息互通"
        GOODS = "goods", "物资互济"
        MEASURES = "measures", "举措互认"
        STANDARDS = "standards", "标准统一"
        MEETINGS = "meetings", "联席会议"
        OTHER = "other", "其他机制"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "待会签"
        ACTIVE = "active", "执行中"
        RENEWED = "renewed", "已续签"
        ENDED = "ended", "已结束"
        DECLINED = "declined", "已谢绝"
        WITHDRAWN = "withdrawn", "已撤回"

    AGREED = ("active", "renewed", "ended")
    PLANNED = (Kind.FRAMEWORK, Kind.MECHANISM)
    LIFE = AGREEMENT

    kind = models.CharField("类别", max_length=10, choices=Kind, default=Kind.FRAMEWORK)
    mechanism = models.CharField("机制类型", max_length=12, choices=Mechanism, blank=True)
    level = models.CharField("级别", max_length=8, choices=Level, blank=True)
    scope = models.CharField("适用范围", max_length=200, blank=True)
    under = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="plans", verbose_name="所依据的协议"
    )
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    title = models.CharField("协议名称", max_length=120)
    number = models.CharField("协议编号", max_length=60, blank=True)
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="proposed_agreements", verbose_name="发起工委"
    )
    outside = models.CharField("其他签约方", max_length=200, blank=True)
    signed_on = models.DateField("签订日期", null=True, blank=True, validators=POSSIBLE_DAY)
    expires_on = models.DateField("到期日期", null=True, blank=True, validators=POSSIBLE_DAY)
    note = models.TextField("说明", blank=True, max_length=5000)
    renews = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="renewals", verbose_name="续签自"
    )
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="发起人"
    )
    proposed_at = models.DateTimeField("发起时间")
    started_on = models.DateField("生效日期", null=True, blank=True)
    ended_on = models.DateField("结束日期", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="结束人",
    )
    end_reason = models.CharField("结束原因", max_length=200, blank=True)
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = FrameworkAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "协议"
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=["framework", "mechanism", "plan", "naming"]),
                name="agreement_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(mechanism="", kind__in=["framework", "plan", "naming"])
                | (Q(kind="mechanism") & ~Q(mechanism="")),
                name="agreement_mechanism_of_its_kind",
                violation_error_message="工作机制须选择机制类型，其他协议不选。",
                violation_error_code="mechanism",
            ),
            models.CheckConstraint(
                condition=Q(kind="plan", year__isnull=False, under__isnull=False)
                | Q(kind__in=["framework", "mechanism", "naming"], year__isnull=True, under__isnull=True),
                name="agreement_plan_has_its_year",
                violation_error_message="年度合作计划须有年度和所依据的协议，其他协议不填。",
                violation_error_code="year",
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="agreement_year_possible",
                violation_error_message="年度须在 1949 年至 2100 年之间。",
                violation_error_code="year",
            ),
            models.UniqueConstraint(
                fields=["under", "year"],
                condition=Q(status__in=["proposed", "active", "renewed", "ended"]),
                name="agreement_plan_once_a_year",
                violation_error_message="该协议这一年度已有计划。",
                violation_error_code="year",
            ),
            models.UniqueConstraint(
                fields=["renews"],
                condition=Q(status__in=["proposed", "active", "renewed", "ended"]),
                name="agreement_renewed_once",
                violation_error_message="该协议已有一份续签。",
            ),
            models.CheckConstraint(
                condition=Q(renews__isnull=True) | ~Q(renews=F("pk")),
                name="agreement_renews_another",
                violation_error_message="协议不能续签自己。",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(signed_on__isnull=True)
                | Q(expires_on__gte=F("signed_on")),
                name="agreement_expires_after_signing",
                violation_error_message="到期日期不能早于签订日期。",
            ),
            models.CheckConstraint(
                condition=AGREEMENT.dated(),
                name="agreement_status_has_its_dates",
                violation_error_message="协议状态与生效、结束日期不符。",
            ),
            models.CheckConstraint(
                condition=~Q(status="ended") | ~Q(end_reason=""),
                name="agreement_end_has_reason",
                violation_error_message="结束协议须写明原因。",
            ),
        )
        indexes = (
            models.Index(fields=["status", "-id"], name="agreement_by_status"),
            models.Index(fields=["expires_on"], name="agreement_expiry", condition=Q(status="active")),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("organizations:agreement", args=[self.pk])

    def days_left(self, today: date) -> int | None:
        """Days until it expires, negative when over; None: no date agreed, or not in force."""
        if self.expires_on is None or self.status != self.Status.ACTIVE:
            return None
        return (self.expires_on - today).days


@pghistory.track()
class AgreementParty(Party):
    """One committee's signature under an agreement; its objection declines the whole of it."""

    OBJECTED, OWED, MISSED = Badge("已谢绝", "red"), Badge("待会签", "now"), Badge("未会签", "muted")

    agreement = models.ForeignKey(
        FrameworkAgreement, models.CASCADE, related_name="parties", verbose_name="协议"
    )
    signed_as = models.CharField("会签时名称", max_length=60, blank=True)
    signer = models.CharField("会签人姓名", max_length=150, blank=True, help_text="会签时的姓名。")

    objects = PartyQuerySet["AgreementParty"].as_manager()
    history_hides = ("signed_as", "signer")

    class Meta(Party.Meta):
        verbose_name = verbose_name_plural = "协议签约方"
        constraints = (
            *Party.Meta.constraints,
            models.UniqueConstraint(
                fields=["agreement", "committee"],
                name="agreement_party_once",
                violation_error_message="同一工委只能签一次。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.committee}（{self.badge.label}）"

    @property
    def is_asked(self) -> bool:
        return self.agreement.status == FrameworkAgreement.Status.PROPOSED

    @property
    def name(self) -> str:
        """The party as it was called when it signed, else as it is called."""
        return self.signed_as or self.committee.name

    def store(self) -> None:
        """Committee and person keep the names they had when they spoke."""
        self.signed_as, self.signer = self.committee.name, str(self.said_by)
        super().store()


@pghistory.track()
class AgreementItem(models.Model):
    """合作事项: one line of what was agreed."""

    agreement = models.ForeignKey(
        FrameworkAgreement, models.CASCADE, related_name="items", verbose_name="协议"
    )
    position = models.PositiveSmallIntegerField("序号")
    text = models.CharField("合作事项", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "合作事项"
        ordering = ("agreement", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["agreement", "position"],
                name="agreement_item_place_once",
                violation_error_message="合作事项的序号重复。",
            ),
        )

    def __str__(self) -> str:
        return self.text

"""党建联盟 and 联合党委: three or more branches that join and leave on dates."""

import uuid
from datetime import date
from typing import TYPE_CHECKING, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.urls import reverse

from collab_portal.lib.html import RichTextField
from collab_portal.lib.joint import invitation
from collab_portal.lib.lifecycle import Lifecycle, Living, Move, Stage, State
from collab_portal.lib.search.listing import holding
from organizations.models.branch import Branch
from organizations.models.committee import Committee

if TYPE_CHECKING:
    from accounts.models import User

FEWEST = 3  # branches; two are a pairing
OPEN = ("proposed", "active")
ALLIANCE = Lifecycle(
    "联盟",
    states=(
        State("proposed", "now"),
        State("active", "done", filled=("started_on",)),
        State("ended", "muted", filled=("started_on", "ended_on")),
        State("withdrawn", "muted"),
    ),
    moves=(
        Move("start", ("proposed",), "active"),
        Move("answer", OPEN, right="organizations.answer_alliance"),
        Move("invite", OPEN, right="organizations.keep_alliance"),
        Move("edit", OPEN, right="organizations.keep_alliance"),
        Move("withdraw", ("proposed",), "withdrawn", "organizations.keep_alliance"),
        Move("end", ("active",), "ended", "organizations.keep_alliance"),
    ),
    stages=(
        Stage("发起", ("proposed", "active", "ended", "withdrawn")),
        Stage("各方同意", ("active", "ended"), ("proposed",)),
        Stage("运行", ("ended",), ("active",)),
        Stage("结束", ("ended",)),
    ),
    stops=("withdrawn",),
)
MEMBERSHIP = invitation.life(
    "邀请",
    moves=(  # it had agreed, and left or came to its end before the alliance began
        Move("leave", ("agreed",), "withdrawn"),
        Move("lapse", ("agreed",), "lapsed"),
    ),
)


class AllianceQuerySet(models.QuerySet["Alliance"]):
    def visible_to(self, user: "User") -> Self:
        """What is or was in force is everybody's; a proposal is the asked committees' staff's alone."""
        agreed = Q(status__in=[Alliance.Status.ACTIVE, Alliance.Status.ENDED])
        if user.is_staff_member and user.committee_id:
            asked = AllianceMember.objects.filter(alliance=OuterRef("pk"), committee=user.committee_id)
            agreed |= Q(committee=user.committee_id) | Q(Exists(asked))
        return self.filter(agreed)

    def active(self) -> Self:
        return self.filter(status=Alliance.Status.ACTIVE)

    def with_committee(self, committee: int) -> Self:
        """Whose branches are or were members, or who keeps it."""
        members = AllianceMember.objects.agreed().filter(alliance=OuterRef("pk"), committee=committee)
        return self.filter(Q(committee=committee) | Exists(members))

    def with_branch(self, branch: int) -> Self:
        return self.filter(
            Exists(AllianceMember.objects.agreed().filter(alliance=OuterRef("pk"), branch=branch))
        )

    def matching(self, query: str) -> Self:
        """Substring of the name or of the chain."""
        rows = self.order_by().prefetch_related(None).values_list("pk", "name", "chain")
        return self.filter(pk__in=holding(query, rows))

    def for_list(self) -> Self:
        """Everything one row shows but its members, in one query."""
        return self.select_related("committee", "chair__committee").order_by("-pk")


@pghistory.track(exclude=["submission"])
class Alliance(Living):
    """联盟 of branches of like function, or 联合党委 on an industry chain.

    ``committee`` organises it: it keeps charter, plan and chair, asks branches in and ends it. Every
    member's committee agrees for its own branches; the last answer puts the alliance in force.
    ``version`` rises with each edit, so of two editors the second is told about the first.
    """

    class Kind(models.TextChoices):
        ALLIANCE = "alliance", "党建联盟"
        JOINT = "joint", "联合党委"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "待各方同意"
        ACTIVE = "active", "运行中"
        ENDED = "ended", "已结束"
        WITHDRAWN = "withdrawn", "已撤回"

    LIFE = ALLIANCE

    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类型", max_length=10, choices=Kind, default=Kind.ALLIANCE)
    line = models.CharField("系统", max_length=12, choices=Branch.Line, default=Branch.Line.OTHER)
    chain = models.CharField("产业链或领域", max_length=60, blank=True)
    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="organised_alliances", verbose_name="组织工委"
    )
    charter = RichTextField("章程", blank=True)
    work_plan = models.TextField("年度工作计划", blank=True, max_length=20_000)
    chair = models.ForeignKey(
        Branch, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="现任轮值主席单位"
    )
    source = models.CharField("资料来源", max_length=200, blank=True)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="发起人"
    )
    proposed_at = models.DateTimeField("发起时间")
    started_on = models.DateField("成立日期", null=True, blank=True)
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
    version = models.PositiveIntegerField("版本", default=1, editable=False)
    submission = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = AllianceQuerySet.as_manager()
    history_hides = ("version",)

    class Meta:
        verbose_name = verbose_name_plural = "联盟"
        constraints = (
            models.UniqueConstraint(
                fields=["committee", "name"],
                condition=Q(status__in=["proposed", "active"]),
                name="alliance_name_once",
                violation_error_message="本工委已有同名的联盟。",
            ),
            models.CheckConstraint(
                condition=ALLIANCE.dated(),
                name="alliance_status_has_its_dates",
                violation_error_message="联盟状态与成立、结束日期不符。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(end_reason=""),
                name="alliance_end_has_reason",
                violation_error_message="结束联盟须写明原因。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="alliance_ends_after_start",
                violation_error_message="结束日期不能早于成立日期。",
            ),
        )
        indexes = (models.Index(fields=["status", "-id"], name="alliance_by_status"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organizations:alliance", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Proposed or in force: it may still gain members."""
        return self.status in {self.Status.PROPOSED, self.Status.ACTIVE}


@pghistory.track()
class AllianceCharter(models.Model):
    """章程的一版: what members agree to. A new one follows it; this one stays as it was."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="charters", verbose_name="联盟")
    number = models.PositiveSmallIntegerField("版次")
    text = RichTextField("章程", blank=True)
    since = models.DateField("自何日起")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="保存人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "章程各版"
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["alliance", "number"], name="alliance_charter_once"),)
        triggers = (
            pgtrigger.Protect(
                name="alliance_charter_is_frozen", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"{self.alliance}章程第{self.number}版"


class AllianceMemberQuerySet(invitation.InvitationQuerySet["AllianceMember"]):
    def on(self, day: date) -> Self:
        """Members on ``day``."""
        return self.filter(joined_on__lte=day).filter(Q(left_on__isnull=True) | Q(left_on__gt=day))

    def staying(self) -> Self:
        """Agreed and not left, whether the alliance has begun or waits for others."""
        return self.agreed().filter(left_on__isnull=True)

    def for_list(self) -> Self:
        """Members with branch and committee, those in the lead first, in one query."""
        return self.select_related("branch", "committee", "answered_by", "charter").order_by(
            F("left_on").asc(nulls_first=True), "role", "pk"
        )


@pghistory.track()
class AllianceMember(invitation.Invitation):
    """A branch belongs to an alliance for the days ``joined_on <= day < left_on``.

    Its committee (repeated here, a branch never changes it) has agreed; until the alliance begins
    there is no ``joined_on``. Whoever comes back later has a second row. Who proposes is the alliance.
    """

    class Role(models.TextChoices):
        LEAD = "lead", "牵头单位"
        MEMBER = "member", "成员单位"

    LIFE = MEMBERSHIP
    proposer, proposed_by = None, None  # type: ignore[assignment]

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="members", verbose_name="联盟")
    branch = models.ForeignKey(
        Branch, models.PROTECT, related_name="alliance_memberships", verbose_name="党组织"
    )
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+", verbose_name="所属工委")
    role = models.CharField("角色", max_length=10, choices=Role, default=Role.MEMBER)
    charter = models.ForeignKey(
        AllianceCharter,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="同意时的章程",
    )
    joined_on = models.DateField("加入日期", null=True, blank=True)
    left_on = models.DateField("退出日期", null=True, blank=True)

    objects = AllianceMemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "联盟成员"
        constraints = (
            *invitation.checks(MEMBERSHIP),
            ExclusionConstraint(
                name="alliance_member_once_at_a_time",
                expressions=[
                    ("alliance", RangeOperators.EQUAL),
                    ("branch", RangeOperators.EQUAL),
                    (
                        Func(
                            F("joined_on"),
                            F("left_on"),
                            Value("[)"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(status="agreed", joined_on__isnull=False),
                violation_error_message="同一党组织在一个联盟中同时只能有一席。",
            ),
            models.UniqueConstraint(
                fields=["alliance", "branch"],
                condition=Q(status="proposed") | Q(status="agreed", joined_on__isnull=True),
                name="alliance_member_asked_once",
                violation_error_message="该党组织已在受邀之列。",
            ),
            models.CheckConstraint(
                condition=Q(joined_on__isnull=True) | Q(status="agreed"),
                name="alliance_member_joins_by_agreement",
                violation_error_message="未同意的党组织不能加入。",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(joined_on__isnull=False, left_on__gte=F("joined_on")),
                name="alliance_member_leaves_after_joining",
                violation_error_message="退出日期不能早于加入日期。",
            ),
        )
        indexes = (models.Index(fields=["committee", "status"], name="alliance_member_awaiting"),)

    def __str__(self) -> str:
        return f"{self.branch}（{self.alliance}）"
